"""A document, shown in memory: pages of a PDF or a picture. Nothing of it is written to the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.attachments import open_attachment
from desktop.services.media_types import PDF, media_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.documents.sheet_view import SheetView
from desktop.ui.documents.sheets import PdfSheets, Sheets, decode_picture, is_shown_here
from desktop.ui.messages import Messages
from desktop.ui.models.document_model import day_words, kind_words
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text, restyle, settle

_UNRECORDED = "This board is open for reading only: that the document was opened cannot be written down."
_FAILED = "This document cannot be shown."
_NOT_HERE = "Crestboard shows PDF files and pictures. Save a copy to open it with another program."


class ViewDialog(Frame):
    """``copy`` asks for a copy of it. The title of the window names no child and no document."""

    copy = Signal()

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, case: Case, one: Attachment, parent: QWidget
    ) -> None:
        told = "  ·  ".join(part for part in (kind_words(desk.library.labels, one), day_words(one)) if part)
        super().__init__(look, f"Document of case {case.number}", told, parent)
        # in the body only: the title of a window is seen on a locked screen
        self.heading.setText(one.title)
        self.name_child(case)
        self._desk, self._tasks, self._messages, self._one = desk, tasks, messages, one
        self._ended = False
        self.view = SheetView(look, "Document")
        self.view.moved.connect(self._say_place)
        self.place = Text(look, "", step="label", tone="text2")
        self._told = QVBoxLayout()
        self._bar = self._make_bar()
        # in line with the buttons beside it
        self.place.setFixedHeight(self.fits[next(iter(self.fits))].sizeHint().height())
        self.body.addWidget(self._bar)
        self.body.addLayout(self._told)
        self.body.addWidget(self.view, 1)
        self.save = Button(look, "Save a copy…", icon="save", shortcut="Ctrl+S")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.copy)
        close = self._close = Button(look, "Close", kind="primary", shortcut="Esc")
        close.clicked.connect(self.reject)
        for button in (self.save, close):
            self._foot.addWidget(button)
            self._buttons.append(button)
        QShortcut(QKeySequence("Ctrl+S"), self, self.copy.emit)
        if desk.board.read_only:
            self.add_at_foot(Text(look, _UNRECORDED, step="label", tone="caution", wrap=True))
        self._count = 0
        if is_shown_here(one.media_type):
            self.resize(min(look.px(900), parent.width() - 40), parent.height() - 40)
            self._load()
        else:
            self._say("note", _what(media_words(one.media_type, one.file_name)), _NOT_HERE)
            self._prefer_copy()

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        row = Flow(bar, gap=8)
        group = QButtonGroup(self)
        self.fits: dict[str, Button] = {}
        page = ("Page width", "Whole page") if self._one.media_type == PDF else ("Full width", "Whole picture")
        for words, whole in zip(page, (False, True), strict=True):
            button = self.fits[words] = Button(self.look, words, kind="chip")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.toggled.connect(lambda on, button=button: _show_on(button, on))
            button.setChecked(not whole)
            button.clicked.connect(lambda _on=False, whole=whole: self.view.fit(whole=whole))
            group.addButton(button)
            row.addWidget(button)
        for words, keys, by in (("Larger", "Ctrl++", 1), ("Smaller", "Ctrl+-", -1)):
            row.addWidget(self._zoomer(words, keys, by))
        row.addWidget(self.place)
        return bar

    def _zoomer(self, words: str, keys: str, by: int) -> Button:
        button = Button(self.look, words, kind="chip", shortcut=keys)
        button.setAutoDefault(False)
        zoom: Callable[[], None] = lambda: self.view.zoom(by)  # noqa: E731
        button.clicked.connect(lambda _on=False: zoom())
        QShortcut(QKeySequence(keys), self, zoom)
        return button

    def _load(self) -> None:
        """Read it, and decode a picture, beside the window's own work."""
        board, one = self._desk.board, self._one
        self.place.setText("Opening the document…")

        def read() -> bytes | Sheets:
            content = open_attachment(board, one)
            return content if one.media_type == PDF else decode_picture(content, one.media_type)

        self._tasks.start(read, self._loaded, self._failed)

    def _loaded(self, found: bytes | Sheets) -> None:
        if self._ended:
            return
        try:
            sheets: Sheets = PdfSheets(found) if isinstance(found, bytes) else found
        except UserError as error:
            self._failed(error)
            return
        self._count = sheets.count
        self.view.show_sheets(sheets)
        if sheets.remark:
            self._say("caution", "", sheets.remark)
        self.view.setFocus()

    def _failed(self, error: BaseException) -> None:
        """It cannot be shown: said in place, where it can be said."""
        if self._ended:
            return
        if not isinstance(error, UserError):
            self.reject()
            self._messages.report(error)
            return
        what, semicolon, do = str(error).partition("; ")
        statement, words = (f"{what}.", f"{do[:1].upper()}{do[1:]}") if semicolon else (_FAILED, str(error))
        self._say("error", statement, words)
        self._prefer_copy()

    def _prefer_copy(self) -> None:
        """Where it cannot be shown, a copy is what helps."""
        for button, kind in ((self.save, "primary"), (self._close, "")):
            button.setProperty("kind", kind)
            restyle(button)
        self.save.setFocus()

    def _say(self, part: str, statement: str, words: str) -> None:
        if part != "caution":
            self.view.hide()
            self._bar.hide()
            self.body.addStretch(1)
            # what says a sentence needs no room for a page
            self.resize(self.look.px(560), 1)
        self._told.addWidget(Notice(self.look, part, statement, words))
        settle(self)

    def _say_place(self, number: int) -> None:
        self.place.setText(f"Page {number + 1} of {self._count}" if self._one.media_type == PDF else "")

    def done(self, result: int) -> None:
        """Let go of the document, however the dialog ends."""
        self._ended = True
        self.view.clear()
        super().done(result)


def _what(words: str) -> str:
    return f"This is {'an' if words[:1] in 'aeiouAEIOU' or words[:3] == 'RTF' else 'a'} {words}."


def _show_on(button: Button, on: bool) -> None:
    button.setProperty("on", on)
    restyle(button)
