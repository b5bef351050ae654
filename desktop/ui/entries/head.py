"""The head of a page of entries: what it is called, what belongs here, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.ui.entries.copied import copied_rows
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

    ``save`` asks to save a chart (True) or its rows.
    ``store`` carries a use case that stores at once what was said without a dialog, and the words for it.
    """

    add = Signal()
    change = Signal(object)
    remove = Signal(object)
    copy = Signal(object)
    store = Signal(object, str)
    paste = Signal(str)
    save = Signal(bool)

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

    def ask_save(self, picture: bool) -> bool:  # noqa: ARG002 - a list alone has neither
        """Ask to save the chart, or its rows. False where there is no chart."""
        return False

    def ask_paste(self) -> bool:
        """Take the rows that were copied in a spreadsheet. False where none were, or where there is one entry only."""
        rows = copied_rows()
        if self.read_only or self.kind.single or not rows:
            return False
        self.paste.emit(rows)
        return True


def headed(look: Look, kind: EntryKind, buttons: Sequence[Button], *content: QWidget) -> QWidget:
    """A page with title, sentence and buttons, and what it shows beneath a hairline, which scrolls.

    Where that is more than the list, the head scrolls along, since everything wants its room.
    """
    along, edge = len(content) > 1, PAGE_PADDING - BORDER
    row = QWidget()
    flow = Flow(row, gap=10)
    for button in buttons:
        flow.addWidget(button)
    top = QWidget()
    head = QVBoxLayout(top)
    side = edge if along else PAGE_PADDING
    head.setContentsMargins(side, 8, side, 10)
    head.setSpacing(6)
    about = Text(look, kind.about, step="label", tone="text2", wrap=True)
    large = look.scale >= _LARGE
    for part in (row,) if large else (Text(look, kind.title, step="lead", weight=STRONG), about, row):
        head.addWidget(part)
    shown = QWidget()
    inner = QVBoxLayout(shown)
    inner.setContentsMargins(edge, 12 - BORDER, edge, edge)
    inner.setSpacing(12)
    for part in (*content, about) if large else content:
        inner.addWidget(part)
    inner.addStretch(1)
    if along:
        return Scroll(_column((top, Line(), shown)), kind.title)
    return _column((top, Line(), Scroll(shown, kind.title)))


def _column(parts: Sequence[QWidget]) -> QWidget:
    """One under the other without a gap; the last takes the room that is left."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.setStretch(len(parts) - 1, 1)
    return made
