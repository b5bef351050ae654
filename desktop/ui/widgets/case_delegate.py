"""Painting the case list: a plain cell, or a whole row on several lines where the columns do not fit side by side."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip

from desktop.clinical.listing import CaseLine
from desktop.ui.models.case_columns import COLUMNS, PLACES
from desktop.ui.models.case_layout import Layout
from desktop.ui.models.case_list_model import LINE_ROLE, CaseListModel
from desktop.ui.theme import Look
from desktop.ui.tokens import ROW_HEIGHT, ROW_LINE
from desktop.ui.widgets.case_cells import ICON, PHASE, RISK, SHORT_PHASE, Cell, Measures, Piece, cell_of
from desktop.ui.widgets.case_needs import RIGHT
from desktop.ui.widgets.phase_strip import paint_phase
from desktop.ui.widgets.risk_glyph import HEIGHT, WIDTH, paint_risk
from desktop.ui.widgets.row_delegate import ground_row

Index = QModelIndex | QPersistentModelIndex

MARGIN, GAP = 16, 8
"""White space before the first column of a line, and before the others of a folded row."""
_UNDER = 4


class CaseDelegate(QStyledItemDelegate):
    """One delegate for the whole list. ``layout``: how the columns share the room now."""

    def __init__(self, look: Look, model: CaseListModel, view: QTableView) -> None:
        super().__init__(view)
        self._look, self._model, self._view = look, model, view
        self.measures = Measures(look)
        self.layout = Layout(((),))
        look.changed.connect(self.measures.forget)

    def row_height(self) -> int:
        """Rows of one height, by how many lines they have."""
        lines = len(self.layout.lines)
        return self._look.px(ROW_HEIGHT if lines == 1 else lines * ROW_LINE + _UNDER)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of one height."""
        return QSize(self._look.px(60), self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, hairline; then what the column shows, or in a folded row what all of them show."""
        line = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        rect: QRect = option.rect
        ground_row(painter, rect, self._look, self._view, option, index)
        painter.setClipRect(rect)
        if self.layout.folded:
            for column, room in self.rooms(rect):
                self._cell(painter, room, column, line)
        else:
            here, px = COLUMNS[index.column()], self._look.px
            self._cell(painter, rect.adjusted(px(here.before), 0, -px(RIGHT), 0), here.name, line)
        painter.restore()

    def rooms(self, row: QRect) -> list[tuple[str, QRect]]:
        """The room of what every column says in a folded row."""
        px, high = self._look.px, self._look.px(ROW_LINE)
        top = row.top() + (row.height() - high * len(self.layout.lines)) // 2
        return [
            (one.column, QRect(row.left() + one.left, top + at * high, one.width, high)
             .adjusted(px(MARGIN if one.left == 0 else GAP), 0, -px(RIGHT), 0))
            for at, places in enumerate(self.layout.lines)
            for one in places
        ]  # fmt: skip

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:  # fmt: skip
        """In a folded row the tooltip is that of the column under the pointer."""
        if not self.layout.folded or not index.isValid():
            return super().helpEvent(event, view, option, index)
        at = event.pos() - option.rect.topLeft()
        column = self.layout.at(at.x(), at.y() * len(self.layout.lines) // max(option.rect.height(), 1))
        told = index.model().index(index.row(), PLACES[column]).data(Qt.ItemDataRole.ToolTipRole) if column else ""
        QToolTip.showText(event.globalPos(), str(told or ""), view)
        return True

    def _cell(self, painter: QPainter, rect: QRect, column: str, line: CaseLine) -> None:
        """The mark at the left, what stands at the right, and the words between them."""
        cell = cell_of(column, self._model.reading, line, short=self.layout.short)
        measures = self.measures
        self._mark(painter, rect, cell, line)
        self._icon(painter, rect.adjusted(measures.mark(cell.mark), 0, 0, 0), cell.flag, cell.tone)
        rect = rect.adjusted(measures.before(cell), 0, 0, 0)
        if cell.end is not None:
            self._write(painter, rect, cell.end, right=True)
            rect = rect.adjusted(0, 0, -measures.end(cell), 0)
        for piece in measures.chosen(cell, rect.width()):
            used = self._write(painter, rect, piece, right=cell.right)
            rect = rect.adjusted(used + measures.between, 0, 0, 0)

    def _mark(self, painter: QPainter, rect: QRect, cell: Cell, line: CaseLine) -> None:
        look, scale = self._look, self._look.scale
        if cell.mark == RISK:
            glyph = QRectF(rect.left(), rect.center().y() - HEIGHT * scale / 2 + 1, WIDTH * scale, HEIGHT * scale)
            paint_risk(
                painter, look, glyph, line.groups, conflict=line.only_sources_differ, not_covered=line.not_covered
            )  # fmt: skip
        elif cell.mark in {PHASE, SHORT_PHASE}:
            paint_phase(painter, rect.left(), rect.center().y() + 0.5, line.step, scale=scale,
                        done=look.colour("done"), now=look.colour("accent"), edge=look.colour("edge"),
                        short=cell.mark == SHORT_PHASE)  # fmt: skip
        else:
            self._icon(painter, rect, cell.mark, cell.tone)

    def _icon(self, painter: QPainter, rect: QRect, name: str, tone: str) -> None:
        if name:
            side = self._look.px(ICON)
            colour = getattr(self._look.colours, tone)
            picture = self._look.icons.pixmap(name, colour, side, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(rect.left(), rect.center().y() - side // 2 + 1), picture)

    def _write(self, painter: QPainter, rect: QRect, piece: Piece, *, right: bool = False) -> int:
        """Draw one line of text; gives the width that was used.

        What is shortened of a name is the family name, so that the given name tells two children of one family apart;
        of an identifier the middle, for its end is what tells two children of one hospital apart.
        """
        if not piece.words or rect.width() <= 0:
            return 0
        font, metrics = self.measures.font(piece)
        painter.setFont(font)
        painter.setPen(self._look.colour(piece.tone))
        words, used = piece.words, metrics.horizontalAdvance(piece.words)
        if used > rect.width():
            elide = Qt.TextElideMode.ElideMiddle if piece.identifier else Qt.TextElideMode.ElideRight
            words = metrics.elidedText(words, elide, rect.width())
            if piece.name:
                words = short_name(metrics, piece.words, rect.width())
            used = metrics.horizontalAdvance(words)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        return used


def short_name(metrics: QFontMetrics, name: str, width: int) -> str:
    """``Villanueva de…, María``: at least half of the room stays for the family name, and both end in their sign."""
    family, comma, given = name.partition(", ")
    right = Qt.TextElideMode.ElideRight
    if not comma:
        return metrics.elidedText(name, right, width)
    room = width - metrics.horizontalAdvance(comma)
    own = metrics.elidedText(given, right, min(metrics.horizontalAdvance(given) + 1, room // 2))
    return f"{metrics.elidedText(family, right, room - metrics.horizontalAdvance(own))}{comma}{own}"
