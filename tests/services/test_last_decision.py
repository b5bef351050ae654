"""The last decision on a child's page: what became of it, what is open, and whether its basis has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

import pytest
from builders import full_case
from meeting_helpers import DAY, a_meeting, decided, referred, typed
from pdf_reading import page_texts, squeezed

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.meetings.codes import Fate, NotDone
from desktop.clinical.meetings.decision import Action, Condition, FollowThrough
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.changes_since_board import since_last_board
from desktop.services.last_decision import last_decision, presentation_of
from desktop.services.library import Library
from desktop.services.meetings.deciding import amend, decisions_of, say_fate
from desktop.services.summaries import summary_pdf

AFTER = DAY + timedelta(days=10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


def page(board: Board, library: Library, child: Case) -> str:
    case = get_case(board, child.id)
    return squeezed(page_texts(summary_pdf(board, library, case, today=AFTER))[0])


def test_without_a_decision_the_page_has_no_such_row(board: Board, library: Library, child: Case) -> None:
    typed(board, referred(board, library, child, a_meeting(board)))
    assert last_decision(board, library, child, AFTER) is None, "a draft is no decision"
    assert "Lastdecision" not in page(board, library, child)


def test_the_page_says_what_was_decided_and_what_became_of_it(board: Board, library: Library, child: Case) -> None:
    whole = decided(board, library, referred(board, library, child, a_meeting(board)))
    assert squeezed("26 Nov 2026 Operate after cycle 4. Became not said yet") in page(board, library, child)
    amend(board, whole, words="On Tuesday.", reason="No bed.")
    told = FollowThrough(
        decision_id=whole.decision.id, case_id=child.id, told_on=AFTER, fate=Fate.NOT_DONE, why=NotDone.PATIENT_WISH
    )
    say_fate(board, library, whole, told)
    text = page(board, library, child)
    assert squeezed("Operate after cycle 4. (1 amendment, 1 not confirmed)") in text
    assert squeezed("Became not done 06 Dec 2026, wish of the child or family") in text


def test_open_actions_and_conditions_are_told(board: Board, library: Library, child: Case) -> None:
    referral = referred(board, library, child, a_meeting(board))
    hung = {"decision_id": typed(board, referral).decision.id, "case_id": child.id}
    condition = Condition(place=0, fact="mycn", value="amplified", then="Tandem", otherwise="Single", **hung)  # type: ignore[arg-type]
    actions = (
        Action(place=0, words="Book theatre", due=DAY + timedelta(days=1), **hung),  # type: ignore[arg-type]
        Action(place=1, words="Letter", due=AFTER + timedelta(days=1), **hung),  # type: ignore[arg-type]
    )
    other = replace(condition, id=uuid4(), place=1, value="not_amplified")
    waits = replace(condition, id=uuid4(), place=2, fact="loss_11q", value="yes")
    hanging = tuple(
        Action(place=2 + at, words="Hangs", due=DAY + timedelta(days=1), on_condition=one.id, **hung)  # type: ignore[arg-type]
        for at, one in enumerate((other, waits))
    )
    decided(board, library, referral, conditions=(condition, other, waits), actions=(*actions, *hanging))
    case = get_case(board, child.id)
    text = squeezed("".join(page_texts(summary_pdf(board, library, case, today=AFTER))))
    assert squeezed("Actions open 3, 1 past their day, 1 waiting") in text and squeezed(": Tandem") in text


def test_a_basis_that_has_changed_stays_on_page_one(board: Board, library: Library, child: Case) -> None:
    decided(board, library, referred(board, library, child, a_meeting(board)))
    assert "Itsbasishaschanged" not in page(board, library, child)
    stored = get_case(board, child.id)
    filled = replace(
        stored, wishes=known("Long words of the family. " * 60), family_knows=known("And of others. " * 60)
    )
    changed = FIELDS["mycn"].write(filled, known(Mycn.NOT_AMPLIFIED))
    save_case(board, library, stored, changed, "Change of MYCN")
    assert squeezed("≠ Its basis has changed") in page(board, library, child)


def test_the_latest_decision_counts_and_presentations_are_counted(board: Board, library: Library, child: Case) -> None:
    assert presentation_of(board, child.id) == 0
    decided(board, library, referred(board, library, child, a_meeting(board)))
    later = a_meeting(board, DAY + timedelta(days=7))
    second = referred(board, library, get_case(board, child.id), later)
    assert presentation_of(board, child.id) == 2
    assert squeezed("Presentation no. 2") in page(board, library, child)
    decided(board, library, second, recommendation="Second transplant.")
    found = last_decision(board, library, get_case(board, child.id), AFTER)
    assert found is not None and found.whole.decision.recommendation == "Second transplant."


def test_of_two_decisions_of_one_day_the_one_confirmed_later_counts(
    board: Board, library: Library, child: Case
) -> None:
    for first, words in ((9, "Operate."), (1, "Do not operate."), (5, "Operate, after the second look.")):
        keys = (UUID(int=one) for one in count(1000 * first))
        keyed = replace(board, new_key=keys.__next__)
        decided(keyed, library, referred(board, library, child, a_meeting(board)), recommendation=words)
        found = last_decision(board, library, child, AFTER)
        assert found is not None and found.whole.decision.recommendation == words
        assert decisions_of(board, child.id)[0] == found.whole


def test_a_meeting_that_spoke_about_the_child_is_the_last_board(board: Board, library: Library, child: Case) -> None:
    decided(board, library, referred(board, library, child, a_meeting(board, DAY - timedelta(days=200))))
    found = since_last_board(board, library, child.id, AFTER)
    assert found.day == DAY - timedelta(days=200)
