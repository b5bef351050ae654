"""The sections of a case, always in the same order; the chosen one carries a bar and bold words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, SECTION_ROW, STRONG

Index = QModelIndex | QPersistentModelIndex


class _SectionDelegate(QStyledItemDelegate):
    """Draws one section's name."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of one height."""
        return QSize(self._look.px(120), self._look.px(SECTION_ROW + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, name, and a ring with the keyboard."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(1, 1, -1, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top() + 6, 3, rect.height() - 12), self._look.colour("accent"))
            if self._view.hasFocus():
                painter.setPen(self._look.colour("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect, 6, 6)
        painter.setFont(self._look.font("body", STRONG if selected else REGULAR))
        painter.setPen(self._look.colour("text" if selected else "text2"))
        painter.drawText(rect.adjusted(8, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()


class SectionList(QListView):
    """``currentRowChanged`` carries the number of the chosen section."""

    currentRowChanged = Signal(int)  # noqa: N815 - as Qt's own list widget calls it

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setItemDelegate(_SectionDelegate(look, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("Sections of the case")
        look.changed.connect(self.viewport().update)

    def select(self, row: int) -> None:
        """Choose a section."""
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt's own notice of a new choice."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.currentRowChanged.emit(current.row())
