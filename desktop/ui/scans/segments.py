"""The segments of a scan as a table: scored by one key each, with the scan before beside it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.vocabulary import Silence
from desktop.services.scans import ScanView, SegmentLine
from desktop.ui.scans.body_map import digit
from desktop.ui.theme import Look
from desktop.ui.widgets.boxed_choice import BESIDE, BOXES, CHOSEN, QUIET, SIDE, BoxedChoice
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex

_CODE, _NAME, _NOW, _BEFORE, _CHANGE = range(5)
_HEADS = ("", "Segment", "Now", "Before", "Change")
NOT_ASSESSABLE: Answer[int] = silent(Silence.INCONCLUSIVE)
"""What the key N says of a segment."""


class SegmentModel(QAbstractTableModel):
    """Read-only; ``show_view`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__()
        self.view: ScanView | None = None

    def show_view(self, view: ScanView | None) -> None:
        """Show the segments of this scan; the same segments keep their rows."""
        same = self.view is not None and view is not None and self.view.method.id == view.method.id
        if same:
            self.view = view
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, _CHANGE))
            return
        self.beginResetModel()
        self.view = view
        self.endResetModel()

    @property
    def highest(self) -> int:
        """The highest value of a segment."""
        return self.view.method.highest if self.view else 0

    def line(self, row: int) -> SegmentLine:
        """The segment of a row."""
        assert self.view is not None  # noqa: S101 - rows exist only with a view
        return self.view.lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many segments the method has."""
        return 0 if parent.isValid() or self.view is None else len(self.view.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; what a cell means is read out with its head."""
        line = self.line(index.row())
        words = _words(line, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{capital(line.segment.text)} ({line.segment.also})" if line.segment.also else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADS[index.column()] or 'Code'}: {words}"
        return self._box(line, role) if index.column() == _NOW else None

    def _box(self, line: SegmentLine, role: int) -> object:
        if role == BOXES:
            return tuple(str(place) for place in range(self.highest + 1))
        if role == CHOSEN:
            return -1 if line.score is None else line.score
        if role == BESIDE:
            return "" if line.score is not None or line.now == NOT_ASKED else digit(line.now)
        return 0 if role == QUIET else None


def value_words(told: Answer[int]) -> str:
    """``2``, ``not assessable`` or ``not scored``."""
    if told.value is not None:
        return str(told.value)
    return "not scored" if told == NOT_ASKED else "not assessable"


def change_words(change: int | None) -> str:
    """``↓3``, ``↑1``, ``=``; nothing where it cannot be told."""
    if change is None:
        return ""
    return "=" if change == 0 else f"{'↑' if change > 0 else '↓'}{abs(change)}"


def _words(line: SegmentLine, column: int) -> str:
    if column == _CODE:
        return line.segment.id
    if column == _NAME:
        return capital(line.segment.text)
    if column == _NOW:
        return value_words(line.now)
    return (
        (value_words(line.before) if line.before.is_known else "") if column == _BEFORE else change_words(line.change)
    )


class SegmentTable(WordTable):
    """``scored`` carries the place of a segment, counted from 1, and what was said of it; ``chosen`` its row."""

    scored = Signal(int, object)
    chosen = Signal(int)

    def __init__(self, look: Look, model: SegmentModel) -> None:
        self._model = model
        super().__init__(
            look, model, "Segments of the scan", "No scan yet.", row=SIDE + 8, whole=True, dress=BoxedChoice
        )
        told = "A digit scores a segment and goes on to the next. N: not assessable. Delete: not scored."
        self.setAccessibleDescription(told)
        self.read_only = False
        self.selectionModel().currentRowChanged.connect(lambda index, _old: self.chosen.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit scores and goes on; N says that the segment cannot be judged; Delete takes the value away."""
        row = self.currentIndex().row()
        told = None if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else self._told(event)
        if row < 0 or told is None or self.read_only:
            super().keyPressEvent(event)
            return
        # first on, so that what is stored is shown with the bar where the next digit goes
        if told != NOT_ASKED:
            self._go(row + 1)
        self.scored.emit(row + 1, told)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a box scores its segment."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self.read_only or index.column() != _NOW:
            return
        words = self._words
        if isinstance(words, BoxedChoice):
            place = words.box_at(self.visualRect(index), index, event.position().toPoint())
            if place >= 0:
                self.scored.emit(index.row() + 1, known(place))

    def go_to(self, row: int) -> None:
        """Put the bar on a segment."""
        self._go(row)

    def _go(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            self.selectRow(row)
            self.setCurrentIndex(self._model.index(row, _NAME))

    def _told(self, event: QKeyEvent) -> Answer[int] | None:
        text = event.text()
        if text.isdigit() and len(text) == 1 and int(text) <= self._model.highest:
            return known(int(text))
        if event.key() == Qt.Key.Key_N:
            return NOT_ASSESSABLE
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            return NOT_ASKED
        return None
