"""The list says which decisions are to be looked at, and is right after every change of a case or a decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import full_case, small_case
from meeting_helpers import DAY, a_meeting, decided, referred

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.meetings.codes import Fate
from desktop.clinical.meetings.decision import Action, Condition, FollowThrough
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.library import Library
from desktop.services.listing import count_cases, list_cases
from desktop.services.meetings.deciding import begin_decision, say_action, say_fate
from desktop.services.meetings.looking import AT_ONCE
from desktop.services.undoing import begin, read_on, undo

REVIEW, DUE = date(2026, 12, 20), date(2026, 12, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def case_without_mycn() -> Case:
    return replace(full_case(), mycn=())


def with_mycn(board: Board, library: Library) -> Case:
    """A child whose MYCN is not amplified."""
    case = new_case(board, library, case_without_mycn())
    put(board, library, case, "mycn", Mycn.NOT_AMPLIFIED)
    return get_case(board, case.id)


def a_decision(board: Board, library: Library, case: Case, *, due: date | None = None) -> WholeDecision:
    referral = referred(board, library, case, a_meeting(board))
    own = {"decision_id": begin_decision(board, referral).decision.id, "case_id": case.id}
    waits = Condition(place=0, fact="mycn", value="amplified", then="Tandem", review_by=REVIEW, **own)  # type: ignore[arg-type]
    book = Action(place=0, words="Book", due=due, **own)  # type: ignore[arg-type]
    return decided(board, library, referral, conditions=(waits,), actions=(book,))


def look(board: Board, case: Case) -> tuple[str, date | None]:
    (line,) = [one for one in list_cases(board, CaseQuery()).lines if one.case_id == case.id]
    return line.look, line.look_on


def put(board: Board, library: Library, case: Case, name: str, value: object) -> None:
    stored = get_case(board, case.id)
    answer = NOT_ASKED if value is None else known(value)
    save_case(board, library, stored, FIELDS[name].write(stored, answer), f"Change of {name}")


def test_what_comes_first_counts_and_what_is_said_of_it_takes_it_away(board: Board, library: Library) -> None:
    case = new_case(board, library, case_without_mycn())
    assert look(board, case) == ("", None)
    whole = a_decision(board, library, case, due=DUE)
    assert look(board, case) == ("action", DUE + timedelta(days=1))
    say_action(board, library, whole.actions[0], replace(whole.actions[0], fate=Fate.DONE))
    assert look(board, case) == ("review", REVIEW + timedelta(days=1)), "the review of the condition is next"
    put(board, library, case, "mycn", Mycn.AMPLIFIED)
    assert look(board, case) == ("condition", AT_ONCE)
    told = FollowThrough(decision_id=whole.decision.id, case_id=case.id, told_on=DAY, fate=Fate.DONE)
    say_fate(board, library, whole, told)
    assert look(board, case) == ("", None), "what became of it is said"


def test_only_a_basis_that_the_decision_stands_on_counts(board: Board, library: Library) -> None:
    case, other = with_mycn(board, library), new_case(board, library, small_case(2))
    decided(board, library, referred(board, library, case, a_meeting(board)))
    put(board, library, case, "family_knows", "everything")
    assert look(board, case) == ("", None)
    put(board, library, case, "mycn", Mycn.AMPLIFIED)
    assert look(board, case) == ("basis", AT_ONCE)
    assert look(board, other) == ("", None)
    put(board, library, case, "mycn", Mycn.NOT_AMPLIFIED)
    assert look(board, case) == ("", None), "and once it is again what it was, it stands again"


def test_what_was_known_when_it_was_frozen_wakes_nobody(board: Board, library: Library) -> None:
    case = with_mycn(board, library)
    a_decision(board, library, case)
    assert look(board, case) == ("", None)


@pytest.mark.parametrize("late", [False, True])
def test_the_view_counts_and_filters_them(board: Board, library: Library, late: bool) -> None:
    case = new_case(board, library, case_without_mycn())
    new_case(board, library, small_case(2))
    today = date.today()  # noqa: DTZ011 - the list's own clock
    a_decision(board, library, case, due=today - timedelta(days=1) if late else today)
    assert count_cases(board, today).look == int(late)
    found = list_cases(board, CaseQuery(where=(("any", "look"),))).lines
    assert [one.case_id for one in found] == ([case.id] if late else [])


def test_undo_and_a_later_decision_are_seen_at_once(board: Board, library: Library) -> None:
    case = with_mycn(board, library)
    whole = a_decision(board, library, case, due=DUE)
    steps = begin(board)
    say_action(board, library, whole.actions[0], replace(whole.actions[0], fate=Fate.DONE))
    assert look(board, case) == ("", None)
    undo(board, library, read_on(board, steps).undo[-1])
    assert look(board, case) == ("action", DUE + timedelta(days=1))
    put(board, library, case, "mycn", Mycn.AMPLIFIED)
    assert look(board, case)[0] in {"condition", "basis"}
    decided(board, library, referred(board, library, get_case(board, case.id), a_meeting(board, date(2026, 12, 10))))
    assert look(board, case) == ("action", DUE + timedelta(days=1)), "the basis is that of the last decision"


CHANGES: dict[str, Callable[[Board, Library, Case], object]] = {
    "fact": lambda board, library, case: put(board, library, case, "mycn", Mycn.AMPLIFIED),
    "silence": lambda board, library, case: put(board, library, case, "mycn", None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_frozen_decision_is_looked_at_after_any_change_of_what_it_stands_on(
    board: Board, library: Library, change: str
) -> None:
    case = with_mycn(board, library)
    decided(board, library, referred(board, library, case, a_meeting(board)))
    CHANGES[change](board, library, case)
    assert look(board, case) == ("basis", AT_ONCE)
