"""The views of the list that each person named: free words, which lay unencrypted beside the program before.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table that begins empty; the window brings the views of a person when it next opens the board."""
    op.create_table(
        "saved_views",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("descending", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.CheckConstraint("descending IN (0, 1)", name=op.f("ck_saved_views_descending_truth")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_saved_views_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", "name", name=op.f("pk_saved_views")),
    )
