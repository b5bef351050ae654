"""Notices, the attendance sheet, the end of treatment, the year in numbers, and handing papers out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import full_case
from meeting_helpers import DAY, a_meeting, decided, referred
from papers_helpers import TODAY, child
from pdf_reading import page_texts, squeezed

from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.exposures import ledger_lines
from desktop.services.files import write_whole
from desktop.services.library import Library
from desktop.services.meetings.attending import attendance
from desktop.services.papers.documents import FAILED, PRINTED, SAVED, hand_out
from desktop.services.papers.end_of_treatment import end_of_treatment
from desktop.services.papers.notices import attendance_sheet, deferral_notice
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.register import holders, register_of
from desktop.services.papers.yearly import year_of, year_paper
from desktop.services.watching import watch_lines

FIRST, LAST = date(2025, 12, 1), date(2026, 11, 30)


def text_of(pdf: bytes) -> str:
    return squeezed("".join(page_texts(pdf)))


def deferrals(board: Board) -> list[Deferral]:
    with board.database.read() as work:
        return work.board_work.where(Deferral)


def test_the_notice_names_the_one_thing_who_owes_it_and_the_next_board(year: Board, library: Library) -> None:
    found = deferrals(year)
    for one in found:
        text = text_of(deferral_notice(year, library, one, today=TODAY, recipient="Zztest Clinic").content)
        assert squeezed(one.missing) in text and squeezed(f"Owed by {one.owed_by}") in text
        assert squeezed("Put on the agenda of Thursday") in text and squeezed("To Zztest Clinic") in text
    there = next(one for one in found if one.missing == "Second reading of the MYCN gain")
    assert squeezed("It was there on 05 May 2026.") in text_of(
        deferral_notice(year, library, there, today=TODAY).content
    )


def test_a_missing_fact_goes_by_its_name(year: Board, library: Library) -> None:
    told = replace(deferrals(year)[0], missing="sca")
    assert squeezed("Segmental changes (SCA) Owed by") in text_of(
        deferral_notice(year, library, told, today=TODAY).content
    )


def test_everybody_finds_a_line_to_sign_on(year: Board, library: Library, coming: Meeting) -> None:
    made = attendance_sheet(year, library, coming, today=TODAY)
    text = text_of(made.content)
    assert made.pages == 1
    assert all(squeezed(one.name) in text for one in attendance(year, coming))
    assert squeezed("Chair, Zztest Chair") in text and squeezed("1 asked for") in text


def test_the_end_of_treatment_has_events_exposures_risks_and_follow_up(year: Board, library: Library) -> None:
    case = child(year, "X-Ray")
    text = text_of(end_of_treatment(year, library, case, today=TODAY).content)
    for line in ledger_lines(library, case):
        assert squeezed(line.name) in text and squeezed(line.total) in text
    for risk in watch_lines(library, case):
        assert squeezed(risk.risk.words) in text
    for words in ("Induction cycle 1", "14 Sep 2024", "Eflornithine (DFMO)", "hearing test", "14 Jan 2027"):
        assert squeezed(words) in text, words


def test_a_child_without_treatment_has_an_end_that_says_so(year: Board, library: Library) -> None:
    text = text_of(end_of_treatment(year, library, child(year, "Whiskey"), today=TODAY).content)
    for words in ("nobody has planned it here", "nothing was entered", "no plan was entered"):
        assert squeezed(words) in text


def test_the_year_is_counted_as_it_was(year: Board, library: Library) -> None:
    told = year_of(year, FIRST, LAST)
    assert len(told.held) == 12 and len(told.decisions) == 17 and len(told.deferrals) == 6
    text = text_of(year_paper(year, library, first=FIRST, last=LAST, today=TODAY).content)
    for words in (
        "Held 12", "Called off 1", "Without a quorum 1", "Children discussed 11",
        "Times that children were discussed 17",
        "Noted and not discussed 3", "Put off 6", "Confirmed by the chair 17", "With a dissent 4",
        "Different from the guideline named 4", "Partly done 3", "Nobody has said 5", "Given out 27", "Open 11",
    ):  # fmt: skip
        assert squeezed(words) in text, words


def test_the_ledger_says_what_was_owed_for_how_long_and_names_nobody(year: Board, library: Library) -> None:
    text = text_of(year_paper(year, library, first=FIRST, last=LAST, today=TODAY).content)
    for words in (
        "Second reading of the MYCN gain 1 0 19 19", "Segmental chromosome aberrations 2 2 53 78",
        "Pathology 2 0 19 38", "Somebody who took part in no meeting 4 4 53 89", "it names no child and nobody else",
    ):  # fmt: skip
        assert squeezed(words) in text, words
    assert "ZZTEST" not in text.upper() and "DemoGenetics" not in text


def test_a_year_without_meetings_is_a_page_of_noughts(board: Board, library: Library) -> None:
    text = text_of(year_paper(board, library, first=FIRST, last=LAST, today=TODAY).content)
    assert squeezed("Held 0") in text and squeezed("nobody was put off") in text


def test_what_goes_out_is_in_the_history_of_each_child_with_its_recipient(board: Board, library: Library) -> None:
    meeting, case = a_meeting(board), new_case(board, library, full_case())
    decided(board, library, referred(board, library, case, meeting))
    made = outcomes(board, library, meeting, today=DAY)
    given: list[str] = []
    assert hand_out(board, made, PRINTED, lambda: given.append("out"), recipient="Zztest Surgeon", copies=2)
    assert hand_out(board, made, SAVED, lambda: given.append("out"), recipient="Zztest Clinic")
    assert given == ["out", "out"]
    with board.database.read() as work:
        (_, printed) = [one for one in work.audit.entries(case.id, None) if one.entity == "print"]
    assert printed.action == PRINTED
    assert {name: after for name, (_, after) in printed.changes.items()} == {
        "document": "outcomes", "pages": made.pages, "digest": made.digest, "meeting": meeting.number,
        "printed_copies": 2, "recipient": "Zztest Surgeon", "case_version": made.versions[case.id],
    }  # fmt: skip
    register = register_of(board, meeting)
    assert holders(register, "outcomes") == ("Zztest Surgeon", "Zztest Clinic")
    assert holders(register, "pack") == ()


def test_one_that_could_not_be_given_is_in_the_history_as_such(board: Board, library: Library, tmp_path: Path) -> None:
    meeting = a_meeting(board)
    made = attendance_sheet(board, library, meeting, today=DAY)
    with pytest.raises(UserError):
        hand_out(board, made, SAVED, lambda: write_whole(tmp_path / "no" / "sheet.pdf", made.content))
    with board.database.read() as work:
        told = [one.action for one in work.audit.entries(None, None) if one.entity == "print"]
    assert told == [FAILED, SAVED]


def test_nothing_goes_out_of_a_record_that_has_changed_since(board: Board, library: Library) -> None:
    meeting, case = a_meeting(board), new_case(board, library, full_case())
    decided(board, library, referred(board, library, case, meeting))
    made = outcomes(board, library, meeting, today=DAY)
    stored = get_case(board, case.id)
    save_case(board, library, stored, replace(stored, given_name="Beta"), "Change of name")
    given: list[str] = []
    with pytest.raises(UserError, match="was changed after this was drawn; nothing went out"):
        hand_out(board, made, PRINTED, lambda: given.append("out"))
    assert not given
