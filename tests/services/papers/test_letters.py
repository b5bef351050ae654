"""Letters from a confirmed decision, as PDF and for Word: what the reader needs, and nothing of a draft."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from builders import full_case
from meeting_helpers import DAY, a_meeting, decided, referred, typed
from papers_helpers import TODAY, meeting_on
from pdf_reading import page_texts, squeezed

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.decision import Dissent
from desktop.clinical.vocabulary import Mycn, Presence
from desktop.reports.papers.content import TableBlock
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.library import Library
from desktop.services.meetings.deciding import decisions_at
from desktop.services.papers.documents import Document
from desktop.services.papers.letters import Reader, letter, letter_paper
from desktop.services.papers.saying import Desk


def made(board: Board, library: Library, reader: Reader, *, word: bool = False) -> Document:
    meeting = meeting_on(board, date(2026, 11, 12))
    whole = decisions_at(board, meeting)[0]
    return letter(board, library, meeting, whole, reader, today=TODAY, recipient="Dr Zztest-Ramírez", word=word)


def words_in(content: bytes) -> str:
    read = docx.Document(BytesIO(content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return squeezed(" ".join([*(one.text for one in read.paragraphs), *cells]))


def test_the_referrer_reads_decision_reasons_tasks_and_whom_to_ask(year: Board, library: Library) -> None:
    text = squeezed(page_texts(made(year, library, Reader.REFERRER).content)[0])
    for words in (
        "To Dr Zztest-Ramírez", "ZZTEST, Alpha", "High-risk induction before the segmental result?",
        "One course of induction now", "wait for the result – not taken: bone pain", "one course, then settle – chosen",
        "COG version 2, version 1",
        "INRGSS M, Intermediate or high, as the meeting agreed", "Chase the segmental result", "19 Nov 2026",
        "Told by Zztest Oncologist and Zztest Nurse by 13 Nov 2026",
        "Zztest Nurse, Paediatric nurse specialist, 000 0001",
        "confirmed by Zztest Chair on 12 Nov 2026", "1. 16 Nov 2026 The first course begins on Tuesday",
    ):  # fmt: skip
        assert squeezed(words) in text, words
    assert squeezed("Letter to the family doctor") not in text, "what is done is not to be done any more"


def test_an_action_that_hangs_on_a_result_says_so_and_goes_when_the_result_is_another(
    year: Board, library: Library
) -> None:
    meeting = meeting_on(year, date(2026, 11, 12))
    whole = decisions_at(year, meeting)[0]
    with year.database.read() as work:
        case = work.cases.get(whole.decision.case_id)

    def tasks(now: Case) -> str:
        told = letter_paper(Desk(year, library, TODAY), meeting, whole, now, Reader.FAMILY_DOCTOR, "")
        return str(next(one for one in told.blocks if isinstance(one, TableBlock)).rows)

    assert "Stem cell collection" in tasks(case) and "only if segmental changes (SCA) is present" in tasks(case)
    absent = FIELDS["sca"].write(case, known(Presence.ABSENT))
    assert "Stem cell collection" not in tasks(absent) and "Chase the segmental result" in tasks(absent)


def test_the_family_doctor_reads_it_shorter_and_dissent_stays_in_the_record(year: Board, library: Library) -> None:
    long, short = (
        squeezed(page_texts(made(year, library, one).content)[0]) for one in (Reader.REFERRER, Reader.FAMILY_DOCTOR)
    )
    assert squeezed("One person did not agree; the outcome record has it") in long
    assert "cannotbetakenback" not in long + short
    assert "Optionsseen" not in short and squeezed("One course of induction now") in short


def test_the_word_file_says_what_the_pdf_says_and_names_nobody_in_its_properties(year: Board, library: Library) -> None:
    pdf = squeezed("".join(page_texts(made(year, library, Reader.REFERRER).content)))
    word = made(year, library, Reader.REFERRER, word=True)
    told = words_in(word.content)
    assert word.suffix == "docx" and word.file.endswith(".docx") and word.pages == 0
    for words in (
        "One course of induction now",
        "Chase the segmental result",
        "Dr Zztest-Ramírez",
        "not taken: bone pain",
    ):
        assert squeezed(words) in pdf and squeezed(words) in told
    read = docx.Document(BytesIO(word.content))
    assert [round(read.sections[0].page_width.pt)] == [595]
    assert "ZZTEST, Alpha" in read.sections[0].header.paragraphs[0].text, "and its numbers, on every sheet"
    assert "TEST-0001" in read.sections[0].header.paragraphs[0].text
    decided = next(one for one in read.paragraphs if one.text.startswith("One course of induction"))
    assert decided.runs[0].bold and not decided.runs[0].italic and decided.style.name == "Normal"
    own = read.core_properties
    assert (own.title, own.author, own.comments, own.last_modified_by) == ("Letter of the tumour board", "", "", "")


def test_the_same_decision_gives_the_same_word_file(year: Board, library: Library) -> None:
    first, second = (made(year, library, Reader.REFERRER, word=True) for _ in range(2))
    assert first.digest == second.digest


def test_a_draft_does_not_leave_as_a_letter(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    draft = typed(board, referred(board, library, new_case(board, library, full_case()), meeting))
    with pytest.raises(UserError, match="not confirmed yet; no letter was made"):
        letter(board, library, meeting, draft, Reader.REFERRER, today=DAY)


def test_a_changed_basis_is_said_to_whoever_acts_on_the_letter(board: Board, library: Library) -> None:
    meeting, case = a_meeting(board), new_case(board, library, full_case())
    whole = decided(board, library, referred(board, library, case, meeting))
    stored = get_case(board, case.id)
    save_case(board, library, stored, FIELDS["mycn"].write(stored, known(Mycn.NOT_AMPLIFIED)), "Change of MYCN")
    for reader in Reader:
        text = squeezed(page_texts(letter(board, library, meeting, whole, reader, today=DAY).content)[0])
        assert (
            squeezed("MYCN: amplified → not amplified") in text and squeezed("Please ask before you act on it.") in text
        )


def test_signs_that_no_file_may_have_are_left_out_of_word(board: Board, library: Library) -> None:
    meeting, case = a_meeting(board), new_case(board, library, full_case())
    hostile = "Operate \x07 <b>now</b> & <img src=x>"
    whole = decided(board, library, referred(board, library, case, meeting), recommendation=hostile)
    content = letter(board, library, meeting, whole, Reader.REFERRER, today=DAY, word=True).content
    assert squeezed("<b>now</b> & <img src=x>") in words_in(content)


def test_dissents_are_counted(board: Board, library: Library) -> None:
    meeting, case = a_meeting(board), new_case(board, library, full_case())
    referral = referred(board, library, case, meeting)
    hung = {"decision_id": typed(board, referral).decision.id, "case_id": case.id}
    dissents = tuple(Dissent(place=at, words="Too early.", **hung) for at in range(2))  # type: ignore[arg-type]
    whole = decided(board, library, referral, dissents=dissents)
    text = page_texts(letter(board, library, meeting, whole, Reader.REFERRER, today=DAY).content)[0]
    assert "2 people did not agree" in text
