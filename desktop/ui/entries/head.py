"""The head of a page of entries: what it is called, what belongs here, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.ui.documents.incoming import holds_documents
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import Line, Text

_LARGE = 1.4
"""From this size of text on the entries have the room: the tab says the title, and what belongs here goes beneath."""

UseCase = Callable[[Board, Library, Case, date], Case]
"""Stores something in a case, of which it gives the new version."""


class KindPage(QWidget):
    """What every page of one kind of entry can be asked. ``add`` asks for a new entry, ``paste`` carries copied rows,
    the others an entry.

    ``store`` carries a use case that stores at once what was said without a dialog, and the words for it.
    """

    add = Signal()
    change = Signal(object)
    remove = Signal(object)
    copy = Signal(object)
    store = Signal(object, str)
    paste = Signal(str)

    def __init__(self, look: Look, kind: EntryKind) -> None:
        super().__init__()
        self.look, self.kind = look, kind
        self.read_only = False

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the entries of a case."""
        raise NotImplementedError

    def ask_new(self) -> None:
        """Ask for a new entry."""
        if not self.read_only:
            self.add.emit()

    def ask_copy(self) -> bool:
        """Ask for the selected entry as the next of its kind. False where none is; a single one has no next."""
        return False

    def ask_paste(self) -> bool:
        """Take the rows that were copied in a spreadsheet. False where none were, or where there is one entry only."""
        copied = QGuiApplication.clipboard().mimeData()
        if self.read_only or self.kind.single or not copied.hasText() or holds_documents(copied):
            return False
        self.paste.emit(copied.text())
        return True


def headed(look: Look, kind: EntryKind, buttons: Sequence[Button], content: QWidget) -> QWidget:
    """A page with title, sentence and buttons, and what it shows beneath a hairline, which scrolls."""
    row = QWidget()
    flow = Flow(row, gap=10)
    for button in buttons:
        flow.addWidget(button)
    head = QVBoxLayout()
    head.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 10)
    head.setSpacing(6)
    about = Text(look, kind.about, step="label", tone="text2", wrap=True)
    large = look.scale >= _LARGE
    for part in (row,) if large else (Text(look, kind.title, step="lead", weight=STRONG), about, row):
        head.addWidget(part)
    inside = QWidget()
    inner = QVBoxLayout(inside)
    edge = PAGE_PADDING - BORDER
    inner.setContentsMargins(edge, 12 - BORDER, edge, edge)
    inner.addWidget(content)
    if large:
        inner.addWidget(about)
    inner.addStretch(1)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(Line())
    column.addWidget(Scroll(inside, kind.title), 1)
    return page
