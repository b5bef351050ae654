"""No page leaves the board unnoticed: what went out, of which version, and what the rules then said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import full_case, small_case

from db.assessments import KeptAssessment
from db.audit import AuditEntry
from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.assessing import assess_case
from desktop.services.boards import Board
from desktop.services.cases import delete_case, new_case, save_case
from desktop.services.library import Library
from desktop.services.page_pictures import PagePictures
from desktop.services.printing import FAILED, PRINTED, SAVED, hand_out, page_of
from desktop.services.summaries import content_of, summary_pdf

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def _given() -> None:
    """A printer that takes the page."""


def _written(board: Board, case: Case) -> tuple[list[AuditEntry], list[KeptAssessment]]:
    with board.database.read() as work:
        told = [one for one in work.audit.entries(case.id) if one.entity == "print"]
        return told, work.assessments.of(case.id)


def test_the_page_is_that_of_the_command_line(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    page = page_of(board, library, case, today=TODAY, paper="letter")
    assert page.pdf == summary_pdf(board, library, case, today=TODAY, paper="letter")
    assert (page.pages, page.continued) == (1, ())


def test_a_printed_page_is_found_again_by_its_digest(board: Board, library: Library) -> None:
    case = new_case(board, library, full_case())
    page = page_of(board, library, case, today=TODAY, paper="a4")
    assert _written(board, case) == ([], [])
    assert hand_out(board, library, page, PRINTED, _given)
    (told,), kept = _written(board, case)
    assert (told.action, told.person) == (PRINTED, board.person.id)
    assert {name: after for name, (_, after) in told.changes.items()} == {
        "document": "summary", "paper": "a4", "pages": page.pages, "digest": page.digest, "case_version": 1,
    }  # fmt: skip
    assert [one.scheme for one in kept] == [one.id for one in library.rules.schemes]
    assert {(one.occasion, one.case_version, one.rules) for one in kept} == {
        ("printed page", 1, library.rules.checksum)
    }
    used = assess_case(library, case).facts.sources["mycn"]
    assert kept[0].facts["mycn"] == {"value": "amplified", "row": str(used)}
    assert kept[0].answer["groups"]


def test_it_is_written_down_before_it_goes_out_and_a_failure_too(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    page = page_of(board, library, case, today=TODAY, paper="a4")
    before: list[str] = []

    def fail() -> None:
        before.extend(one.action for one in _written(board, case)[0])
        raise UserError("The folder is full.")

    with pytest.raises(UserError, match="full"):
        hand_out(board, library, page, SAVED, fail)
    told, kept = _written(board, case)
    assert before == [SAVED]
    assert [one.action for one in told] == [FAILED, SAVED]
    assert len(kept) == len(library.rules.schemes)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_page_of_an_older_version_does_not_go_out(board: Board, library: Library, read_only: bool) -> None:
    case = new_case(board, library, small_case(1))
    page = page_of(board, library, case, today=TODAY, paper="a4")
    save_case(board, library, case, replace(case, given_name="Changed"), "Change of Given name")
    given: list[None] = []
    with pytest.raises(UserError, match="was changed after this page was drawn"):
        hand_out(replace(board, read_only=read_only), library, page, PRINTED, lambda: given.append(None))
    assert not given
    assert _written(board, case) == ([], [])


def test_the_page_of_a_case_in_the_bin_says_so(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    binned = delete_case(board, library, case.id, "entered twice")
    told = [str(content_of(library, one, today=TODAY, prepared_by="Zztest").banner.facts) for one in (case, binned)]
    assert ["in the bin" in one for one in told] == [False, True]


def test_a_board_that_is_only_read_says_that_nothing_was_written(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    page = page_of(board, library, case, today=TODAY, paper="a4")
    assert not hand_out(replace(board, read_only=True), library, page, PRINTED, _given)
    assert _written(board, case) == ([], [])


def test_no_name_of_the_child_in_what_is_written_of_a_print(board: Board, library: Library) -> None:
    case = new_case(board, library, full_case())
    hand_out(board, library, page_of(board, library, case, today=TODAY, paper="a4"), PRINTED, _given)
    (told,), _ = _written(board, case)
    assert case.family_name not in str(told.changes)


def test_pages_are_rendered_from_memory_at_the_resolution_asked_for(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    pictures = PagePictures(page_of(board, library, case, today=TODAY, paper="letter").pdf)
    try:
        assert (pictures.count, pictures.size(0)) == (1, (612, 792))
        picture = pictures.picture(0, 100, grey=True)
        assert (picture.width, picture.height) == (850, 1100)
        assert min(picture.dots) < 60
        assert max(picture.dots) == 255
        coloured = pictures.picture(0, 100)
        assert (coloured.grey, len(coloured.dots)) == (False, coloured.stride * 1100)
    finally:
        pictures.close()
