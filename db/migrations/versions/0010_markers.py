"""Laboratory markers as rows of their own.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

# ruff: noqa: E501
revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table that begins empty."""
    op.create_table(
        "marker_results",
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
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("value_silence", sa.Text(), nullable=True),
        sa.Column("upper_limit", sa.Text(), nullable=True),
        sa.Column("upper_limit_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "\"marker\" IN ('vma', 'hva', 'ldh', 'ferritin', 'nse')", name=op.f("ck_marker_results_marker_codes")
        ),
        sa.CheckConstraint(
            "\"unit\" IN ('mg_g', 'ug_mg', 'mg_mg', 'umol_mmol', 'mmol_mol', 'mg_mmol', 'mg_24h', 'u_l', 'ng_ml', 'ug_l')",
            name=op.f("ck_marker_results_unit_codes"),
        ),
        sa.CheckConstraint(
            '("upper_limit" IS NULL) <> ("upper_limit_silence" IS NULL)', name=op.f("ck_marker_results_upper_limit_one")
        ),
        sa.CheckConstraint('("value" IS NULL) <> ("value_silence" IS NULL)', name=op.f("ck_marker_results_value_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_marker_results_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["marker_results.id"],
            name=op.f("fk_marker_results_supersedes_marker_results"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marker_results")),
    )
    op.create_index(op.f("ix_marker_results_case_id"), "marker_results", ["case_id"], unique=False)
