"""Final or draft: what the chair confirmed and still stands is final, and every page of every paper says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import full_case
from meeting_helpers import CHAIR, DAY, a_meeting, decided, everything_told, referred, typed
from pdf_reading import page_texts, squeezed

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import delete_case, get_case, new_case, restore_case, save_case
from desktop.services.last_decision import last_decision
from desktop.services.library import Library
from desktop.services.meetings.deciding import amend, confirm_amendments, decisions_of
from desktop.services.meetings.planning import close_meeting
from desktop.services.papers.documents import PRINTED, hand_out
from desktop.services.papers.end_of_treatment import end_of_treatment
from desktop.services.papers.large_print import large_print
from desktop.services.papers.letters import Reader, letter
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.packet import packet
from desktop.services.standing import AMENDED, BASIS, DRAFT, NOT_CONFIRMED, RECORD, Standing, page_standing
from desktop.services.summaries import summary_pdf
from desktop.services.undoing import begin, read_on, undo

AFTER = DAY + timedelta(days=10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def meeting(board: Board) -> Meeting:
    return a_meeting(board)


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


@pytest.fixture
def whole(board: Board, library: Library, child: Case, meeting: Meeting) -> WholeDecision:
    """A decision that names the next board: that it does is no change of the record."""
    return decided(board, library, referred(board, library, child, meeting), next_board=AFTER)


def standing(board: Board, library: Library, child: Case) -> Standing:
    case = get_case(board, child.id)
    return page_standing(board, case, last_decision(board, library, case, AFTER))


def final(whole: WholeDecision) -> str:
    assert whole.decision.confirmed_at is not None
    return f"FINAL {day_words(whole.decision.confirmed_at.astimezone().date())}"


def change(board: Board, library: Library, child: Case, value: Mycn) -> None:
    stored = get_case(board, child.id)
    save_case(board, library, stored, FIELDS["mycn"].write(stored, known(value)), "Change of MYCN")


def says(pdf: bytes, words: str) -> int:
    """How many pages there are; every one says these words."""
    pages = [squeezed(one) for one in page_texts(pdf)]
    assert all(squeezed(words) in one for one in pages), [squeezed(words) in one for one in pages]
    return len(pages)


def a_letter(board: Board, library: Library, meeting: Meeting, child: Case) -> bytes:
    (whole,) = decisions_of(board, child.id)
    return letter(board, library, meeting, whole, Reader.REFERRER, today=AFTER).content


def test_before_the_chair_confirms_everything_is_a_draft(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    assert standing(board, library, child) == DRAFT
    typed(board, referred(board, library, child, meeting))
    assert standing(board, library, child) == DRAFT
    case = get_case(board, child.id)
    assert says(summary_pdf(board, library, case, today=AFTER), "DRAFT") > 1
    assert squeezed("FINAL") not in squeezed(page_texts(summary_pdf(board, library, case, today=AFTER))[0])
    first, last = page_texts(outcomes(board, library, meeting, today=DAY).content)
    assert squeezed(f"DRAFT, {NOT_CONFIRMED}") in squeezed(first)
    assert squeezed("DRAFT, MEETING NOT CLOSED") in squeezed(last)


def test_what_the_chair_confirmed_is_final_with_the_day_on_every_page(
    board: Board, library: Library, child: Case, meeting: Meeting, whole: WholeDecision
) -> None:
    close_meeting(board, meeting)
    (closed,) = _closed(board)
    case, words = get_case(board, child.id), final(whole)
    assert says(summary_pdf(board, library, case, today=AFTER), words) > 1, "on its second page, too"
    large = large_print(board, library, case, today=AFTER).content
    assert says(large, words) > 1
    assert says(end_of_treatment(board, library, case, today=AFTER).content, words) > 1
    assert says(packet(board, library, case, today=AFTER).content, words) > 4
    assert says(outcomes(board, library, closed, today=AFTER).content, words) > 1
    assert says(a_letter(board, library, meeting, child), words) > 0


def test_a_final_page_names_the_board_that_decided(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    decided(board, library, referred(board, library, child, meeting))
    text = squeezed(page_texts(summary_pdf(board, library, get_case(board, child.id), today=AFTER))[0])
    assert squeezed("Tumour board, Thu 26 Nov 2026") in text and "FINAL" in text


def test_a_basis_that_has_changed_makes_all_of_it_a_draft_again_and_back(
    board: Board, library: Library, child: Case, meeting: Meeting, whole: WholeDecision
) -> None:
    change(board, library, child, Mycn.NOT_AMPLIFIED)
    assert standing(board, library, child) == Standing(why=BASIS)
    words = f"DRAFT, {BASIS}"
    case = get_case(board, child.id)
    says(summary_pdf(board, library, case, today=AFTER), words)
    says(end_of_treatment(board, library, case, today=AFTER).content, words)
    says(a_letter(board, library, meeting, child), words)
    first = squeezed(page_texts(outcomes(board, library, meeting, today=AFTER).content)[0])
    assert squeezed(words) in first and "LOCKED" in first and "FINAL" not in first
    change(board, library, child, Mycn.AMPLIFIED)
    says(a_letter(board, library, meeting, child), final(whole))


def test_a_record_that_has_changed_since_is_not_the_page_that_the_board_saw(
    board: Board, library: Library, child: Case, meeting: Meeting, whole: WholeDecision
) -> None:
    stored = get_case(board, child.id)
    save_case(board, library, stored, replace(stored, given_name="Beta"), "Change of name")
    assert standing(board, library, child) == Standing(why=RECORD)
    says(a_letter(board, library, meeting, child), final(whole))


def test_what_was_changed_and_taken_back_leaves_the_page_that_the_board_saw(
    board: Board, library: Library, child: Case, meeting: Meeting, whole: WholeDecision
) -> None:
    steps = begin(board)
    stored = get_case(board, child.id)
    save_case(board, library, stored, replace(stored, given_name="Beta"), "Change of name")
    assert standing(board, library, child) == Standing(why=RECORD)
    undo(board, library, read_on(board, steps).undo[-1])
    assert standing(board, library, child).final
    delete_case(board, library, child.id, "By mistake")
    restore_case(board, library, child.id)
    assert standing(board, library, child).final


def test_that_the_family_was_told_leaves_the_page_that_the_board_saw(
    board: Board, library: Library, child: Case, meeting: Meeting, whole: WholeDecision
) -> None:
    close_meeting(board, meeting)
    told = everything_told(board, library, get_case(board, child.id), meeting)
    assert told.disclosures
    made = letter(board, library, meeting, whole, Reader.REFERRER, today=AFTER)
    hand_out(board, made, PRINTED, lambda: None, recipient="Zztest Clinic")
    assert standing(board, library, child).final, "nor does a letter that goes out change it"


def test_an_amendment_waits_for_the_chair(
    board: Board, library: Library, child: Case, meeting: Meeting, whole: WholeDecision
) -> None:
    waits = amend(board, whole, words="In week 14", reason="Theatre full")
    assert standing(board, library, child) == Standing(why=AMENDED)
    text = squeezed(page_texts(a_letter(board, library, meeting, child))[0])
    assert squeezed(f"DRAFT, {AMENDED}") in text and squeezed("not confirmed by the chair yet") in text
    with pytest.raises(UserError, match="a named chair; nothing was changed"):
        confirm_amendments(board, waits, chair=" ")
    there = confirm_amendments(board, waits, chair=CHAIR)
    assert there.waiting_amendments == ()
    assert decisions_of(board, child.id) == [there]
    assert standing(board, library, child).final
    text = squeezed(page_texts(a_letter(board, library, meeting, child))[0])
    assert squeezed("FINAL") in text and squeezed(f"confirmed by {CHAIR}") in text
    with pytest.raises(UserError, match="nothing was changed"):
        confirm_amendments(board, there, chair=CHAIR)
    amend(board, there, words="In week 15", reason="Theatre full", chair=CHAIR)
    assert standing(board, library, child).final, "confirmed as it was added"


def test_a_child_who_comes_before_a_board_again_is_prepared_for_it(
    board: Board, library: Library, child: Case, meeting: Meeting, whole: WholeDecision
) -> None:
    assert standing(board, library, child).final
    referred(board, library, child, a_meeting(board, AFTER))
    assert standing(board, library, child) == DRAFT
    says(a_letter(board, library, meeting, child), final(whole))


def _closed(board: Board) -> list[Meeting]:
    with board.database.read() as work:
        return work.board_work.where(Meeting)
