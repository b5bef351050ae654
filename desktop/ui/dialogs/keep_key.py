"""The new recovery key of a board whose key was renewed: shown once, and left only when it was kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.ui.dialogs.body import LAPTOP
from desktop.ui.dialogs.recovery_key import RecoveryKeyPage
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text

_WIDTH, _AROUND = 526, 24
_OLD = (
    "The recovery key from before opens this board no more. Keep it as long as backups from before are kept: it is "
    "theirs."
)
_FIRST = "The key is shown only now: print or save it first, then type what is asked for."


class NewKeyPage(RecoveryKeyPage):
    """Knows whether the key went to a printer or into a file."""

    def __init__(self, look: Look, board: str, key: str) -> None:
        super().__init__(look)
        self.out, self._bare = False, _bare(key)
        self.column.insertWidget(1, Text(look, _OLD, tone="text2", wrap=True))
        self.done.set_words("The key is kept")
        self.show_key(board, key)

    def save_to(self, path: Path) -> None:
        """The file counts once the key can be read from it."""
        super().save_to(path)
        with suppress(OSError, UnicodeDecodeError):
            self.out = self.out or self._bare in _bare(path.read_text(encoding="utf-8"))

    def print_with(self, printer: QPrinter) -> None:
        """The page counts unless the printer refused it."""
        super().print_with(printer)
        refused = {QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error}
        self.out = self.out or printer.printerState() not in refused


class KeepKeyDialog(QDialog):
    """``kept`` says that the key was handed out and typed back; the window writes that down, then closes the dialog."""

    kept = Signal()

    def __init__(self, look: Look, board: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("New recovery key")
        self.setModal(True)
        self.page = NewKeyPage(look, board, key)
        self.page.setFixedWidth(look.px(_WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        outer.addWidget(self.page)
        margin = QSize(2 * _AROUND, 2 * _AROUND)
        self.resize((self.page.sizeHint() + margin).boundedTo(LAPTOP))
        for button in self.findChildren(QPushButton):
            # Enter in the field confirms, and does not print as well
            button.setAutoDefault(False)
        self.page.confirmed.connect(self._confirm)

    def say(self, sentence: str) -> None:
        """Say why it cannot be left."""
        self.page.told.setText(sentence)

    def leave(self) -> None:
        """It was kept, and that is written down."""
        super().reject()

    def reject(self) -> None:
        """Esc never lets a recovery key go unseen."""
        self.say(_FIRST)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the window's own cross."""
        if self.isVisible():
            self.say(_FIRST)
            event.ignore()
            return
        super().closeEvent(event)

    def _confirm(self) -> None:
        if self.page.out:
            self.kept.emit()
        else:
            self.say(_FIRST)


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).upper()
