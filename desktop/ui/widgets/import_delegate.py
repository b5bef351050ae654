"""Rows of an import: two lines for the reason, and the faulty cell with an icon on the ground of an error."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.ui.models.import_model import ImportModel
from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS_SMALL
from desktop.ui.widgets.row_delegate import RowDelegate, ground_row

ROW = 44
_ICON = 14
Index = QModelIndex | QPersistentModelIndex


class ImportDelegate(RowDelegate):
    """Draws the faulty cell as a box of its own and lets the last column wrap once."""

    def __init__(self, look: Look, view: QTableView, model: ImportModel) -> None:
        super().__init__(look, view, ROW)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The faulty cell and the reason are drawn here, the others as in every table."""
        faulty, last = self._model.is_faulty(index), index.column() == self._model.columnCount() - 1
        if not faulty and not last:
            super().paint(painter, option, index)
            return
        painter.save()
        ground_row(painter, option.rect, self._look, self._view, option, index)
        painter.setFont(self._look.font("label"))
        painter.setPen(self._look.colour("text"))
        if faulty:
            self._draw_fault(painter, option.rect, str(index.data() or ""))
        else:
            self._draw_two_lines(painter, option.rect, str(index.data() or ""))
        painter.restore()

    def _draw_fault(self, painter: QPainter, rect: QRect, words: str) -> None:
        px, look = self._look.px, self._look
        box, side = QRectF(rect).adjusted(1.5, px(6) + 0.5, -8.5, -px(6) - 0.5), px(_ICON)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("error_soft"))
        painter.setPen(QPen(look.colour("error"), 1.0))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        picture = look.icons.pixmap("failed", look.colours.error, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(int(box.right()) - side - px(6), rect.center().y() - side // 2, picture)
        room = box.toRect().adjusted(px(7), 0, -side - px(10), 0)
        painter.setPen(look.colour("text"))
        shown = painter.fontMetrics().elidedText(words or "empty", Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _draw_two_lines(self, painter: QPainter, rect: QRect, words: str) -> None:
        room, metrics = rect.adjusted(self._look.px(8), 2, -8, -3), painter.fontMetrics()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        shown = words
        while metrics.boundingRect(room, int(flags), shown).height() > room.height() and " " in shown:
            shown = f"{shown.removesuffix(' …').rpartition(' ')[0]} …"
            if shown == " …":
                break
        painter.drawText(room, int(flags), shown)
