"""What stands before a board: creating one, keeping its recovery key, opening it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import PASSPHRASE
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.boards import Board
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.forms.passphrase import strength
from desktop.ui.start import Stage

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
    assert key in (tmp_path / "key.txt").read_text()
    assert (tmp_path / "key.txt").stat().st_mode & 0o077 == 0
    qtbot.keyClicks(dialog.recovery.last, key.split("-")[-1].lower())
    qtbot.keyClick(dialog.recovery.last, Qt.Key.Key_Return)
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
    qtbot.waitUntil(lambda: again.board is not None, timeout=15_000)
    assert again.board is not None
    again.board.close()


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
    page.do.click()
    qtbot.waitUntil(lambda: bool(page.wrong.text()), timeout=15_000)
    assert "guessed" in page.wrong.text()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("first", "second", "words", "enough"),
    [
        ("", "", "At least 15 characters", False),
        ("short", "", "Too short: 5 of 15", False),
        ("aaaaaaaaaaaaaaaaaaaa", "", "Too few different letters", False),
        ("violetotterssing", "", "Long enough. Type it once more", False),
        ("violetotterssing", "violetotterssinG", "The two differ", False),
        (SECRET, SECRET, "Strong. Both are the same", True),
    ],
)
def test_strength_in_words(first: str, second: str, words: str, enough: bool) -> None:
    judged = strength(first, second)
    assert judged.words.startswith(words)
    assert judged.enough is enough
