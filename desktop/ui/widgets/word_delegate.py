"""Cells whose words wrap: how wide and how high each wants to be, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS_SMALL
from desktop.ui.widgets.row_delegate import ground_row
from desktop.ui.widgets.whole import whole

Index = QModelIndex | QPersistentModelIndex
_FIRST, _SIDE, _ABOVE, _ICON = 16, 8, 5, 14
_WRAP, _ENDLESS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere, 100_000


@dataclass(frozen=True, slots=True)
class Face:
    """How a cell looks: its words and their tone, an icon before them, a box around a cell that cannot be taken.

    ``right``: numbers stand beneath each other at the right of their column.
    """

    words: str
    tone: str = "text2"
    icon: str = ""
    boxed: bool = False
    right: bool = False


def laid(words: str, font: QFont, width: int, wrap: QTextOption.WrapMode = _WRAP) -> tuple[QTextLayout, int]:
    """Words in lines of a width, and their height; a word breaks only where it is wider than the line.

    What belongs together stays together, unless that is wider than the line.
    """
    together = whole(words)
    layout, height = _laid(together, font, width, wrap)
    if together != words and layout.minimumWidth() > width:
        return _laid(words, font, width, wrap)
    return layout, height


def _laid(words: str, font: QFont, width: int, wrap: QTextOption.WrapMode) -> tuple[QTextLayout, int]:
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(wrap)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, ceil(height)


def extent(words: str, font: QFont, *, apart: bool = False) -> tuple[int, int]:
    """The width of the longest piece that no line breaks in, and of the longest line; by the lines that are drawn.

    ``apart``: what belongs together may part, where there is no room to keep it.
    """
    # the advance that font metrics give is up to two pixels less than what the lines take
    drawn = words if apart else whole(words)
    layout, _ = _laid(drawn, font, _ENDLESS, QTextOption.WrapMode.WordWrap)
    # in a line of just that width the word would break
    return ceil(layout.minimumWidth()) + 1, ceil(layout.maximumWidth())


class WordDelegate(QStyledItemDelegate):
    """``face`` says how a cell looks; everything else follows from it. The same words are measured once.

    ``apart``: there is no room for what belongs together (``whole``).
    """

    def __init__(self, look: Look, view: QTableView, row: int) -> None:
        super().__init__(view)
        self._look, self._view, self._row = look, view, row
        self.font = look.font("label")
        self._metrics = QFontMetrics(self.font)
        self.apart = False
        self._widths: dict[tuple[str, bool], tuple[int, int]] = {}
        self._heights: dict[tuple[str, int], int] = {}

    def face(self, index: Index) -> Face:
        """Plain words; the first column in the tone of a value."""
        return Face(str(index.data() or ""), "text" if index.column() == 0 else "text2")

    def wanted(self, index: Index) -> tuple[int, int]:
        """The width of the longest word and of all words in one line, with what is around them."""
        face = self.face(index)
        around = self._before(index.column(), face) + self._after(face)
        least, most = self._measured(face.words)
        return least + around, most + around

    def height_in(self, index: Index, width: int) -> int:
        """How high the cell has to be, if it is so wide."""
        face = self.face(index)
        room = width - self._before(index.column(), face) - self._after(face)
        inset = 2 * self._look.px(_ABOVE) if face.boxed else 0
        return max(self._look.px(self._row), self._lines(face.words, room) + 2 * self._look.px(_ABOVE) + inset)

    def room(self, rect: QRect, index: Index) -> QRect:
        """The part of a cell in which its words stand."""
        face = self.face(index)
        above = self._look.px(_ABOVE) * (2 if face.boxed else 1)
        return rect.adjusted(self._before(index.column(), face), above, -self._after(face), -above)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """All words in one line."""
        return QSize(self.wanted(index)[1], self._look.px(self._row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, hairline; then box, icon, words."""
        face, rect, colour = self.face(index), option.rect, self._look.colour
        painter.save()
        ground_row(painter, rect, self._look, self._view, option, index)
        if face.boxed:
            self._draw_box(painter, rect)
        room = self.room(rect, index)
        layout, height = laid(face.words, self.font, room.width())
        top = rect.top() + max((rect.height() - height) // 2, 0)
        if face.icon:
            self._draw_icon(painter, face, QRect(rect.left(), top, room.left() - rect.left(), self._metrics.height()))
        painter.setPen(colour(face.tone))
        left = room.right() + 1 - ceil(layout.maximumWidth()) if face.right else room.left()
        layout.draw(painter, QPointF(left, top))
        painter.restore()

    def _draw_box(self, painter: QPainter, rect: QRect) -> None:
        above, colour = self._look.px(_ABOVE), self._look.colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour("error_soft"))
        painter.setPen(QPen(colour("error"), 1.0))
        box = QRectF(rect).adjusted(1.5, above + 0.5, -self._look.px(_SIDE) - 0.5, -above - 0.5)
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)

    def _draw_icon(self, painter: QPainter, face: Face, place: QRect) -> None:
        """Before the first line, in its middle."""
        side, look = self._look.px(_ICON), self._look
        colour = getattr(look.colours, "error" if face.boxed else face.tone)
        picture = look.icons.pixmap(face.icon, colour, side, painter.device().devicePixelRatioF())
        left = place.right() + 1 - side - look.px(6)
        painter.drawPixmap(left, place.center().y() - side // 2 + 1, picture)

    def _before(self, column: int, face: Face) -> int:
        """What stands before the words."""
        return self._look.px((_FIRST if column == 0 else _SIDE) + (_ICON + 6 if face.icon else 0))

    def _after(self, face: Face) -> int:
        return self._look.px(2 * _SIDE if face.boxed else _SIDE)

    def _measured(self, words: str) -> tuple[int, int]:
        key = (words, self.apart)
        if key not in self._widths:
            self._widths[key] = extent(words, self.font, apart=self.apart)
        return self._widths[key]

    def _lines(self, words: str, width: int) -> int:
        if self._measured(words)[1] <= width and "\n" not in words:
            return self._metrics.height()
        key = (words, width)
        if key not in self._heights:
            self._heights[key] = laid(words, self.font, width)[1]
        return self._heights[key]
