"""What administrators do with people: ask in a dialog, run the use case beside the window, show what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from desktop.clinical.errors import NameTakenError, UserError
from desktop.clinical.rights import with_article
from desktop.services.people import (
    PersonLine,
    add_person,
    change_role,
    give_passphrase,
    people_of,
    remove_person,
    renew_key,
)
from desktop.services.recovery_keeping import confirm_recovery_key
from desktop.ui.board_change import goes_on
from desktop.ui.dialogs.add_person import AddPersonDialog, NewPerson
from desktop.ui.dialogs.change_role import ChangeRoleDialog
from desktop.ui.dialogs.first_passphrase import FirstPassphraseDialog
from desktop.ui.dialogs.keep_key import KeepKeyDialog
from desktop.ui.dialogs.new_key import DOING, NewKeyDialog, remove_dialog, renew_dialog
from desktop.ui.people_words import left_out

if TYPE_CHECKING:
    from desktop.clinical.vocabulary import Role
    from desktop.services.boards import Board
    from desktop.ui.dialogs.working import WorkingDialog
    from desktop.ui.main_window import MainWindow

T = TypeVar("T")
_WRAPPING = "The key is made from the passphrase; that takes a moment on purpose."


class PeopleDeeds(QObject):
    """Belongs to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def add(self) -> None:
        """Ask for a new person."""
        window = self._window
        dialog = AddPersonDialog(window.look, window.desk.library.labels, window.desk.board.name, window)
        dialog.wanted.connect(partial(self._add, dialog))
        _open(dialog)

    def _add(self, dialog: AddPersonDialog, new: NewPerson) -> None:
        board = self._window.desk.board
        dialog.begin(_WRAPPING)
        self._run(
            dialog,
            lambda: add_person(board, new.name, new.role, new.passphrase),
            lambda person: self._window.confirm(f"{person.name} is on the board"),
        )

    def change_role(self, line: PersonLine) -> None:
        """Ask which role a person is to have."""
        window, own = self._window, line.person.id == self._window.desk.board.person.id
        dialog = ChangeRoleDialog(window.look, window.desk.library.labels, line.person, own, window)
        dialog.wanted.connect(partial(self._change_role, dialog, line))
        _open(dialog)

    def _change_role(self, dialog: ChangeRoleDialog, line: PersonLine, role: Role) -> None:
        window = self._window
        try:
            board = change_role(window.desk.board, line.person.id, role)
        except UserError as error:
            dialog.say_wrong(str(error))
            return
        dialog.accept()
        if line.person.id == board.person.id:
            # menus, pages and notices are those of the other role at once
            window.use_board(board)
        self._show()
        window.confirm(f"{line.person.name} is {with_article(role)} now")

    def give_passphrase(self, line: PersonLine) -> None:
        """Ask for a new passphrase for somebody who forgot theirs."""
        window = self._window
        dialog = FirstPassphraseDialog(window.look, window.desk.board.name, line.person, window)
        dialog.wanted.connect(partial(self._give_passphrase, dialog, line))
        _open(dialog)

    def _give_passphrase(self, dialog: FirstPassphraseDialog, line: PersonLine, passphrase: str) -> None:
        board = self._window.desk.board
        dialog.begin(_WRAPPING)
        self._run(
            dialog,
            lambda: give_passphrase(board, line.person.id, passphrase),
            lambda _done: self._window.confirm(f"{line.person.name} opens the board with the new passphrase"),
        )

    def remove(self, line: PersonLine) -> None:
        """Ask whether a person is to leave."""
        lines = self._lines()
        if lines is not None:
            board, name = self._window.desk.board, line.person.name
            dialog = remove_dialog(self._window.look, line.person, left_out(lines, line.person), self._window)
            self._ask_key(dialog, lambda: remove_person(board, line.person.id), f"{name} is off the board")

    def renew(self) -> None:
        """Ask whether the board is to have a new key."""
        lines = self._lines()
        if lines is not None:
            board = self._window.desk.board
            dialog = renew_dialog(self._window.look, left_out(lines), self._window)
            self._ask_key(dialog, lambda: renew_key(board), "The board has a new key")

    def _lines(self) -> list[PersonLine] | None:
        """Everybody on the board; why they cannot be read is told, and then there is None."""
        try:
            return people_of(self._window.desk.board)
        except UserError as error:
            self._window.messages.report(error)
            return None

    def _ask_key(self, dialog: NewKeyDialog, work: Callable[[], str], words: str) -> None:
        board = self._window.desk.board

        def begin() -> None:
            dialog.begin(DOING)
            self._run(dialog, work, partial(self._show_key, board, words))

        dialog.wanted.connect(begin)
        _open(dialog)

    def _show_key(self, board: Board, words: str, key: str) -> None:
        """Show the new recovery key to whoever asked for it; where they are gone it counts as not kept."""
        window = self._window
        if not board.database.key or not goes_on(board, window.locking.coming or window.desk.board):
            window.people_room.look()
            return
        dialog = KeepKeyDialog(window.look, board.name, key, window)
        dialog.kept.connect(partial(self._keep, dialog, board, words))
        _open(dialog)

    def _keep(self, dialog: KeepKeyDialog, board: Board, words: str) -> None:
        def kept(_done: None) -> None:
            if isValid(dialog):
                dialog.leave()
            self._window.people_room.look()
            # what the settings say of the recovery key and of this computer's keyring is another now
            self._window.rebuild()
            self._show()
            self._window.confirm(words)

        def failed(error: BaseException) -> None:
            if isinstance(error, UserError) and isValid(dialog):
                dialog.say(str(error))
            else:
                self._window.tasks.fail(error)

        self._window.tasks.start(lambda: confirm_recovery_key(board), kept, failed)

    def _run(self, dialog: WorkingDialog, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Work beside the window; what came of it is shown also if the dialog is gone."""

        def finished(result: T) -> None:
            if isValid(dialog):
                dialog.accept()
            self._show()
            done(result)

        def failed(error: BaseException) -> None:
            if isinstance(error, NameTakenError) and isinstance(dialog, AddPersonDialog) and isValid(dialog):
                dialog.refuse_name(str(error))
                return
            if isinstance(error, UserError) and isValid(dialog):
                dialog.refuse(str(error))
                return
            if isValid(dialog):
                dialog.leave()
            self._window.tasks.fail(error)

        self._window.tasks.start(work, finished, failed)

    def _show(self) -> None:
        """The list of people as it is now, with the keyboard in it."""
        page = self._window.__dict__.get("settings")
        if page is not None:
            page.people.refresh()
            if self._window.at_settings():
                page.people.table.setFocus()


def _open(dialog: QDialog) -> None:
    """What was typed in it is not kept once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
