"""The bijlagen of a run.

Up keeps: every run. Those that were there have no bijlagen, and read as before.
Down loses: which bijlagen a run has. Their Parquet files stay, in `.resultaat/resultaten`; the
figures of every run are as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("bijlagen", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("run") as run:
        run.drop_column("bijlagen")
