"""Cells that offer a few values as boxes, one of them chosen: scored by a key or a press, seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS_SMALL, REGULAR, STRONG
from desktop.ui.widgets.row_delegate import ground_row
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate

BOXES = int(Qt.ItemDataRole.UserRole) + 1
"""The words of a cell's boxes, in order; a cell without is plain words."""
CHOSEN = BOXES + 1
"""Which box is chosen, or -1."""
BESIDE = BOXES + 2
"""What stands after the last box where none is chosen and yet something was said."""
QUIET = BOXES + 3
"""A chosen box that says that nothing is there: ringed, not filled."""

SIDE = 26
_GAP, _INSIDE, _BEFORE = 3, 8, 6


class BoxedChoice(WordDelegate):
    """Draws boxes where the model has some, and plain words elsewhere."""

    def __init__(self, look: Look, view: QTableView, row: int) -> None:
        super().__init__(look, view, row)
        self._table = view
        self._strong = QFontMetrics(look.font("label", STRONG))

    def face(self, index: Index) -> Face:
        """Words in the tone of a value where the model says that they are one."""
        return Face(str(index.data() or ""), "text" if index.column() == 1 else "text2")

    def wanted(self, index: Index) -> tuple[int, int]:
        """The boxes need all their width, and room for what stands beside them."""
        words = boxes(index)
        if not words:
            return super().wanted(index)
        width = self.box(QRect(), words, len(words)).left() + self._look.px(SIDE)
        return width, width

    def height_in(self, index: Index, width: int) -> int:
        """A box, and a little around it."""
        return self._look.px(SIDE + 8) if boxes(index) else super().height_in(index, width)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of all tables, then words or boxes."""
        words = boxes(index)
        if not words:
            super().paint(painter, option, index)
            return
        painter.save()
        ground_row(painter, option.rect, self._look, self._table, option, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, told in enumerate(words):
            self._paint_box(painter, self.box(option.rect, words, place), told, index, place)
        painter.setPen(self._look.colour("text2"))
        painter.setFont(self._look.font("label", STRONG))
        beside = self.box(option.rect, words, len(words))
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, str(index.data(BESIDE) or ""))
        painter.restore()

    def box(self, rect: QRect, words: Sequence[str], place: int) -> QRect:
        """Where a box stands in its cell; one after the last gives the room beside them."""
        gap, high = self._look.px(_GAP), self._look.px(SIDE)
        left = rect.left() + self._look.px(_BEFORE) + sum(self._wide(one) + gap for one in words[:place])
        wide = self._wide(words[place]) if place < len(words) else high
        return QRect(left, rect.center().y() - high // 2, wide, high)

    def box_at(self, rect: QRect, index: Index, point: QPoint) -> int:
        """Which box a point lies in, or -1."""
        words = boxes(index)
        return next((one for one in range(len(words)) if self.box(rect, words, one).contains(point)), -1)

    def _wide(self, words: str) -> int:
        if len(words) == 1:
            return self._look.px(SIDE)
        return self._strong.horizontalAdvance(words) + 2 * self._look.px(_INSIDE)

    def _paint_box(self, painter: QPainter, box: QRect, words: str, index: Index, place: int) -> None:
        colour, chosen = self._look.colour, index.data(CHOSEN) == place
        filled = chosen and index.data(QUIET) != place
        painter.setBrush(colour("accent" if filled else "raised"))
        painter.setPen(QPen(colour("accent" if chosen else "edge"), 2.0 if chosen else 1.0))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        painter.setPen(colour("on_accent" if filled else "text" if chosen else "text2"))
        step = "body" if len(words) == 1 else "label"
        painter.setFont(self._look.font(step, STRONG if chosen else REGULAR, figures=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def boxes(index: Index) -> tuple[str, ...]:
    """The words of the boxes of a cell."""
    return tuple(index.data(BOXES) or ())
