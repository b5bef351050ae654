"""The edition of the INPC that a pathologist classed by.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """It begins as not asked. Its checks come after, because the rows must meet them by then."""
    with op.batch_alter_table("pathology", recreate="always") as batch:
        batch.add_column(sa.Column("inpc_version", sa.Text(), nullable=True))
        batch.add_column(sa.Column("inpc_version_silence", sa.Text(), nullable=True))
    op.execute("UPDATE pathology SET inpc_version_silence = 'not_asked'")
    with op.batch_alter_table("pathology", recreate="always") as batch:
        batch.create_check_constraint(
            op.f("ck_pathology_inpc_version_one"), '("inpc_version" IS NULL) <> ("inpc_version_silence" IS NULL)'
        )
        batch.create_check_constraint(op.f("ck_pathology_inpc_version_codes"), "\"inpc_version\" IN ('1999', '2003')")
