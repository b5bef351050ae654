"""What the list is filtered by, beside what is searched, in the one index by name.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing of the lines is worked out anew."""
    op.drop_index("ix_case_index_names", "case_index")
    order = ["deleted", "nameless", "name_key", "number"]
    filters = ["stage", "status", "board_on", "waiting", "phase", "groups", "missing"]
    op.create_index("ix_case_index_names", "case_index", [*order, "search", *filters], unique=False)
