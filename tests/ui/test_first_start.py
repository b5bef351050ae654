"""What stands before a board: creating one, keeping its recovery key, opening it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import PASSPHRASE
from locking_helpers import Pause
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from window_helpers import open_dialog

from db.keys import NO_SECRET
from db.recovery import is_recovery_text, recovery_bytes, recovery_text
from desktop.clinical.person import Person
from desktop.services.backups import make_backup
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import Board, open_board, person_names
from desktop.services.recent import recent_boards, remember
from desktop.ui.dialogs import first_start
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.dialogs.recovery_key import RecoveryKeyPage
from desktop.ui.dialogs.restore import RestoreDialog
from desktop.ui.forms.passphrase import strength, weakness
from desktop.ui.start import Stage

_NONE = Qt.KeyboardModifier.NoModifier
SECRET = "violet otters sing at noon"


@pytest.fixture
def dialog(qtbot: QtBot, stage: Stage, crashes: list[str]) -> FirstStart:
    shown = FirstStart(stage.look, stage.tasks, stage.messages)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_board_is_created_and_its_recovery_key_opens_it(
    qtbot: QtBot, dialog: FirstStart, stage: Stage, tmp_path: Path
) -> None:
    dialog.welcome.buttons[0].click()
    page = dialog.create_page
    page.place.setText(str(tmp_path))
    for editor, text in ((page.name, "Zztest ward"), (page.passphrase, SECRET), (page.repeated, SECRET)):
        qtbot.keyClicks(editor, text)
    page.person.setText("Zztest Coordinator")
    assert page.strength.text() == "Strong. Both are the same."
    page.do.click()
    qtbot.waitUntil(lambda: dialog.recovery.isVisible(), timeout=15_000)
    key = dialog.recovery._key
    # the key must have been kept before the board opens
    assert not dialog.recovery.done.isEnabled()
    dialog.recovery.save_to(tmp_path / "key.txt")
    assert is_recovery_text((tmp_path / "key.txt").read_text().split("\n\n")[2])
    assert recovery_bytes((tmp_path / "key.txt").read_text().split("\n\n")[2]) == recovery_bytes(key)
    assert (tmp_path / "key.txt").stat().st_mode & 0o077 == 0
    type_back(qtbot, dialog.recovery)
    qtbot.keyClick(dialog.recovery.back.fields[-1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert isinstance(dialog.board, Board)
    assert (dialog.board.name, dialog.board.person.name) == ("Zztest ward", "Zztest Coordinator")
    folder = dialog.board.folder
    assert folder == tmp_path / "Zztest ward.crestboard"
    dialog.board.close()

    again = FirstStart(stage.look, stage.tasks, stage.messages, folder=folder)
    qtbot.addWidget(again)
    again.show()
    again.open_page.other.click()
    qtbot.keyClicks(again.open_page.secret, key)
    again.open_page.do.click()
    qtbot.waitUntil(lambda: again.after_recovery.isVisible(), timeout=15_000)
    # whoever forgot the passphrase sets a new one, and that opens the board from then on
    for field in (again.after_recovery.secret.first, again.after_recovery.secret.second):
        qtbot.keyClicks(field, "seven herons wade at dusk")
    qtbot.keyClick(again.after_recovery.secret.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.board is not None, timeout=15_000)
    assert again.board is not None
    again.board.close()
    open_board(folder, passphrase="seven herons wade at dusk").close()


def test_leaving_before_the_key_was_confirmed_closes_the_board(
    qtbot: QtBot, dialog: FirstStart, tmp_path: Path
) -> None:
    dialog.show_create()
    page = dialog.create_page
    page.place.setText(str(tmp_path))
    page.name.setText("Zztest ward")
    page.passphrase.setText(SECRET)
    page.repeated.setText(SECRET)
    page.do.click()
    qtbot.waitUntil(lambda: dialog.recovery.isVisible(), timeout=15_000)
    dialog.reject()
    assert dialog.board is None


def test_a_wrong_passphrase_is_one_sentence(qtbot: QtBot, stage: Stage, board_folder: Path, crashes: list[str]) -> None:
    dialog = FirstStart(stage.look, stage.tasks, stage.messages, folder=board_folder)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.open_page.secret, "not the passphrase")
    dialog.open_page.do.click()
    qtbot.waitUntil(lambda: bool(dialog.open_page.wrong.text()), timeout=15_000)
    assert dialog.board is None
    assert dialog.open_page.do.isEnabled()
    assert dialog.open_page.secret.property("state") == "error"
    assert dialog.open_page.needs_too.isVisible()
    dialog.open_page.secret.clear()
    qtbot.keyClicks(dialog.open_page.secret, PASSPHRASE)
    qtbot.keyClick(dialog.open_page.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    dialog.board.close()


def test_an_easily_guessed_passphrase_is_refused_by_the_board(qtbot: QtBot, dialog: FirstStart, tmp_path: Path) -> None:
    dialog.show_create()
    page = dialog.create_page
    page.place.setText(str(tmp_path))
    page.name.setText("Zztest ward")
    page.passphrase.setText("correct horse battery staple")
    page.repeated.setText("correct horse battery staple")
    # said while it is typed, and the board would refuse it as well
    assert "too easy to guess" in page.strength.text()
    assert not page.do.isEnabled()
    dialog._create(page.what())
    qtbot.waitUntil(lambda: bool(page.wrong.text()), timeout=15_000)
    assert "too easy to guess" in page.wrong.text()
    assert list(tmp_path.iterdir()) == []


def type_back(qtbot: QtBot, page: RecoveryKeyPage) -> None:
    """Type the two groups that are asked for, as somebody reads them from paper."""
    for field, place in zip(page.back.fields, page.back.asked, strict=True):
        qtbot.keyClicks(field, page._key.split("-")[place].lower())


@pytest.mark.parametrize(
    ("first", "second", "words", "enough"),
    [
        ("", "", "At least 15 characters", False),
        ("short", "", "Too short: 5 of 15", False),
        ("aaaaaaaaaaaaaaaaaaaa", "", "Too easy to guess: it repeats one piece", False),
        ("violetotterssing", "", "Long enough. Type it once more", False),
        ("violetotterssing", "violetotterssinG", "The two differ", False),
        (SECRET, SECRET, "Strong. Both are the same", True),
    ],
)
def test_strength_in_words(first: str, second: str, words: str, enough: bool) -> None:
    judged = strength(first, second, weakness(first))
    assert judged.words.startswith(words)
    assert judged.enough is enough


def test_boards_opened_lately_are_offered_first(qtbot: QtBot, stage: Stage, board_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.crestboard"
    other.mkdir()
    gone = tmp_path / "gone.crestboard"
    for folder in (gone, other, board_folder):
        remember(tmp_path / "home", folder)
    assert recent_boards(tmp_path / "home") == (board_folder, other)
    dialog = FirstStart(stage.look, stage.tasks, stage.messages, recent=recent_boards(tmp_path / "home"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert [button.text() for button in dialog.welcome.buttons[:2]] == ["zztest", "other"]
    dialog.welcome.buttons[0].click()
    assert dialog.open_page.isVisible()
    assert dialog.open_page.name.text() == "zztest"


@pytest.mark.parametrize("away", [False, True])
def test_whoever_has_only_a_backup_makes_a_board_of_it(
    qtbot: QtBot, dialog: FirstStart, board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, away: bool
) -> None:
    made = make_backup(board, target=tmp_path / "Zztest ward.crestboard-backup")
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made.path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    next(one for one in dialog.welcome.buttons if one.text().startswith("Restore from a backup")).click()
    restore = open_dialog(qtbot)
    assert isinstance(restore, RestoreDialog)
    qtbot.waitUntil(lambda: restore.facts is not None)
    assert restore.heading.text() == "Make a board of this backup?"
    assert restore.needs.isVisible()
    restore.secret.setText(PASSPHRASE)
    restore.do.click()
    if away:
        # the computer was locked meanwhile: the restored board is not open for whoever comes back
        dialog.note_away()
        qtbot.waitUntil(dialog.open_page.isVisible, timeout=15_000)
        assert dialog.board is None
        assert "was locked or slept" in dialog.open_page.wrong.text()
        return
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    assert dialog.board.folder == place / "Zztest ward.crestboard"
    dialog.board.close()


def test_what_is_missing_is_said_and_a_name_that_is_taken_stands_beneath_it(dialog: FirstStart) -> None:
    page = dialog.create_page
    dialog.show_create()
    assert page.needs.text() == "Needs a name for the board"
    page.name.setText("Zztest ward")
    assert page.needs.text() == "Needs a passphrase, typed twice"
    page.say_wrong("It exists already; choose another name for the new board.")
    assert page.wrong_name.isVisible()
    assert not page.wrong.isVisible()
    assert page.name.property("state") == "error"
    page.name.setText("Zztest other ward")
    assert not page.wrong_name.isVisible()


def test_who_is_at_the_keyboard_is_asked_where_several_can_be(qtbot: QtBot, stage: Stage, board_folder: Path) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        second = Person(name="Zztest Second")
        with board.database.work(board.person.id) as work:
            work.persons.add(second)
        set_passphrase(replace(board, person=second), SECRET, NO_SECRET)
    assert person_names(board_folder) == ["Zztest Coordinator", "Zztest Second"]
    dialog = FirstStart(stage.look, stage.tasks, stage.messages, folder=board_folder)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.open_page.people is not None
    dialog.open_page.people.buttons[1].click()
    qtbot.keyClicks(dialog.open_page.secret, SECRET)
    qtbot.keyClick(dialog.open_page.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    assert dialog.board.person.name == "Zztest Second"
    dialog.board.close()


def test_caps_lock_is_hinted_at(qtbot: QtBot, stage: Stage, board_folder: Path) -> None:
    dialog = FirstStart(stage.look, stage.tasks, stage.messages, folder=board_folder)
    qtbot.addWidget(dialog)
    dialog.show()
    page = dialog.open_page
    shift = Qt.KeyboardModifier.ShiftModifier
    QApplication.sendEvent(page.secret, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, shift, "V"))
    assert not page.caps.isVisible()
    # a capital letter without Shift
    QApplication.sendEvent(page.secret, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_I, _NONE, "I"))
    assert page.caps.isVisible()
    QApplication.sendEvent(page.secret, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_O, _NONE, "o"))
    assert not page.caps.isVisible()
    assert page.secret.echoMode() == QLineEdit.EchoMode.Password
    page.reveal.click()
    assert page.secret.echoMode() == QLineEdit.EchoMode.Normal


def test_escape_goes_back_and_keeps_what_was_typed(qtbot: QtBot, dialog: FirstStart) -> None:
    dialog.show_create()
    qtbot.keyClicks(dialog.create_page.name, "Zztest ward")
    qtbot.keyClick(dialog.create_page.name, Qt.Key.Key_Escape)
    assert dialog.welcome.isVisible()
    assert dialog.create_page.name.text() == "Zztest ward"


def test_while_the_recovery_key_opens_a_board_and_a_passphrase_is_set_nothing_else_can_be_done(
    qtbot: QtBot, dialog: FirstStart, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the page that asks for a new passphrase would come over another, or a board open twice."""
    key, opening, setting = recovery_text(board.database.key), Pause(), Pause()
    board.close()
    monkeypatch.setattr(first_start, "open_board", lambda *words, **named: (opening(), open_board(*words, **named))[1])
    monkeypatch.setattr(first_start, "set_passphrase", lambda *words: (setting(), set_passphrase(*words))[1])
    dialog.show_open(board.folder)
    dialog.open_page.other.click()
    dialog.open_page.secret.setText(key)
    dialog.open_page.do.click()
    assert opening.begun.wait(30)
    assert not any(button.isEnabled() for button in dialog.open_page.findChildren(QAbstractButton))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.open_page.isVisible()
    opening.goes_on.set()
    after = dialog.after_recovery
    qtbot.waitUntil(lambda: after.isVisible(), timeout=15_000)
    assert dialog.focusWidget() is after.secret.first
    for field in (after.secret.first, after.secret.second):
        field.setText(SECRET)
    after.do.click()
    assert setting.begun.wait(30)
    after.not_now.click()
    assert not after.secret.first.isEnabled()
    assert dialog.board is None
    setting.goes_on.set()
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    dialog.board.close()
    open_board(board.folder, passphrase=SECRET).close()


def test_escape_does_not_let_a_recovery_key_go_unseen(qtbot: QtBot, dialog: FirstStart) -> None:
    dialog.recovery.show_key("Zztest ward", "AAAA-BBBB")
    dialog.pages.setCurrentIndex(2)
    qtbot.keyClick(dialog.recovery.last, Qt.Key.Key_Escape)
    assert dialog.recovery.isVisible()
    assert "shown only now" in dialog.recovery.told.text()
