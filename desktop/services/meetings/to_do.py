"""What decisions leave to be done, over all children: open actions by their owner, conditions by their review day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.decision import Action, Condition, Decision
from desktop.clinical.meetings.waking import Woken, actions_now, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.meetings.deciding import whole_of
from desktop.services.meetings.words import condition_words

if TYPE_CHECKING:
    from db.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing: its words, who has to see to it (empty: nobody named), and until when. ``review``: of a condition."""

    key: UUID
    case_id: UUID
    words: str
    owner: str
    due: date | None
    review: bool = False


def confirmed(work: Work, ids: Iterable[UUID]) -> dict[UUID, list[WholeDecision]]:
    """The confirmed decisions about some children, by child."""
    found: dict[UUID, list[WholeDecision]] = {}
    if work.board_work.has(Decision):
        rows = [one for one in work.board_work.where(Decision, case_id=list(ids)) if one.is_frozen]
        for whole in whole_of(work, rows):
            found.setdefault(whole.decision.case_id, []).append(whole)
    return found


def to_do(labels: Labels, case: Case, decisions: Iterable[WholeDecision], today: date) -> Iterator[ToDo]:
    """Open actions whose condition holds or that have none; conditions that wait for their fact and have a review day.

    A decision of which somebody said what became of it asks for no review any more.
    """
    for whole in decisions:
        for action in actions_now(whole, case, today):
            yield _action(action)
        if whole.fate is None:
            for one in conditions_now(whole, case, today):
                if one.state in {Woken.WAITS, Woken.OVERDUE} and one.condition.review_by is not None:
                    yield _review(labels, case, one.condition)


def _action(one: Action) -> ToDo:
    return ToDo(key=one.id, case_id=one.case_id, words=one.words, owner=one.owner.strip(), due=one.due)


def _review(labels: Labels, case: Case, one: Condition) -> ToDo:
    """Whoever was asked for the fact owes it; else nobody is named."""
    field = FIELDS.get(one.fact)
    owner = field.read(case).where.strip() if field is not None else ""
    words = f"Review: {condition_words(labels, one)}"
    return ToDo(key=one.id, case_id=one.case_id, words=words, owner=owner, due=one.review_by, review=True)
