"""What happened: the report of a fault, readable whole before it is copied or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from desktop.clinical.errors import UserError
from desktop.services.files import write_whole
from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text

FILE = "crestboard-report.txt"
_LINES = 14
_TOLD = (
    "Crestboard came to an error that it did not expect; what it was doing then may not be finished. This is the "
    "report for whoever looks after Crestboard: it names versions and places in the program and no patient, and goes "
    "nowhere by itself."
)


class CrashDialog(Frame):
    """The report word for word as it would be saved. Nothing is sent anywhere."""

    def __init__(self, look: Look, report: str, parent: QWidget | None, times: int = 1) -> None:
        super().__init__(look, "What happened", _TOLD, parent)
        self._report = report
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setFont(look.identifier_font("label"))
        self.report.setTabChangesFocus(True)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.report.setAccessibleName("Report")
        self.report.setMinimumHeight(self.report.fontMetrics().lineSpacing() * _LINES)
        if times > 1:
            self.add_above(Text(look, f"The same error has happened {times} times.", wrap=True))
        self.body.addWidget(self.report, 1)
        self.done_words = Text(look, tone="text2", wrap=True)
        self.done_words.hide()
        self.add_beneath(self.done_words)
        self.copy = Button(look, "Copy")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.add_at_foot(self.copy)
        self.close_button, self.save = self.add_buttons("Save the report…", cancel="Close")
        self.save.clicked.connect(self._ask_where)
        self.ask_size(760, 600)
        self.save.setFocus()

    def save_to(self, path: Path) -> None:
        """Write the report to a file that only its owner can read."""
        try:
            write_whole(path, f"{self._report}\n".encode())
        except UserError as error:
            self.done_words.hide()
            self.say_wrong(str(error))
            return
        self.say_wrong("")
        self._say(f"Saved as {path.name}.")

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the report", FILE, "Text (*.txt)")
        if name:
            self.save_to(Path(name))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._say("Copied.")

    def _say(self, words: str) -> None:
        self.done_words.setText(words)
        self.done_words.setAccessibleName(words)
        self.done_words.show()
