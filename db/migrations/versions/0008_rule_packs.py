"""The rules that a board's team adopted: their texts, so that another program does not assess by others unseen.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables that begin empty; the program's own rules are adopted when the board is next opened for writing."""
    op.create_table(
        "rule_packs",
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("checksum", name=op.f("pk_rule_packs")),
    )
    op.create_table(
        "rule_adoptions",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("adopted_at", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by"], ["persons.id"], name=op.f("fk_rule_adoptions_adopted_by_persons")),
        sa.ForeignKeyConstraint(
            ["checksum"], ["rule_packs.checksum"], name=op.f("fk_rule_adoptions_checksum_rule_packs")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_rule_adoptions")),
    )
