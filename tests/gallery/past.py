"""A board with a past: things happened on it for a week, each at a fixed time; and one that was tampered with."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from freezegun import freeze_time

from db.engine import connect
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import Mycn, Presence, Silence
from desktop.services.boards import Board, open_board
from desktop.services.cases import get_case, save_case
from desktop.services.demo import make_demonstration
from desktop.services.history import PREVIEWED, AuditQuery, note_view, trail
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.undoing import begin, read_on, undo
from tests.gallery.moment import NOW


def make_past(folder: Path, library: Library) -> Board:
    """The board of a week."""
    with freeze_time(NOW - timedelta(days=9)):
        board = make_demonstration(folder, library, cases=6, seed=1, met=False)
    _happen(board, library)
    return board


def make_damaged(past: Board, folder: Path) -> Board:
    """The same after somebody with the file and its key changed what an entry says, and cut the end off."""
    shutil.copytree(past.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    opened = open_board(folder)
    changed = trail(opened, AuditQuery(words="Change of MYCN"))[-1].entry.seq
    driver: Any = connect(opened.database.folder.database, opened.database.key)
    driver.execute("UPDATE audit SET changes = replace(changes, 'gain', 'amplified') WHERE seq >= ?", (changed,))
    driver.execute("DELETE FROM audit WHERE seq > (SELECT max(seq) - 2 FROM audit)")
    driver.close()
    return opened


def _alpha(board: Board) -> Case:
    return get_case(board, list_cases(board, CaseQuery(text="Alpha")).lines[0].case_id)


def _happen(board: Board, library: Library) -> None:
    case = _alpha(board)
    asked = silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Genetics")
    steps: tuple[tuple[int, str, Any, str], ...] = (
        (8, "board_on", known(PartialDate(2026, 11, 17)), "board meeting"),
        (7, "question", known("Is the segmental result needed before the next course?"), "question for the board"),
        (6, "sca", asked, "segmental changes (SCA)"),
        (6, "board_on", known(PartialDate(2026, 11, 26)), "board meeting"),
        (5, "mycn", known(Mycn.GAIN), "MYCN"),
        (3, "language", known("Portuguese, with an interpreter"), "language and interpreter"),
        (1, "sca", known(Presence.PRESENT), "segmental changes (SCA)"),
    )
    for days, fact, answer, words in steps:
        at = NOW - timedelta(days=days)
        with freeze_time(at):
            note_view(board, case.id)
        with freeze_time(at + timedelta(minutes=4)):
            begun = begin(board)
            case = save_case(board, library, case, FIELDS[fact].write(case, answer), f"Change of {words}")
        if fact == "mycn":
            with freeze_time(at + timedelta(minutes=9)):
                undo(board, library, read_on(board, begun).undo[-1])
                case = _alpha(board)
    with freeze_time(NOW - timedelta(hours=1)):
        note_view(board, case.id, PREVIEWED)
