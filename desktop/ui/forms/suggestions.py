"""The list beneath a field while one types: values with the name they were found by, heads, and silences.

It never takes the keyboard: the field keeps it, and says what the bar is on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.clinical.answers import Answer
from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS_SMALL, REGULAR, STRONG

Index = QModelIndex | QPersistentModelIndex
_LINE = Qt.ItemDataRole.UserRole
_ROW, _SIDE, _BETWEEN, _ICON, _ROWS = 26, 10, 14, 14, 10


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its words, and the answer that it stands for; a head has none. ``by``: the name it was found by."""

    words: str
    answer: Answer[object] | None = None
    by: str = ""
    icon: str = ""

    @property
    def spoken(self) -> str:
        """As it is read out."""
        return f"{self.words}, {self.by}" if self.by else self.words


class _LineDelegate(QStyledItemDelegate):
    """Draws a row: a head small and strong, a value with the name it was found by at the right."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of one height, as wide as their words."""
        return QSize(self.needed(index.data(_LINE)), self._look.px(_ROW))

    def needed(self, line: Line) -> int:
        """How wide a row wants to be."""
        look, px = self._look, self._look.px
        width = QFontMetrics(look.font("body", STRONG)).horizontalAdvance(line.words) + 2 * px(_SIDE)
        width += px(_ICON) + 6 if line.icon else 0
        by = QFontMetrics(look.font("label")).horizontalAdvance(line.by) + px(_BETWEEN) if line.by else 0
        return width + by

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground of the bar, icon, words, and the other name."""
        line, look, px = index.data(_LINE), self._look, self._look.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(look.colour("accent"), 1.0))
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), RADIUS_SMALL, RADIUS_SMALL)
        elif option.state & QStyle.StateFlag.State_MouseOver and line.answer is not None:
            # the pointer shows where it is and moves nothing: leaving the field takes what the bar is on
            painter.fillRect(rect.adjusted(1, 1, -1, -1), look.colour("hover"))
        words = rect.adjusted(px(_SIDE), 0, -px(_SIDE), 0)
        if line.icon:
            side = px(_ICON)
            picture = look.icons.pixmap(line.icon, look.colours.text2, side, painter.device().devicePixelRatioF())
            painter.drawPixmap(words.left(), words.center().y() - side // 2, picture)
            words = words.adjusted(side + 6, 0, 0, 0)
        self._write(painter, words, line)
        painter.restore()

    def _write(self, painter: QPainter, words: QRect, line: Line) -> None:
        look, middle = self._look, Qt.AlignmentFlag.AlignVCenter
        head = line.answer is None
        font = look.font("label", STRONG) if head else look.font("body", REGULAR)
        if line.by:
            label = look.font("label")
            painter.setFont(label)
            painter.setPen(look.colour("text2"))
            painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, line.by)
            taken = QFontMetrics(label).horizontalAdvance(line.by) + look.px(_BETWEEN)
            words = words.adjusted(0, 0, -min(taken, words.width() // 2), 0)
        painter.setFont(font)
        painter.setPen(look.colour("text2" if head else "text"))
        shown = QFontMetrics(font).elidedText(line.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, shown)


class Suggestions(QListView):
    """``picked`` carries the answer of a row that was pressed."""

    picked = Signal(object)

    def __init__(self, look: Look, owner: QWidget, name: str) -> None:
        super().__init__(owner)
        self._look, self._owner = look, owner
        self.lines: tuple[Line, ...] = ()
        kind = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        self.setWindowFlags(kind)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("part", "suggestions")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._rows = _LineDelegate(look, self)
        self.setItemDelegate(self._rows)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)
        look.changed.connect(self.viewport().update)

    @property
    def current(self) -> Line | None:
        """The row under the bar."""
        row = self.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def show_lines(self, lines: Sequence[Line], at: int | None) -> None:
        """Show these rows beneath the field, with the bar on one or on none."""
        self.lines = tuple(lines)
        self._model.clear()
        for line in self.lines:
            item = QStandardItem(line.spoken)
            item.setData(line, _LINE)
            item.setEditable(False)
            item.setSelectable(line.answer is not None)
            item.setEnabled(line.answer is not None)
            self._model.appendRow(item)
        self.setCurrentIndex(self._model.index(at, 0) if at is not None else QModelIndex())
        self._place()
        self.show()
        if at is not None:
            self.scrollTo(self.currentIndex())

    def move_bar(self, by: int) -> None:
        """The next row that can be chosen, or the one before; from none, the first or the last."""
        rows = [row for row, one in enumerate(self.lines) if one.answer is not None]
        if not rows:
            return
        now = self.currentIndex().row()
        at = rows.index(now) + by if now in rows else (0 if by > 0 else len(rows) - 1)
        index = self._model.index(rows[min(max(at, 0), len(rows) - 1)], 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _clicked(self, index: QModelIndex) -> None:
        line = self.lines[index.row()]
        if line.answer is not None:
            self.picked.emit(line.answer)

    def _place(self) -> None:
        """Beneath the field, or over it where there is more room; inside the screen."""
        px, owner, screen = self._look.px, self._owner, self._owner.screen().availableGeometry()
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(max((self._rows.needed(one) for one in self.lines), default=0) + bar, owner.width())
        width = min(width, screen.width())
        below = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        above = owner.mapToGlobal(QPoint(0, -2))
        wanted = px(_ROW) * min(len(self.lines), _ROWS) + 2
        room, over = screen.bottom() - below.y(), above.y() - screen.top()
        height = min(wanted, max(room, over, px(_ROW)))
        top = below.y() if wanted <= room or room >= over else above.y() - height
        left = max(screen.left(), min(below.x(), screen.right() + 1 - width))
        self.setGeometry(left, top, width, height)
