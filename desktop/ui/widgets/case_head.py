"""The heads of the case list: arrows stand after the words it is sorted by; a right click chooses columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip

from desktop.clinical.listing import SortKey
from desktop.ui.models.case_columns import COLUMNS, PLACES, SORTS
from desktop.ui.models.case_layout import Layout
from desktop.ui.theme import Look
from desktop.ui.tokens import HEAD_LINE, STRONG, TABLE_HEAD
from desktop.ui.widgets.case_delegate import GAP, MARGIN
from desktop.ui.widgets.case_needs import RIGHT

_ARROW, _GAP, _ABOVE = 12, 4, 2


class CaseHead(QHeaderView):
    """``chosen`` asks for the menu of columns and carries the place where it is wanted; ``sorted_by`` carries the head
    that was clicked, and whether Shift was held: then it is sorted by that as well.

    Where rows are folded the heads stand on as many lines, each above what it names.
    """

    chosen = Signal(QPoint)
    sorted_by = Signal(int, bool)

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look = look
        self._font = look.font("label", STRONG)
        self._layout = Layout(((),))
        self._keys: tuple[SortKey, ...] = ()
        self._further = False
        self.sectionClicked.connect(lambda section: self.sorted_by.emit(section, self._further))
        look.changed.connect(self._renew)
        self.setSectionsClickable(True)

    def follow(self, layout: Layout) -> None:
        """Stand as the columns do."""
        self._layout = layout
        lines = len(layout.lines)
        self.setFixedHeight(self._look.px(TABLE_HEAD if lines == 1 else lines * HEAD_LINE + 2 * _ABOVE))
        self.viewport().update()

    def show_order(self, keys: Sequence[SortKey]) -> None:
        """These are the keys of the order now."""
        self._keys = tuple(keys)
        turned = Qt.SortOrder.DescendingOrder if keys[0].descending else Qt.SortOrder.AscendingOrder
        self.setSortIndicator(SORTS[keys[0].field], turned)
        self.viewport().update()

    def needed(self, section: int) -> int:
        """How wide a head is, with its arrow if the list is sorted by it."""
        metrics = QFontMetrics(self._font)
        return metrics.horizontalAdvance(self._words(section)) + 1 + self._mark_width(metrics, section)

    def rooms(self, rect: QRect) -> list[tuple[int, QRect]]:
        """The room of every head where they stand on several lines."""
        high, px = self._look.px(HEAD_LINE), self._look.px
        top = rect.top() + px(_ABOVE)
        return [
            (PLACES[one.column], QRect(rect.left() + one.left, top + at * high, one.width, high))
            for at, places in enumerate(self._layout.lines)
            for one in places
        ]

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, word, arrow, the hairline beneath."""
        look = self._look
        hovered = self.isEnabled() and rect.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
        hovered = hovered and not self._layout.folded
        painter.save()
        painter.fillRect(rect, look.colour("hover" if hovered else "ground"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour("line"))
        if self._layout.folded:
            for one, room in self.rooms(rect):
                self._head(painter, room, one, first=room.left() == rect.left())
        else:
            self._head(painter, rect.adjusted(0, 0, 0, -1), section, first=self.visualIndex(section) == 0)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, section: int, *, first: bool) -> None:
        look, px = self._look, self._look.px
        before = MARGIN if first else GAP if self._layout.folded else COLUMNS[section].before
        room = rect.adjusted(px(before), 0, -px(RIGHT), 0)
        side = Qt.AlignmentFlag(int(self.model().headerData(section, self.orientation(), _SIDE)))
        painter.setFont(self._font)
        key = self._key(section)
        painter.setPen(look.colour("text2" if key is None else "text"))
        metrics = painter.fontMetrics()
        arrow = self._mark_width(metrics, section)
        shown = metrics.elidedText(self._words(section), Qt.TextElideMode.ElideRight, room.width() - arrow)
        used = metrics.horizontalAdvance(shown)
        left = room.right() - used - arrow + 1 if side & Qt.AlignmentFlag.AlignRight else room.left()
        painter.drawText(QRect(left, room.top(), used + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if key is not None:
            name = "descending" if key.descending else "ascending"
            picture = look.icons.pixmap(name, look.colours.text2, px(_ARROW), self.devicePixelRatioF())
            at = left + used + px(_GAP)
            painter.drawPixmap(at, room.center().y() - px(_ARROW) // 2 + 1, picture)
            rank = self._rank(section)
            if rank:
                place = QRect(at + px(_ARROW), room.top(), metrics.horizontalAdvance(rank) + 2, room.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, rank)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Which columns, and in which order."""
        self.chosen.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On several lines Qt knows but one head; the one that is let go counts."""
        if not self._layout.folded:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Sort by the head under the pointer."""
        self._further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._layout.folded:
            super().mouseReleaseEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            section = self._under(event.position().toPoint())
            if section is not None:
                self.sectionClicked.emit(section)
        self._further = False

    def viewportEvent(self, event: QEvent) -> bool:
        """On several lines the tooltip is that of the head under the pointer."""
        if self._layout.folded and isinstance(event, QHelpEvent):
            section = self._under(event.pos())
            QToolTip.showText(event.globalPos(), self._words(section) if section is not None else "", self)
            return True
        return super().viewportEvent(event)

    def _under(self, at: QPoint) -> int | None:
        rooms = self.rooms(self.viewport().rect())
        return next((section for section, room in rooms if room.contains(at)), None)

    def _words(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")

    def _key(self, section: int) -> SortKey | None:
        return next((one for one in self._keys if SORTS[one.field] == section), None)

    def _rank(self, section: int) -> str:
        """Which of several keys a head is, counted from 1; empty where the list is sorted by one alone."""
        key = self._key(section)
        return "" if key is None or len(self._keys) == 1 else str(self._keys.index(key) + 1)

    def _mark_width(self, metrics: QFontMetrics, section: int) -> int:
        """The room of the arrow and of the figure after it."""
        px = self._look.px
        return px(_ARROW) + px(_GAP) + metrics.horizontalAdvance(self._rank(section)) if self._key(section) else 0

    def _renew(self) -> None:
        self._font = self._look.font("label", STRONG)
        self.viewport().update()


_SIDE = Qt.ItemDataRole.TextAlignmentRole
