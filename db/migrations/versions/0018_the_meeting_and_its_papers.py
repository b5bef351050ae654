"""The work of the board: meetings, who was there, referrals and deferrals, decisions and what hangs on them.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NOT_DONE = (
    "patient_wish", "not_available", "child_too_ill", "new_information", "condition_not_met", "lost_to_follow_up",
    "died", "other",
)  # fmt: skip
_FATES = ("done", "partly", "not_done")
_CODES: Mapping[str, tuple[str, ...]] = {
    "attendances.presence": ("present", "remote", "cover", "absent"),
    "referrals.urgency": ("emergency", "soon", "routine"),
    "referrals.purpose": ("discuss", "note"),
    "referrals.ended": ("discussed", "noted", "withdrawn"),
    "decisions.kind": (
        "diagnostics", "treatment", "surgery", "radiotherapy", "transplant", "observation", "follow_up", "supportive",
        "other",
    ),
    "decisions.intent": ("cure", "control", "comfort", "clarify"),
    "decisions.differs": (
        "patient_wish", "comorbidity", "toxicity", "not_available", "disease_course", "trial", "no_source_fits",
        "other",
    ),
    "decisions.feasibility": ("here", "by_referral", "not_possible"),
    "decision_actions.fate": _FATES,
    "decision_actions.fate_why": _NOT_DONE,
    "follow_throughs.fate": _FATES,
    "follow_throughs.why": _NOT_DONE,
}  # fmt: skip
_KEYS = {
    "case_id": "cases",
    "meeting_id": "meetings",
    "to_meeting_id": "meetings",
    "referral_id": "referrals",
    "decision_id": "decisions",
    "on_condition": "decision_conditions",
}
_PART = "decision_id! case_id!"

# a name with ! is never empty; +: a number; ?: yes or no; ~: a value or a silence; *: a yes or no or a silence
_TABLES: Mapping[str, str] = {
    "meetings": "number+! version+! day! begins! place! link! chair! cover! note! closed_at cancelled!",
    "attendances": "meeting_id! place+! name! discipline! presence! note!",
    "conflicts_of_interest": "meeting_id! case_id name! words! stood_aside?!",
    "referrals": "case_id! meeting_id version+! place+! referred_on! urgency! purpose! minutes+ radiology! pathology! "
    "ended ended_on question! asked_by! reason!",
    "deferrals": "referral_id! case_id! meeting_id! to_meeting_id put_off_on! missing! owed_by! resolved_on",
    "decisions": "case_id! referral_id! meeting_id! version+! presentation+! question! asked_by! new_facts! stage! "
    "groups! kind intent recommendation! guide! guide_version! differs differs_words! feasibility~ where! "
    "alternative! wish_considered* wish_words! trial_considered* genetics_considered* fertility_considered* "
    "palliative_considered* psychosocial_considered* told_by! tell_by key_worker! next_board next_trigger! reopens! "
    "read_back_at confirmed_by! confirmed_at case_version+ rules!",
    "decision_options": f"{_PART} place+! words! why_not!",
    "decision_conditions": f"{_PART} place+! fact! value! then! otherwise! review_by",
    "decision_actions": f"{_PART} place+! words! owner! due on_condition fate fate_on fate_why fate_words!",
    "dissents": f"{_PART} place+! name! words! answer!",
    "decision_grounds": f"{_PART} place+! fact! value! source",
    "amendments": f"{_PART} number+! at! by! words! reason!",
    "follow_throughs": f"{_PART} number+! told_on! fate! why words! by!",
    "quorum_rules": "discipline! least+!",
}


def upgrade() -> None:
    """Tables that begin empty; a child's next meeting stays where it stands in the record."""
    for table, told in _TABLES.items():
        parts = [part for one in told.split() for part in _column(table, one)]
        key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
        op.create_table(table, sa.Column("id", sa.Text(), nullable=False), *parts, key)
        for name in (one.strip("!") for one in told.split()):
            if name in _KEYS:
                op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
    op.create_index(op.f("uq_quorum_rules_discipline"), "quorum_rules", ["discipline"], unique=True)
    op.create_index(op.f("uq_meetings_number"), "meetings", ["number"], unique=True)


def _column(table: str, told: str) -> Iterator[SchemaItem]:
    """A column with its checks: codes, truth, and that a fact is a value or a silence and never both."""
    name = told.rstrip("!+?~*")
    truth = "?" in told or "*" in told
    kind = sa.Boolean() if truth else sa.Integer() if "+" in told else sa.Text()
    yield sa.Column(name, kind, nullable="!" not in told)
    codes = _CODES.get(f"{table}.{name}")
    if codes:
        listed = ", ".join(f"'{one}'" for one in codes)
        yield sa.CheckConstraint(f'"{name}" IN ({listed})', name=op.f(f"ck_{table}_{name}_codes"))
    if truth:
        yield sa.CheckConstraint(f'"{name}" IN (0, 1)', name=op.f(f"ck_{table}_{name}_truth"))
    if "~" in told or "*" in told:
        yield sa.Column(f"{name}_silence", sa.Text(), nullable=True)
        one = f'("{name}" IS NULL) <> ("{name}_silence" IS NULL)'
        yield sa.CheckConstraint(one, name=op.f(f"ck_{table}_{name}_one"))
    if name in _KEYS:
        parent = _KEYS[name]
        yield sa.ForeignKeyConstraint([name], [f"{parent}.id"], name=op.f(f"fk_{table}_{name}_{parent}"))
