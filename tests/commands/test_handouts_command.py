"""``handout``: the family's sheet by a command; what is kept off it is said to whoever asks, and never on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import full_case
from command_line import Run
from meeting_helpers import a_meeting, decided, everything_told, referred, sheet_with_all
from pdf_reading import page_texts

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.handout.sheet import Language
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.boards import Board, open_board
from desktop.services.cases import get_case, new_case
from desktop.services.library import Library

Opened = Callable[[], Board]


@pytest.fixture
def library() -> Library:
    return build_library()


@pytest.fixture
def told(hospital: Path, secret: Path) -> tuple[object, ...]:
    """The options of a board."""
    return ("--board", hospital, "--passphrase-file", secret)


@pytest.fixture
def opened(hospital: Path, secret: Path) -> Opened:
    """Opens the board between two commands."""
    return lambda: open_board(hospital, passphrase=secret.read_text(encoding="utf-8").strip())


def with_a_decision(board: Board, library: Library) -> tuple[Case, Meeting]:
    """A child whom the board has decided on, and of which the family was told nothing."""
    child = new_case(board, library, replace(full_case(), recurrences=(), disclosures=()))
    meeting = a_meeting(board)
    decided(board, library, referred(board, library, child, meeting))
    return child, meeting


@pytest.mark.parametrize(("language", "draft"), [("en", "DRAFT"), ("es", "BORRADOR")])
def test_what_nobody_approved_is_a_draft_and_that_is_said(
    run: Run, told: tuple[object, ...], opened: Opened, library: Library, tmp_path: Path, language: str, draft: str
) -> None:
    with opened() as board:
        child, _ = with_a_decision(board, library)
    out = tmp_path / "sheet.pdf"
    ran = run(*told, "handout", child.number, "-o", out, "--language", language)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nobody has approved the words for this family yet")
    text = " ".join(page_texts(out.read_bytes()))
    assert draft in text.upper()
    assert "neuroblastoma" not in text.casefold()


def test_what_the_family_was_not_told_is_withheld_and_named_to_the_team_alone(
    run: Run, told: tuple[object, ...], opened: Opened, library: Library, tmp_path: Path
) -> None:
    with opened() as board:
        child, meeting = with_a_decision(board, library)
        sheet_with_all(board, library, child, meeting, Language.ENGLISH)
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    ran = run(*told, "handout", child.number, "-o", before)
    assert ran.code == 0, ran.err
    assert "withheld until the family is told: " in ran.out
    assert "We will operate." not in " ".join(page_texts(before.read_bytes()))
    with opened() as board:
        everything_told(board, library, get_case(board, child.id), meeting)
    ran = run(*told, "handout", child.number, "-o", after)
    assert "withheld" not in ran.out
    assert "We will operate." in " ".join(page_texts(after.read_bytes()))


def test_without_a_decision_there_is_no_sheet(
    run: Run, told: tuple[object, ...], spreadsheet: Path, tmp_path: Path
) -> None:
    assert run(*told, "import", spreadsheet).code == 0
    out = tmp_path / "sheet.pdf"
    for case in ("2", "77"):
        ran = run(*told, "handout", case, "-o", out)
        assert ran.code == 1
        assert "Traceback" not in ran.err
        assert not out.exists()
