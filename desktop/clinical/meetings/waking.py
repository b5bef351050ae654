"""Conditional decisions: what an arriving result makes of "if A then B, else C". It is said; a person acts on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS, Field, Kind
from desktop.clinical.meetings.basis import told_value
from desktop.clinical.meetings.decision import Action, Condition
from desktop.clinical.meetings.whole import WholeDecision

YES, NO = "yes", "no"


class Woken(StrEnum):
    """Where a condition stands: the fact is not known yet, or overdue; it is as asked, or otherwise."""

    WAITS = "waits"
    OVERDUE = "overdue"
    HOLDS = "holds"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class ConditionNow:
    """A condition of a decision and where it stands. ``applies`` are the words that hold now, empty while it waits."""

    condition: Condition
    state: Woken

    @property
    def applies(self) -> str:
        """The branch that holds now."""
        words = {Woken.HOLDS: self.condition.then, Woken.OTHERWISE: self.condition.otherwise}
        return words.get(self.state, "")


def conditional_fields() -> tuple[Field, ...]:
    """The facts that a condition can hang on: those with codes, or yes and no."""
    return tuple(one for one in FIELDS.values() if one.kind in {Kind.CODE, Kind.CODES, Kind.YES_NO} and not one.plain)


def condition_now(condition: Condition, case: Case, today: date) -> ConditionNow:
    """Where a condition stands by the case as it is. A fact that this program does not know is waited for."""
    field = FIELDS.get(condition.fact)
    answer = field.read(case) if field is not None else None
    if answer is None or not answer.is_known:
        late = condition.review_by is not None and condition.review_by < today
        return ConditionNow(condition, Woken.OVERDUE if late else Woken.WAITS)
    holds = condition.value in told_value(answer.value).split()
    return ConditionNow(condition, Woken.HOLDS if holds else Woken.OTHERWISE)


def conditions_now(whole: WholeDecision, case: Case, today: date) -> tuple[ConditionNow, ...]:
    """Where each condition of a decision stands, in their order."""
    return tuple(condition_now(one, case, today) for one in whole.conditions)


def actions_now(whole: WholeDecision, case: Case, today: date) -> tuple[Action, ...]:
    """What is to be done now: open actions without a condition, and those whose condition holds."""
    held = {one.condition.id for one in conditions_now(whole, case, today) if one.state is Woken.HOLDS}
    return tuple(one for one in whole.open_actions if one.on_condition is None or one.on_condition in held)
