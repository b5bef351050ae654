"""Outcome records: locked or draft, amended, on a basis that has changed; and who has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from builders import full_case
from meeting_helpers import DAY, a_meeting, decided, referred, typed
from papers_helpers import TODAY, meeting_on
from pdf_reading import page_texts, squeezed

from desktop.clinical.answers import known
from desktop.clinical.editing import FIELDS
from desktop.clinical.meetings.decision import Action, Dissent
from desktop.clinical.meetings.referral import Deferral
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import delete_case, get_case, new_case, save_case
from desktop.services.library import Library
from desktop.services.meetings.deciding import amend, decisions_at
from desktop.services.meetings.referring import put_off
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.pack import pack

Read = Callable[[date], list[str]]


@pytest.fixture(scope="module")
def read(year: Board, library: Library) -> Read:
    """The outcomes of a day, page by page."""

    def pages(day: date) -> list[str]:
        return page_texts(outcomes(year, library, meeting_on(year, day), today=TODAY).content)

    return pages


def test_everything_that_was_decided_stands_in_the_order_of_the_record(year: Board, read: Read) -> None:
    first, *_ = read(date(2026, 11, 12))
    labels = (
        "Question", "Decision", "Conditions", "Why, and guide", "Stands on", "Options seen", "New in the room",
        "Actions", "Dissent", "Child and family", "Also asked", "Present", "Next board", "Read back", "Amendments",
    )  # fmt: skip
    text = squeezed(first)
    places = [text.index(squeezed(one), 0 if one != "Decision" else text.index("Question")) for one in labels]
    assert places == sorted(places)
    (whole, *_) = decisions_at(year, meeting_on(year, date(2026, 11, 12)))
    told = whole.decision
    for words in (
        told.question, told.recommendation, told.new_facts, told.wish_words, told.told_by, told.next_trigger,
        told.reopens, *(one.words for one in whole.options), *(one.words for one in whole.actions),
        *(one.words for one in whole.dissents), *(one.answer for one in whole.dissents),
        *(one.words for one in whole.amendments), "Absent Zztest Nuclear", "Quorum met", "not asked yet",
        "Radiologist (by video or telephone)",
    ):  # fmt: skip
        assert squeezed(words) in text, words
    assert squeezed("LOCKED, 1 AMENDMENT") in text


def test_a_changed_basis_is_said_and_an_unchanged_one_is_not(read: Read) -> None:
    changed, unchanged = squeezed(read(date(2026, 5, 7))[0]), squeezed(read(date(2026, 11, 12))[0])
    assert "BASISHASCHANGED" in changed and squeezed("ALK: not known → no aberration") in changed
    assert "BASISHASCHANGED" not in unchanged and "Basischanged" not in unchanged


def test_dissent_that_nobody_stated_says_so_and_one_without_a_name_is_kept(read: Read) -> None:
    assert squeezed("Dissent none stated") in squeezed(read(date(2026, 5, 7))[0])
    text = squeezed("".join(read(date(2026, 4, 16))))
    assert squeezed("Somebody who is not named. “A transfer now costs two weeks of treatment.”") in text


def test_a_missing_discipline_and_whoever_stood_aside_are_told(read: Read) -> None:
    assert squeezed("Quorum not met: Radiation oncology") in squeezed("".join(read(date(2026, 10, 29))))
    told = squeezed("".join(read(date(2026, 7, 9))))
    assert squeezed("Zztest Surgeon: Is a cousin of the child's father, stood aside") in told


def test_what_became_of_a_decision_and_of_its_actions_stands_apart(read: Read) -> None:
    text = squeezed("".join(read(date(2026, 7, 9))))
    assert squeezed("not done, new information. The tumour was smaller on the CT before the operation") in text
    assert squeezed("since: done 24 Jul 2026") in text


def test_whoever_has_no_record_is_on_the_last_page(read: Read) -> None:
    last = squeezed(read(date(2026, 10, 1))[-1])
    assert (
        squeezed("ZZTEST, Foxtrot, case 6, TEST-0006 Segmental chromosome aberrations, owed by Demo Genetics") in last
    )
    assert squeezed("Noted not discussed nobody") in last


def test_a_draft_is_marked_on_every_page(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    referral = referred(board, library, new_case(board, library, full_case()), meeting)
    hung = {"decision_id": typed(board, referral).decision.id, "case_id": referral.case_id}
    dissents = tuple(Dissent(place=at, words="Too early. " * 60, **hung) for at in range(8))  # type: ignore[arg-type]
    typed(board, referral, dissents=dissents)
    pages = page_texts(outcomes(board, library, meeting, today=DAY).content)
    own = [one for one in map(squeezed, pages) if "DRAFT" in one]
    assert len(own) == len(pages) > 2
    assert "LOCKED" not in "".join(pages) and squeezed("not confirmed by the chair: a draft") in "".join(own)


def test_a_fact_that_changes_after_the_lock_changes_the_basis_and_not_the_text(board: Board, library: Library) -> None:
    case = new_case(board, library, full_case())
    meeting = a_meeting(board)
    whole = decided(board, library, referred(board, library, case, meeting))
    amend(board, whole, words="On Tuesday.", reason="No bed.")
    before = squeezed(page_texts(outcomes(board, library, meeting, today=DAY).content)[0])
    stored = get_case(board, case.id)
    changed = FIELDS["mycn"].write(stored, known(Mycn.NOT_AMPLIFIED))
    save_case(board, library, stored, changed, "Change of MYCN")
    after = squeezed(page_texts(outcomes(board, library, meeting, today=DAY).content)[0])
    assert "BASISHASCHANGED" not in before
    assert "BASISHASCHANGED" in after and squeezed("MYCN: amplified → not amplified") in after
    assert squeezed("Operate after cycle 4.") in after and squeezed("On Tuesday.") in after


def test_a_long_list_of_actions_goes_on_overleaf_whole(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    referral = referred(board, library, new_case(board, library, full_case()), meeting)
    hung = {"decision_id": typed(board, referral).decision.id, "case_id": referral.case_id}
    actions = tuple(Action(place=at, words=f"Do thing {at:03}", owner="Zztest Nurse", **hung) for at in range(90))  # type: ignore[arg-type]
    typed(board, referral, actions=actions)
    pages = page_texts(outcomes(board, library, meeting, today=DAY).content)
    assert len(pages) > 3
    text = squeezed("".join(pages))
    assert all(text.count(squeezed(f"Do thing {at:03}")) == 1 for at in range(90))


def test_nobody_is_asked_for_a_decision_of_an_empty_meeting(board: Board, library: Library) -> None:
    made = outcomes(board, library, replace(a_meeting(board)), today=DAY)
    assert made.pages == 1 and "0 outcome records" in page_texts(made.content)[0]


def test_who_was_put_off_is_written_down_with_the_others_and_a_child_in_the_bin_is_not_printed(
    board: Board, library: Library
) -> None:
    meeting = a_meeting(board)
    first, later, gone = (new_case(board, library, full_case(name)) for name in ("ZZ-1", "ZZ-2", "ZZ-3"))
    decided(board, library, referred(board, library, first, meeting))
    told = referred(board, library, later, meeting)
    put_off(board, library, told, Deferral(
        referral_id=told.id, case_id=later.id, meeting_id=meeting.id, put_off_on=DAY, missing="ALK", owed_by="Zztest",
    ))  # fmt: skip
    decided(board, library, referred(board, library, gone, meeting), recommendation="Zztest gone")
    delete_case(board, library, gone.id, "Zztest")
    made = outcomes(board, library, meeting, today=DAY)
    assert set(made.versions) == {first.id, later.id}
    assert squeezed("Zztest gone") not in squeezed("".join(page_texts(made.content)))
    assert {first.id, later.id} <= set(pack(board, library, meeting, today=DAY).versions)
