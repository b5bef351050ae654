"""People who left stay in the table, because what they wrote still says who.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When each person left; empty for all who are there."""
    op.add_column("persons", sa.Column("left_at", sa.Text(), nullable=True))
