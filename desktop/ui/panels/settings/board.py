"""The board: where it and its copies lie, and the passphrase that opens it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.clinical.errors import UserError
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import copies_folder
from desktop.ui.desk import Desk
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.panels.settings.parts import Part, wrong_text
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button


class BoardPart(Part):
    """Says where the board lies; a new passphrase is set here."""

    name = "Board"

    def __init__(self, look: Look, desk: Desk, tasks: Tasks) -> None:
        board = desk.board
        super().__init__(look, desk, "One folder, encrypted, that belongs to you. Nothing is sent anywhere.")
        self._tasks = tasks
        self.fact("Name", board.name)
        self.fact("Folder", str(board.folder), "To move the board, close it and move the whole folder.")
        self.fact(
            "Copies",
            str(copies_folder(board)),
            "An encrypted copy is made here before the program changes the form of the board. Copy the whole folder "
            "to another drive from time to time; a copy opens with the same passphrase.",
        )
        if board.demonstration:
            self.fact("Passphrase", "None: no child on it is real, so there is nothing to protect")
        else:
            self._say_key()
        self.body.addStretch(1)

    def _say_key(self) -> None:
        told = "It opens the board when a passphrase is forgotten, and a new passphrase can then be set."
        self.fact("Recovery key", "Shown once, when the board was made", told)
        if not self.desk.board.read_only:
            self._offer_passphrase()

    def _offer_passphrase(self) -> None:
        self.passphrase = NewPassphrase(self.look)
        self.change = Button(self.look, "Change passphrase", icon="passphrase")
        self.change.setEnabled(False)
        self._wrong = wrong_text(self.look)
        told = "Yours only; what opens the board for colleagues stays as it is. The recovery key stays the same."
        self.setting("New passphrase", self.passphrase, told, self._wrong)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        self.body.addLayout(row)
        self.passphrase.judged.connect(self.change.setEnabled)
        self.passphrase.wanted.connect(self._change)
        self.change.clicked.connect(self._change)

    def _change(self) -> None:
        if not self.passphrase.enough or not self.change.isEnabled():
            return
        self.change.setEnabled(False)
        board, wanted = self.desk.board, self.passphrase.text()
        self._tasks.start(lambda: set_passphrase(board, wanted), lambda _done: self._changed(), self._refused)

    def _changed(self) -> None:
        self.passphrase.clear()
        self._wrong.hide()
        self.say_saved()

    def _refused(self, error: BaseException) -> None:
        self.change.setEnabled(True)
        if isinstance(error, UserError):
            self.say_not_saved(self._wrong, str(error))
        else:
            self._tasks.fail(error)
