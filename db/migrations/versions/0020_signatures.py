"""The board's own key for signing documents, and the register of the documents that it signed.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables that begin empty; the key is made when the first document is signed."""
    op.create_table(
        "signing_keys",
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.CheckConstraint("length(public) = 64 AND length(private) = 64", name=op.f("ck_signing_keys_lengths")),
        sa.PrimaryKeyConstraint("public", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "signed_documents",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.CheckConstraint("length(code) = 17 AND length(facts) = 64", name=op.f("ck_signed_documents_lengths")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_signed_documents_case_id_cases")),
        sa.ForeignKeyConstraint(["issued_by"], ["persons.id"], name=op.f("fk_signed_documents_issued_by_persons")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_signed_documents")),
    )
    op.create_index("ix_signed_documents_case_id", "signed_documents", ["case_id", "issued_at"])
