"""Timeline templates that a board's team writes itself; every version stays, because plans stand on one.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table that begins empty."""
    op.create_table(
        "own_templates",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("based_on_version", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.CheckConstraint("withdrawn IN (0, 1)", name=op.f("ck_own_templates_withdrawn_truth")),
        sa.ForeignKeyConstraint(["written_by"], ["persons.id"], name=op.f("fk_own_templates_written_by_persons")),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_own_templates")),
    )
