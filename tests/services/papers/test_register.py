"""Who got which paper of a meeting, and what makes it old: for recalling what is not so any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from builders import full_case
from meeting_helpers import CHAIR, DAY, a_meeting, decided, referred, typed
from pdf_reading import page_texts, squeezed

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.codes import Fate
from desktop.clinical.meetings.decision import FollowThrough
from desktop.clinical.meetings.meeting import Attendance, Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.files import write_whole
from desktop.services.library import Library
from desktop.services.meetings.attending import put_person
from desktop.services.meetings.deciding import amend, confirm_amendments, say_fate
from desktop.services.meetings.planning import change_meeting, meetings
from desktop.services.meetings.referring import open_referral, order_agenda, put_off, withdraw
from desktop.services.papers.documents import PRINTED, SAVED, Document, hand_out
from desktop.services.papers.letters import Reader, letter
from desktop.services.papers.notices import attendance_sheet, deferral_notice
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.pack import pack
from desktop.services.papers.recall import changed_words, holder_words, recall_list, register_text, since_words
from desktop.services.papers.register import HandedOut, old_copies, register_of

EARLIER, LATER = date(2026, 10, 29), date(2026, 12, 10)


@pytest.fixture
def meeting(board: Board) -> Meeting:
    return a_meeting(board)


@pytest.fixture
def case(board: Board, library: Library, meeting: Meeting) -> Case:
    made = new_case(board, library, full_case())
    referred(board, library, made, meeting)
    return get_case(board, made.id)


def give(board: Board, document: Document, recipient: str, action: str = PRINTED, copies: int = 1) -> None:
    hand_out(board, document, action, lambda: None, recipient=recipient, copies=copies)


def another(board: Board, library: Library, number: str) -> Case:
    return new_case(board, library, Case(family_name="Zztest", given_name=number))


def change(board: Board, library: Library, case: Case, name: str = "mycn", value: object = Mycn.NOT_AMPLIFIED) -> None:
    stored = get_case(board, case.id)
    field = FIELDS[name]
    other = value if field.read(stored).value != value else Mycn.AMPLIFIED
    save_case(board, library, stored, field.write(stored, known(other)), f"Change of {name}")


def since(board: Board, meeting: Meeting) -> list[str]:
    return [changed_words([one]) for one in register_of(board, meeting)]


def only(found: tuple[HandedOut, ...]) -> HandedOut:
    (one,) = found
    return one


def test_each_time_is_one_line_with_who_how_often_and_by_whom(
    board: Board, library: Library, meeting: Meeting, case: Case
) -> None:
    made = pack(board, library, meeting, today=DAY)
    give(board, made, "Zztest Surgeon", copies=2)
    give(board, made, "", SAVED)
    first, second = register_of(board, meeting)
    assert (first.kind, first.recipient, first.copies, first.saved) == ("pack", "Zztest Surgeon", 2, False)
    assert (second.recipient, second.saved, second.by) == ("", True, board.person.name)
    assert first.digest == made.digest and first.cases == (case.number,)
    assert not first.is_old and since_words(first) == "still as it went out"
    assert register_of(board, a_meeting(board, LATER)) == (), "another meeting has its own"


def test_a_record_that_changed_makes_what_names_the_child_old(
    board: Board, library: Library, meeting: Meeting, case: Case
) -> None:
    give(board, pack(board, library, meeting, today=DAY), "Zztest Surgeon")
    other = another(board, library, "Other")
    change(board, library, other)
    assert since(board, meeting) == [""], "a child that it does not name changes nothing"
    change(board, library, case)
    assert since(board, meeting) == [f"the record of case {case.number}"]
    again = pack(board, library, meeting, today=DAY)
    held = old_copies(board, again)
    assert holder_words(held).startswith("Zztest Surgeon (")
    give(board, again, "Zztest Clinic")
    assert [one.is_old for one in register_of(board, meeting)] == [True, False]
    assert old_copies(board, again) == held, "who holds the new one need not hear of it"


def test_an_agenda_that_changed_makes_the_pack_old(
    board: Board, library: Library, meeting: Meeting, case: Case
) -> None:
    made = pack(board, library, meeting, today=DAY)
    give(board, made, "Zztest Surgeon")
    other = another(board, library, "Other")
    referred(board, library, other, a_meeting(board, LATER))
    assert since(board, meeting) == [""], "another meeting's agenda"
    added = referred(board, library, another(board, library, "Added"), meeting)
    assert since(board, meeting) == ["the agenda"], "a child that came to it"
    give(board, pack(board, library, meeting, today=DAY), "Zztest Surgeon")
    first = open_referral(board, case.id)
    assert first is not None
    order_agenda(board, meeting, [added.id, first.id])
    put_person(board, meeting, Attendance(meeting_id=meeting.id, place=0, name="Zztest Nurse"))
    assert since(board, meeting)[1] == "the agenda, who takes part"
    give(board, pack(board, library, meeting, today=DAY), "Zztest Surgeon")
    moved = open_referral(board, added.case_id)
    assert moved is not None
    withdraw(board, library, moved, "Moved away", DAY)
    assert since(board, meeting)[2] == "the agenda"


def test_that_the_meeting_took_place_makes_its_pack_no_older(
    board: Board, library: Library, meeting: Meeting, case: Case
) -> None:
    give(board, pack(board, library, meeting, today=DAY), "Zztest Surgeon")
    referral = open_referral(board, case.id)
    assert referral is not None
    draft = outcomes(board, library, meeting, today=DAY)
    give(board, draft, "Zztest Clinic")
    decided(board, library, referral, next_board=LATER)
    assert since(board, meeting) == ["", "a decision, the agenda"]


def test_an_amendment_makes_letters_about_that_child_old(
    board: Board, library: Library, meeting: Meeting, case: Case
) -> None:
    referral = open_referral(board, case.id)
    assert referral is not None
    whole = decided(board, library, referral)
    other = decided(board, library, referred(board, library, another(board, library, "Other"), meeting))
    for one in (whole, other):
        made = letter(board, library, meeting, one, Reader.REFERRER, today=DAY)
        give(board, made, "Zztest Clinic", SAVED)
    whole = amend(board, whole, words="In week 14", reason="Theatre full")
    assert since(board, meeting) == ["an amendment", ""]
    again = letter(board, library, meeting, whole, Reader.REFERRER, today=DAY)
    assert only(old_copies(board, again)).cases == (case.number,)
    not_amended = letter(board, library, meeting, other, Reader.REFERRER, today=DAY)
    assert old_copies(board, not_amended) == ()
    give(board, again, "Zztest Clinic", SAVED)
    confirm_amendments(board, whole, chair=CHAIR)
    assert since(board, meeting) == ["an amendment", "", "an amendment"], "it says that no chair has confirmed it"


def test_what_an_earlier_board_decided_makes_a_pack_old_that_tells_it_otherwise(
    board: Board, library: Library, meeting: Meeting
) -> None:
    child = another(board, library, "Again")
    whole = decided(board, library, referred(board, library, child, a_meeting(board, EARLIER)))
    referral = referred(board, library, child, meeting)
    give(board, pack(board, library, meeting, today=DAY), "Zztest Surgeon")
    give(board, attendance_sheet(board, library, meeting, today=DAY), "")
    decided(board, library, referred(board, library, another(board, library, "Other"), a_meeting(board, LATER)))
    typed(board, referral)
    assert since(board, meeting) == ["", ""], "neither another child nor what no chair has confirmed"
    whole = amend(board, whole, words="In week 14", reason="Theatre full")
    assert since(board, meeting) == ["a decision of an earlier board", ""]
    give(board, pack(board, library, meeting, today=DAY), "Zztest Surgeon")
    told = FollowThrough(decision_id=whole.decision.id, case_id=child.id, told_on=DAY, fate=Fate.NOT_DONE)
    say_fate(board, library, whole, told)
    assert since(board, meeting)[2] == "a decision of an earlier board"


def test_a_deferral_notice_is_old_once_the_meeting_that_it_names_is_moved(
    board: Board, library: Library, meeting: Meeting, case: Case
) -> None:
    referral, to = open_referral(board, case.id), a_meeting(board, LATER)
    assert referral is not None
    told = Deferral(
        referral_id=referral.id, case_id=case.id, meeting_id=meeting.id, put_off_on=DAY, missing="mycn", owed_by="Zz"
    )
    deferral = put_off(board, library, referral, told, to)
    give(board, deferral_notice(board, library, deferral, today=DAY), "Zztest Clinic")
    other = a_meeting(board, LATER)
    change_meeting(board, library, other, replace(other, day=LATER + timedelta(days=7)))
    change_meeting(board, library, to, replace(to, place="Room 5"))
    assert since(board, meeting) == [""]
    (to,) = [one for one in meetings(board) if one.id == to.id]
    change_meeting(board, library, to, replace(to, day=LATER + timedelta(days=7)))
    assert since(board, meeting) == ["the meeting that the child is put off to"]


def test_what_could_not_be_given_is_held_by_nobody(
    board: Board, library: Library, meeting: Meeting, case: Case, tmp_path: Path
) -> None:
    made = pack(board, library, meeting, today=DAY)
    with pytest.raises(UserError):
        hand_out(board, made, SAVED, partial(write_whole, tmp_path / "no" / "pack.pdf", made.content), recipient="Zz")
    change(board, library, case)
    one = only(register_of(board, meeting))
    assert one.failed and not one.is_old
    assert since_words(one) == "did not go out after all"
    assert old_copies(board, pack(board, library, meeting, today=DAY)) == ()


def test_the_list_has_the_old_ones_first_and_goes_out_like_every_paper(
    board: Board, library: Library, meeting: Meeting, case: Case
) -> None:
    assert squeezed("No paper of this meeting has gone out.") in told(board, library, meeting)
    give(board, pack(board, library, meeting, today=DAY), "Zztest Surgeon", copies=2)
    change(board, library, case)
    give(board, pack(board, library, meeting, today=DAY), "Zztest Clinic", SAVED)
    text = told(board, library, meeting)
    assert squeezed("2 went out; 1 is old.") in text
    surgeon, clinic = text.index(squeezed("Zztest Surgeon 2 printed")), text.index(squeezed("Zztest Clinic"))
    assert text.index(squeezed("To recall")) < surgeon < text.index(squeezed("The others")) < clinic
    assert squeezed(f"the record of case {case.number}") in text
    made = recall_list(board, library, meeting, today=DAY)
    give(board, made, "Zztest Coordinator")
    assert len(register_of(board, meeting)) == 2, "a list of papers is none of them"
    mail = register_text(register_of(board, meeting), meeting, DAY)
    assert "- Pack, for Zztest Surgeon: 2 printed" in mail
    assert case.given_name not in mail


def told(board: Board, library: Library, meeting: Meeting) -> str:
    return squeezed("".join(page_texts(recall_list(board, library, meeting, today=DAY).content)))
