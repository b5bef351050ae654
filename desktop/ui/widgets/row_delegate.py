"""Rows of plain tables: text, a hairline beneath, a bar and a ring for the selected row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.ui.theme import Look
from desktop.ui.tokens import TABLE_HEAD

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Draws words only; nothing wraps, what does not fit is shortened and given whole as a tooltip."""

    def __init__(self, look: Look, view: QTableView, height: int = 28) -> None:
        super().__init__(view)
        self._look, self._view, self._height = look, view, height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of one height."""
        return QSize(self._look.px(40), self._look.px(self._height))

    def tone(self, index: Index) -> str:
        """The colour of the words of a cell."""
        return "text" if index.column() == 0 else "text2"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, hairline, words."""
        painter.save()
        rect = option.rect
        ground_row(painter, rect, self._look, self._view, option, index)
        words = str(index.data() or "")
        painter.setFont(self._look.font("label", figures=words[:1].isdigit()))
        painter.setPen(self._look.colour(self.tone(index)))
        room = rect.adjusted(self._look.px(16 if index.column() == 0 else 8), 0, -8, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def ground_row(
    painter: QPainter, rect: QRect, look: Look, view: QTableView, option: QStyleOptionViewItem, index: Index
) -> None:
    """What lies behind a row of any table: selected or hovered ground, hairline, bar, focus ring."""
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.fillRect(rect, look.colour("selected" if selected else "hover" if hovered else "surface"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))
    first = index.column() == 0
    accent = look.colour("accent")
    if selected and first:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), accent)
    if selected and view.hasFocus():
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), accent)
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), accent)
        after = range(index.column() + 1, index.model().columnCount())
        if all(view.isColumnHidden(column) for column in after):
            painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), accent)


def dress_table(look: Look, table: QTableView, widths: tuple[int, ...], height: int) -> None:
    """What all tables share: rows as wholes, no grid, our heads and heights."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(look.px(height))
    head = table.horizontalHeader()
    head.setFixedHeight(look.px(TABLE_HEAD))
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    head.setStretchLastSection(True)
    for place, width in enumerate(widths):
        table.setColumnWidth(place, look.px(width))
    look.changed.connect(table.viewport().update)
