"""The lock: nothing of the board is seen, the key is gone, and nothing that was typed is lost."""

from __future__ import annotations

import gc
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from builders import COORDINATOR
from locking_helpers import choose_person, lock_now, page_of, seen, type_passphrase, unlock_now
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolTip
from pytestqt.qtbot import QtBot
from window_helpers import NOW, TODAY, open_dialog, type_over

from db.audit_search import AuditQuery
from db.keys import NO_SECRET
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board, create_board
from desktop.services.cases import get_case
from desktop.services.history import trail
from desktop.services.library import Library
from desktop.services.locking import ASKED, IDLE, SYSTEM, Tries
from desktop.services.people import add_person
from desktop.ui.desk import Desk
from desktop.ui.dialogs.lose_typed import LoseTypedDialog
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.locking.page import FINISHING, LockPage
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, PRESENTATION
from desktop.ui.start import Stage

OTHER = "eleven quiet herons wade"


def actions(board: Board) -> list[str]:
    """What the audit tells of locking, the oldest first."""
    return [line.entry.action for line in reversed(trail(board, AuditQuery(kinds=("unlocking",))))]


def names_alpha() -> list[str]:
    return [text for text in seen() if "zztest," in text.lower() or "alpha" in text.lower() or "TEST-0001" in text]


def test_nothing_of_the_board_is_seen_and_the_key_is_gone(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    assert names_alpha()
    title = window.windowTitle()
    page = lock_now(qtbot, window)
    assert names_alpha() == []
    assert window.windowTitle() == "Crestboard"
    assert not window.menuBar().isVisible()
    assert not window.status.isVisible()
    database = desk.board.database
    assert (database.key, database._engine, database._glancer) == (b"", None, None)
    assert page.told.text() == "Locked at 10:42."
    assert QApplication.focusWidget() is page.secret
    unlock_now(qtbot, window)
    assert window.windowTitle() == title
    assert window.at_case()
    assert names_alpha()
    assert window.menuBar().isVisible()
    assert window.status.isVisible()
    assert actions(desk.board) == ["Locked", "Unlocked"]


def test_only_what_shows_nothing_can_be_done_meanwhile(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    lock_now(qtbot, window)
    assert {name for name, action in window.actions_by_name.items() if action.isEnabled()} == {"quit", "keys"}
    # something that is told meanwhile does not change that
    window.enable_actions()
    assert not window.actions_by_name["new"].isEnabled()
    qtbot.keyClick(page_of(window).secret, Qt.Key.Key_F1)
    sheet = open_dialog(qtbot)
    assert names_alpha() == []
    sheet.reject()
    unlock_now(qtbot, window)
    assert window.actions_by_name["new"].isEnabled()


def test_the_rail_locks_too(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.rail.lock, Qt.MouseButton.LeftButton)
    assert window.locking.locked
    qtbot.waitUntil(lambda: window.locking.is_settled)
    unlock_now(qtbot, window)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (ASKED, "Locked at 10:42."), (IDLE, "Locked at 10:42 after 10 minutes without use."),
        (SYSTEM, "Locked at 10:42 together with the computer."),
    ],
)  # fmt: skip
def test_it_says_when_and_why(qtbot: QtBot, window: MainWindow, why: str, told: str) -> None:
    window.locking.lock(why)
    assert page_of(window).told.text() == told
    qtbot.waitUntil(lambda: window.locking.is_settled)


# what is being typed


def test_what_is_being_typed_is_saved_and_what_cannot_be_is_there_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    type_over(qtbot, window.page.form(BIOLOGY).rows["dna_index"].value, "much")
    window.go_section(PRESENTATION)
    question = window.page.form(PRESENTATION).rows["question"].value
    question.setFocus()
    editor = question.focusProxy() or question
    qtbot.keyClicks(editor, "Operate before the next course?")
    page = lock_now(qtbot, window)
    assert page.told.text() == "Locked at 10:42. Your last edit was saved at 10:42."
    assert page.kept.text() == "Not saved yet: text in 1 field. It comes back when you unlock."
    assert "much" not in " ".join(seen())
    unlock_now(qtbot, window)
    assert FIELDS["question"].read(get_case(desk.board, alpha.id)).value == "Operate before the next course?"
    assert window.page.pages.currentIndex() == PRESENTATION
    assert QApplication.focusWidget() is editor
    row = window.page.form(BIOLOGY).rows["dna_index"]
    assert row.value.draft() == "much"


def test_a_dialog_that_is_half_filled_in_comes_back_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_name["new"].trigger()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    left: list[int] = []
    dialog.finished.connect(left.append)
    qtbot.keyClicks(dialog.family_name, "Zzquokka")
    focus = dialog.focusWidget()
    window.locking.lock(IDLE)
    assert not dialog.isVisible()
    assert "Zzquokka" not in " ".join(seen())
    assert page_of(window).kept.text().startswith("Not saved yet: text in an open dialog.")
    qtbot.waitUntil(lambda: window.locking.is_settled)
    unlock_now(qtbot, window)
    assert dialog.isVisible()
    assert dialog.isModal()
    assert left == []
    assert dialog.family_name.text() == "Zzquokka"
    assert dialog.focusWidget() is focus
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)


def test_popups_and_tooltips_go(qtbot: QtBot, window: MainWindow) -> None:
    menu = QMenu(window)
    menu.addAction("Zztest, Alpha")
    menu.popup(window.pos())
    QToolTip.showText(QPoint(5, 5), "Zztest, Alpha", window)
    assert names_alpha()
    window.locking.lock(IDLE)
    assert names_alpha() == []
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: window.locking.is_settled)


def test_choosing_a_file_is_broken_off_and_said(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The timer strikes while the file dialog waits: it ends with nothing chosen, and the lock is complete."""
    ask = QFileDialog.getOpenFileName
    told: list[tuple[str, bool]] = []

    def asked(*given: object) -> tuple[str, str]:
        window.tasks.later(lambda: window.locking.lock(IDLE))
        chosen = ask(*given, options=QFileDialog.Option.DontUseNativeDialog)
        told.append((chosen[0], window.locking.locked))
        return chosen

    monkeypatch.setattr(QFileDialog, "getOpenFileName", asked)
    window.actions_by_name["import"].trigger()
    assert told == [("", True)]
    qtbot.waitUntil(lambda: window.locking.is_settled)
    unlock_now(qtbot, window)
    assert [one.words for one in window.notices.told] == [
        "The board was locked while a file or a printer was being chosen; nothing was done, choose it again."
    ]


# work under way


def test_work_under_way_ends_before_the_key_goes_and_is_heard_of_afterwards(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    begun, go_on = Event(), Event()
    order: list[str] = []

    def work() -> str:
        begun.set()
        assert go_on.wait(30)
        order.append("locked" if desk.board.database.locked else "open")
        return get_case(desk.board, alpha.id).given_name

    window.tasks.start(work, order.append)
    assert begun.wait(30)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = page_of(window)
    assert page.state.isVisible()
    assert page.state.text() == FINISHING
    for part in (page.do, page.secret, page.reveal, page.other):
        assert not part.isEnabled()
    assert desk.board.database.key
    window.tasks.start(lambda: order.append("begun while locked"), lambda _done: None)
    go_on.set()
    qtbot.waitUntil(lambda: window.locking.is_settled)
    assert desk.board.database.key == b""
    assert order == ["open"]
    assert not page.state.isVisible()
    assert QApplication.focusWidget() is page.secret
    unlock_now(qtbot, window)
    qtbot.waitUntil(lambda: len(order) == 3)
    assert set(order[1:]) == {"Alpha", "begun while locked"}


# coming back


def test_a_wrong_passphrase_is_said_with_the_tries_that_are_left(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    page = lock_now(qtbot, window)
    assert not page.tries.isVisible()
    type_passphrase(qtbot, window, "seven green geese march")
    qtbot.waitUntil(lambda: page.wrong.isVisible())
    assert page.wrong.text().startswith(f"That is not the passphrase of {COORDINATOR}")
    assert page.tries.isVisible()
    assert page.tries.text() == "2 left before a wait of 1 s"
    assert page.secret.property("state") == "error"
    assert page.secret.selectedText()
    unlock_now(qtbot, window)
    assert "there was a wrong passphrase" in window.notices.told[0].words
    assert actions(desk.board) == ["Locked", "Failed unlock", "Unlocked"]


def test_one_who_has_to_wait_sees_for_how_long(qtbot: QtBot, stage: Stage) -> None:
    second = timedelta(seconds=1)
    waits = (0 * second, 4 * second, second / 2, 0 * second)
    told = iter([Tries(0, wait, 8 * second) for wait in waits])
    page = LockPage(stage.look, "", (COORDINATOR,), "Zztest", "here", lambda: next(told))
    qtbot.addWidget(page)
    assert page.do.isEnabled()
    page.say_wrong("That is not the passphrase; try again.")
    assert page.tries.text() == "The next in 4 s"
    assert page.wrong.text() == "Wrong passphrase. You can try again in 4 s."
    assert not page.do.isEnabled()
    assert page._tick.isActive()
    page._tick.timeout.emit()
    assert page.tries.text() == "The next in 1 s"
    # the recovery key does not wait
    page.other.click()
    assert page.do.isEnabled()
    page.other.click()
    assert not page.do.isEnabled()
    page._tick.timeout.emit()
    assert page.tries.text() == "1 left before a wait of 8 s"
    assert page.do.isEnabled()
    assert not page._tick.isActive()


def test_whoever_leaves_while_the_passphrase_is_tried_leaves_a_locked_board(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    lock_now(qtbot, window)
    type_passphrase(qtbot, window)
    window.locking.lock(SYSTEM)
    qtbot.waitUntil(lambda: page_of(window).told.text() == "Locked at 10:42 together with the computer.")
    qtbot.waitUntil(lambda: window.locking.is_settled)
    assert desk.board.database.key == b""
    unlock_now(qtbot, window)
    assert actions(desk.board) == ["Locked", "Unlocked", "Locked", "Unlocked"]


def test_what_the_work_of_the_first_person_came_to_does_not_bring_them_back(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    second(desk.board)
    mine = desk.board
    window.tasks.start(lambda: mine, window.use_board)
    window.locking.lock(IDLE)
    qtbot.waitUntil(lambda: window.locking.is_settled)
    choose_second(qtbot, window)
    unlock_now(qtbot, window, OTHER)
    QApplication.processEvents()
    assert desk.board.person.name == "Zztest Second"


def test_the_recovery_key_unlocks(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    from db.recovery import recovery_text

    recovery = recovery_text(desk.board.database.key)
    page = lock_now(qtbot, window)
    qtbot.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert page.label.text() == "Recovery key"
    unlock_now(qtbot, window, recovery)
    assert "set a new one" in window.notices.told[0].words


def second(board: Board) -> None:
    add_person(board, "Zztest Second", Role.VIEWER, OTHER, NO_SECRET)


def choose_second(qtbot: QtBot, window: MainWindow) -> None:
    choose_person(qtbot, window, "Zztest Second")


def test_another_person_goes_on_as_themselves(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    second(desk.board)
    window.open_case(alpha.id)
    lock_now(qtbot, window)
    choose_second(qtbot, window)
    unlock_now(qtbot, window, OTHER)
    assert desk.board.person.name == "Zztest Second"
    assert "new" not in window.actions_by_name
    assert window.at_list()
    assert window.windowTitle() == "Zztest board - Crestboard"


def test_another_person_is_asked_before_text_of_the_first_is_thrown_away(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    second(desk.board)
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    type_over(qtbot, window.page.form(BIOLOGY).rows["dna_index"].value, "much")
    lock_now(qtbot, window)
    choose_second(qtbot, window)
    type_passphrase(qtbot, window, OTHER)
    screen = window.locking.screen
    assert screen is not None
    qtbot.waitUntil(lambda: screen.other is not None)
    assert screen.other is not None
    assert names_alpha() == []
    assert "much" not in " ".join(seen())
    assert f"{COORDINATOR} has unsaved text" in seen()
    assert "It is in 1 field. Lock again" in " ".join(seen())
    # back: the key goes again, and the first person finds the text
    qtbot.keyClick(screen.other.stay, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.locking.is_settled)
    assert page_of(window).told.text().startswith("Locked at 10:42 again.")
    unlock_now(qtbot, window)
    assert window.page.form(BIOLOGY).rows["dna_index"].value.draft() == "much"
    assert actions(desk.board) == ["Locked", "Unlocked", "Locked", "Unlocked"]
    # thrown away
    lock_now(qtbot, window)
    choose_second(qtbot, window)
    type_passphrase(qtbot, window, OTHER)
    again = window.locking.screen
    assert again is not None
    qtbot.waitUntil(lambda: again.other is not None)
    assert again.other is not None
    qtbot.mouseClick(again.other.do, Qt.MouseButton.LeftButton)
    assert not window.locking.locked
    assert desk.board.person.name == "Zztest Second"
    window.open_case(alpha.id)
    assert window.page.forms.unused() == []


def test_a_dialog_of_the_first_person_is_gone_for_the_second(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    second(desk.board)
    window.actions_by_name["new"].trigger()
    dialog = open_dialog(qtbot)
    window.locking.lock(IDLE)
    qtbot.waitUntil(lambda: window.locking.is_settled)
    choose_second(qtbot, window)
    unlock_now(qtbot, window, OTHER)
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None


def test_a_demonstration_unlocks_with_one_press(
    qtbot: QtBot, stage: Stage, library: Library, crashes: list[str], tmp_path: Path
) -> None:
    made = create_board(tmp_path / "demo.crestboard", name="Demo", person_name=COORDINATOR, demonstration=True)
    with made.board as board:
        desk = Desk(board=board, library=library, today=lambda: TODAY, now=lambda: NOW)
        window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
        qtbot.addWidget(window)
        window.show()
        window.lock()
        qtbot.waitUntil(lambda: window.locking.is_settled)
        page = page_of(window)
        assert not page.secret.isVisible()
        assert "no passphrase. Its children are not real" in " ".join(seen())
        qtbot.keyClick(page.do, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.locking.locked)
        assert actions(board) == ["Locked", "Unlocked"]
        window.close()


# leaving, and other sizes


def test_closing_a_locked_window_asks_without_a_word_of_what_is_typed(
    qtbot: QtBot, window: MainWindow, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    type_over(qtbot, window.page.form(BIOLOGY).rows["dna_index"].value, "much")
    lock_now(qtbot, window)
    assert not window.close()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, LoseTypedDialog)
    assert dialog.sentence.text() == "Text in 1 field is not saved. Unlock the board to save it."
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.locking.locked
    assert not window.close()
    qtbot.mouseClick(open_dialog(qtbot).do, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert not window.isVisible()


def test_a_locked_window_with_nothing_typed_closes(qtbot: QtBot, window: MainWindow) -> None:
    lock_now(qtbot, window)
    assert window.close()


def test_another_size_of_text_waits_until_it_is_unlocked(
    qtbot: QtBot, window: MainWindow, stage: Stage, alpha: Case
) -> None:
    window.open_case(alpha.id)
    lock_now(qtbot, window)
    try:
        stage.look.use_scale(1.5)
        assert window.locking.locked
        assert names_alpha() == []
        unlock_now(qtbot, window)
        assert window.at_case()
    finally:
        stage.look.use_scale(1.0)


def test_a_window_that_was_locked_often_holds_no_old_screens(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(3):
        lock_now(qtbot, window)
        unlock_now(qtbot, window)
    gc.collect()
    assert window.locking.screen is None
