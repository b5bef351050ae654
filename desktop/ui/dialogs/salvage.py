"""A damaged board: what can still be read goes into a new one; the damaged one stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.boards import is_demonstration
from desktop.services.library import Library
from desktop.services.salvaging import SalvagedBoard, salvage_board
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.dialogs.open_board import Key
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text, settle

_TOLD = (
    "Every case that the damaged files still hold goes into a new board, which opens with the same passphrases. The "
    "damaged board stays as it is. A backup, where there is one, holds more."
)
_SUFFIX = ".crestboard"


class SalvageDialog(Frame):
    """``opened`` carries the new board, once somebody has read what is in it and what is not.

    ``key`` is what was typed to open the damaged board, so that nobody types it twice.
    """

    opened = Signal(object)

    def __init__(
        self, look: Look, tasks: Tasks, messages: Messages, library: Library, key: Key, parent: QWidget
    ) -> None:
        super().__init__(look, "Salvage what can be read?", _TOLD, parent)
        self._tasks, self._messages, self._library, self._key = tasks, messages, library, key
        self._typed = key.passphrase or key.recovery_key or ""
        self._open = bool(self._typed) or is_demonstration(key.folder)
        self._working = False
        self.made: SalvagedBoard | None = None
        self._build()
        self.cancel, self.do = self.add_buttons("Salvage into a new board")
        self.do.clicked.connect(self._act)
        for line in (self.place, self.secret):
            line.returnPressed.connect(self._act)
            line.textChanged.connect(lambda _text: self._allow())
        self.place.textChanged.connect(lambda _text: self._name_target())
        self._name_target()
        self._allow()
        (self.do if self._open else self.secret).setFocus()

    def done(self, result: int) -> None:
        """What was typed to open it does not stay, however the dialog ends."""
        self._typed = ""
        self.secret.clear()
        super().done(result)

    def is_typed_in(self) -> bool:
        """A passphrase and a place are nothing that would be lost."""
        return False

    def reject(self) -> None:
        """While it is under way it is waited for; a new board that nobody wants to open now stays where it is."""
        if self._working:
            return
        if self.made is not None:
            self.made.board.close()
            self.made = None
        super().reject()

    def target(self) -> Path:
        """The folder of the new board."""
        return free_place(Path(self.place.text().strip()), self._key.folder)

    def _name_target(self) -> None:
        self.folder.setText(f"The new board will be the folder {self.target()}")

    def _act(self) -> None:
        if not self.do.isEnabled():
            return
        if self.made is not None:
            # what is missing is told on the window as well, until somebody closes it
            told = f"{self.made.statement}.\n{self.made.sentence}"
            board = replace(self.made.board, notices=(*self.made.board.notices, told))
            self.made = None
            self.opened.emit(board)
            self.accept()
            return
        self._start()

    def _start(self) -> None:
        folder, target = self._key.folder, self.target()
        secret = self._typed or self.secret.text() or None
        library, user = self._library, self._key.user
        self.say_wrong("")
        self._work(True)
        self._tasks.start(
            lambda: salvage_board(folder, target, library, passphrase=secret, user=user), self._salvaged, self._failed
        )

    def _salvaged(self, made: SalvagedBoard) -> None:
        self._work(False)
        self.made = made
        self._ask.hide()
        self.setWindowTitle(made.statement)
        self.heading.setText(made.statement)
        self.sentence.setText("The damaged board stays as it was.")
        part = "note" if made.is_whole and not made.lost_pages else "caution"
        shown: list[QWidget] = [Notice(self.look, part, f"The new board is {made.board.folder.name}.", made.sentence)]
        if made.documents:
            shown.append(self._documents(made))
        for place, widget in enumerate(shown):
            self.body.insertWidget(place, widget)
            widget.show()
        self.do.set_words("Open the new board")
        self.cancel.set_words("Close")
        settle(self)
        # what was asked is gone: the window is as low as what it says now
        self.resize(self.width(), 1)
        self._fit()
        self._allow()
        self.do.setFocus()

    def _documents(self, made: SalvagedBoard) -> QWidget:
        """Which documents have to be found elsewhere; the history of the new board keeps the list."""
        titles = Text(self.look, "\n".join(one.words for one in made.documents), wrap=True)
        heading = "Documents to add again from a backup or from where they came"
        titles.setAccessibleName(heading)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(Text(self.look, heading, step="label", weight=STRONG, tone="text2", wrap=True))
        column.addWidget(titles)
        return place

    def _failed(self, error: BaseException) -> None:
        self._work(False)
        if isinstance(error, UserError):
            self._open, self._typed = self._open and not self._typed, ""
            self._secret.setVisible(not self._open)
            self.say_wrong(str(error))
            self._allow()
            self.secret.setFocus()
        else:
            self._messages.report(error)
            self.say_wrong("Something unexpected went wrong; nothing was changed.")

    def _work(self, working: bool) -> None:
        self._working = working
        self.progress.setVisible(working)
        self._ask.setEnabled(not working)
        self.cancel.setEnabled(not working)
        self.do.set_words("Salvaging…" if working else "Salvage into a new board")
        self._allow()

    def _allow(self) -> None:
        ready = bool(self.place.text().strip()) and (self._open or bool(self.secret.text().strip()))
        self.do.setEnabled(not self._working and (ready or self.made is not None))

    def _ask_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Where to keep the new board", self.place.text())
        if chosen:
            self.place.setText(chosen)

    def _build(self) -> None:
        look = self.look
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Salvaging")
        self.progress.hide()
        self.place = QLineEdit(str(self._key.folder.parent))
        self.place.setAccessibleName("Place of the new board")
        self.folder = Text(look, step="label", tone="text3", wrap=True)
        browse = Button(look, "Choose…", icon="choose_folder")
        browse.clicked.connect(self._ask_place)
        label = Text(look, "Place of the new board", step="label", weight=STRONG, tone="text2")
        label.setBuddy(self.place)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.place, 1)
        where.addWidget(browse)
        self.secret = SecretEdit(look, "Passphrase, or the recovery key")
        self._secret = QWidget()
        asked = QVBoxLayout(self._secret)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(6)
        asked.addLayout(labelled(look, "Passphrase, or the recovery key", self.secret))
        asked.addWidget(CapsLockHint(look, self.secret))
        asked.addWidget(RevealBox(self.secret))
        self._secret.setVisible(not self._open)
        self._ask = QWidget()
        column = QVBoxLayout(self._ask)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addLayout(where)
        column.addWidget(self.folder)
        column.addSpacing(8)
        column.addWidget(self._secret)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._ask)
        self.body.addStretch(1)


def free_place(parent: Path, damaged: Path) -> Path:
    """A folder that is not there yet, named after the damaged one."""
    place, number = parent / f"{damaged.stem} salvaged{_SUFFIX}", 2
    while place.exists():
        place, number = parent / f"{damaged.stem} salvaged {number}{_SUFFIX}", number + 1
    return place
