"""The sections of a case, always in the same order; the chosen one carries a bar, a count says what still decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, SECTION_ROW, STRONG
from desktop.ui.words import counted

Index = QModelIndex | QPersistentModelIndex
_COUNT = Qt.ItemDataRole.UserRole


class _SectionDelegate(QStyledItemDelegate):
    """Draws one section's name."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of one height."""
        return QSize(self._look.px(120), self._look.px(SECTION_ROW + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, name, count, and a ring with the keyboard."""
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
        font = self._look.font("body", STRONG if selected else REGULAR)
        painter.setFont(font)
        painter.setPen(self._look.colour("text" if selected else "text2"))
        words = rect.adjusted(8, 0, -2, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if index.data(_COUNT):
            left = words.left() + QFontMetrics(font).horizontalAdvance(str(index.data())) + 6
            painter.setFont(self._look.font("label", STRONG))
            painter.setPen(self._look.colour("caution"))
            painter.drawText(words.adjusted(left - words.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter,
                             str(index.data(_COUNT)))  # fmt: skip
        painter.restore()


class SectionList(QListView):
    """``currentRowChanged`` carries the number of the chosen section."""

    currentRowChanged = Signal(int)  # noqa: N815 - as Qt's own list widget calls it

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        super().__init__()
        self._items = [QStandardItem(name) for name in names]
        model = QStandardItemModel(self)
        for item in self._items:
            model.appendRow(item)
        self.setModel(model)
        self.setItemDelegate(_SectionDelegate(look, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName("Sections of the case")
        look.changed.connect(self.viewport().update)

    def select(self, row: int) -> None:
        """Choose a section."""
        self.setCurrentIndex(self.model().index(row, 0))

    def row(self) -> int:
        """The chosen section."""
        return self.currentIndex().row()

    def show_counts(self, counts: Sequence[int]) -> None:
        """How many facts that decide are open in each section."""
        for item, count in zip(self._items, counts, strict=True):
            item.setData(count or None, _COUNT)
            told = f"{item.text()}, {counted(count, 'deciding fact')} open" if count else item.text()
            item.setAccessibleText(told)

    def words(self, row: int) -> str:
        """A section's name with its count, for a menu."""
        count = self._items[row].data(_COUNT)
        return f"{self._items[row].text()} ({count})" if count else self._items[row].text()

    def sizeHint(self) -> QSize:
        """As high as all its rows; the hint beneath then stands under the last."""
        height = sum(self.sizeHintForRow(row) for row in range(len(self._items)))
        return QSize(super().sizeHint().width(), height + 4)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt's own notice of a new choice."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.currentRowChanged.emit(current.row())
