"""Responses to treatment, one row a day, under the criteria named.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new table; nothing that is there changes."""
    op.create_table(
        "responses",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("performed_on", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.Text(), nullable=True),
        sa.Column("laboratory", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("specimen", sa.Text(), nullable=False),
        sa.Column("report_reference", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.Text(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.Text(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("chosen_because", sa.Text(), nullable=False),
        sa.Column("response_criteria", sa.Text(), nullable=True),
        sa.Column("response_criteria_silence", sa.Text(), nullable=True),
        sa.Column("response_primary", sa.Text(), nullable=True),
        sa.Column("response_primary_silence", sa.Text(), nullable=True),
        sa.Column("response_metastases", sa.Text(), nullable=True),
        sa.Column("response_metastases_silence", sa.Text(), nullable=True),
        sa.Column("response_marrow", sa.Text(), nullable=True),
        sa.Column("response_marrow_silence", sa.Text(), nullable=True),
        sa.Column("response_overall", sa.Text(), nullable=True),
        sa.Column("response_overall_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "\"response_criteria\" IN ('INRC-2017', 'INRC-1993')", name=op.f("ck_responses_response_criteria_codes")
        ),
        sa.CheckConstraint(
            '("response_criteria" IS NULL) <> ("response_criteria_silence" IS NULL)',
            name=op.f("ck_responses_response_criteria_one"),
        ),
        sa.CheckConstraint(
            "\"response_primary\" IN ('CR', 'PR', 'SD', 'PD', 'NI', 'NE')",
            name=op.f("ck_responses_response_primary_codes"),
        ),
        sa.CheckConstraint(
            '("response_primary" IS NULL) <> ("response_primary_silence" IS NULL)',
            name=op.f("ck_responses_response_primary_one"),
        ),
        sa.CheckConstraint(
            "\"response_metastases\" IN ('CR', 'PR', 'SD', 'PD', 'NI', 'NE')",
            name=op.f("ck_responses_response_metastases_codes"),
        ),
        sa.CheckConstraint(
            '("response_metastases" IS NULL) <> ("response_metastases_silence" IS NULL)',
            name=op.f("ck_responses_response_metastases_one"),
        ),
        sa.CheckConstraint(
            "\"response_marrow\" IN ('CR', 'MD', 'SD', 'PD', 'NI', 'NE')",
            name=op.f("ck_responses_response_marrow_codes"),
        ),
        sa.CheckConstraint(
            '("response_marrow" IS NULL) <> ("response_marrow_silence" IS NULL)',
            name=op.f("ck_responses_response_marrow_one"),
        ),
        sa.CheckConstraint(
            "\"response_overall\" IN ('CR', 'VGPR', 'PR', 'MR', 'SD', 'NR', 'PD', 'NE', 'NA')",
            name=op.f("ck_responses_response_overall_codes"),
        ),
        sa.CheckConstraint(
            '("response_overall" IS NULL) <> ("response_overall_silence" IS NULL)',
            name=op.f("ck_responses_response_overall_one"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_responses_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["responses.id"],
            name=op.f("fk_responses_supersedes_responses"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
    )
    op.create_index(op.f("ix_responses_case_id"), "responses", ["case_id"], unique=False)
