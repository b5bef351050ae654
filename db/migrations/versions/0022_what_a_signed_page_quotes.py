"""The register of signed documents says what each quotes of the decisions of the board, by a digest.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column more. Nobody knows it of what went out before; a de-identified page quotes no decision."""
    op.add_column("signed_documents", sa.Column("decided", sa.Text(), nullable=True))
    op.execute("UPDATE signed_documents SET decided = '' WHERE kind = 'de-identified-page'")
