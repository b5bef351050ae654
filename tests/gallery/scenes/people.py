"""The people of a board: their list for administrator and viewer, every dialog about them, a viewer's window."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from freezegun import freeze_time
from PySide6.QtWidgets import QScrollArea, QWidget

from db.folder import BoardFolder
from db.keys import NO_SECRET, read_keys, write_keys
from db.recovery import recovery_text
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board
from desktop.services.people import PersonLine, add_person, people_of, remove_person
from desktop.ui.dialogs.add_person import AddPersonDialog
from desktop.ui.dialogs.change_role import ChangeRoleDialog
from desktop.ui.dialogs.first_passphrase import FirstPassphraseDialog
from desktop.ui.dialogs.keep_key import KeepKeyDialog
from desktop.ui.dialogs.new_key import DOING, remove_dialog, renew_dialog
from desktop.ui.main_window import MainWindow
from desktop.ui.people_words import left_out
from tests.gallery.scene import scenes
from tests.gallery.studio import NOW, Studio

KEY = recovery_text(sha256(b"a board that does not exist").digest())
PASSPHRASE = "eleven quiet herons wade"
_PEOPLE = {
    "Zztest Administrator": Role.ADMINISTRATOR,
    "Zztest Clinician": Role.CLINICIAN,
    "Zztest Viewer": Role.VIEWER,
    "Zztest Without-Passphrase": Role.VIEWER,
    "Zztest Leaving-Person von und zu Musterhausen": Role.CLINICIAN,
}


def _board(studio: Studio) -> Board:
    """The board that scenes may change: one person left, one has a slot of an older version, one has none."""
    board = replace(studio.boards.changing, demonstration=False, name="Zztest ward")
    if len(people_of(board)) == 1:
        with freeze_time(NOW):
            made = [add_person(board, name, role, PASSPHRASE, NO_SECRET) for name, role in _PEOPLE.items()]
            remove_person(board, made[-1].id)
        path = BoardFolder(board.folder).keys
        keys = read_keys(path)
        older = replace(keys.slot_of("Zztest Clinician"), public=b"", sealed=b"")
        write_keys(path, keys.with_slot(older).without(made[3].id).signed(board.database.key))
    return board


def _line(board: Board, name: str) -> PersonLine:
    return next(one for one in people_of(board) if one.person.name == name)


def _as(studio: Studio, name: str) -> Board:
    board = _board(studio)
    return replace(board, person=_line(board, name).person)


def _at_people(studio: Studio, name: str, chosen: str) -> MainWindow:
    board = _as(studio, name)
    window = studio.window(board)
    window.people_room.go()
    part = window.settings.people
    part.table.selectRow([line.person.name for line in part.lines].index(chosen))
    return window


def viewers_window(studio: Studio) -> QWidget:
    """All that a viewer sees of the list."""
    return studio.window(_as(studio, "Zztest Viewer"))


def viewers_case(studio: Studio) -> QWidget:
    board = _as(studio, "Zztest Viewer")
    return studio.case_window("Bravo", 1, board)


def administrator(studio: Studio) -> QWidget:
    return _at_people(studio, "Zztest Administrator", "Zztest Clinician")


def administrator_one_who_left(studio: Studio) -> QWidget:
    return _at_people(studio, "Zztest Administrator", "Zztest Leaving-Person von und zu Musterhausen")


def viewer(studio: Studio) -> QWidget:
    return _at_people(studio, "Zztest Viewer", "Zztest Viewer")


def roles(studio: Studio) -> QWidget:
    """The foot of the part."""
    window = _at_people(studio, "Zztest Viewer", "Zztest Viewer")
    page = window.settings.pages.currentWidget()
    assert isinstance(page, QScrollArea)
    page.ensureWidgetVisible(window.settings.people.roles)
    return window


def add(studio: Studio) -> QWidget:
    dialog = AddPersonDialog(studio.look, studio.library.labels, "Zztest ward", studio.host())
    dialog.name.setText("Zztest Newcomer")
    return studio.show(dialog)


def add_refused(studio: Studio) -> QWidget:
    dialog = AddPersonDialog(studio.look, studio.library.labels, "Zztest ward", studio.host())
    dialog.name.setText("Zztest Viewer")
    for editor in (dialog.secret.first, dialog.secret.second):
        editor.setText(PASSPHRASE)
    dialog.refuse_name("Zztest Viewer is already on this board. Add something that tells them apart.")
    return studio.show(dialog)


def change_role(studio: Studio) -> QWidget:
    person = _line(_board(studio), "Zztest Clinician").person
    dialog = ChangeRoleDialog(studio.look, studio.library.labels, person, False, studio.host())
    dialog.role.buttons[0].setChecked(True)
    return studio.show(dialog)


def change_own_role(studio: Studio) -> QWidget:
    person = _line(_board(studio), "Zztest Administrator").person
    dialog = ChangeRoleDialog(studio.look, studio.library.labels, person, True, studio.host())
    dialog.role.buttons[2].setChecked(True)
    return studio.show(dialog)


def new_passphrase(studio: Studio) -> QWidget:
    person = _line(_board(studio), "Zztest Viewer").person
    return studio.show(FirstPassphraseDialog(studio.look, "Zztest ward", person, studio.host()))


def remove(studio: Studio) -> QWidget:
    lines = people_of(_board(studio))
    leaving = _line(_board(studio), "Zztest Coordinator").person
    return studio.show(remove_dialog(studio.look, leaving, left_out(lines, leaving), studio.host()))


def renew_under_way(studio: Studio) -> QWidget:
    dialog = studio.show(renew_dialog(studio.look, (), studio.host()))
    dialog.begin(DOING)
    return dialog


def new_recovery_key(studio: Studio) -> QWidget:
    return studio.show(KeepKeyDialog(studio.look, "Zztest ward", KEY, studio.host()))


def new_recovery_key_not_kept(studio: Studio) -> QWidget:
    """Leaving it is refused."""
    dialog = studio.show(KeepKeyDialog(studio.look, "Zztest ward", KEY, studio.host()))
    dialog.reject()
    return dialog


def recovery_key_was_not_kept(studio: Studio) -> QWidget:
    """At the next opening: the key was renewed in the scene's making, and nobody confirmed its recovery key."""
    window = studio.window(_as(studio, "Zztest Administrator"))
    window.people_room.look()
    return window


SCENES = scenes(
    "people", viewers_window, viewers_case, administrator, administrator_one_who_left, viewer, roles, add, add_refused,
    change_role, change_own_role, new_passphrase, remove, renew_under_way, new_recovery_key,
    new_recovery_key_not_kept, recovery_key_was_not_kept,
)  # fmt: skip
