"""Backups in the window: made by themselves, asked for, listed, and gone back to, by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PASSPHRASE, small_case
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog, type_over

from db.errors import StorageError
from db.keys import NO_SECRET
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Role
from desktop.services import going_back
from desktop.services.backups import AUTOMATIC, BEFORE_RESTORE, backups_of, make_backup, pause, paused
from desktop.services.boards import Board
from desktop.services.people import add_person
from desktop.ui import backing_up
from desktop.ui.desk import Desk
from desktop.ui.dialogs.restore import RestoreDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.page import BACKUPS
from desktop.ui.sections import BIOLOGY, PRESENTATION
from desktop.ui.start import Stage
from desktop.ui.widgets.notice import Notice

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def last_board(window: MainWindow) -> Iterator[MainWindow]:
    """The window; the board that it goes on with is closed."""
    yield window
    window.tasks.wait()
    window.desk.board.close()


def change(board: Board, number: int) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(number)], "New case")


def cases(board: Board) -> int:
    with board.database.read() as work:
        return len(work.cases.all_ids())


def reasons(board: Board) -> list[str]:
    return [line.reason for line in backups_of(board.folder)]


def notice(window: MainWindow, words: str) -> str:
    return next((f"{one.statement} {one.words}".strip() for one in window.notices.told if words in str(one)), "")


def press(window: MainWindow, words: str) -> None:
    """The button of a notice."""
    shown = [one for one in window.findChildren(Notice) if one.isVisible()]
    buttons = [button for one in shown for button in one.findChildren(type(window.list.new_button))]
    next(button for button in buttons if button.text() == words).click()


# by themselves


def test_one_is_made_beside_the_window_when_something_changed(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    board = window.desk.board
    window.backing_up.start()
    qtbot.waitUntil(lambda: reasons(board) == [AUTOMATIC])
    qtbot.waitUntil(lambda: not window.backing_up._busy)
    # nothing changed since, and it was not long ago
    window.backing_up.look()
    qtbot.waitUntil(lambda: not window.backing_up._busy)
    assert reasons(board) == [AUTOMATIC]
    assert window.notices.told == []


def test_while_the_board_is_locked_nothing_is_tried_and_nothing_said(qtbot: QtBot, window: MainWindow) -> None:
    board = window.desk.board
    board.database.close()
    window.backing_up.start()
    assert not window.backing_up._busy
    assert window.notices.told == []


def test_a_lock_in_the_middle_is_nothing_that_failed(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(board: Board) -> None:
        board.database.close()
        raise StorageError("The board is closed; open it again.")

    monkeypatch.setattr(backing_up, "make_automatic", locked)
    window.backing_up.look()
    qtbot.waitUntil(lambda: not window.backing_up._busy)
    assert window.notices.told == []
    assert not window.backing_up._resting


def test_what_fails_is_told_once_with_what_to_do_and_taken_back_when_it_works(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_board: Board) -> None:
        raise StorageError("The disk needs 12 MB free to copy the board first; free some space and try again.")

    def look() -> None:
        window.backing_up._resting = 0
        window.backing_up.look()
        qtbot.waitUntil(lambda: not window.backing_up._busy)

    with monkeypatch.context() as patched:
        patched.setattr(backing_up, "make_automatic", full)
        look()
        (told,) = window.notices.told
        assert "free some space" in told.words
        assert "Your records are saved." in told.words
        assert told.offer is not None
        # it waits before it tries again
        window.backing_up.look()
        assert not window.backing_up._busy
        press(window, "Close")
        look()
        assert window.notices.told == []
        look()
    window.notices.tell(told)
    look()
    assert reasons(window.desk.board) == [AUTOMATIC]
    assert window.notices.told == []


def test_a_board_that_is_only_read_makes_none(qtbot: QtBot, stage: Stage, desk: Desk, crashes: list[str]) -> None:
    window = MainWindow(
        stage.look, replace(desk, board=replace(desk.board, read_only=True)), stage.tasks, stage.messages
    )
    qtbot.addWidget(window)
    window.backing_up.start()
    assert not window.backing_up._busy
    assert not {"backup", "backup_elsewhere", "go_back"} & set(window.actions_by_name)


def test_closing_the_window_makes_the_one_that_is_due(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    assert window.backing_up is not None
    window.close()
    assert window.tasks.wait()
    assert reasons(window.desk.board) == [AUTOMATIC]


def test_whoever_made_room_tries_again_at_once(
    qtbot: QtBot, window: MainWindow, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_board: Board) -> None:
        raise StorageError("There is not enough free space.")

    with monkeypatch.context() as patched:
        patched.setattr(backing_up, "make_automatic", full)
        window.backing_up.look()
        qtbot.waitUntil(lambda: bool(window.notices.told))
        # still full: it is told anew
        press(window, "Try again now")
        qtbot.waitUntil(lambda: not window.backing_up._busy)
        assert "not enough free space" in notice(window, "No automatic backup")
    press(window, "Try again now")
    qtbot.waitUntil(lambda: reasons(window.desk.board) == [AUTOMATIC])
    qtbot.waitUntil(lambda: window.toast.isVisible())
    assert window.notices.told == []


# asked for


def test_a_backup_is_made_by_the_keyboard_and_listed(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL | ALT)
    qtbot.waitUntil(lambda: reasons(window.desk.board) == ["asked"])
    qtbot.waitUntil(lambda: window.toast.isVisible())
    window.show_settings(BACKUPS)
    part = window.settings.backups
    qtbot.waitUntil(lambda: len(part.table.lines) == 1)
    assert part.table.rows.rows[0].words[1:3] == ("Made by hand", "1")
    assert part.kept.text().startswith("1 backup, ")
    part.buttons[0].click()
    qtbot.waitUntil(lambda: len(part.table.lines) == 2)


def test_one_is_saved_elsewhere_and_never_over_another_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "stick"), ""))
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL | ALT)
    target = tmp_path / "stick.crestboard-backup"
    qtbot.waitUntil(lambda: window.toast.isVisible())
    before = target.read_bytes()
    assert reasons(window.desk.board) == []
    window.backing_up.save_elsewhere()
    qtbot.waitUntil(lambda: bool(notice(window, "exists already")))
    assert target.read_bytes() == before


def test_a_file_that_cannot_be_read_says_why(qtbot: QtBot, window: MainWindow) -> None:
    made = make_backup(window.desk.board)
    made.path.write_bytes(b"PK torn")
    window.show_settings(BACKUPS)
    part = window.settings.backups
    qtbot.waitUntil(lambda: len(part.table.lines) == 1)
    assert part.table.rows.rows[0].words[-1] == "Cannot be read"
    assert [one.text().endswith("is damaged or is not a backup.") for one in part.faults] == [True]
    assert part.faults[0].isVisible()
    assert part.kept.text() == "1 file: 1 cannot be read"
    assert part.state.shown == "failed"


def test_all_are_read_through_when_somebody_wants_to_know(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    first, second = make_backup(window.desk.board), make_backup(window.desk.board)
    whole = bytearray(first.path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    first.path.write_bytes(whole)
    window.show_settings(BACKUPS)
    part = window.settings.backups
    qtbot.waitUntil(lambda: len(part.table.lines) == 2)
    # what lies in the middle of a file is not seen by looking at its head
    assert not any(row.failed for row in part.table.rows.rows)
    qtbot.keyClick(part.check_all, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.check_all.isEnabled() and any(row.failed for row in part.table.rows.rows))
    states = {line.path: row.words[-1] for line, row in zip(part.table.lines, part.table.rows.rows, strict=True)}
    assert states == {first.path: "Cannot be read", second.path: "Verified just now"}
    assert [one.text().startswith("The backup of ") for one in part.faults] == [True]
    assert part.kept.text() == "2 files: 1 verified just now, 1 cannot be read"


@pytest.mark.parametrize(
    ("role", "buttons"), [(Role.VIEWER, 1), (Role.COORDINATOR, 3), (Role.CLINICIAN, 3), (Role.ADMINISTRATOR, 4)]
)
def test_what_a_role_may_not_do_is_not_offered(
    qtbot: QtBot, stage: Stage, desk: Desk, crashes: list[str], role: Role, buttons: int
) -> None:
    person = add_person(desk.board, "Zztest Second", role, "eleven quiet herons wade", NO_SECRET)
    window = MainWindow(
        stage.look, replace(desk, board=replace(desk.board, person=person)), stage.tasks, stage.messages
    )
    qtbot.addWidget(window)
    window.show()
    window.show_settings(BACKUPS)
    stage.tasks.wait()
    assert len(window.settings.backups.buttons) == buttons
    assert ("backup" in window.actions_by_name) == (buttons > 1)
    assert ("go_back" in window.actions_by_name) == (buttons == 4)
    pause(desk.board.folder, "gone.crestboard-backup")
    window.backing_up.tell_waiting()
    (told,) = (one for one in window.notices.told if "Restored" in one.statement)
    assert (told.offer is not None) == (buttons == 4)
    assert ("an administrator confirms" in told.words) == (buttons < 4)


# back to one


def go_back_dialog(qtbot: QtBot, window: MainWindow) -> RestoreDialog:
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL | ALT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.facts is not None)
    return dialog


def told_in(dialog: RestoreDialog) -> str:
    return " ".join(one.accessibleName() for one in dialog.findChildren(Notice) if one.isVisible())


def test_the_board_goes_back_says_so_until_it_is_confirmed_and_backs_up_again(
    qtbot: QtBot, last_board: MainWindow, alpha: Case
) -> None:
    window, before = last_board, last_board.desk.board
    window.backing_up.start()
    qtbot.waitUntil(lambda: reasons(before) == [AUTOMATIC])
    change(before, 7)
    dialog = go_back_dialog(qtbot, window)
    assert "1 case then, 2 now" in told_in(dialog)
    assert "4 changes since then will no longer be on the board." in told_in(dialog)
    assert not dialog.do.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.secret, PASSPHRASE)
    qtbot.keyClick(dialog.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.board is not before, timeout=15_000)
    board = window.desk.board
    assert cases(board) == 1
    assert window.list.model.rowCount() == 1
    assert "Automatic backups are paused" in notice(window, "Restored from the backup of")
    window.backing_up.look()
    qtbot.waitUntil(lambda: not window.backing_up._busy)
    assert reasons(board) == [BEFORE_RESTORE, AUTOMATIC]
    press(window, "Keep this board")
    assert paused(board.folder) is None
    assert not notice(window, "Restored from")
    # what was restored is not what the last backup holds
    qtbot.waitUntil(lambda: not window.backing_up._busy)


def test_and_forward_again_to_the_state_before(qtbot: QtBot, last_board: MainWindow, alpha: Case) -> None:
    window, before = last_board, last_board.desk.board
    make_backup(before)
    change(before, 7)
    assert window.backing_up is not None
    dialog = go_back_dialog(qtbot, window)
    dialog.secret.setText(PASSPHRASE)
    dialog.do.click()
    qtbot.waitUntil(lambda: window.desk.board is not before, timeout=15_000)
    restored = window.desk.board
    press(window, "Go back to the state before…")
    again = open_dialog(qtbot)
    assert isinstance(again, RestoreDialog)
    qtbot.waitUntil(lambda: again.facts is not None)
    assert again.table.chosen is not None
    assert again.table.chosen.reason == BEFORE_RESTORE
    assert "undoes an earlier restore" in told_in(again)
    again.secret.setText(PASSPHRASE)
    again.do.click()
    qtbot.waitUntil(lambda: window.desk.board is not restored, timeout=15_000)
    assert cases(window.desk.board) == 2


def test_a_wrong_passphrase_leaves_everything_as_it_is(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    make_backup(window.desk.board)
    before = window.desk.board
    dialog = go_back_dialog(qtbot, window)
    dialog.secret.setText("not the passphrase")
    dialog.do.click()
    qtbot.waitUntil(lambda: bool(dialog.wrong.text()), timeout=15_000)
    assert window.desk.board is before
    assert cases(before) == 1
    assert dialog.do.isEnabled()
    dialog.reject()


def test_where_it_fails_the_window_goes_on_with_the_present_board(
    qtbot: QtBot, last_board: MainWindow, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, before = last_board, last_board.desk.board

    def fail(*_: object, **__: object) -> Board:
        raise UserError("The disk is full; nothing was changed.")

    monkeypatch.setattr(going_back, "restore_board", fail)
    make_backup(before)
    dialog = go_back_dialog(qtbot, window)
    dialog.secret.setText(PASSPHRASE)
    dialog.do.click()
    qtbot.waitUntil(lambda: bool(dialog.wrong.text()), timeout=15_000)
    assert "full" in dialog.wrong.text()
    dialog.reject()
    assert window.desk.board is not before
    change(window.desk.board, 7)
    assert cases(window.desk.board) == 2
    assert window.list.model.rowCount() == 1


def test_text_that_is_in_no_record_is_dealt_with_before(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    make_backup(window.desk.board)
    window.open_case(alpha.id)
    window.go_section(PRESENTATION)
    type_over(qtbot, window.page.form(PRESENTATION).rows["diagnosed"].value, "some day")
    window.go_section(BIOLOGY)
    window.backing_up.restore()
    assert QApplication.activeModalWidget() is None
    assert notice(window, "correct or clear it")
    assert window.page.pages.currentIndex() == PRESENTATION


def test_while_it_is_under_way_the_dialog_stays(qtbot: QtBot, window: MainWindow) -> None:
    make_backup(window.desk.board)
    dialog = go_back_dialog(qtbot, window)
    dialog._work(True)
    dialog.reject()
    assert dialog.isVisible()
    dialog._work(False)
    dialog.reject()
    assert QApplication.activeModalWidget() is None


def test_a_file_from_elsewhere_can_be_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(window.desk.board)
    alone = made.path.rename(tmp_path / "stick.crestboard-backup")
    (tmp_path / "torn.crestboard-backup").write_bytes(b"PK torn")
    window.backing_up.restore()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, RestoreDialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(alone), ""))
    qtbot.waitUntil(lambda: dialog.other.hasFocus())
    dialog.other.click()
    qtbot.waitUntil(lambda: dialog.facts is not None)
    assert dialog.table.rows.rows[0].words[1] == "File stick.crestboard-backup"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "torn.crestboard-backup"), ""))
    dialog.other.click()
    assert "damaged" in told_in(dialog)
    assert not dialog.do.isEnabled()
    assert not dialog.secret.isVisible()
    dialog.reject()
