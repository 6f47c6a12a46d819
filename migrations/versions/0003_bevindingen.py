"""Findings with a life: what each run found, and what people said of it.

Up keeps: every run. Those that were there did not look for findings.
Down loses: what was found and all that was said of it. The figures and bijlagen of every run stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "bevinding",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("bij", sa.JSON(), nullable=False),
        sa.Column("zin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_bevinding_run_run"),
        sa.PrimaryKeyConstraint("id", "run", name="pk_bevinding"),
    )
    op.create_table(
        "uitspraak",
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("bevinding", sa.Text(), nullable=False),
        sa.Column("staat", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name="pk_uitspraak"),
    )
    op.create_index("ix_uitspraak_bevinding", "uitspraak", ["bevinding"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("uitspraak")
    op.drop_table("bevinding")
