"""The tables, typed and one for each kind of thing; every constraint has a name, so that a migration can change it."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from db.columns import Leaf
from db.entities import ATTACHMENT, BOARD_WORK, CASE, PARTS, PERSON, Entity

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)


def _checks(leaf: Leaf) -> list[CheckConstraint]:
    """An answer is a value or a silence, never both; a code is one of the codes; a truth is 0 or 1."""
    value = leaf.columns[0]
    found = []
    if value.codes:
        codes = ", ".join(f"'{code}'" for code in value.codes)
        found.append(CheckConstraint(f'"{value.name}" IN ({codes})', name=f"{value.name}_codes"))
    if value.type is Boolean:
        found.append(CheckConstraint(f'"{value.name}" IN (0, 1)', name=f"{value.name}_truth"))
    if len(leaf.columns) > 1:
        other = leaf.columns[1].name
        same = "=" if value.name == "deleted_at" else "<>"
        check = f'("{value.name}" IS NULL) {same} ("{other}" IS NULL)'
        found.append(CheckConstraint(check, name=f"{value.name}_one"))
    return found


def _link(name: str) -> Column[object]:
    if name == "position":
        return Column(name, Integer, nullable=False)
    parent = {"case_id": "cases.id", "plan_id": "plans.id"}[name]
    return Column(name, Text, ForeignKey(parent), nullable=False, index=True)


def _column(leaf: Leaf, place: int, entity: Entity) -> Column[object]:
    spec = leaf.columns[place]
    if spec.name == "id":
        return Column(spec.name, spec.type(), primary_key=True, nullable=False)
    if spec.name == "supersedes":
        # deferred: the corrected result may stand before the one it replaces
        earlier = ForeignKey(f"{entity.table}.id", deferrable=True, initially="DEFERRED")
        return Column(spec.name, spec.type(), earlier, nullable=True)
    nullable = spec.nullable and spec.name not in entity.required
    if spec.name in entity.refers:
        return Column(
            spec.name, spec.type(), ForeignKey(f"{entity.refers[spec.name]}.id"), nullable=nullable, index=True
        )
    return Column(spec.name, spec.type(), nullable=nullable)


def _table(entity: Entity) -> Table:
    columns = [_column(leaf, place, entity) for leaf in entity.leaves for place in range(len(leaf.columns))]
    checks = [check for leaf in entity.leaves for check in _checks(leaf)]
    return Table(entity.table, metadata, *(_link(name) for name in entity.links), *columns, *checks)


TABLES = {entity.table: _table(entity) for entity in (CASE, PERSON, *PARTS, *BOARD_WORK)}
"""The tables of the entities, by name."""

cases = TABLES[CASE.table]
persons = TABLES[PERSON.table]
identifiers = TABLES["identifiers"]

Index("uq_cases_number", cases.c.number, unique=True)
Index("uq_meetings_number", TABLES["meetings"].c.number, unique=True)
Index("uq_quorum_rules_discipline", TABLES["quorum_rules"].c.discipline, unique=True)
Index(
    "uq_family_sheets_case_id_meeting_id_language",
    *(TABLES["family_sheets"].c[name] for name in ("case_id", "meeting_id", "language")), unique=True,
)  # fmt: skip
Index("uq_clinic_texts_topic_language", TABLES["clinic_texts"].c.topic, TABLES["clinic_texts"].c.language, unique=True)
Index("uq_identifiers_system_value", identifiers.c.system, identifiers.c.value, unique=True)

attachments = _table(ATTACHMENT)

attachment_pieces = Table(
    "attachment_pieces",
    metadata,
    Column("attachment_id", Text, ForeignKey("attachments.id"), primary_key=True, nullable=False),
    Column("number", Integer, primary_key=True, nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("typeof(content) = 'blob' AND length(content) BETWEEN 1 AND 262144", name="content_size"),
)
"""What documents contain, in pieces counted from 0; a list of documents never reads it."""

boards = Table(
    "boards",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("name", Text, nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("demonstration IN (0, 1)", name="demonstration_truth"),
)
"""One row: the board itself."""

centre_services = Table(
    "centre_services",
    metadata,
    Column("service", Text, primary_key=True, nullable=False),
    Column("available", Boolean, nullable=False),
    Column("words", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    CheckConstraint("available IN (0, 1)", name="available_truth"),
)
"""What was said of the tests and treatments of the board's centre; a service without a row was not spoken about."""

saved_views = Table(
    "saved_views",
    metadata,
    Column("person_id", Text, ForeignKey("persons.id"), primary_key=True, nullable=False),
    Column("name", Text, primary_key=True, nullable=False),
    Column("position", Integer, nullable=False),
    Column("filters", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("descending", Boolean, nullable=False),
    Column("changed_at", Text, nullable=False),
    CheckConstraint("descending IN (0, 1)", name="descending_truth"),
)
"""Views of the case list that each person named; free words, and therefore on the board and nowhere else."""

drafts = Table(
    "drafts",
    metadata,
    Column("person_id", Text, ForeignKey("persons.id"), primary_key=True, nullable=False),
    # empty for a child who is not on the board yet, and for an entry that is new
    Column("case_id", Text, primary_key=True, nullable=False),
    Column("subject", Text, primary_key=True, nullable=False),
    Column("entry_id", Text, primary_key=True, nullable=False),
    Column("content", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
)
"""What each person began to type into a dialog and has not saved; no part of a record, never audited."""

rule_packs = Table(
    "rule_packs",
    metadata,
    Column("checksum", Text, primary_key=True, nullable=False),
    Column("texts", Text, nullable=False),
    Column("cases", Text, nullable=False),
)
"""Rules that the board works with or worked with once: their files and worked cases, whole, by the pack's checksum."""

rule_adoptions = Table(
    "rule_adoptions",
    metadata,
    Column("seq", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("checksum", Text, ForeignKey("rule_packs.checksum"), nullable=False),
    Column("tables", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("adopted_at", Text, nullable=False),
    Column("adopted_by", Text, ForeignKey("persons.id"), nullable=False),
)
"""When which rules were adopted, by whom and why; the last is what the board works with. Nothing is removed."""

own_templates = Table(
    "own_templates",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("version", Text, primary_key=True, nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("based_on", Text, nullable=False),
    Column("based_on_version", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("written_at", Text, nullable=False),
    Column("written_by", Text, ForeignKey("persons.id"), nullable=False),
    CheckConstraint("withdrawn IN (0, 1)", name="withdrawn_truth"),
)
"""Timeline templates that the board's team wrote, every version with its text. Nothing is removed."""

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("public", Text, primary_key=True, nullable=False),
    Column("private", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    CheckConstraint("length(public) = 64 AND length(private) = 64", name="lengths"),
)
"""The key that the board signs documents with; its private half stands here alone."""

signed_documents = Table(
    "signed_documents",
    metadata,
    Column("code", Text, primary_key=True, nullable=False),
    Column("kind", Text, nullable=False),
    Column("case_id", Text, ForeignKey("cases.id"), nullable=False),
    Column("case_version", Integer, nullable=False),
    Column("facts", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("issued_at", Text, nullable=False),
    Column("issued_by", Text, ForeignKey("persons.id"), nullable=False),
    # empty for a document that quotes no decision, nothing for one that went out before this was written down
    Column("decided", Text, nullable=True),
    CheckConstraint("length(code) = 17 AND length(facts) = 64", name="lengths"),
    Index("ix_signed_documents_case_id", "case_id", "issued_at"),
)
"""Documents that went out with a signature, each once. Nothing is removed."""

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("entity_id", Text, nullable=True),
    # no foreign key: what was done to a case stays readable when the bin has been emptied
    Column("case_id", Text, nullable=True, index=True),
    Column("changes", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("mac", Text, nullable=False),
)
"""One entry for each changed entity, chained by keyed codes; see ``db.chain``."""

assessments = Table(
    "assessments",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("case_id", Text, ForeignKey("cases.id"), nullable=False, index=True),
    Column("case_version", Integer, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("scheme", Text, nullable=False),
    Column("scheme_version", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    Column("kept_by", Text, ForeignKey("persons.id"), nullable=False),
)
"""Answers that were kept (decision, meeting, printed page): the facts with the rows they stand in, and the answer."""

case_index = Table(
    "case_index",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True, nullable=False),
    Column("case_version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("mrn", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("nameless", Boolean, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("born", Text, nullable=True),
    Column("age_days", Integer, nullable=True),
    Column("diagnosed", Text, nullable=True),
    Column("stage", Text, nullable=False),
    Column("scheme", Text, nullable=False),
    Column("groups", Text, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("conflict", Boolean, nullable=False),
    Column("not_covered", Boolean, nullable=False),
    Column("deciding", Text, nullable=False),
    Column("missing", Text, nullable=False),
    Column("waiting", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("phase_done", Integer, nullable=False),
    Column("phase_count", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("next_due", Text, nullable=False),
    Column("next_due_on", Text, nullable=True),
    Column("board_on", Text, nullable=True),
    Column("status", Text, nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("rules", Text, nullable=False),
    Column("look", Text, nullable=False),
    Column("look_on", Text, nullable=True),
    # the order of names, with what is searched and what is filtered by beside it
    Index(
        "ix_case_index_names",
        "deleted",
        "nameless",
        "name_key",
        "number",
        "search",
        "stage",
        "status",
        "board_on",
        "waiting",
        "phase",
        "groups",
        "missing",
    ),
    # what the views count
    Index("ix_case_index_views", "deleted", "status", "board_on", "waiting"),
    Index("ix_case_index_look", "deleted", "look_on"),
)
"""The list's lines: derived, never audited, worked out anew when facts or rules change."""
