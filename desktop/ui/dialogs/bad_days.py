"""What a person can do before a board is open, when it does not open: the page that says so, and each way on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.clinical.errors import UserError
from desktop.services.library import Library
from desktop.services.ways_on import Way, cannot_open, trouble, ways_on
from desktop.ui.dialogs.open_board import Key
from desktop.ui.dialogs.trouble_page import TroublePage
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look


class BadDays(QObject):
    """``opened`` carries a board that was restored or salvaged; ``again`` and ``recover`` carry the folder to open.

    ``tried`` carries a Key to open for reading only.
    """

    opened = Signal(object)
    again = Signal(object)
    recover = Signal(object, str)
    tried = Signal(object)

    def __init__(self, look: Look, tasks: Tasks, messages: Messages, library: Library | None, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._look, self._tasks, self._messages, self._library = look, tasks, messages, library
        self._dialog = dialog
        self._key, self._sentence = Key(Path()), ""
        self.page = TroublePage(look)
        self.page.taken.connect(self._take)

    def is_one(self, key: Key, error: UserError) -> bool:
        """Whether another passphrase is of no use; then the page says what is the matter and what can be done."""
        if not cannot_open(error):
            return False
        told = trouble(error)
        self._key, self._sentence = key, told.words
        ways = ways_on(key.folder, error, write=key.write)
        offered = [way for way in ways if way is not Way.SALVAGE or self._library is not None]
        self.page.show_trouble(key.folder, told, offered)
        return True

    def _take(self, way: Way) -> None:
        ways: dict[Way, Callable[[], object]] = {
            Way.AGAIN: lambda: self.again.emit(self._key.folder),
            Way.READ_ONLY: self._read_only,
            Way.RECOVERY_KEY: lambda: self.recover.emit(self._key.folder, self._sentence),
            Way.RESTORE: self._restore,
            Way.SALVAGE: self._salvage,
        }
        ways[way]()

    def _read_only(self) -> None:
        key = self._key
        self.tried.emit(Key(key.folder, key.passphrase, key.recovery_key, key.user, write=False))

    def _restore(self) -> None:
        # most boards open: what a bad day needs is loaded on that day
        from desktop.ui.dialogs.restore import RestoreDialog, Source

        source = Source(folder=self._key.folder, now=lambda: datetime.now().astimezone())
        dialog = RestoreDialog(self._look, self._tasks, self._messages, source, self._dialog)
        dialog.secret.setText(self._key.passphrase or self._key.recovery_key or "")
        dialog.restored.connect(self.opened)
        dialog.open()

    def ask_backup(self) -> None:
        """Whoever has only a backup makes a board of it: which file, where the board is to lie, then its passphrase."""
        from desktop.ui.dialogs.restore import KINDS, RestoreDialog, Source, new_folder

        name, _ = QFileDialog.getOpenFileName(self._dialog, "Choose a backup", "", KINDS)
        place = QFileDialog.getExistingDirectory(self._dialog, "Where to keep the restored board") if name else ""
        if not place:
            return
        folder = new_folder(Path(place), Path(name))
        source = Source(folder=folder, now=lambda: datetime.now().astimezone(), new=True)
        dialog = RestoreDialog(self._look, self._tasks, self._messages, source, self._dialog, Path(name))
        dialog.restored.connect(self.opened)
        dialog.open()

    def _salvage(self) -> None:
        if self._library is None:
            return
        from desktop.ui.dialogs.salvage import SalvageDialog

        dialog = SalvageDialog(self._look, self._tasks, self._messages, self._library, self._key, self._dialog)
        dialog.opened.connect(self.opened)
        dialog.open()
