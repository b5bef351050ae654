"""Rows of a proof: what failed has its icon and its tone; words of a case wrap once."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.ui.models.proof_model import ProofModel
from desktop.ui.theme import Look
from desktop.ui.widgets.row_delegate import RowDelegate, ground_row

CASE_ROW, TABLE_ROW = 44, 28
_ICON = 14
Index = QModelIndex | QPersistentModelIndex


class ProofDelegate(RowDelegate):
    """``verdict`` is the column that says how it came off; it has the icon."""

    def __init__(self, look: Look, view: QTableView, model: ProofModel, height: int, verdict: int) -> None:
        super().__init__(look, view, height)
        self._model, self._verdict = model, verdict

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, icon, words on as many lines as there is room for."""
        look, px = self._look, self._look.px
        painter.save()
        ground_row(painter, option.rect, look, self._view, option, index)
        room = option.rect.adjusted(px(16 if index.column() == 0 else 8), 2, -8, -3)
        words, failed = str(index.data() or ""), self._model.rows[index.row()].failed
        verdict = index.column() == self._verdict
        tone = "error" if verdict and failed else "text" if index.column() < 2 or failed else "text2"
        if verdict and words:
            icon = "failed" if failed else "done" if words == "Passed" else "matters"
            picture = look.icons.pixmap(
                icon, getattr(look.colours, tone), px(_ICON), painter.device().devicePixelRatioF()
            )
            painter.drawPixmap(room.left(), room.center().y() - px(_ICON) // 2, picture)
            room.adjust(px(_ICON + 6), 0, 0, 0)
        painter.setFont(look.font("label"))
        painter.setPen(look.colour(tone))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        shown = words
        while painter.fontMetrics().boundingRect(room, int(flags), shown).height() > room.height() and " " in shown:
            shown = f"{shown.removesuffix(' …').rpartition(' ')[0]} …"
            if shown == " …":
                break
        painter.drawText(room, int(flags), shown)
        painter.restore()
