"""The list says which decisions are to be looked at, and from which day on.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns of what is worked out anyway; every line is worked out anew, because what comes next is, too."""
    op.add_column("case_index", sa.Column("look", sa.Text(), nullable=False, server_default=""))
    op.add_column("case_index", sa.Column("look_on", sa.Text(), nullable=True))
    with op.batch_alter_table("case_index", recreate="always") as batch:
        batch.alter_column("look", server_default=None)
    op.execute("UPDATE case_index SET rules = ''")
    op.create_index("ix_case_index_look", "case_index", ["deleted", "look_on"], unique=False)
