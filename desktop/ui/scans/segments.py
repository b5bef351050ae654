"""The segments of a scan as a table: scored by one key each, with the scan before beside it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.vocabulary import Silence
from desktop.services.scans import ScanView, SegmentLine
from desktop.ui.scans.body_map import digit
from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS_SMALL, REGULAR, STRONG
from desktop.ui.widgets.row_delegate import ground_row
from desktop.ui.widgets.word_delegate import Face, WordDelegate
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex

_CODE, _NAME, _NOW, _BEFORE, _CHANGE = range(5)
_HEADS = ("", "Segment", "Now", "Before", "Change")
_BOX, _GAP = 26, 3
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
        return None


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


class _Boxes(WordDelegate):
    """Rows of the table; the values to choose from as boxes."""

    def __init__(self, look: Look, view: QTableView, row: int) -> None:
        super().__init__(look, view, row)
        self._table = view

    def face(self, index: Index) -> Face:
        """Words in the tone of a value where they are one."""
        return Face(str(index.data() or ""), "text" if index.column() == _NAME else "text2")

    def wanted(self, index: Index) -> tuple[int, int]:
        """The boxes need all their width, and one more for what is not assessable."""
        if index.column() != _NOW:
            return super().wanted(index)
        width = self.box(QRect(), _model(index).highest + 2).left()
        return width, width

    def height_in(self, index: Index, width: int) -> int:
        """A box, and a little around it."""
        if index.column() != _NOW:
            return super().height_in(index, width)
        return self._look.px(_BOX + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of all tables, then words or boxes."""
        if index.column() != _NOW:
            super().paint(painter, option, index)
            return
        painter.save()
        ground_row(painter, option.rect, self._look, self._table, option, index)
        self._paint_boxes(painter, option.rect, _model(index).line(index.row()).now, _model(index).highest)
        painter.restore()

    def box(self, rect: QRect, place: int) -> QRect:
        """Where the box of a value stands in its cell."""
        side, gap = self._look.px(_BOX), self._look.px(_GAP)
        left = rect.left() + self._look.px(6) + place * (side + gap)
        return QRect(left, rect.center().y() - side // 2, side, side)

    def _paint_boxes(self, painter: QPainter, rect: QRect, now: Answer[int], highest: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(highest + 1):
            self._paint_box(painter, self.box(rect, place), place, chosen=now.value == place)
        if not now.is_known and now != NOT_ASKED:
            painter.setPen(self._look.colour("text2"))
            painter.setFont(self._look.font("body", STRONG))
            painter.drawText(self.box(rect, highest + 1), Qt.AlignmentFlag.AlignCenter, digit(now))

    def _paint_box(self, painter: QPainter, box: QRect, place: int, *, chosen: bool) -> None:
        colour, strong = self._look.colour, chosen and place > 0
        painter.setBrush(colour("accent" if strong else "raised"))
        painter.setPen(QPen(colour("accent" if chosen else "edge"), 2.0 if chosen else 1.0))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        painter.setPen(colour("on_accent" if strong else "text" if chosen else "text2"))
        painter.setFont(self._look.font("body", STRONG if chosen else REGULAR, figures=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place))


def _model(index: Index) -> SegmentModel:
    model = index.model()
    assert isinstance(model, SegmentModel)  # noqa: S101 - this delegate serves no other table
    return model


class SegmentTable(WordTable):
    """``scored`` carries the place of a segment, counted from 1, and what was said of it; ``chosen`` its row."""

    scored = Signal(int, object)
    chosen = Signal(int)

    def __init__(self, look: Look, model: SegmentModel) -> None:
        self._model = model
        super().__init__(look, model, "Segments of the scan", "No scan yet.", row=_BOX + 8, whole=True, dress=_Boxes)
        told = "A digit scores a segment and goes on to the next. N: not assessable. Delete: not scored."
        self.setAccessibleDescription(told)
        self.read_only = False
        self.selectionModel().currentRowChanged.connect(lambda index, _old: self.chosen.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit scores and goes on; N says that the segment cannot be judged; Delete takes the value away."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether a key meant something here, and was carried out; also for keys pressed on the body."""
        row = self.currentIndex().row()
        if row < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not self.hasFocus():
            self._go(row + (1 if event.key() == Qt.Key.Key_Down else -1))
            return True
        told = self._told(event)
        if told is None or self.read_only:
            return False
        # first on, so that what is stored is shown with the bar where the next digit goes
        if told != NOT_ASKED:
            self._go(row + 1)
        self.scored.emit(row + 1, told)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a box scores its segment."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self.read_only or index.column() != _NOW:
            return
        for place in range(self._model.highest + 1):
            if self._box(index, place).contains(event.position().toPoint()):
                self.scored.emit(index.row() + 1, known(place))

    def _box(self, index: Index, place: int) -> QRect:
        words = self._words
        return words.box(self.visualRect(index), place) if isinstance(words, _Boxes) else QRect()

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
