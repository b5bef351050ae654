"""The statistics as a table whose shares are drawn as bars beside their words."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.ui.statistics.model import CHILDREN, SHARE, StatisticsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate, extent
from desktop.ui.widgets.word_table import WordTable

_BAR, _HIGH, _GAP = 140, 10, 12


class BarDelegate(WordDelegate):
    """The share as a bar before its words; the words alone say the same."""

    def __init__(self, look: Look, view: QTableView, row: int) -> None:
        super().__init__(look, view, row)

    def face(self, index: Index) -> Face:
        """Values and numbers in the tone of a value; the digits of numbers stand beneath each other."""
        number = index.column() in {CHILDREN, SHARE}
        return Face(str(index.data() or ""), "text2" if index.column() == SHARE else "text", right=number)

    def wanted(self, index: Index) -> tuple[int, int]:
        """Room for the bar, too."""
        least, most = super().wanted(index)
        more = self._look.px(_BAR + _GAP) if index.column() == SHARE else 0
        return least + more, most + more

    def height_in(self, index: Index, width: int) -> int:
        """As high as its words need beside the bar."""
        return super().height_in(index, width - (self._look.px(_BAR + _GAP) if index.column() == SHARE else 0))

    def room(self, rect: QRect, index: Index) -> QRect:
        """The words stand after the bar, with the room of the longest."""
        place = super().room(rect, index)
        if index.column() != SHARE:
            return place
        place = place.adjusted(self._look.px(_BAR + _GAP), 0, 0, 0)
        place.setWidth(min(place.width(), extent("100\u00a0%", self.font)[1] + 1))
        return place

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row, then its bar on a ground that shows the whole."""
        super().paint(painter, option, index)
        model = index.model()
        row = model.at(index.row()) if isinstance(model, StatisticsModel) else None
        if index.column() != SHARE or row is None:
            return
        px, rect = self._look.px, option.rect
        ground = QRect(super().room(rect, index).left(), rect.center().y() - px(_HIGH) // 2, px(_BAR), px(_HIGH))
        painter.fillRect(ground, self._look.colour("band_head"))
        painter.setPen(self._look.colour("line"))
        painter.drawRect(ground.adjusted(0, 0, -1, -1))
        share = row.count.share if row.count else 0.0
        if share:
            painter.fillRect(
                QRect(ground.topLeft(), ground.size()).adjusted(0, 0, -round(ground.width() * (1 - share)), 0),
                self._look.colour("done"),
            )


class StatisticsTable(WordTable):
    """Enter or a double click on a row: ``opened`` carries the filters of the list that show its children, ``asked``
    the row where the list has no such filter, and ``unlisted`` says that the number has no children of its own."""

    opened = Signal(object)
    asked = Signal(object)
    unlisted = Signal()

    def __init__(self, look: Look, model: StatisticsModel) -> None:
        self._model = model
        super().__init__(look, model, "Statistics", "Nothing to count yet.", dress=BarDelegate)
        self.heads.right = frozenset({CHILDREN})
        self.setAccessibleDescription("Enter shows these children, on the list where that can filter by it.")
        self.on_row(self._open)

    def _open(self) -> None:
        row = self._model.at(self.currentIndex().row())
        if row is None or row.count is None:
            return
        if row.count.where:
            self.opened.emit(row.count.where)
        elif row.count.listed:
            self.asked.emit(row)
        else:
            self.unlisted.emit()
