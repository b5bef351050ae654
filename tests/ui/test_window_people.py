"""The people of the board in the window, by keyboard: the list, adding, roles, removal, and the new recovery key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import COORDINATOR, PASSPHRASE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog, type_over

from db.errors import WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET, read_keys, write_keys
from desktop.clinical.person import Person
from desktop.clinical.rights import RIGHTS
from desktop.clinical.vocabulary import Role
from desktop.services.boards import open_board
from desktop.services.people import add_person, people_of, renew_key
from desktop.services.recovery_keeping import is_recovery_key_kept
from desktop.ui.desk import Desk
from desktop.ui.dialogs.add_person import AddPersonDialog
from desktop.ui.dialogs.change_role import ChangeRoleDialog
from desktop.ui.dialogs.first_passphrase import FirstPassphraseDialog
from desktop.ui.dialogs.keep_key import KeepKeyDialog
from desktop.ui.dialogs.new_key import NewKeyDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.page import PEOPLE, PERSON
from desktop.ui.panels.settings.people import PeoplePart
from desktop.ui.people_words import GIVE_TO, NO_BOUNDARY
from desktop.ui.start import Stage
from desktop.ui.widgets.text import Text

Key = Qt.Key
OTHER = "eleven quiet herons wade"
FRESH = "seven purple lynxes hum"
SECOND = "Zztest Second"
UNKEPT = "The recovery key was not confirmed as kept."
SLOW = 30_000
"""Deriving a key from a passphrase takes its time on purpose."""


@pytest.fixture
def second(desk: Desk) -> Person:
    return add_person(desk.board, SECOND, Role.CLINICIAN, OTHER, NO_SECRET)


def people(qtbot: QtBot, window: MainWindow, name: str = COORDINATOR) -> PeoplePart:
    """Go to the list by its key, and with the arrows to a person."""
    # without a window manager nobody does it when a dialog has closed
    window.activateWindow()
    qtbot.keyClick(window, Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    part = window.settings.people
    assert window.settings.section == PEOPLE
    qtbot.waitUntil(part.table.hasFocus)
    qtbot.keyClick(part.table, Key.Key_Home, CTRL)
    while (chosen := part.chosen()) is not None and chosen.person.name != name:
        before = part.table.currentIndex().row()
        qtbot.keyClick(part.table, Key.Key_Down)
        assert part.table.currentIndex().row() > before, f"{name} is not in the list"
    return part


def press(qtbot: QtBot, words: str) -> None:
    """Go on with Tab to a button, and press it."""
    for _ in range(60):
        now = QApplication.focusWidget()
        assert now is not None
        if isinstance(now, QPushButton) and now.text() == words:
            qtbot.keyClick(now, Key.Key_Space)
            return
        qtbot.keyClick(now, Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {words}")


def type_twice(qtbot: QtBot, dialog: AddPersonDialog | FirstPassphraseDialog, passphrase: str) -> None:
    for editor in (dialog.secret.first, dialog.secret.second):
        editor.setFocus()
        qtbot.keyClicks(editor, passphrase)


def asked(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=SLOW)
    dialog = open_dialog(qtbot)
    qtbot.waitUntil(lambda: (now := QApplication.focusWidget()) is not None and now.window() is dialog)
    return dialog


def words(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(Text) if text.isVisible()]


def rows(part: PeoplePart) -> list[tuple[str, ...]]:
    return [row.words for row in part.model.rows]


def type_back(qtbot: QtBot, dialog: KeepKeyDialog, key: str) -> None:
    """Type the groups of the key that are asked for, and press Enter."""
    groups, back = key.split("-"), dialog.page.back
    for field, place in zip(back.fields, back.asked, strict=True):
        field.clear()
        field.setFocus()
        qtbot.keyClicks(field, groups[place])
    qtbot.keyClick(back.fields[-1], Key.Key_Return)


def key_shown(dialog: KeepKeyDialog) -> str:
    return dialog.page.key.accessibleName().removeprefix("Recovery key ")


def keep(qtbot: QtBot, dialog: KeepKeyDialog, path: Path) -> str:
    """Save the key, type back what is asked for, and so leave; gives the key."""
    key = key_shown(dialog)
    dialog.page.save_to(path)
    type_back(qtbot, dialog, key)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=SLOW)
    return key


# the list


@pytest.mark.parametrize("role", [Role.VIEWER, Role.COORDINATOR, Role.CLINICIAN])
def test_whoever_is_no_administrator_reads_only(qtbot: QtBot, stage: Stage, desk: Desk, role: Role) -> None:
    person = add_person(desk.board, SECOND, role, OTHER, NO_SECRET)
    board = replace(desk.board, person=person)
    window = MainWindow(stage.look, replace(desk, board=board), stage.tasks, stage.messages)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    part = people(qtbot, window, SECOND)
    assert [row[:2] for row in rows(part)] == [(COORDINATOR, "Administrator"), (f"{SECOND} (you)", role.capitalize())]
    assert part.findChildren(QPushButton) == []
    qtbot.keyClick(part.table, Key.Key_Return)
    assert QApplication.activeModalWidget() is None


def test_the_list_says_what_opens_the_board_for_whom(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    add_person(desk.board, SECOND, Role.VIEWER, OTHER, NO_SECRET)
    add_person(desk.board, "Zztest Third", Role.VIEWER, OTHER + " x", NO_SECRET)
    path = BoardFolder(desk.board.folder).keys
    keys = read_keys(path)
    older = replace(keys.slot_of(SECOND), public=b"", sealed=b"")
    third = keys.slot_of("Zztest Third")
    write_keys(path, keys.with_slot(older).without(third.person).signed(desk.board.database.key))
    part = people(qtbot, window, SECOND)
    assert [row[2] for row in rows(part)] == [
        "Set", "Set; not opened with this version yet", "No access: needs a new passphrase",
    ]  # fmt: skip
    assert rows(part)[0][3].startswith("Since ")
    assert any(one.startswith("Anyone who has not opened the board with this version") for one in words(part))
    press(qtbot, "Renew the board's key…")
    dialog = asked(qtbot, NewKeyDialog)
    told = " ".join(words(dialog))
    assert f"{SECOND} has not opened the board with this version yet" in told
    assert "Zztest Third" not in told, "nothing opens the board for them as it is"
    qtbot.keyClick(dialog, Key.Key_Escape)


def test_the_part_says_that_a_role_is_no_lock_and_what_each_may_do(qtbot: QtBot, window: MainWindow) -> None:
    part = people(qtbot, window)
    assert f"{NO_BOUNDARY} {GIVE_TO}" in words(part)
    texts = words(part.roles)
    told = dict(zip(texts[::2], texts[1::2], strict=True))
    assert list(told) == ["Viewer", "Coordinator", "Clinician", "Administrator"]
    # a role's own row, or that of one whose rights it has as well
    said = ""
    for role, words_of_it in zip(Role, told.values(), strict=True):
        said += words_of_it
        assert all(str(right) in said for right in RIGHTS[role])
        assert not any(str(right) in said for right in RIGHTS[Role.ADMINISTRATOR] - RIGHTS[role])


def test_a_key_file_that_cannot_be_read_leaves_the_settings_open(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    path = BoardFolder(desk.board.folder).keys
    before = path.read_bytes()
    path.write_bytes(b"{")
    part = people(qtbot, window)
    assert rows(part) == []
    assert any("cannot be read" in one for one in words(part))
    path.write_bytes(before)


# adding


def test_a_person_is_added_and_opens_the_board(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    people(qtbot, window)
    press(qtbot, "Add a person…")
    dialog = asked(qtbot, AddPersonDialog)
    assert isinstance(dialog, AddPersonDialog)
    assert not dialog.do.isEnabled()
    qtbot.keyClicks(dialog.name, SECOND)
    dialog.role.buttons[0].setFocus()
    qtbot.keyClick(dialog.role.buttons[0], Key.Key_Right)
    type_twice(qtbot, dialog, OTHER)
    qtbot.keyClick(dialog.secret.second, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=SLOW)
    part = window.settings.people
    assert rows(part)[1][:3] == (SECOND, "Coordinator", "Set")
    assert window.focusWidget() is part.table
    assert window.toast.accessibleName() == f"{SECOND} is on the board"
    desk.board.close()
    with open_board(desk.board.folder, passphrase=OTHER, user=SECOND) as theirs:
        assert theirs.person.role is Role.COORDINATOR


def test_a_name_that_is_taken_is_told_and_what_was_typed_stays(
    qtbot: QtBot, window: MainWindow, desk: Desk, second: Person
) -> None:
    people(qtbot, window)
    press(qtbot, "Add a person…")
    dialog = asked(qtbot, AddPersonDialog)
    assert isinstance(dialog, AddPersonDialog)
    qtbot.keyClicks(dialog.name, second.name.upper())
    type_twice(qtbot, dialog, FRESH)
    qtbot.keyClick(dialog.secret.second, Key.Key_Return)
    assert not dialog.do.isEnabled(), "it is not asked twice"
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible(), "what is under way is not left"
    qtbot.waitUntil(lambda: bool(dialog.taken.text()), timeout=SLOW)
    assert dialog.taken.text() == f"{SECOND} is already on this board. Add something that tells them apart."
    assert dialog.taken.isVisible()
    assert dialog.name.property("state") == "error"
    assert dialog.name.text() == SECOND.upper()
    assert dialog.do.isEnabled()
    assert dialog.name.hasFocus()
    qtbot.keyClick(dialog.name, Key.Key_End)
    qtbot.keyClicks(dialog.name, " B")
    assert not dialog.taken.isVisible()
    assert dialog.name.property("state") == ""
    dialog.leave()
    assert len(people_of(desk.board)) == 2


# roles


def test_another_role_says_what_it_gives_and_takes(
    qtbot: QtBot, window: MainWindow, desk: Desk, second: Person
) -> None:
    people(qtbot, window, SECOND)
    press(qtbot, "Change role…")
    dialog = asked(qtbot, ChangeRoleDialog)
    assert isinstance(dialog, ChangeRoleDialog)
    assert not dialog.do.isEnabled()
    qtbot.keyClick(dialog.role.buttons[2], Key.Key_Down)
    assert dialog.change.text().startswith("They will also be able to restore a backup, ")
    qtbot.keyClick(dialog.role.buttons[3], Key.Key_Up)
    qtbot.keyClick(dialog.role.buttons[2], Key.Key_Up)
    assert (
        dialog.change.text()
        == "They will no longer be able to change the rules and templates that the board works with."
    )
    assert not dialog.own.isVisible()
    qtbot.keyClick(dialog.role.buttons[1], Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert rows(window.settings.people)[1][1] == "Coordinator"
    assert next(line.person.role for line in people_of(desk.board) if line.person.id == second.id) is Role.COORDINATOR


def test_the_only_administrator_stays_one(qtbot: QtBot, window: MainWindow, desk: Desk, second: Person) -> None:
    assert second.role is Role.CLINICIAN
    people(qtbot, window)
    press(qtbot, "Change role…")
    dialog = asked(qtbot, ChangeRoleDialog)
    assert isinstance(dialog, ChangeRoleDialog)
    qtbot.keyClick(dialog.role.buttons[3], Key.Key_Up)
    assert dialog.own.isVisible()
    assert dialog.change.text().startswith("You will no longer be able to restore a backup, ")
    assert dialog.do.text() == "Change role to Clinician"
    qtbot.keyClick(dialog.role.buttons[2], Key.Key_Return)
    assert "is the only administrator; name another one first" in dialog.wrong.text()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert desk.board.person.role is Role.ADMINISTRATOR


def test_ones_own_role_changes_menus_pages_and_notices_at_once(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    add_person(desk.board, SECOND, Role.ADMINISTRATOR, OTHER, NO_SECRET)
    people(qtbot, window)
    press(qtbot, "Change role…")
    dialog = asked(qtbot, ChangeRoleDialog)
    assert isinstance(dialog, ChangeRoleDialog)
    for role in (3, 2, 1):
        qtbot.keyClick(dialog.role.buttons[role], Key.Key_Up)
    qtbot.keyClick(dialog.role.buttons[0], Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert desk.board.person.role is Role.VIEWER
    assert "new" not in window.actions_by_name
    assert "You are a viewer: cases can be looked at and printed here, not changed." in words(window)
    part = window.settings.people
    assert window.settings.section == PEOPLE
    assert part.findChildren(QPushButton) == []
    assert rows(part)[0][:2] == (f"{COORDINATOR} (you)", "Viewer")
    window.show_settings(PERSON)
    assert "Viewer" in words(window.settings.person)


def test_ones_own_name_is_another_in_the_list_at_once(qtbot: QtBot, window: MainWindow) -> None:
    part = people(qtbot, window)
    window.show_settings(PERSON)
    type_over(qtbot, window.settings.person.own_name, "Zztest Renamed")
    assert rows(part)[0][0] == "Zztest Renamed (you)"


# removing, and the new key


def test_a_removed_person_opens_nothing_and_the_new_recovery_key_does(
    qtbot: QtBot, window: MainWindow, desk: Desk, second: Person, tmp_path: Path
) -> None:
    people(qtbot, window, SECOND)
    press(qtbot, "Remove from the board…")
    question = asked(qtbot, NewKeyDialog)
    assert isinstance(question, NewKeyDialog)
    assert question.heading.text() == f"Remove {SECOND} from the board?"
    assert question.cancel.hasFocus()
    told = " ".join(words(question))
    for one in ("A new recovery key is shown once", f"{SECOND} can still open backups made up to now."):
        assert one in told
    assert "new passphrase from you" not in told
    press(qtbot, "Remove from the board")
    dialog = asked(qtbot, KeepKeyDialog)
    assert isinstance(dialog, KeepKeyDialog)
    assert not is_recovery_key_kept(desk.board)
    key = keep(qtbot, dialog, tmp_path / "key.txt")
    assert is_recovery_key_kept(desk.board)
    part = window.settings.people
    assert [row[0] for row in rows(part)] == [f"{COORDINATOR} (you)", SECOND]
    assert (rows(part)[1][2], rows(part)[1][3].startswith("Left ")) == ("No access", True)
    assert window.toast.accessibleName() == f"{SECOND} is off the board"
    # nothing more can be done about who left
    people(qtbot, window, SECOND)
    assert not part.leave_button.isVisible()
    assert f"{second.name} has left; what they wrote keeps their name." in words(part)
    desk.board.close()
    with pytest.raises(WrongKeyError):
        open_board(desk.board.folder, passphrase=OTHER, user=SECOND)
    open_board(desk.board.folder, recovery_key=key).close()


def test_the_new_recovery_key_is_not_left_before_it_is_kept(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    people(qtbot, window)
    press(qtbot, "Renew the board's key…")
    asked(qtbot, NewKeyDialog)
    press(qtbot, "Renew the key")
    dialog = asked(qtbot, KeepKeyDialog)
    assert isinstance(dialog, KeepKeyDialog)
    qtbot.keyClick(dialog, Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    assert words(dialog).count("Not kept yet. Print or save the key, then type the two groups.") == 1
    assert dialog.page.held.isVisible()
    # typed from the screen, it is on no paper and in no file
    type_back(qtbot, dialog, key_shown(dialog))
    assert dialog.isVisible()
    assert not dialog.page.not_kept.isVisible()
    dialog.page.save_to(tmp_path)
    type_back(qtbot, dialog, key_shown(dialog))
    assert dialog.isVisible(), "a file that cannot be written keeps nothing"
    assert not is_recovery_key_kept(desk.board)
    keep(qtbot, dialog, tmp_path / "key.txt")
    assert is_recovery_key_kept(desk.board)


def test_a_key_that_cannot_be_renewed_is_told_and_nothing_is_changed(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = desk.board.database.key
    monkeypatch.setattr("db.soundness.integrity_faults", lambda _: ["page 3"])
    people(qtbot, window)
    press(qtbot, "Renew the board's key…")
    dialog = asked(qtbot, NewKeyDialog)
    assert isinstance(dialog, NewKeyDialog)
    press(qtbot, "Renew the key")
    qtbot.waitUntil(lambda: bool(dialog.wrong.text()), timeout=SLOW)
    assert "nothing was changed" in dialog.wrong.text()
    assert dialog.cancel.hasFocus()
    qtbot.keyClick(dialog.cancel, Key.Key_Space)
    assert desk.board.database.key == old
    assert is_recovery_key_kept(desk.board)


def test_a_key_of_a_board_that_was_closed_meanwhile_is_not_shown(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window was locked while the board was encrypted anew: nobody may be there who should see the key."""
    board = desk.board

    def renew_and_lock(_board: object) -> str:
        key = renew_key(board)
        board.close()
        return key

    monkeypatch.setattr("desktop.ui.people_deeds.renew_key", renew_and_lock)
    monkeypatch.setattr("desktop.ui.people_deeds.people_of", lambda _: [])
    monkeypatch.setattr(PeoplePart, "refresh", lambda _: None)
    window.people_room.deeds.renew()
    asked(qtbot, NewKeyDialog)
    press(qtbot, "Renew the key")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=SLOW)
    with open_board(board.folder, passphrase=PASSPHRASE) as again:
        assert not is_recovery_key_kept(again)


def test_a_key_is_not_shown_to_another_person_who_unlocked_meanwhile(
    qtbot: QtBot, window: MainWindow, desk: Desk, second: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = desk.board

    def renew_and_change(_board: object) -> str:
        key = renew_key(board)
        desk.board = replace(board, person=second)
        return key

    monkeypatch.setattr("desktop.ui.people_deeds.renew_key", renew_and_change)
    window.people_room.deeds.renew()
    asked(qtbot, NewKeyDialog)
    press(qtbot, "Renew the key")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=SLOW)
    assert not window.findChildren(KeepKeyDialog)
    assert not is_recovery_key_kept(board)


@pytest.mark.parametrize("role", Role)
def test_an_administrator_is_told_that_nobody_kept_the_recovery_key(
    qtbot: QtBot, window: MainWindow, desk: Desk, stage: Stage, role: Role
) -> None:
    person = add_person(desk.board, SECOND, role, OTHER, NO_SECRET)
    renew_key(desk.board)
    window.use_board(replace(desk.board, person=person))
    stage.tasks.wait()
    qtbot.waitUntil(lambda: (UNKEPT in words(window)) is (role is Role.ADMINISTRATOR))
    # somebody else on the same window
    window.use_board(replace(desk.board, person=replace(person, role=Role.VIEWER)))
    stage.tasks.wait()
    qtbot.waitUntil(lambda: UNKEPT not in words(window))


def test_the_notice_leads_to_a_key_that_is_kept_and_goes(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    renew_key(desk.board)
    window.people_room.look()
    qtbot.waitUntil(lambda: UNKEPT in words(window))
    button = next(one for one in window.findChildren(QPushButton) if one.text() == "Renew the board's key…")
    qtbot.keyClick(button, Key.Key_Space)
    asked(qtbot, NewKeyDialog)
    press(qtbot, "Renew the key")
    dialog = asked(qtbot, KeepKeyDialog)
    assert isinstance(dialog, KeepKeyDialog)
    keep(qtbot, dialog, tmp_path / "key.txt")
    assert is_recovery_key_kept(desk.board)
    assert UNKEPT not in words(window)


# a forgotten passphrase


def test_an_administrator_sets_a_new_passphrase_for_who_forgot_theirs(
    qtbot: QtBot, window: MainWindow, desk: Desk, second: Person
) -> None:
    people(qtbot, window, SECOND)
    press(qtbot, "Set a new passphrase…")
    dialog = asked(qtbot, FirstPassphraseDialog)
    assert isinstance(dialog, FirstPassphraseDialog)
    assert dialog.heading.text() == f"Set a new passphrase for {SECOND}?"
    type_twice(qtbot, dialog, f"{SECOND} 2026")
    assert not dialog.do.isEnabled(), "a name is no secret"
    dialog.secret.clear()
    type_twice(qtbot, dialog, FRESH)
    qtbot.keyClick(dialog.secret.second, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=SLOW)
    desk.board.close()
    with pytest.raises(WrongKeyError):
        open_board(desk.board.folder, passphrase=OTHER, user=SECOND)
    with open_board(desk.board.folder, passphrase=FRESH, user=SECOND) as theirs:
        assert theirs.person.id == second.id


@pytest.mark.parametrize("button", ["leave_button", "passphrase_button"])
def test_nobody_removes_themselves(qtbot: QtBot, window: MainWindow, button: str) -> None:
    part = people(qtbot, window)
    assert not getattr(part, button).isVisible()
    assert part.role_button.isVisible()
