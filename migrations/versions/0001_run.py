"""The table of runs.

Up keeps: nothing was there.
Down loses: the rows of all runs. The Parquet files with their figures stay, in
`.resultaat/resultaten`, but nothing tells any more which run they are of.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rapportage", sa.Text(), nullable=False),
        sa.Column("titel", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("gebied", sa.Text(), nullable=False),
        sa.Column("over", sa.Text(), nullable=False),
        sa.Column("peildatum", sa.Date(), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definities", sa.Text(), nullable=False),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.Column("motor", sa.JSON(), nullable=False),
        sa.Column("instellingen", sa.JSON(), nullable=False),
        sa.Column("staat", sa.Text(), nullable=False),
        sa.Column("resultaten", sa.Text(), nullable=False),
        sa.Column("aansluiting", sa.Text(), nullable=False),
        sa.Column("rijen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )


def downgrade() -> None:
    """Drop the table, and with it the rows of all runs."""
    op.drop_table("run")
