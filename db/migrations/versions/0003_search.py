"""The list by name, with what is searched, in one index; and what its views count in another.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing of the lines is worked out anew."""
    op.drop_index("ix_case_index_deleted", "case_index")
    with op.batch_alter_table("case_index", recreate="always") as batch:
        batch.add_column(sa.Column("nameless", sa.Boolean(), nullable=True), insert_after="name")
    op.execute("UPDATE case_index SET nameless = (name_key = '')")
    with op.batch_alter_table("case_index", recreate="always") as batch:
        batch.alter_column("nameless", nullable=False)
    names = ["deleted", "nameless", "name_key", "number", "search"]
    op.create_index("ix_case_index_names", "case_index", names, unique=False)
    op.create_index("ix_case_index_views", "case_index", ["deleted", "status", "board_on", "waiting"], unique=False)
