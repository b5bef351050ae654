"""An amendment says which chair confirmed it and when; until then it waits.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of amendments that are there nobody has said that a chair confirmed them."""
    op.add_column("amendments", sa.Column("confirmed_by", sa.Text(), nullable=False, server_default=""))
    op.add_column("amendments", sa.Column("confirmed_at", sa.Text(), nullable=True))
    with op.batch_alter_table("amendments", recreate="always") as batch:
        batch.alter_column("confirmed_by", existing_type=sa.Text(), server_default=None)
