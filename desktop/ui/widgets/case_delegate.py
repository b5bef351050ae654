"""Painting the case list: rows with a hairline, and the marks of risk, next due and missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.clinical.listing import CaseLine
from desktop.ui.models.case_list_model import COLUMNS, LINE_ROLE, CaseListModel, due_words, missing_words
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, ROW_HEIGHT, STRONG
from desktop.ui.widgets.risk_glyph import HEIGHT, WIDTH, paint_risk
from desktop.ui.widgets.row_delegate import ground_row
from desktop.ui.words import risk_words

Index = QModelIndex | QPersistentModelIndex
_PAD = 8


class CaseDelegate(QStyledItemDelegate):
    """One delegate for the whole list; each column has a drawing step of its own."""

    def __init__(self, look: Look, model: CaseListModel, view: QTableView) -> None:
        super().__init__(view)
        self._look, self._model, self._view = look, model, view
        self._drawn: dict[str, Callable[[QPainter, QRect, CaseLine], None]] = {
            "child": self._child,
            "identifier": self._identifier,
            "stage": self._stage,
            "risk": self._risk,
            "due": self._due,
            "missing": self._missing,
        }

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of one height."""
        return QSize(self._look.px(60), self._look.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, hairline; then what the column shows."""
        line = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        rect: QRect = option.rect
        ground_row(painter, rect, self._look, self._view, option, index)
        column = COLUMNS[index.column()]
        content = rect.adjusted(self._look.px(16 if index.column() == 0 else _PAD), 0, -_PAD, 0)
        painter.setClipRect(rect)
        draw = self._drawn.get(column.name)
        if draw is None:
            tone = "text" if column.name in {"age", "diagnosed", "age_days"} else "text2"
            self._write(painter, content, str(index.data() or ""), tone=tone, right=column.right)
        else:
            draw(painter, content, line)
        painter.restore()

    def _write(
        self, painter: QPainter, rect: QRect, words: str, *, tone: str = "text", weight: int = REGULAR,
        step: str = "body", right: bool = False, identifier: bool = False,
    ) -> int:  # fmt: skip
        """Draw one line of text, shortened at the end; gives the width that was used."""
        font = self._look.identifier_font(step, weight) if identifier else self._look.font(step, weight)
        painter.setFont(font)
        painter.setPen(self._look.colour(tone))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return QFontMetrics(font).horizontalAdvance(shown)

    def _icon(self, painter: QPainter, rect: QRect, name: str, tone: str) -> QRect:
        """Draw an icon at the left; gives the room that is left for words."""
        side = self._look.px(14)
        place = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
        self._look.icons.paint(painter, name, getattr(self._look.colours, tone), place)
        return rect.adjusted(side + 6, 0, 0, 0)

    def _child(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        self._write(painter, rect, line.name or "no name", weight=STRONG if line.name else REGULAR,
                    tone="text" if line.name else "text3")  # fmt: skip

    def _identifier(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        self._write(painter, rect, line.mrn, tone="text2", step="label", identifier=True)

    def _stage(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        self._write(painter, rect, line.stage, weight=STRONG if len(line.stage) < 3 else REGULAR)

    def _risk(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        scale = self._look.scale
        glyph = QRectF(rect.left(), rect.center().y() - HEIGHT * scale / 2 + 1, WIDTH * scale, HEIGHT * scale)
        differ, uncovered = line.only_sources_differ, line.not_covered
        paint_risk(painter, self._look, glyph, line.groups, conflict=differ, not_covered=uncovered)
        words = risk_words(self._model.labels, line.groups, conflict=differ, not_covered=uncovered)
        weight = STRONG if line.settled else REGULAR
        tone = "text2" if line.not_covered else "text"
        self._write(painter, rect.adjusted(round(WIDTH * scale) + 10, 0, 0, 0), words, weight=weight, tone=tone)

    def _due(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        when, late = due_words(line, self._model.today())
        if late:
            rect = self._icon(painter, rect, "clock-alert", "caution")
        used = self._write(painter, rect, when, tone="caution" if late else "text2", step="label", right=True,
                           weight=MEDIUM if late else REGULAR)  # fmt: skip
        self._write(painter, rect.adjusted(0, 0, -used - 8, 0), line.next_due)

    def _missing(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        deciding, others = missing_words(self._model.labels, line)
        if line.only_sources_differ:
            rect = self._icon(painter, rect, "scale", "caution")
            self._write(painter, rect, "Sources differ", step="label", weight=MEDIUM)
        elif deciding:
            names, verb = deciding.rsplit(" ", 1)
            rect = self._icon(painter, rect, "split", "caution")
            used = self._write(painter, rect, names, step="label", weight=MEDIUM)
            self._write(painter, rect.adjusted(used + 5, 0, 0, 0), verb, step="label", tone="caution")
        elif others:
            rect = self._icon(painter, rect, "circle-dashed", "text2")
            self._write(painter, rect, others, step="label", tone="text2")
        else:
            rect = self._icon(painter, rect, "check", "text2")
            self._write(painter, rect, "Complete", step="label", tone="text2")
