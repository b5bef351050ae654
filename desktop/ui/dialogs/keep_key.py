"""The new recovery key of a board whose key was renewed: shown once, and left only when it was kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.dialogs.body import LAPTOP
from desktop.ui.dialogs.recovery_key import RecoveryKeyPage
from desktop.ui.theme import Look
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

_WIDTH, _AROUND, _FOOT = 526, 20, 16
_OLD = (
    "The previous recovery key no longer opens this board. It still opens backups made before: keep it as long as you "
    "keep them."
)
_FIRST = "Not kept yet. Print or save the key, then type the two groups."
_HELD = "Type both groups to continue."


class NewKeyPage(RecoveryKeyPage):
    """Knows whether the key went to a printer or into a file."""

    def __init__(self, look: Look, board: str, key: str) -> None:
        super().__init__(look)
        self.out, self._bare = False, _bare(key)
        self.column.insertWidget(1, Text(look, _OLD, tone="text2", wrap=True))
        self.done.set_words("Confirm the key is kept")
        self.held = Text(look, _HELD, step="label", tone="text2", wrap=True)
        # beside the button that it is about
        row = next(one for one in self.foot.findChildren(QHBoxLayout) if one.indexOf(self.done) >= 0)
        row.insertWidget(row.indexOf(self.done) + 1, self.held, 10)
        self.back.changed.connect(lambda: self.held.setVisible(not self.back.right))
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
        outer.setContentsMargins(_AROUND, _AROUND, _AROUND, _FOOT)
        outer.addWidget(self.page)
        self._look = look
        self._not_left: Notice | None = None
        self._fit()
        for button in self.findChildren(QPushButton):
            # Enter in the field confirms, and does not print as well
            button.setAutoDefault(False)
        self.page.confirmed.connect(self._confirm)

    def say(self, sentence: str) -> None:
        """Say why it cannot be left, above the buttons."""
        if self._not_left is not None:
            self._not_left.hide()
            self._not_left.deleteLater()
        self._not_left = Notice(self._look, "caution", "", sentence)
        self.page.foot.insertWidget(0, self._not_left)
        self._not_left.show()
        self._fit()
        # once the notice has its room, what it asks for is in sight and whole
        QTimer.singleShot(0, self, lambda: self.page.area.bring(*self.page.back.fields))

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

    def showEvent(self, event: QShowEvent) -> None:
        """Fields have their height once they are about to be seen."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All of it is seen, as far as the smallest screen allows."""
        around = QSize(2 * _AROUND, _AROUND + _FOOT)
        self.resize((self.page.sizeHint() + around).boundedTo(LAPTOP))

    def _confirm(self) -> None:
        if self.page.out:
            self.kept.emit()
        else:
            self.say(_FIRST)


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).upper()
