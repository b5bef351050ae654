"""Everything: the first schema.

Written out and checked by hand; it must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

# ruff: noqa: E501
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables of an empty board."""
    op.create_table(
        "boards",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("demonstration IN (0, 1)", name=op.f("ck_boards_demonstration_truth")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("sex_silence", sa.Text(), nullable=True),
        sa.Column("born", sa.Text(), nullable=True),
        sa.Column("born_silence", sa.Text(), nullable=True),
        sa.Column("antenatal", sa.Text(), nullable=True),
        sa.Column("antenatal_silence", sa.Text(), nullable=True),
        sa.Column("diagnosed", sa.Text(), nullable=True),
        sa.Column("diagnosed_silence", sa.Text(), nullable=True),
        sa.Column("age_days", sa.Integer(), nullable=True),
        sa.Column("age_days_silence", sa.Text(), nullable=True),
        sa.Column("primary_site", sa.Text(), nullable=True),
        sa.Column("primary_site_silence", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("question_silence", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("wishes_silence", sa.Text(), nullable=True),
        sa.Column("family_knows", sa.Text(), nullable=True),
        sa.Column("family_knows_silence", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("language_silence", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.CheckConstraint('"demonstration" IN (0, 1)', name=op.f("ck_cases_demonstration_truth")),
        sa.CheckConstraint(
            "\"primary_site\" IN ('adrenal', 'neck', 'chest', 'abdomen', 'pelvis', 'spine', 'multiple', 'other')",
            name=op.f("ck_cases_primary_site_codes"),
        ),
        sa.CheckConstraint("\"sex\" IN ('female', 'male', 'other')", name=op.f("ck_cases_sex_codes")),
        sa.CheckConstraint("\"status\" IN ('active', 'follow_up', 'closed')", name=op.f("ck_cases_status_codes")),
        sa.CheckConstraint('("age_days" IS NULL) <> ("age_days_silence" IS NULL)', name=op.f("ck_cases_age_days_one")),
        sa.CheckConstraint(
            '("antenatal" IS NULL) <> ("antenatal_silence" IS NULL)', name=op.f("ck_cases_antenatal_one")
        ),
        sa.CheckConstraint('("born" IS NULL) <> ("born_silence" IS NULL)', name=op.f("ck_cases_born_one")),
        sa.CheckConstraint('("deleted_at" IS NULL) = ("deleted_reason" IS NULL)', name=op.f("ck_cases_deleted_at_one")),
        sa.CheckConstraint(
            '("diagnosed" IS NULL) <> ("diagnosed_silence" IS NULL)', name=op.f("ck_cases_diagnosed_one")
        ),
        sa.CheckConstraint(
            '("family_knows" IS NULL) <> ("family_knows_silence" IS NULL)', name=op.f("ck_cases_family_knows_one")
        ),
        sa.CheckConstraint('("language" IS NULL) <> ("language_silence" IS NULL)', name=op.f("ck_cases_language_one")),
        sa.CheckConstraint(
            '("primary_site" IS NULL) <> ("primary_site_silence" IS NULL)', name=op.f("ck_cases_primary_site_one")
        ),
        sa.CheckConstraint('("question" IS NULL) <> ("question_silence" IS NULL)', name=op.f("ck_cases_question_one")),
        sa.CheckConstraint('("sex" IS NULL) <> ("sex_silence" IS NULL)', name=op.f("ck_cases_sex_one")),
        sa.CheckConstraint('("wishes" IS NULL) <> ("wishes_silence" IS NULL)', name=op.f("ck_cases_wishes_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index("uq_cases_number", "cases", ["number"], unique=True)
    op.create_table(
        "persons",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"role\" IN ('viewer', 'coordinator', 'clinician', 'administrator')", name=op.f("ck_persons_role_codes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    op.create_table(
        "alk_results",
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
        sa.Column("alk", sa.Text(), nullable=True),
        sa.Column("alk_silence", sa.Text(), nullable=True),
        sa.CheckConstraint("\"alk\" IN ('none', 'mutation', 'amplification')", name=op.f("ck_alk_results_alk_codes")),
        sa.CheckConstraint('("alk" IS NULL) <> ("alk_silence" IS NULL)', name=op.f("ck_alk_results_alk_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_alk_results_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["alk_results.id"],
            name=op.f("fk_alk_results_supersedes_alk_results"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alk_results")),
    )
    op.create_index(op.f("ix_alk_results_case_id"), "alk_results", ["case_id"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_version", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("scheme_version", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.Column("kept_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_assessments_case_id_cases")),
        sa.ForeignKeyConstraint(["kept_by"], ["persons.id"], name=op.f("fk_assessments_kept_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
    )
    op.create_index(op.f("ix_assessments_case_id"), "assessments", ["case_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_audit_person_id_persons")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_case_id"), "audit", ["case_id"], unique=False)
    op.create_table(
        "case_index",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("case_version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mrn", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("born", sa.Text(), nullable=True),
        sa.Column("age_days", sa.Integer(), nullable=True),
        sa.Column("diagnosed", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("not_covered", sa.Boolean(), nullable=False),
        sa.Column("deciding", sa.Text(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("next_due", sa.Text(), nullable=False),
        sa.Column("next_due_on", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_index_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_index")),
    )
    op.create_index(op.f("ix_case_index_deleted"), "case_index", ["deleted"], unique=False)
    op.create_table(
        "courses_at_source",
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
        sa.Column("high_risk", sa.Boolean(), nullable=True),
        sa.Column("high_risk_silence", sa.Text(), nullable=True),
        sa.Column("high_risk_rules", sa.Text(), nullable=False),
        sa.Column("outcome_class", sa.Text(), nullable=True),
        sa.Column("outcome_class_silence", sa.Text(), nullable=True),
        sa.Column("progression", sa.Boolean(), nullable=True),
        sa.Column("progression_silence", sa.Text(), nullable=True),
        sa.Column("days_to_event", sa.Integer(), nullable=True),
        sa.Column("days_to_event_silence", sa.Text(), nullable=True),
        sa.Column("death_from_disease", sa.Boolean(), nullable=True),
        sa.Column("death_from_disease_silence", sa.Text(), nullable=True),
        sa.Column("follow_up_days", sa.Integer(), nullable=True),
        sa.Column("follow_up_days_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            '"death_from_disease" IN (0, 1)', name=op.f("ck_courses_at_source_death_from_disease_truth")
        ),
        sa.CheckConstraint('"high_risk" IN (0, 1)', name=op.f("ck_courses_at_source_high_risk_truth")),
        sa.CheckConstraint(
            "\"outcome_class\" IN ('favourable', 'unfavourable', 'neither')",
            name=op.f("ck_courses_at_source_outcome_class_codes"),
        ),
        sa.CheckConstraint('"progression" IN (0, 1)', name=op.f("ck_courses_at_source_progression_truth")),
        sa.CheckConstraint(
            '("days_to_event" IS NULL) <> ("days_to_event_silence" IS NULL)',
            name=op.f("ck_courses_at_source_days_to_event_one"),
        ),
        sa.CheckConstraint(
            '("death_from_disease" IS NULL) <> ("death_from_disease_silence" IS NULL)',
            name=op.f("ck_courses_at_source_death_from_disease_one"),
        ),
        sa.CheckConstraint(
            '("follow_up_days" IS NULL) <> ("follow_up_days_silence" IS NULL)',
            name=op.f("ck_courses_at_source_follow_up_days_one"),
        ),
        sa.CheckConstraint(
            '("high_risk" IS NULL) <> ("high_risk_silence" IS NULL)', name=op.f("ck_courses_at_source_high_risk_one")
        ),
        sa.CheckConstraint(
            '("outcome_class" IS NULL) <> ("outcome_class_silence" IS NULL)',
            name=op.f("ck_courses_at_source_outcome_class_one"),
        ),
        sa.CheckConstraint(
            '("progression" IS NULL) <> ("progression_silence" IS NULL)',
            name=op.f("ck_courses_at_source_progression_one"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_courses_at_source_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["courses_at_source.id"],
            name=op.f("fk_courses_at_source_supersedes_courses_at_source"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses_at_source")),
    )
    op.create_index(op.f("ix_courses_at_source_case_id"), "courses_at_source", ["case_id"], unique=False)
    op.create_table(
        "identifiers",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_identifiers_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifiers")),
    )
    op.create_index(op.f("ix_identifiers_case_id"), "identifiers", ["case_id"], unique=False)
    op.create_index("uq_identifiers_system_value", "identifiers", ["system", "value"], unique=True)
    op.create_table(
        "mycn_results",
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
        sa.Column("mycn", sa.Text(), nullable=True),
        sa.Column("mycn_silence", sa.Text(), nullable=True),
        sa.Column("ratio", sa.Text(), nullable=True),
        sa.Column("ratio_silence", sa.Text(), nullable=True),
        sa.Column("copies", sa.Text(), nullable=True),
        sa.Column("copies_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "\"mycn\" IN ('amplified', 'gain', 'not_amplified')", name=op.f("ck_mycn_results_mycn_codes")
        ),
        sa.CheckConstraint('("copies" IS NULL) <> ("copies_silence" IS NULL)', name=op.f("ck_mycn_results_copies_one")),
        sa.CheckConstraint('("mycn" IS NULL) <> ("mycn_silence" IS NULL)', name=op.f("ck_mycn_results_mycn_one")),
        sa.CheckConstraint('("ratio" IS NULL) <> ("ratio_silence" IS NULL)', name=op.f("ck_mycn_results_ratio_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_mycn_results_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["mycn_results.id"],
            name=op.f("fk_mycn_results_supersedes_mycn_results"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mycn_results")),
    )
    op.create_index(op.f("ix_mycn_results_case_id"), "mycn_results", ["case_id"], unique=False)
    op.create_table(
        "pathology",
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
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("category_silence", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("grade_silence", sa.Text(), nullable=True),
        sa.Column("mki", sa.Text(), nullable=True),
        sa.Column("mki_silence", sa.Text(), nullable=True),
        sa.Column("histology", sa.Text(), nullable=True),
        sa.Column("histology_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "\"category\" IN ('neuroblastoma', 'ganglioneuroblastoma_intermixed', 'ganglioneuroblastoma_nodular', 'ganglioneuroma_maturing', 'ganglioneuroma_mature')",
            name=op.f("ck_pathology_category_codes"),
        ),
        sa.CheckConstraint(
            "\"grade\" IN ('undifferentiated', 'poorly_differentiated', 'differentiating')",
            name=op.f("ck_pathology_grade_codes"),
        ),
        sa.CheckConstraint(
            "\"histology\" IN ('favourable', 'unfavourable')", name=op.f("ck_pathology_histology_codes")
        ),
        sa.CheckConstraint("\"mki\" IN ('low', 'intermediate', 'high')", name=op.f("ck_pathology_mki_codes")),
        sa.CheckConstraint(
            '("category" IS NULL) <> ("category_silence" IS NULL)', name=op.f("ck_pathology_category_one")
        ),
        sa.CheckConstraint('("grade" IS NULL) <> ("grade_silence" IS NULL)', name=op.f("ck_pathology_grade_one")),
        sa.CheckConstraint(
            '("histology" IS NULL) <> ("histology_silence" IS NULL)', name=op.f("ck_pathology_histology_one")
        ),
        sa.CheckConstraint('("mki" IS NULL) <> ("mki_silence" IS NULL)', name=op.f("ck_pathology_mki_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_pathology_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["pathology.id"],
            name=op.f("fk_pathology_supersedes_pathology"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pathology")),
    )
    op.create_index(op.f("ix_pathology_case_id"), "pathology", ["case_id"], unique=False)
    op.create_table(
        "plans",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_plans_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_case_id"), "plans", ["case_id"], unique=False)
    op.create_table(
        "ploidy_results",
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
        sa.Column("dna_index", sa.Text(), nullable=True),
        sa.Column("dna_index_silence", sa.Text(), nullable=True),
        sa.Column("ploidy", sa.Text(), nullable=True),
        sa.Column("ploidy_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "\"ploidy\" IN ('diploid', 'hyperdiploid', 'hypodiploid')", name=op.f("ck_ploidy_results_ploidy_codes")
        ),
        sa.CheckConstraint(
            '("dna_index" IS NULL) <> ("dna_index_silence" IS NULL)', name=op.f("ck_ploidy_results_dna_index_one")
        ),
        sa.CheckConstraint(
            '("ploidy" IS NULL) <> ("ploidy_silence" IS NULL)', name=op.f("ck_ploidy_results_ploidy_one")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_ploidy_results_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["ploidy_results.id"],
            name=op.f("fk_ploidy_results_supersedes_ploidy_results"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ploidy_results")),
    )
    op.create_index(op.f("ix_ploidy_results_case_id"), "ploidy_results", ["case_id"], unique=False)
    op.create_table(
        "segmental_results",
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
        sa.Column("sca", sa.Text(), nullable=True),
        sa.Column("sca_silence", sa.Text(), nullable=True),
        sa.Column("loss_1p", sa.Boolean(), nullable=True),
        sa.Column("loss_1p_silence", sa.Text(), nullable=True),
        sa.Column("loss_3p", sa.Boolean(), nullable=True),
        sa.Column("loss_3p_silence", sa.Text(), nullable=True),
        sa.Column("loss_4p", sa.Boolean(), nullable=True),
        sa.Column("loss_4p_silence", sa.Text(), nullable=True),
        sa.Column("loss_11q", sa.Boolean(), nullable=True),
        sa.Column("loss_11q_silence", sa.Text(), nullable=True),
        sa.Column("gain_1q", sa.Boolean(), nullable=True),
        sa.Column("gain_1q_silence", sa.Text(), nullable=True),
        sa.Column("gain_2p", sa.Boolean(), nullable=True),
        sa.Column("gain_2p_silence", sa.Text(), nullable=True),
        sa.Column("gain_17q", sa.Boolean(), nullable=True),
        sa.Column("gain_17q_silence", sa.Text(), nullable=True),
        sa.CheckConstraint('"gain_17q" IN (0, 1)', name=op.f("ck_segmental_results_gain_17q_truth")),
        sa.CheckConstraint('"gain_1q" IN (0, 1)', name=op.f("ck_segmental_results_gain_1q_truth")),
        sa.CheckConstraint('"gain_2p" IN (0, 1)', name=op.f("ck_segmental_results_gain_2p_truth")),
        sa.CheckConstraint('"loss_11q" IN (0, 1)', name=op.f("ck_segmental_results_loss_11q_truth")),
        sa.CheckConstraint('"loss_1p" IN (0, 1)', name=op.f("ck_segmental_results_loss_1p_truth")),
        sa.CheckConstraint('"loss_3p" IN (0, 1)', name=op.f("ck_segmental_results_loss_3p_truth")),
        sa.CheckConstraint('"loss_4p" IN (0, 1)', name=op.f("ck_segmental_results_loss_4p_truth")),
        sa.CheckConstraint("\"sca\" IN ('present', 'absent')", name=op.f("ck_segmental_results_sca_codes")),
        sa.CheckConstraint(
            '("gain_17q" IS NULL) <> ("gain_17q_silence" IS NULL)', name=op.f("ck_segmental_results_gain_17q_one")
        ),
        sa.CheckConstraint(
            '("gain_1q" IS NULL) <> ("gain_1q_silence" IS NULL)', name=op.f("ck_segmental_results_gain_1q_one")
        ),
        sa.CheckConstraint(
            '("gain_2p" IS NULL) <> ("gain_2p_silence" IS NULL)', name=op.f("ck_segmental_results_gain_2p_one")
        ),
        sa.CheckConstraint(
            '("loss_11q" IS NULL) <> ("loss_11q_silence" IS NULL)', name=op.f("ck_segmental_results_loss_11q_one")
        ),
        sa.CheckConstraint(
            '("loss_1p" IS NULL) <> ("loss_1p_silence" IS NULL)', name=op.f("ck_segmental_results_loss_1p_one")
        ),
        sa.CheckConstraint(
            '("loss_3p" IS NULL) <> ("loss_3p_silence" IS NULL)', name=op.f("ck_segmental_results_loss_3p_one")
        ),
        sa.CheckConstraint(
            '("loss_4p" IS NULL) <> ("loss_4p_silence" IS NULL)', name=op.f("ck_segmental_results_loss_4p_one")
        ),
        sa.CheckConstraint('("sca" IS NULL) <> ("sca_silence" IS NULL)', name=op.f("ck_segmental_results_sca_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_segmental_results_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["segmental_results.id"],
            name=op.f("fk_segmental_results_supersedes_segmental_results"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segmental_results")),
    )
    op.create_index(op.f("ix_segmental_results_case_id"), "segmental_results", ["case_id"], unique=False)
    op.create_table(
        "stagings",
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
        sa.Column("inrgss", sa.Text(), nullable=True),
        sa.Column("inrgss_silence", sa.Text(), nullable=True),
        sa.Column("inss", sa.Text(), nullable=True),
        sa.Column("inss_silence", sa.Text(), nullable=True),
        sa.Column("idrfs", sa.Text(), nullable=True),
        sa.Column("idrfs_silence", sa.Text(), nullable=True),
        sa.Column("compartments", sa.Integer(), nullable=True),
        sa.Column("compartments_silence", sa.Text(), nullable=True),
        sa.Column("metastases", sa.Text(), nullable=True),
        sa.Column("metastases_silence", sa.Text(), nullable=True),
        sa.Column("marrow_percent", sa.Text(), nullable=True),
        sa.Column("marrow_percent_silence", sa.Text(), nullable=True),
        sa.Column("marrow_mibg", sa.Boolean(), nullable=True),
        sa.Column("marrow_mibg_silence", sa.Text(), nullable=True),
        sa.Column("symptomatic", sa.Boolean(), nullable=True),
        sa.Column("symptomatic_silence", sa.Text(), nullable=True),
        sa.Column("resection", sa.Text(), nullable=True),
        sa.Column("resection_silence", sa.Text(), nullable=True),
        sa.CheckConstraint("\"inrgss\" IN ('L1', 'L2', 'M', 'MS')", name=op.f("ck_stagings_inrgss_codes")),
        sa.CheckConstraint("\"inss\" IN ('1', '2', '2A', '2B', '3', '4', '4S')", name=op.f("ck_stagings_inss_codes")),
        sa.CheckConstraint('"marrow_mibg" IN (0, 1)', name=op.f("ck_stagings_marrow_mibg_truth")),
        sa.CheckConstraint(
            "\"resection\" IN ('complete', 'incomplete', 'biopsy_only')", name=op.f("ck_stagings_resection_codes")
        ),
        sa.CheckConstraint('"symptomatic" IN (0, 1)', name=op.f("ck_stagings_symptomatic_truth")),
        sa.CheckConstraint(
            '("compartments" IS NULL) <> ("compartments_silence" IS NULL)', name=op.f("ck_stagings_compartments_one")
        ),
        sa.CheckConstraint('("idrfs" IS NULL) <> ("idrfs_silence" IS NULL)', name=op.f("ck_stagings_idrfs_one")),
        sa.CheckConstraint('("inrgss" IS NULL) <> ("inrgss_silence" IS NULL)', name=op.f("ck_stagings_inrgss_one")),
        sa.CheckConstraint('("inss" IS NULL) <> ("inss_silence" IS NULL)', name=op.f("ck_stagings_inss_one")),
        sa.CheckConstraint(
            '("marrow_mibg" IS NULL) <> ("marrow_mibg_silence" IS NULL)', name=op.f("ck_stagings_marrow_mibg_one")
        ),
        sa.CheckConstraint(
            '("marrow_percent" IS NULL) <> ("marrow_percent_silence" IS NULL)',
            name=op.f("ck_stagings_marrow_percent_one"),
        ),
        sa.CheckConstraint(
            '("metastases" IS NULL) <> ("metastases_silence" IS NULL)', name=op.f("ck_stagings_metastases_one")
        ),
        sa.CheckConstraint(
            '("resection" IS NULL) <> ("resection_silence" IS NULL)', name=op.f("ck_stagings_resection_one")
        ),
        sa.CheckConstraint(
            '("symptomatic" IS NULL) <> ("symptomatic_silence" IS NULL)', name=op.f("ck_stagings_symptomatic_one")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_stagings_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["stagings.id"],
            name=op.f("fk_stagings_supersedes_stagings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stagings")),
    )
    op.create_index(op.f("ix_stagings_case_id"), "stagings", ["case_id"], unique=False)
    op.create_table(
        "surgeries",
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
        sa.Column("extent", sa.Text(), nullable=True),
        sa.Column("extent_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "\"extent\" IN ('gross_total', 'subtotal', 'biopsy')", name=op.f("ck_surgeries_extent_codes")
        ),
        sa.CheckConstraint('("extent" IS NULL) <> ("extent_silence" IS NULL)', name=op.f("ck_surgeries_extent_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_surgeries_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["surgeries.id"],
            name=op.f("fk_surgeries_supersedes_surgeries"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surgeries")),
    )
    op.create_index(op.f("ix_surgeries_case_id"), "surgeries", ["case_id"], unique=False)
    op.create_table(
        "plan_events",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actual", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_plan_events_case_id_cases")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_events_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_events")),
    )
    op.create_index(op.f("ix_plan_events_case_id"), "plan_events", ["case_id"], unique=False)
    op.create_index(op.f("ix_plan_events_plan_id"), "plan_events", ["plan_id"], unique=False)
