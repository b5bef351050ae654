"""Sheets for families: which sentences were approved and by whom, and the clinic's own texts; they begin empty.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_LANGUAGES = "'en', 'es'"
_SECTIONS = "'meeting', 'know', 'come', 'suggest', 'else', 'wishes', 'need', 'ask'"


def upgrade() -> None:
    """Three tables."""
    op.create_table(
        "family_sheets",
        *_texts("id", "case_id", "meeting_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("language", "approved_by"),
        sa.Column("approved_on", sa.Text(), nullable=True),
        *_texts("reviewed_by"),
        sa.Column("reviewed_on", sa.Text(), nullable=True),
        sa.CheckConstraint(f'"language" IN ({_LANGUAGES})', name=op.f("ck_family_sheets_language_codes")),
        _names("family_sheets", "case_id", "cases"),
        _names("family_sheets", "meeting_id", "meetings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_sheets")),
    )
    op.create_table(
        "family_sentences",
        *_texts("id", "sheet_id", "case_id"),
        sa.Column("place", sa.Integer(), nullable=False),
        *_texts("section", "offered_as", "words"),
        sa.CheckConstraint(f'"section" IN ({_SECTIONS})', name=op.f("ck_family_sentences_section_codes")),
        _names("family_sentences", "sheet_id", "family_sheets"),
        _names("family_sentences", "case_id", "cases"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_sentences")),
    )
    op.create_table(
        "clinic_texts",
        *_texts("id", "topic", "language", "words", "approved_by", "approved_on"),
        sa.CheckConstraint(f'"language" IN ({_LANGUAGES})', name=op.f("ck_clinic_texts_language_codes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_texts")),
    )
    for table, name in (
        ("family_sheets", "case_id"), ("family_sheets", "meeting_id"),
        ("family_sentences", "sheet_id"), ("family_sentences", "case_id"),
    ):  # fmt: skip
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
    one_of_each = ["case_id", "meeting_id", "language"]
    op.create_index(op.f("uq_family_sheets_case_id_meeting_id_language"), "family_sheets", one_of_each, unique=True)
    op.create_index(op.f("uq_clinic_texts_topic_language"), "clinic_texts", ["topic", "language"], unique=True)


def _texts(*names: str) -> list[SchemaItem]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _names(table: str, column: str, parent: str) -> SchemaItem:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}_{parent}"))
