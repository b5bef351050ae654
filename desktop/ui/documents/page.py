"""Documents: reports, photographs and letters of a child, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.ui.documents.incoming import holds_documents, sources_of
from desktop.ui.documents.table import DocumentTable
from desktop.ui.models.document_model import DocumentModel
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import Line, Text, restyle, settle
from desktop.ui.words import counted

_ABOUT = "They are not used for risk groups and are not printed."
_DROP = "Drag files here, or paste files or a picture with Ctrl+V."
_GONE = ("It is kept on the board and can be put back.", "They are kept on the board and can be put back.")
_NONE = "No documents yet"
_WHAT = f"Reports, letters and photographs, up to 50 MB each. {_ABOUT}"

Listed = Callable[[UUID, bool], list[Attachment]]
"""The documents of a case: those that stand, or those that were taken off the record."""


class DocumentsPage(QWidget):
    """``add`` asks for files, ``paste`` for what was copied; ``dropped`` carries sources; the others a document.

    ``removers``: who removed each document of a case.
    """

    add = Signal()
    paste = Signal()
    dropped = Signal(object)
    opened = Signal(object)
    copied = Signal(object)
    changed = Signal(object)
    removed = Signal(object)
    restored = Signal(object)

    def __init__(self, look: Look, labels: Labels, listed: Listed) -> None:
        super().__init__()
        self._look, self._listed = look, listed
        self._case: UUID | None = None
        self._counts = (0, 0)
        self.removers: Callable[[UUID], Mapping[UUID, str]] = lambda _case: {}
        self._read_only = False
        self.setAcceptDrops(True)
        self.model = DocumentModel(labels)
        self.table = DocumentTable(look, self.model)
        self.table.opened.connect(self.ask_open)
        self.table.removed.connect(self.ask_remove)
        self._add = self._button("Add…", self.add.emit, "Ctrl+Shift+A", icon="add", kind="primary")
        self._open = self._button("Open", self.ask_open, "Enter")
        self._copy = self._button("Save a copy…", self.ask_copy)
        self._change = self._button("Change…", self.ask_change)
        self._remove = self._button("Remove", self.ask_remove, "Del")
        self._restore = self._button("Put back…", self.ask_restore, icon="take_back")
        self.gone = Button(look, "", kind="chip")
        self.gone.setCheckable(True)
        self.gone.toggled.connect(self._show_gone)
        self._about = Text(look, step="label", tone="text2", wrap=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list_page())
        steps = (
            Step("add", "Add documents", "One file or several, from this computer", self.add.emit, "Ctrl+Shift+A"),
            Step("import", "Paste", "A file or a picture; or drag files here",
                 self.paste.emit, "Ctrl+V"),
        )  # fmt: skip
        self._empty = EmptyState(look, _NONE, _WHAT, steps)
        self._empty_read_only = EmptyState(look, _NONE, "Here the case can only be read.")
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the documents of a case; the bar goes to a new one, or stays where it was."""
        if case.id != self._case:
            self.gone.setChecked(False)
        before, self._read_only = {one.id for one in self.model.lines}, read_only
        same, self._case = case.id == self._case, case.id
        gone = self._listed(case.id, True)
        if not gone:
            self.gone.setChecked(False)
        self._counts = (len(self._listed(case.id, False)), len(gone))
        self._name_gone()
        self.gone.setVisible(bool(gone))
        kept = self.table.selected
        lines = gone if self.gone.isChecked() else self._listed(case.id, False)
        self._show_lines(lines)
        self._show_buttons()
        if not lines and not gone:
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            return
        self._pages.setCurrentIndex(0)
        new = [one.id for one in lines if one.id not in before] if same else []
        self.table.select(new[-1] if new else kept.id if kept else None)

    def ask_open(self) -> None:
        """Show the selected document."""
        self._ask(self.opened)

    def ask_copy(self) -> None:
        """Save the selected document as a file."""
        self._ask(self.copied)

    def ask_change(self) -> None:
        """Ask for another title, kind or day of the selected document."""
        if not self._read_only and not self.gone.isChecked():
            self._ask(self.changed)

    def ask_remove(self) -> None:
        """Take the selected document off the record; undo brings it back."""
        if not self._read_only and not self.gone.isChecked():
            self._ask(self.removed)

    def ask_restore(self) -> None:
        """Put the selected document, which was taken off the record, back."""
        if not self._read_only and self.gone.isChecked():
            self._ask(self.restored)

    def show_removed(self) -> None:
        """Show what was taken off the record, or what stands again."""
        if not self.gone.isHidden():
            self.gone.toggle()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures may be dropped while the case can be changed."""
        if not self._read_only and holds_documents(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped is offered to be added."""
        sources = [] if self._read_only else sources_of(event.mimeData())
        if sources:
            event.acceptProposedAction()
            self.dropped.emit(sources)

    def _ask(self, signal: object) -> None:
        if self.table.selected is not None and self._pages.currentIndex() == 0:
            signal.emit(self.table.selected)  # type: ignore[attr-defined]

    def _show_gone(self, on: bool) -> None:
        self.gone.setProperty("on", on)
        restyle(self.gone)
        if self._case is not None:
            lines = self._listed(self._case, on)
            self._name_gone()
            self._show_lines(lines)
            self._show_buttons()
            self.table.select(None)

    def _name_gone(self) -> None:
        """What the chip leads to: those that were removed, or back to those that stand."""
        stand, gone = self._counts
        self.gone.set_words(f"Show current ({stand})" if self.gone.isChecked() else f"Removed ({gone})")

    def _show_lines(self, lines: list[Attachment]) -> None:
        shown = self.removers(self._case) if self.gone.isChecked() and self._case is not None else None
        self.model.show_lines(lines, shown)

    def _show_buttons(self) -> None:
        """Only what can be done with what is shown."""
        gone, any_there = self.gone.isChecked(), bool(self.model.lines)
        writes = not self._read_only
        self._add.setVisible(writes and not gone)
        self._change.setVisible(writes and not gone and any_there)
        self._remove.setVisible(writes and not gone and any_there)
        self._restore.setVisible(writes and gone)
        self._open.setVisible(any_there)
        self._copy.setVisible(any_there)
        count = counted(len(self.model.lines), "document")
        drop = f" {_DROP}" if writes else ""
        self._about.setText(
            f"{count} removed. {_GONE[len(self.model.lines) != 1]}" if gone else f"{count}. {_ABOUT}{drop}"
        )
        settle(self)

    def _button(
        self, words: str, call: Callable[[], object], shortcut: str = "", *, icon: str = "", kind: str = ""
    ) -> Button:
        button = Button(self._look, words, icon=icon, shortcut=shortcut, kind=kind)
        button.clicked.connect(lambda _on=False: call())
        return button

    def _list_page(self) -> QWidget:
        content = QWidget()
        inner = QVBoxLayout(content)
        edge = PAGE_PADDING - BORDER
        inner.setContentsMargins(edge, 12 - BORDER, edge, edge)
        inner.addWidget(self.table)
        inner.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Line())
        column.addWidget(Scroll(content, "Documents"), 1)
        return page

    def _head(self) -> QVBoxLayout:
        buttons = QWidget()
        row = Flow(buttons, gap=10)
        for button in (self._add, self._open, self._copy, self._change, self._remove, self._restore):
            row.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 10)
        head.setSpacing(6)
        title = QHBoxLayout()
        title.addWidget(Text(self._look, "Documents", step="lead", weight=STRONG), 1)
        title.addWidget(self.gone)
        head.addLayout(title)
        head.addWidget(self._about)
        head.addWidget(buttons)
        return head
