"""The rest of the record: a table for each kind of entry, which all begin empty; and what a response rests on.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

# ruff: noqa: E501
revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_FACTS = {
    "consents": "purpose given:truth given_by detail",
    "care_team": "role name place telephone email key_worker:truth",
    "family_situation": "interpreter:truth decides child_wishes psychosocial school distance safeguarding:truth safeguarding_detail contact_line_given:truth",
    "second_opinions": "centre sent outcome detail",
    "detection": "found_by first_sign_on antenatal_finding history",
    "symptoms": "symptom present:truth began_on ended_on cause detail",
    "comorbidities": "condition active:truth since consequence",
    "performance": "lansky:count weight_kg height_cm detail",
    "organ_functions": "organ state measured value unit detail",
    "relatives": "relation neuroblastoma:truth other_tumours age_then offered_test:truth gene variant_found:truth detail",
    "germline": "gene finding variant detail",
    "predispositions": "syndrome standing detail",
    "counselling": "took_place:truth topics relatives_told:truth outcome",
    "screenings": "test outcome detail",
    "primaries": "site side detail",
    "metastatic_deposits": "site present:truth shown_by detail",
    "idrf_findings": "factor finding detail",
    "imaging": "modality occasion region contrast:truth avid:truth findings to_show",
    "lesions": "name tissue target:truth detail",
    "measurements": "lesion study length_mm width_mm depth_mm short_axis_mm uptake:truth baseline:truth",
    "scans": "scoring occasion study segment_1:count segment_2:count segment_3:count segment_4:count segment_5:count segment_6:count segment_7:count segment_8:count segment_9:count segment_10:count segment_11:count segment_12:count detail",
    "marrow_samples": "side sample occasion core_mm adequate:truth involved:truth tumour_percent detail",
    "examinations": "test requested_on requested_by adequacy outcome result document",
    "neurotrophin": "receptor expression",
    "goals": "goal situation options side_effects overall_health shared:truth booklet_given:truth questions_given:truth",
    "treatments": "modality name drugs began_on ended_on courses:count dose extent why_observed complications trial detail",
    "toxicities": "event grade:count began_on ended_on treatment consequence",
    "trials": "trial registry_number programme standing found_in when reason",
    "recurrences": "course found_on sites original_group proven_by detail",
    "late_effects": "effect standing since treatment detail",
    "follow_ups": "test due_on outcome detail",
}
"""The facts of each table; text but where a truth or a count is said."""

_KINDS = {"": sa.Text, "truth": sa.Boolean, "count": sa.Integer}


def upgrade() -> None:
    """One table after the other."""
    for table, facts in _FACTS.items():
        parts = [part for fact in facts.split() for part in _fact(table, *fact.partition(":")[::2])]
        op.create_table(table, *_origin(table), *parts, *_keys(table))
        op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"], unique=False)
    _add_referral()
    _add_basis()


def _add_referral() -> None:
    """The day of the referral begins as not asked."""
    with op.batch_alter_table("cases", recreate="always") as batch:
        batch.add_column(sa.Column("referred_on", sa.Text(), nullable=True), insert_after="primary_site_silence")
        batch.add_column(sa.Column("referred_on_silence", sa.Text(), nullable=True), insert_after="referred_on")
    op.execute("UPDATE cases SET referred_on_silence = 'not_asked'")
    with op.batch_alter_table("cases", recreate="always") as batch:
        batch.create_check_constraint(
            op.f("ck_cases_referred_on_one"), '("referred_on" IS NULL) <> ("referred_on_silence" IS NULL)'
        )


def _add_basis() -> None:
    """What the grades of a response rest on begins as not asked; its check comes after, for the rows that are there."""
    with op.batch_alter_table("responses", recreate="always") as batch:
        batch.add_column(sa.Column("response_basis", sa.Text(), nullable=True))
        batch.add_column(sa.Column("response_basis_silence", sa.Text(), nullable=True))
    op.execute("UPDATE responses SET response_basis_silence = 'not_asked'")
    with op.batch_alter_table("responses", recreate="always") as batch:
        batch.create_check_constraint(
            op.f("ck_responses_response_basis_one"), '("response_basis" IS NULL) <> ("response_basis_silence" IS NULL)'
        )


def _origin(_table: str) -> Iterator[SchemaItem]:
    """Where a row belongs, and where what it says came from."""
    yield sa.Column("case_id", sa.Text(), nullable=False)
    yield sa.Column("position", sa.Integer(), nullable=False)
    yield sa.Column("id", sa.Text(), nullable=False)
    for name in ("performed_on", "reported_on"):
        yield sa.Column(name, sa.Text(), nullable=True)
    for name in ("laboratory", "method", "specimen", "report_reference", "entered_by"):
        yield sa.Column(name, sa.Text(), nullable=False)
    yield sa.Column("entered_at", sa.Text(), nullable=True)
    yield sa.Column("checked_by", sa.Text(), nullable=False)
    yield sa.Column("checked_at", sa.Text(), nullable=True)
    yield sa.Column("supersedes", sa.Text(), nullable=True)
    yield sa.Column("chosen_because", sa.Text(), nullable=False)


def _fact(table: str, name: str, kind: str) -> Iterator[SchemaItem]:
    """A value or a silence, never both."""
    yield sa.Column(name, _KINDS[kind](), nullable=True)
    yield sa.Column(f"{name}_silence", sa.Text(), nullable=True)
    one = f'("{name}" IS NULL) <> ("{name}_silence" IS NULL)'
    yield sa.CheckConstraint(one, name=op.f(f"ck_{table}_{name}_one"))
    if kind == "truth":
        yield sa.CheckConstraint(f'"{name}" IN (0, 1)', name=op.f(f"ck_{table}_{name}_truth"))


def _keys(table: str) -> Iterator[SchemaItem]:
    yield sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{table}_case_id_cases"))
    yield sa.ForeignKeyConstraint(
        ["supersedes"],
        [f"{table}.id"],
        name=op.f(f"fk_{table}_supersedes_{table}"),
        initially="DEFERRED",
        deferrable=True,
    )
    yield sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
