"""What opens a board, in the window: passphrase, recovery key and keyring, by keyboard, one sentence for each no."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PASSPHRASE
from keyring.errors import KeyringLocked, NoKeyringError
from memory_keyring import InMemory, Refusing, Silent
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.keys import read_keys
from db.recovery import recovery_text
from desktop.services.board_keys import change_passphrase, keys_of
from desktop.services.boards import Board, open_board
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.keyring_unlocking import State, fetch, keyring_state, turn_on
from desktop.services.recovery_keeping import kept_recovery_key, note_recovery_key
from desktop.ui.desk import Desk
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.dialogs.recovery_key import RecoveryKeyPage
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.board import BoardPart
from desktop.ui.panels.settings.page import BOARD
from desktop.ui.start import Stage
from desktop.ui.widgets.text import Text

Key = Qt.Key
NEW = "eleven quiet herons wade"
KEY = recovery_text(bytes(range(32)))


@pytest.fixture
def backend() -> InMemory:
    return InMemory()


@pytest.fixture
def keyring(tmp_path: Path, backend: InMemory) -> ComputerKeyring:
    return ComputerKeyring(tmp_path / "home", lambda: backend)


Part = Callable[[], BoardPart]


@pytest.fixture
def part(qtbot: QtBot, stage: Stage, desk: Desk, keyring: ComputerKeyring, crashes: list[str]) -> Iterator[Part]:
    desk.keyring = keyring
    shown = []

    def make() -> BoardPart:
        made = BoardPart(stage.look, desk, stage.tasks)
        shown.append(made)
        qtbot.addWidget(made)
        made.show()
        return made

    yield make
    stage.tasks.wait()


def start(qtbot: QtBot, stage: Stage, folder: Path, keyring: ComputerKeyring | None) -> FirstStart:
    shown = FirstStart(stage.look, stage.tasks, stage.messages, folder=folder, keyring=keyring)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def says(shown: BoardPart) -> str:
    return "\n".join(one.text() for one in shown.findChildren(Text))


# the recovery key


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> RecoveryKeyPage:
    shown = RecoveryKeyPage(stage.look, skippable=True)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_key("Zztest ward", KEY)
    return shown


def test_which_groups_are_asked_for_is_another_thing_for_every_key(page: RecoveryKeyPage) -> None:
    asked = set()
    for number in range(40):
        page.show_key("Zztest ward", recovery_text(bytes([number]) * 32))
        assert len(set(page.back.asked)) == 2
        asked |= set(page.back.asked)
    assert asked == set(range(14))


def test_two_groups_are_typed_back(qtbot: QtBot, page: RecoveryKeyPage) -> None:
    groups, (first, second) = KEY.split("-"), page.back.asked
    assert page.back.labels[0].text() == f"Line {first // 7 + 1}, group {first % 7 + 1}"
    qtbot.keyClicks(page.back.fields[0], groups[second])
    assert page.back.wrongs[0].text() == (
        f"Group {first % 7 + 1} does not match. Check line {first // 7 + 1} on the paper or in the file."
    )
    assert page.back.fields[0].property("state") == "error"
    assert page.back.wrongs[1].text() == ""
    page.back.fields[0].clear()
    qtbot.keyClicks(page.back.fields[0], groups[first].lower().replace("0", "o").replace("1", "l"))
    assert page.back.wrongs[0].text() == ""
    assert not page.back.fields[0].property("state")
    assert not page.done.isEnabled()
    qtbot.keyClick(page.back.fields[0], Key.Key_Return)
    with qtbot.waitSignal(page.confirmed):
        qtbot.keyClicks(page.back.fields[1], f" {groups[second]} ")
        qtbot.keyClick(page.back.fields[1], Key.Key_Return)
    assert page.kept


def test_a_right_group_leads_on_to_the_next(qtbot: QtBot, page: RecoveryKeyPage) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.back.fields[0].setFocus()
    qtbot.keyClicks(page.back.fields[0], KEY.split("-")[page.back.asked[0]])
    assert page.focusWidget() is page.back.fields[1]


def test_what_was_saved_is_read_from_the_file_and_not_from_the_window(page: RecoveryKeyPage, tmp_path: Path) -> None:
    assert not page.cover.isVisible()
    page.save_to(tmp_path / "missing" / "key.txt")
    assert KEY.split("-")[0] in page.key.text(), "nothing was saved, so it has to be seen"
    assert page.title.text() == "Print or save the recovery key now"
    page.save_to(tmp_path / "key.txt")
    assert page.title.text() == "Check the recovery key you saved"
    for told in (page.key.text(), page.key.accessibleName()):
        assert not any(group in told for group in KEY.split("-"))
    assert all(group in (tmp_path / "key.txt").read_text() for group in KEY.split("-"))
    page.cover.click()
    assert KEY.split("-")[0] in page.key.text()


def test_it_is_left_without_only_by_saying_so(qtbot: QtBot, page: RecoveryKeyPage) -> None:
    told: list[bool] = []
    page.confirmed.connect(lambda: told.append(page.kept))
    page.done.click()
    qtbot.keyClick(page.last, Key.Key_Return)
    assert told == []
    assert not page.warning.isVisible()
    page.not_kept.click()
    assert page.warning.isVisible()
    # while that is asked there is nothing else to answer
    assert not any(one.isVisible() for one in (page.asked, page.back, page.done))
    page.to_key.click()
    assert not page.warning.isVisible()
    assert all(one.isVisible() for one in (page.asked, page.back, page.done))
    page.not_kept.click()
    page.without.click()
    assert told == [False]


def test_a_renewed_key_is_not_left_without(qtbot: QtBot, stage: Stage) -> None:
    """The class as others use it: what is not offered cannot be chosen."""
    shown = RecoveryKeyPage(stage.look)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_key("Zztest ward", KEY)
    assert not shown.not_kept.isVisible()
    assert not shown.warning.isVisible()


def test_whether_it_was_kept_is_written_down_and_said(part: Part, desk: Desk) -> None:
    assert "Shown once" in says(part())
    note_recovery_key(desk.board, kept=False)
    assert "Not kept by anybody" in says(part())
    assert "nobody can read the board again" in says(part())
    note_recovery_key(desk.board, kept=True)
    assert "Typed back from its paper or file" in says(part())


def test_a_new_board_knows_that_its_key_was_not_kept(
    qtbot: QtBot, stage: Stage, tmp_path: Path, crashes: list[str]
) -> None:
    dialog = FirstStart(stage.look, stage.tasks, stage.messages)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_create()
    page = dialog.create_page
    for editor, text in (
        (page.place, str(tmp_path)), (page.name, "Zztest ward"), (page.passphrase, NEW), (page.repeated, NEW)
    ):  # fmt: skip
        editor.setText(text)
    page.do.click()
    qtbot.waitUntil(lambda: dialog.recovery.isVisible(), timeout=15_000)
    dialog.recovery.not_kept.click()
    dialog.recovery.without.click()
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    with dialog.board as board:
        said = kept_recovery_key(board)
        assert said is not None
        assert not said.kept


# the passphrase


def test_a_wrong_present_passphrase_is_one_sentence_and_what_was_typed_stays(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    window.show_settings(BOARD)
    own = window.settings.board.own
    qtbot.keyClicks(own.present, "not the passphrase")
    for field in (own.new.first, own.new.second):
        qtbot.keyClicks(field, NEW)
    qtbot.keyClick(own.new.second, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.settings.board.wrong.text()), timeout=15_000)
    assert "not the passphrase of Zztest Coordinator" in window.settings.board.wrong.text()
    assert own.new.text() == NEW
    assert own.present.selectedText() == "not the passphrase"
    assert own.present.property("state") == "error"
    assert window.status.state.text() == window.settings.board._state.text() == "Passphrase not changed"
    # the recovery key stands for it
    own.present.setText(recovery_text(desk.board.database.key))
    own.change.click()
    qtbot.waitUntil(lambda: own.new.text() == "", timeout=15_000)
    assert window.settings.board.wrong.text() == ""
    assert not own.present.property("state")
    assert window.status.state.text() == "Saved 10:42"
    desk.board.close()
    open_board(desk.board.folder, passphrase=NEW).close()


@pytest.fixture
def typed(qtbot: QtBot, stage: Stage) -> NewPassphrase:
    shown = NewPassphrase(stage.look)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize(
    ("weak", "words"),
    [
        ("too short", "Too short: 9 of 15"),
        ("password1234567", "known passwords"),
        ("abcabcabcabcabcabc", "repeats one piece"),
        ("Zztest Ward 2026", "people here"),
        ("correct horse battery staple", "Printed in many places and too easy to guess"),
    ],
)
def test_why_one_is_refused_is_said_while_it_is_typed(
    qtbot: QtBot, typed: NewPassphrase, weak: str, words: str
) -> None:
    typed.know("Zztest Ward", "Zztest")
    qtbot.keyClicks(typed.first, weak)
    assert words in typed.strength.text()
    is_refused = not words.startswith("Too short")
    assert typed._icon.isVisible() is is_refused
    assert bool(typed.first.property("state")) is is_refused
    qtbot.keyClicks(typed.second, weak)
    assert not typed.enough


def test_a_name_typed_later_counts(typed: NewPassphrase) -> None:
    for field in (typed.first, typed.second):
        field.setText("Quibblethwaite Zanzibar")
    assert typed.enough
    told: list[bool] = []
    typed.judged.connect(told.append)
    typed.know("Quibblethwaite", "Zanzibar")
    assert told == [False]


def test_a_very_long_one_is_judged_when_the_typing_pauses(qtbot: QtBot, typed: NewPassphrase) -> None:
    secret = "nine violet otters sing " * 2 + "seven herons wade at dusk and dawn"
    for field in (typed.first, typed.second):
        field.setText(secret)
    assert not typed.enough_so_far
    qtbot.waitUntil(lambda: typed.enough_so_far)
    assert typed.strength.text().startswith("Strong")
    # whoever presses Enter does not wait for it
    typed.first.setText(secret + " again")
    typed.second.setText(secret + " again")
    with qtbot.waitSignal(typed.wanted):
        qtbot.keyClick(typed.second, Key.Key_Return)
    assert typed.enough_so_far


# the keyring


def test_turned_on_and_off_in_the_settings(qtbot: QtBot, part: Part, desk: Desk, backend: InMemory) -> None:
    shown = part().keyring
    assert not shown.on.isEnabled()
    qtbot.keyClicks(shown.secret, PASSPHRASE)
    qtbot.keyClick(shown.secret, Key.Key_Return)
    qtbot.waitUntil(lambda: shown.off.isVisible(), timeout=15_000)
    assert shown.secret.text() == ""
    assert len(backend.kept) == 1
    # as it is for whoever comes to the settings again
    again = part().keyring
    assert again.off.isVisible()
    qtbot.keyClick(again.off, Key.Key_Return)
    qtbot.waitUntil(lambda: again.on.isVisible(), timeout=15_000)
    assert (backend.kept, keys_of(desk.board).devices) == ({}, ())


def test_why_it_cannot_be_turned_on_is_one_sentence(qtbot: QtBot, part: Part, desk: Desk, tmp_path: Path) -> None:
    desk.keyring = ComputerKeyring(tmp_path / "home", lambda: Refusing(KeyringLocked()))
    shown = part()
    for typed, words in ((PASSPHRASE, "keyring of this computer is locked"), ("wrong", "not the passphrase")):
        shown.keyring.secret.setText(typed)
        shown.keyring.on.click()
        qtbot.waitUntil(lambda words=words: words in shown.keyring_wrong.text(), timeout=15_000)  # type: ignore[misc]
    assert shown.keyring.on.isEnabled()
    assert keys_of(desk.board).devices == ()


def test_without_any_keyring_nothing_is_offered(qtbot: QtBot, part: Part, desk: Desk, tmp_path: Path) -> None:
    desk.keyring = ComputerKeyring(tmp_path / "home", lambda: Refusing(NoKeyringError()))
    shown = part()
    shown.keyring.secret.setText(PASSPHRASE)
    shown.keyring.on.click()
    qtbot.waitUntil(lambda: "has no keyring" in shown.keyring.state.text(), timeout=15_000)
    assert not any(one.isVisible() for one in (shown.keyring.secret, shown.keyring.on, shown.keyring.off))
    assert shown.keyring_wrong.text() == shown._state.text() == ""


def test_a_new_passphrase_here_turns_it_off_and_deletes_the_entry(
    qtbot: QtBot, part: Part, desk: Desk, keyring: ComputerKeyring, backend: InMemory
) -> None:
    turn_on(desk.board, keyring, PASSPHRASE)
    shown = part()
    shown.own.present.setText(PASSPHRASE)
    shown.passphrase.first.setText(NEW)
    shown.passphrase.second.setText(NEW)
    shown.change.click()
    qtbot.waitUntil(lambda: shown.keyring.on.isVisible(), timeout=15_000)
    assert backend.kept == {}


def test_somebody_elses_is_told_and_not_turned_off(part: Part, desk: Desk, keyring: ComputerKeyring) -> None:
    turn_on(desk.board, keyring, PASSPHRASE)
    desk.board = replace(desk.board, person=replace(desk.board.person, id=keys_of(desk.board).board))
    shown = part().keyring
    assert "somebody else" in shown.state.text()
    assert not shown.off.isVisible()


def test_nothing_is_offered_where_nothing_can_be_written(part: Part, desk: Desk) -> None:
    desk.board = replace(desk.board, read_only=True)
    assert not hasattr(part(), "keyring")
    desk.board = replace(desk.board, read_only=False, demonstration=True)
    assert not hasattr(part(), "keyring")


def test_the_start_opens_the_board_without_asking(
    qtbot: QtBot, stage: Stage, board: Board, keyring: ComputerKeyring, crashes: list[str]
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    board.close()
    dialog = start(qtbot, stage, board.folder, keyring)
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    assert dialog.board.person == board.person
    dialog.board.close()


def test_without_it_the_keyring_is_not_touched(
    qtbot: QtBot, stage: Stage, board_folder: Path, keyring: ComputerKeyring, backend: InMemory
) -> None:
    dialog = start(qtbot, stage, board_folder, keyring)
    stage.tasks.wait()
    assert backend.asked == 0
    assert dialog.open_page.keyring.text() == ""


def test_why_it_no_longer_opens_is_said_and_the_passphrase_does(
    qtbot: QtBot, stage: Stage, board: Board, keyring: ComputerKeyring, crashes: list[str]
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    change_passphrase(board, PASSPHRASE, NEW)
    board.close()
    dialog = start(qtbot, stage, board.folder, keyring)
    qtbot.waitUntil(lambda: "no longer opens" in dialog.open_page.keyring.accessibleName(), timeout=15_000)
    assert dialog.board is None
    qtbot.keyClicks(dialog.open_page.secret, NEW)
    qtbot.keyClick(dialog.open_page.secret, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    assert keyring_state(dialog.board, keyring) is State.OFF
    dialog.board.close()


@pytest.mark.parametrize("error", [KeyringLocked("locked"), RuntimeError("a long\nstory")])
def test_a_keyring_that_fails_leaves_the_passphrase(
    qtbot: QtBot,
    stage: Stage,
    board: Board,
    keyring: ComputerKeyring,
    tmp_path: Path,
    error: Exception,
    crashes: list[str],
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    board.close()
    dialog = start(qtbot, stage, board.folder, ComputerKeyring(tmp_path / "home", lambda: Refusing(error)))
    qtbot.waitUntil(lambda: "opens with your passphrase" in dialog.open_page.keyring.accessibleName(), timeout=15_000)
    assert dialog.open_page.do.isEnabled()


def test_typing_wins_over_a_keyring_that_does_not_answer(
    qtbot: QtBot, stage: Stage, board: Board, keyring: ComputerKeyring, tmp_path: Path, crashes: list[str]
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    device = fetch(board.folder, keyring)
    board.close()
    silent = Silent()
    silent.kept = {("Crestboard", str(read_keys(board.folder / "keys.json").board)): device.text()}
    dialog = start(qtbot, stage, board.folder, ComputerKeyring(tmp_path / "home", lambda: silent))
    assert "Asking this computer's keyring" in dialog.open_page.keyring.text()
    assert dialog.open_page.title.text() == "Open the board"
    qtbot.keyClicks(dialog.open_page.secret, PASSPHRASE)
    qtbot.keyClick(dialog.open_page.secret, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    opened = dialog.board
    # its answer comes too late and opens nothing a second time
    silent.go.set()
    stage.tasks.wait()
    qtbot.wait(1)
    assert dialog.board is opened
    assert opened is not None
    opened.close()


def test_whoever_leaves_while_it_opens_the_board_is_asked_for_the_passphrase(
    qtbot: QtBot, stage: Stage, board: Board, keyring: ComputerKeyring, crashes: list[str]
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    board.close()
    dialog = start(qtbot, stage, board.folder, keyring)
    qtbot.waitUntil(lambda: not dialog.open_page.do.isEnabled(), timeout=15_000)
    dialog.keyring.leave()
    assert dialog.open_page.do.isEnabled()
    stage.tasks.wait()
    # nor is the keyring asked a second time
    dialog.show_open(board.folder)
    assert dialog.open_page.keyring.text() == ""
    stage.tasks.wait()
    qtbot.wait(1)
    assert dialog.board is None
    # what it had opened is closed again
    open_board(board.folder, passphrase=PASSPHRASE).close()


def test_a_board_that_another_window_holds_is_offered_for_reading(
    qtbot: QtBot, stage: Stage, board: Board, keyring: ComputerKeyring, crashes: list[str]
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    dialog = start(qtbot, stage, board.folder, keyring)
    qtbot.waitUntil(lambda: dialog.open_page.read_only.isVisible(), timeout=15_000)
    assert "Zztest Coordinator" in dialog.open_page.wrong.text()
