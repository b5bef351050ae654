"""Checking a document: its code is typed or read from the square, or the PDF is chosen or dropped; then the verdict."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.verifying import Checked, Verdict, check_code, check_file
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text, settle
from desktop.ui.words import capital

_WHAT = (
    "Type the code at the foot of the page, or read its square with a scanner. Of a PDF the file itself is checked: "
    "choose it, or drop it here."
)
_LABEL = "Document code"
_KINDS = {
    Verdict.GENUINE: "note",
    Verdict.SUPERSEDED: "caution",
    Verdict.UNKNOWN_SIGNER: "caution",
    Verdict.UNLISTED: "caution",
}
"""How a verdict stands out; the others are errors."""


class CheckDocumentDialog(Frame):
    """Nothing is stored, and no child is named: a verdict tells the number of the case."""

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, parent: QWidget) -> None:
        super().__init__(look, "Check a document", _WHAT, parent)
        self.ask_size(600, 300)
        self._desk, self._tasks, self._messages = desk, tasks, messages
        self._ended = False
        self.checked: Checked | None = None
        self.code = QLineEdit()
        self.code.setAccessibleName(_LABEL)
        self.code.setProperty("field", "search")  # nothing is lost by leaving
        self.code.setPlaceholderText("for example: 7K3M-9QXT-2HFW-8N")
        self.code.setFont(look.identifier_font("body"))
        label = Text(look, _LABEL, step="label", weight=STRONG, tone="text2")
        label.setBuddy(self.code)
        self.choose = Button(look, "Choose a PDF…", kind="link", shortcut="Ctrl+O")
        self.choose.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.code, 1)
        row.addWidget(self.choose)
        self._told = QVBoxLayout()
        self.body.addWidget(label)
        self.body.addLayout(row)
        self.body.addSpacing(4)
        self.body.addLayout(self._told)
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Check", cancel="Close")
        self.do.clicked.connect(self.check_typed)
        self.choose.clicked.connect(self._ask_file)
        QShortcut(QKeySequence("Ctrl+O"), self, self._ask_file)
        self.setAcceptDrops(True)
        self.code.setAcceptDrops(False)  # a file that is dropped onto the line is a file all the same
        self.code.setFocus()

    def check_typed(self) -> None:
        """Say what the register says of the code; it stays marked, so that the next one can be typed at once."""
        typed = self.code.text()
        self._start(partial(check_code, self._desk.board, typed))
        self.code.selectAll()

    def check_path(self, path: Path) -> None:
        """Check a PDF."""
        self.code.clear()
        self._start(partial(check_file, self._desk.board, path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One local file may be dropped, whatever it is called."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.check_path(path)

    def done(self, result: int) -> None:
        """What is still being read says nothing any more."""
        self._ended = True
        super().done(result)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Check a document", "", "PDF (*.pdf);;All files (*)")
        if name:
            self.check_path(Path(name))

    def _start(self, work: partial[Checked]) -> None:
        self.checked = None
        self.say_wrong("")
        empty(self._told)
        self._tasks.start(work, self._show, self._refused)

    def _show(self, checked: Checked) -> None:
        if self._ended:
            return
        self.checked = checked
        head, _, rest = checked.sentence.partition(": ")
        empty(self._told)
        kind = _KINDS.get(checked.verdict, "error")
        notice = Notice(self.look, kind, f"{head}." if rest else checked.sentence, capital(rest), wide=True)
        self._told.addWidget(notice)
        notice.show()
        settle(self)

    def _refused(self, error: BaseException) -> None:
        if self._ended:
            return
        if isinstance(error, UserError):
            self.say_wrong(str(error))
            return
        self.reject()
        self._messages.report(error)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
