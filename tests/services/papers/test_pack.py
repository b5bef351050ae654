"""The pack of the coming meeting: everybody on the agenda has a page and a form, and the cover says where."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from builders import full_case
from meeting_helpers import DAY, a_meeting, decided, referred, typed
from papers_helpers import TODAY
from pdf_reading import page_texts, squeezed

from desktop.clinical.meetings.decision import Action, Condition
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.library import Library
from desktop.services.meetings.agenda import Agenda, agenda_of
from desktop.services.papers.cover import Copy
from desktop.services.papers.documents import Document
from desktop.services.papers.open_work import open_actions
from desktop.services.papers.pack import pack


@pytest.fixture(scope="module")
def agenda(year: Board, library: Library, coming: Meeting) -> Agenda:
    return agenda_of(year, library, coming)


@pytest.fixture(scope="module")
def made(year: Board, library: Library, coming: Meeting) -> Document:
    return pack(year, library, coming, today=TODAY, copy=Copy("Zztest Radiologist", 3, 9))


@pytest.fixture(scope="module")
def pages(made: Document) -> list[str]:
    return page_texts(made.content)


def test_the_cover_has_the_agenda_with_question_time_and_page(agenda: Agenda, pages: list[str]) -> None:
    cover = squeezed(pages[0])
    assert squeezed("Copy 3 of 9, for Zztest Radiologist") in cover
    assert squeezed("Thursday 26 Nov 2026, 14:00") in cover
    begins = [cover.index(squeezed(f"{one.starts:%H:%M}{one.minutes}")) for one in agenda.discuss]
    assert begins == sorted(begins), "the children stand in the order of the agenda"
    for item in agenda.discuss:
        assert squeezed(item.question) in cover
    assert squeezed(f"{agenda.minutes + 10} min") in cover
    assert squeezed("Histology (INPC) of the resection, owed by Demo Pathology. Listed for 10 Dec 2026.") in cover


def test_each_child_has_a_page_and_a_blank_form_where_the_cover_says(agenda: Agenda, pages: list[str]) -> None:
    for item in agenda.items:
        name = squeezed(f"{item.case.family_name.upper()}, {item.case.given_name}")
        own = [number for number, text in enumerate(pages, start=1) if squeezed(text).startswith(name)]
        forms = [number for number in own if "BLANKFORM" in squeezed(pages[number - 1])]
        assert len(forms) == 1 and own == list(range(own[0], forms[0] + 1))
        told = f"{own[0]}" if forms[0] - own[0] == 1 else f"{own[0]}–{forms[0] - 1}"
        if item in agenda.discuss:
            assert re.search(rf"\b{told}\b", pages[0])


def test_pages_are_counted_through_and_lists_stand_where_the_cover_says(made: Document, pages: list[str]) -> None:
    assert len(pages) == made.pages
    for number, text in enumerate(pages, start=1):
        assert squeezed(f"Page {number} of {made.pages}.") in squeezed(text)
    for name in ("Radiology list", "Pathology list", "Open actions"):
        at = re.search(rf"{name}, p\.\s(\d+)", pages[0].replace("\r\n", " "))
        assert at is not None
        assert squeezed(pages[int(at[1]) - 1]).startswith(squeezed(name))


def test_marks_at_cuts_name_pages_of_the_pack(pages: list[str]) -> None:
    for number, text in enumerate(pages, start=1):
        for page, note in re.findall(r"p\.\s(\d+), note\s(\d+)", text):
            assert int(page) > number
            assert f"Note {note}" in pages[int(page) - 1]


def test_the_lists_name_studies_and_specimens(pages: list[str]) -> None:
    radiology = next(text for text in pages if squeezed(text).startswith("Radiologylist"))
    pathology = next(text for text in pages if squeezed(text).startswith("Pathologylist"))
    assert "NM 8101, MIBG scan" in radiology and "MR 40117" in radiology
    assert "nothing named" in radiology
    assert "S26-0611" in pathology
    assert squeezed("S26-1190, bone marrow aspiration and biopsy, both sides") in squeezed(pathology)
    assert squeezed("noting ZZTEST, Charlie") in squeezed(radiology), "no time, since nobody speaks about it"


def test_every_open_action_is_there_by_owner(year: Board, pages: list[str]) -> None:
    text = squeezed(pages[-1])
    found = open_actions(year, TODAY)
    assert len(found) > 5
    for one in found:
        assert squeezed(one.action.words) in text and squeezed(one.action.owner) in text
    assert "115dlate" in text and "waits" in text
    more = f"and {len(found) - 8} more, p. {len(pages)}"
    assert squeezed(more) in squeezed(pages[0]), "the cover counts those that it does not name"


def test_an_action_whose_condition_turned_out_otherwise_is_not_chased(board: Board, library: Library) -> None:
    case = new_case(board, library, full_case())
    referral = referred(board, library, case, a_meeting(board))
    hung = {"decision_id": typed(board, referral).decision.id, "case_id": case.id}
    amplified, not_amplified = (
        Condition(place=at, fact="mycn", value=value, then="Tandem", **hung)  # type: ignore[arg-type]
        for at, value in enumerate(("amplified", "not_amplified"))
    )
    actions = tuple(
        Action(place=at, words=words, on_condition=on, due=DAY, **hung)  # type: ignore[arg-type]
        for at, (words, on) in enumerate((("always", None), ("holds", amplified.id), ("otherwise", not_amplified.id)))
    )
    decided(board, library, referral, conditions=(amplified, not_amplified), actions=actions)
    assert {one.action.words for one in open_actions(board, TODAY)} == {"always", "holds"}


def test_bookmarks_lead_to_each_part_and_the_file_names_nobody(made: Document, agenda: Agenda) -> None:
    with pikepdf.open(BytesIO(made.content)) as pdf:
        assert "/Info" not in pdf.trailer
        with pdf.open_outline() as outline:
            titles = [str(one.title) for one in outline.root]
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Meeting pack of the tumour board"
            assert "Zztest" not in str(metadata)
    assert len(titles) == 1 + 2 * len(agenda.items) + 3
    assert titles[0] == "Cover and agenda" and "ZZTEST, Sierra" in titles[1]


def test_the_same_board_gives_the_same_bytes(year: Board, library: Library, coming: Meeting, made: Document) -> None:
    again = pack(year, library, coming, today=TODAY, copy=Copy("Zztest Radiologist", 3, 9))
    assert again.digest == made.digest


def test_letter_paper_has_everything_too(year: Board, library: Library, coming: Meeting, agenda: Agenda) -> None:
    text = "".join(map(squeezed, page_texts(pack(year, library, coming, today=TODAY, paper="letter").content)))
    for item in agenda.items:
        assert squeezed(item.question) in text
