"""After the rules changed the list is worked out anew beside the window: told, stoppable, and taken up again."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import a_child

import desktop.services.cases
from desktop.clinical.listing import CaseQuery
from desktop.services.boards import Board
from desktop.services.cases import new_case, refresh_lines
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.rule_packs import adopt_first, adoptions, answered_by_others, offer_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.adopt_rules import AdoptRulesDialog
from desktop.ui.main_window import MainWindow

CHILDREN = 7


@pytest.fixture
def outdated(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Seven children whose lines were worked out by earlier rules; three of them are done at a time."""
    for number in range(CHILDREN):
        new_case(desk.board, desk.library, a_child(f"Alpha{number}", f"TEST-{number:04d}"))
    adopt_first(desk.board, desk.library)
    make_old(desk.board)
    monkeypatch.setattr(desktop.services.cases, "_PART", 3)
    return desk


def make_old(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.index.put_many([replace(line, rules="earlier") for line in work.index.search(CaseQuery()).lines])


def old(board: Board) -> int:
    return sum(line.rules == "earlier" for line in list_cases(board, CaseQuery()).lines)


def test_lines_are_worked_out_in_parts_that_stay(outdated: Desk, library: Library) -> None:
    steps: list[tuple[int, int]] = []

    def stop_at_six(done: int, total: int) -> None:
        steps.append((done, total))
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh_lines(outdated.board, library, stop_at_six)
    assert steps == [(0, 7), (3, 7), (6, 7)]
    assert old(outdated.board) == 1
    assert refresh_lines(outdated.board, library) == 1
    assert old(outdated.board) == 0
    assert refresh_lines(outdated.board, library) == 0


def test_the_window_says_how_far_it_is_and_then_shows_the_new_lines(
    qtbot: QtBot, outdated: Desk, window: MainWindow
) -> None:
    told: list[str] = []
    window.refreshing.moved.connect(lambda _done, _total: told.append(window.work.words.text()))
    with qtbot.waitSignal(window.refreshing.ended, timeout=15_000):
        window.refreshing.start()
    assert told[0].startswith(
        "The rules have changed: 0 of 7 cases assessed anew. Until then the list has answers by both; Stop "
    )
    assert len(told) == 3
    assert window.work.isHidden()
    assert old(outdated.board) == 0
    assert {line.rules for row in range(CHILDREN) if (line := window.list.model.line(row))} == {
        outdated.library.rules.checksum
    }


def test_it_is_stopped_by_a_button_and_the_window_says_what_is_left(
    qtbot: QtBot, outdated: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, line_of = Event(), desktop.services.cases.line_of

    def held(library: Library, *rest: object) -> object:
        go_on.wait(15)
        return line_of(library, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(desktop.services.cases, "line_of", held)
    window.refreshing.start()
    qtbot.waitUntil(window.work.isVisible, timeout=15_000)
    with qtbot.waitSignal(window.refreshing.ended, timeout=15_000):
        qtbot.mouseClick(window.work.stop, Qt.MouseButton.LeftButton)
        go_on.set()
    assert window.work.isHidden()
    assert old(outdated.board) == 4
    words = [one.text() for one in window.findChildren(type(window.work.words))]
    assert any(one.startswith("4 cases on the list still show what earlier rules said") for one in words), words


def test_nothing_is_said_where_nothing_is_out_of_date(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    ended: list[int] = []
    window.refreshing.ended.connect(ended.append)
    window.refreshing.start()
    assert window.tasks.wait()
    qtbot.wait(0)
    assert window.work.isHidden()
    assert ended == []


def test_a_board_that_kept_no_rules_is_left_until_somebody_has_seen_what_changes(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    new_case(desk.board, desk.library, a_child("Alpha", "TEST-0001"))
    make_old(desk.board)
    window.refreshing.start()
    window.tasks.wait()
    assert old(desk.board) == 1
    window.rules_room.offer(offer_words(desk.board, desk.library))
    assert window.notices.count() == 1
    window.rules_room.look_at_shipped()
    (dialog,) = [one for one in window.findChildren(AdoptRulesDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: dialog.changes is not None, timeout=60_000)
    with qtbot.waitSignal(dialog.adopted, timeout=60_000):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert window.notices.count() == 0
    assert not answered_by_others(desk.board, desk.library)
    assert len(adoptions(desk.board)) == 1
    assert old(desk.board) == 0
