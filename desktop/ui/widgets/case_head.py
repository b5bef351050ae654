"""The heads of the case list: the arrow stands after the word it sorts by; a right click chooses columns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG

_ARROW = 12


class CaseHead(QHeaderView):
    """``chosen`` asks for the menu of columns and carries the place where it is wanted."""

    chosen = Signal(QPoint)

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look = look
        self._font = look.font("label", STRONG)
        look.changed.connect(self._renew)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, word, arrow, the hairline beneath."""
        look, px = self._look, self._look.px
        hovered = self.isEnabled() and rect.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
        painter.save()
        painter.fillRect(rect, look.colour("hover" if hovered else "ground"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))
        room = rect.adjusted(px(16 if self.visualIndex(section) == 0 else 8), 0, -px(4), -1)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        words = str(self.model().headerData(section, self.orientation()) or "")
        side = Qt.AlignmentFlag(int(self.model().headerData(section, self.orientation(), _SIDE)))
        painter.setFont(self._font)
        painter.setPen(look.colour("text" if sorted_by else "text2"))
        metrics = painter.fontMetrics()
        arrow = px(_ARROW) + px(4) if sorted_by else 0
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width() - arrow)
        used = metrics.horizontalAdvance(shown)
        left = room.right() - used - arrow + 1 if side & Qt.AlignmentFlag.AlignRight else room.left()
        painter.drawText(QRect(left, room.top(), used + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if sorted_by:
            name = "ascending" if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else "descending"
            picture = look.icons.pixmap(name, look.colours.text2, px(_ARROW), self.devicePixelRatioF())
            painter.drawPixmap(left + used + px(4), room.center().y() - px(_ARROW) // 2 + 1, picture)
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Which columns, and in which order."""
        self.chosen.emit(event.globalPos())

    def _renew(self) -> None:
        self._font = self._look.font("label", STRONG)
        self.viewport().update()


_SIDE = Qt.ItemDataRole.TextAlignmentRole
