"""Before anybody types, this computer's keyring is asked, where somebody turned that on; typing wins over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.computer_keyring import ComputerKeyring, DeviceKey
from desktop.services.keyring_unlocking import fetch, is_asked, open_by_keyring
from desktop.ui.dialogs.open_board import OpenPage
from desktop.ui.tasks import Tasks


class KeyringFirst(QObject):
    """``opened`` carries the board. A keyring that is slow, locked or missing holds nobody up: the page can be used."""

    opened = Signal(object)

    def __init__(self, tasks: Tasks, keyring: ComputerKeyring | None, page: OpenPage) -> None:
        super().__init__(page)
        self._tasks, self._keyring, self._page = tasks, keyring, page
        self._turn, self._opening = 0, False
        self._asked: set[Path] = set()

    def ask(self, folder: Path) -> None:
        """Ask it for this board, if it was given anything for it: once, for whoever comes back to the page types."""
        self.leave()
        keyring, turn = self._keyring, self._turn
        if keyring is None or folder in self._asked or not is_asked(folder, keyring):
            return
        self._asked.add(folder)
        self._page.say_keyring("Asking this computer's keyring; the passphrase opens the board as well.")
        self._tasks.start(
            lambda: fetch(folder, keyring),
            lambda device: self._open(turn, folder, device),
            lambda error: self._failed(turn, error),
        )

    def leave(self) -> None:
        """Whatever it answers now comes too late: somebody typed, or left the page."""
        self._turn += 1
        self._page.say_keyring("")
        if self._opening:
            self._opening = False
            self._page.set_ready()

    def _open(self, turn: int, folder: Path, device: DeviceKey) -> None:
        if turn != self._turn:
            return
        self._page.set_busy()
        self._opening = True
        self._tasks.start(
            lambda: open_by_keyring(folder, device),
            lambda board: self._done(turn, board),
            lambda error: self._refused(turn, error),
        )

    def _done(self, turn: int, board: Board) -> None:
        if turn == self._turn:
            self._opening = False
            self.opened.emit(board)
        else:
            board.close()

    def _failed(self, turn: int, error: BaseException) -> None:
        """It has nothing to give: said in passing, for the passphrase is asked anyway."""
        if self._is_told(turn, error):
            self._page.say_keyring(str(error), tone="caution")

    def _refused(self, turn: int, error: BaseException) -> None:
        """It gave what it has, and the board did not open: for reading only it may."""
        if self._is_told(turn, error):
            self._page.say_wrong(str(error))

    def _is_told(self, turn: int, error: BaseException) -> bool:
        if not isinstance(error, UserError):
            self._tasks.fail(error)
        if turn != self._turn:
            return False
        self._opening = False
        self._page.say_keyring("")
        self._page.set_ready()
        return isinstance(error, UserError)
