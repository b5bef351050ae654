"""Open actions and reviews of conditions appear among what is due and in the chase list, by whoever owes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import full_case
from meeting_helpers import DAY, a_meeting, decided, referred

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.meetings.codes import Fate
from desktop.clinical.meetings.decision import Action, Condition
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.vocabulary import CaseStatus, Mycn, Silence
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.chase_lines import DECIDED, Kind
from desktop.services.chasing import chase_list
from desktop.services.due import DueKind, due_list
from desktop.services.library import Library
from desktop.services.meetings.deciding import begin_decision, say_action
from desktop.services.several import set_status

TODAY = date(2026, 12, 5)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    """A child whose MYCN was asked for and is not known."""
    bare = replace(full_case(), mycn=())
    requested = silent(Silence.REQUESTED, on=PartialDate(2026, 11, 20), where="Demo Lab")
    return new_case(board, library, FIELDS["mycn"].write(bare, requested))


@pytest.fixture
def whole(board: Board, library: Library, child: Case) -> WholeDecision:
    referral = referred(board, library, child, a_meeting(board))
    own = {"decision_id": begin_decision(board, referral).decision.id, "case_id": child.id}
    waits = Condition(
        place=0, fact="mycn", value="amplified", then="Tandem", review_by=TODAY - timedelta(days=2), **own,  # type: ignore[arg-type]
    )  # fmt: skip
    actions = (
        Action(place=0, words="Book theatre", owner="Surgeon", due=DAY + timedelta(days=5), **own),  # type: ignore[arg-type]
        Action(place=1, words="Ring the transplant unit", owner="Coordinator", on_condition=waits.id, **own),  # type: ignore[arg-type]
        Action(place=2, words="Ask for the slides", **own),  # type: ignore[arg-type]
        Action(place=3, words="Plan the scan", owner="Radiology", due=TODAY + timedelta(days=90), **own),  # type: ignore[arg-type]
    )
    return decided(board, library, referral, conditions=(waits,), actions=actions)


def due(board: Board, library: Library) -> list[tuple[str, bool, str]]:
    items = [one for week in due_list(board, library, TODAY) for one in week.items if one.kind is DueKind.DECISION]
    return [(one.title, one.overdue, one.note) for one in items]


def chased(board: Board, library: Library) -> dict[str, list[tuple[str, str]]]:
    found = {
        group.owner: [(one.name, one.state) for one in group.lines if one.kind in {Kind.ACTION, Kind.REVIEW}]
        for group in chase_list(board, library, TODAY)
    }
    return {owner: lines for owner, lines in found.items() if lines}


def test_what_has_a_day_is_due_and_says_who(board: Board, library: Library, whole: WholeDecision) -> None:
    assert due(board, library) == [
        ("Book theatre", True, "decided by the board; Surgeon"),
        ("Review: If MYCN is amplified: Tandem.", True, "decided by the board; Demo Lab"),
    ]


def test_everybody_who_owes_something_is_on_the_chase_list(
    board: Board, library: Library, whole: WholeDecision
) -> None:
    assert chased(board, library) == {
        "Surgeon": [("Book theatre", "decided by the board; overdue since 01 Dec 2026")],
        "Demo Lab": [("Review: If MYCN is amplified: Tandem.", "decided by the board; overdue since 03 Dec 2026")],
        DECIDED: [("Ask for the slides", "decided by the board; no day named")],
    }, "an action whose condition waits, or that is due in three months, asks nobody yet"


def test_what_is_done_asks_for_nothing_and_what_wakes_asks(
    board: Board, library: Library, child: Case, whole: WholeDecision
) -> None:
    book = whole.actions[0]
    say_action(board, library, book, replace(book, fate=Fate.DONE, fate_on=TODAY))
    stored = get_case(board, child.id)
    save_case(board, library, stored, FIELDS["mycn"].write(stored, known(Mycn.AMPLIFIED)), "Change of MYCN")
    assert due(board, library) == []
    assert chased(board, library) == {
        "Coordinator": [("Ring the transplant unit", "decided by the board; no day named")],
        DECIDED: [("Ask for the slides", "decided by the board; no day named")],
    }


def test_a_closed_child_is_still_owed_what_was_decided(
    board: Board, library: Library, child: Case, whole: WholeDecision
) -> None:
    set_status(board, library, [child.id], CaseStatus.CLOSED)
    assert [one[0] for one in due(board, library)] == ["Book theatre", "Review: If MYCN is amplified: Tandem."]
