"""What rows of all tables share: a hairline beneath, a bar and a ring for the selected row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.ui.theme import Look
from desktop.ui.tokens import TABLE_HEAD

Index = QModelIndex | QPersistentModelIndex


def ground_row(
    painter: QPainter, rect: QRect, look: Look, view: QTableView, option: QStyleOptionViewItem, index: Index
) -> None:
    """What lies behind a row of any table: selected or hovered ground, hairline, bar; the ring where the keyboard is.

    Where several rows may be selected, the keyboard is in one of them, or in one beside them.
    """
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    several = view.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection
    here = index.row() == view.currentIndex().row() if several else selected
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.fillRect(rect, look.colour("selected" if selected else "hover" if hovered else "surface"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))
    first = index.column() == 0
    accent = look.colour("accent")
    if selected and first:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), accent)
    if here and view.hasFocus():
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
