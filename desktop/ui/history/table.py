"""The table of a history: Enter or a double click opens a step, and what cannot be read is said above it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.history_steps import HistoryStep
from desktop.ui.history.model import DONE, HistoryModel
from desktop.ui.messages import Messages
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import LINK_PADDING, Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted

_NARROW = 640
NOTHING = "No entry matches."
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _StepDelegate(WordDelegate):
    """What was done is told like a value, and so is the day at which the steps of a day begin."""

    def face(self, index: Index) -> Face:
        """Words and tone."""
        model = index.model()
        head = model.headerData(index.column(), Qt.Orientation.Horizontal)
        if isinstance(model, HistoryModel) and model.is_altered(index.row()):
            return Face(str(index.data() or ""), "error", "failed" if head == DONE or model.stacked else "")
        return Face(
            str(index.data() or ""), "text" if head in {"Day", DONE} or index.model().columnCount() == 1 else "text2"
        )


class _Table(WordTable):
    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in _OPENS and self.currentIndex().isValid():
            self.opened.emit()
            return
        super().keyPressEvent(event)


class HistoryTable(QWidget):
    """``opened`` carries the step to look at; ``counted`` how many are shown, in words."""

    opened = Signal(object)
    counted = Signal(str)
    cleared = Signal()

    def __init__(self, look: Look, model: HistoryModel, messages: Messages, name: str) -> None:
        super().__init__()
        self._look, self.model, self._messages = look, model, messages
        self.table = _Table(look, model, name, "", row=32, seen=1 if look.is_large else 3, dress=_StepDelegate)
        self._told = QVBoxLayout()
        self._wanted: int | None = None
        self.end = Text(look, "", tone="error", weight=STRONG, wrap=True)
        self.end.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._told)
        column.addWidget(self.end)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.clear = Button(look, "Clear filters", kind="link")
        self.clear.setParent(self.table.viewport())
        self.clear.hide()
        self.clear.clicked.connect(self.cleared)
        model.read.connect(self._read)
        model.failed.connect(self._failed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where columns would be narrow, a row stands in two lines."""
        super().resizeEvent(event)
        row = self.table.currentIndex().row()
        self.model.set_stacked(event.size().width() / self._look.scale < _NARROW)
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        self._place_clear()

    def _place_clear(self) -> None:
        """Beneath the words that say that nothing fits."""
        none = self.table.none.geometry()
        self.clear.adjustSize()
        self.clear.move(none.left() - LINK_PADDING, none.bottom() + self._look.px(4))
        # a board has an entry from its first day, and so has a case: where none is found, something narrows it
        self.clear.setVisible(bool(none.height()) and not self.model.lines and bool(self.table.none.text()))

    @property
    def step(self) -> HistoryStep | None:
        """The step under the bar."""
        row = self.table.currentIndex().row()
        return self.model.lines[row].step if 0 <= row < len(self.model.lines) else None

    def show_faults(self, altered: int | None, end: str) -> None:
        """Mark the entry that was altered, and say above the latest one that what came after it is missing."""
        self.model.mark(altered)
        self.end.setText(end)
        self.end.setVisible(bool(end))

    def go_to(self, entry: int) -> None:
        """Put the bar on the step with an entry; earlier pages are read until it is there."""
        row = self.model.row_with(entry)
        self._wanted = None
        if row >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))
            self.table.setFocus()
        elif self.model.busy or self.model.has_more:
            self._wanted = entry
            self.model.fetchMore(QModelIndex())

    def _open(self) -> None:
        if self.step is not None:
            self.opened.emit(self.step)

    def _read(self) -> None:
        empty(self._told)
        number = self.model.rowCount()
        # said only when it is known, not while it is being read
        wanted = self.model.query.words.strip()
        self.table.none.setText(f"No entry matches \u201c{wanted}\u201d." if wanted else NOTHING)
        self.table.fit()
        self._place_clear()
        if number and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        more = ", earlier ones further down" if self.model.has_more else ""
        self.counted.emit(f"{counted(number, 'entry', 'entries')}{more}")
        if self._wanted is not None:
            self.go_to(self._wanted)
        elif self.model.has_more and self.table.verticalScrollBar().maximum() == 0:
            self.model.fetchMore(QModelIndex())

    def _failed(self, error: object) -> None:
        empty(self._told)
        if isinstance(error, UserError):
            notice = Notice(self._look, "error", "The history cannot be read.", str(error))
            self._told.addWidget(notice)
            notice.show()
        elif isinstance(error, BaseException):
            self._messages.report(error)
