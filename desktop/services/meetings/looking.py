"""Which children have a decision that somebody must look at, why, and from which day: told in the list.

The last confirmed decision counts, until somebody says what became of it: a condition that came true since, a basis
that changed, a review that is over. Of every decision an action that is over its day counts until somebody says what
became of it. Nothing here decides; it says where to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.listing import CaseLine
from desktop.clinical.meetings.basis import SCHEME, changed_grounds, grounds_now
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.waking import Woken, actions_now, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import whole_of

if TYPE_CHECKING:
    from db.work import Work

AT_ONCE = date.min
"""From which day on something is to be looked at that has happened already."""


class Look(StrEnum):
    """Why a decision is to be looked at, what is most urgent first."""

    CONDITION = "condition"
    BASIS = "basis"
    REVIEW = "review"
    ACTION = "action"


def with_looks(work: Work, library: Library, cases: Sequence[Case], lines: Sequence[CaseLine]) -> list[CaseLine]:
    """The lines of cases with what is to be looked at of each."""
    found = work.board_work.where(Decision, case_id=[one.id for one in cases])
    frozen = whole_of(work, [one for one in found if one.is_frozen])
    of_case: dict[UUID, list[WholeDecision]] = {}
    for one in frozen:
        of_case.setdefault(one.decision.case_id, []).append(one)
    told = []
    for case, line in zip(cases, lines, strict=True):
        look = look_of(library, case, of_case[case.id]) if case.id in of_case else None
        told.append(line if look is None else replace(line, look=look[0].value, look_on=look[1]))
    return told


def look_now(board: Board, library: Library, case: Case, today: date) -> Look | None:
    """Why a decision about a child is to be looked at today; None where none is."""
    with board.database.read() as work:
        if not work.board_work.has(Decision):
            return None
        found = [one for one in work.board_work.where(Decision, case_id=case.id) if one.is_frozen]
        frozen = whole_of(work, found) if found else []
    look = look_of(library, case, frozen) if frozen else None
    return look[0] if look is not None and look[1] <= today else None


def look_of(library: Library, case: Case, decisions: Sequence[WholeDecision]) -> tuple[Look, date] | None:
    """What is to be looked at first of a child, and from which day; None where there is nothing."""
    order = tuple(Look)
    return min(_looks(library, case, decisions), key=lambda one: (one[1], order.index(one[0])), default=None)


def _looks(library: Library, case: Case, decisions: Sequence[WholeDecision]) -> Iterator[tuple[Look, date]]:
    # of one moment the later presentation counts
    last = max(decisions, key=lambda one: (str(one.decision.confirmed_at), one.decision.presentation))
    if last.fate is None:
        yield from _of_last(library, case, last)
    for one in decisions:
        for action in actions_now(one, case, AT_ONCE):
            if action.due is not None:
                yield Look.ACTION, _after(action.due)


def _of_last(library: Library, case: Case, last: WholeDecision) -> Iterator[tuple[Look, date]]:
    then = {one.fact: one.value for one in last.grounds}
    facts = [one for one in then if not one.startswith(SCHEME)]
    now = grounds_now(case, library.rules, dict.fromkeys((*facts, *(one.fact for one in last.conditions))))
    for one in conditions_now(last, case, AT_ONCE):
        fact, review = one.condition.fact, one.condition.review_by
        if one.state in {Woken.HOLDS, Woken.OTHERWISE}:
            # what was known already when it was frozen has woken nobody
            if now[fact][0] != then.get(fact, ""):
                yield Look.CONDITION, AT_ONCE
        elif review is not None:
            yield Look.REVIEW, _after(review)
    if changed_grounds(last, now):
        yield Look.BASIS, AT_ONCE


def _after(day: date) -> date:
    return day + timedelta(days=1)
