"""Painting the case list: rows with a hairline, and the marks of risk, phase, next due and missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.clinical.listing import CaseLine
from desktop.ui.models.case_columns import (
    COLUMNS,
    NOT_STAGED,
    NOTHING_DUE,
    QUIET,
    due_words,
    edited_names,
    missing_names,
    phase_words,
)
from desktop.ui.models.case_list_model import LINE_ROLE, CaseListModel
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, ROW_HEIGHT, STRONG
from desktop.ui.widgets.phase_strip import WIDTH as STRIP
from desktop.ui.widgets.phase_strip import paint_phase
from desktop.ui.widgets.risk_glyph import HEIGHT, WIDTH, paint_risk
from desktop.ui.widgets.row_delegate import ground_row
from desktop.ui.words import risk_words

Index = QModelIndex | QPersistentModelIndex
_PAD, _RIGHT, _MARGIN = 8, 4, 16
_ICON = 14


class CaseDelegate(QStyledItemDelegate):
    """One delegate for the whole list; each column has a drawing step of its own.

    Fonts with their metrics are kept, because making them costs more than the drawing; a new look drops them.
    """

    def __init__(self, look: Look, model: CaseListModel, view: QTableView) -> None:
        super().__init__(view)
        self._look, self._model, self._view = look, model, view
        self._fonts: dict[tuple[str, int, bool, bool], tuple[QFont, QFontMetrics]] = {}
        look.changed.connect(self._forget)
        self._drawn: dict[str, Callable[[QPainter, QRect, CaseLine], None]] = {
            "child": self._child,
            "identifier": self._identifier,
            "stage": self._stage,
            "risk": self._risk,
            "phase": self._phase,
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
        px = self._look.px
        content = rect.adjusted(px(_MARGIN if index.column() == 0 else _PAD), 0, -px(_RIGHT), 0)
        painter.setClipRect(rect)
        draw = self._drawn.get(column.name)
        if draw is None:
            self._plain(painter, content, column.words(self._model.reading, line), right=column.right)
        else:
            draw(painter, content, line)
        painter.restore()

    def _forget(self) -> None:
        self._fonts.clear()

    def _font(
        self, step: str, weight: int, *, identifier: bool = False, figures: bool = False
    ) -> tuple[QFont, QFontMetrics]:
        key = (step, weight, identifier, figures)
        if key not in self._fonts:
            look = self._look
            font = look.identifier_font(step, weight) if identifier else look.font(step, weight, figures=figures)
            self._fonts[key] = (font, QFontMetrics(font))
        return self._fonts[key]

    def _write(
        self, painter: QPainter, rect: QRect, words: str, *, tone: str = "text", weight: int = REGULAR,
        step: str = "body", right: bool = False, identifier: bool = False, figures: bool = False,
    ) -> int:  # fmt: skip
        """Draw one line of text, shortened at the end; gives the width that was used.

        An identifier is shortened in its middle: its end is what tells two children of one hospital apart.
        """
        if not words or rect.width() <= 0:
            return 0
        font, metrics = self._font(step, weight, identifier=identifier, figures=figures)
        painter.setFont(font)
        painter.setPen(self._look.colour(tone))
        used = metrics.horizontalAdvance(words)
        if used > rect.width():
            elide = Qt.TextElideMode.ElideMiddle if identifier else Qt.TextElideMode.ElideRight
            words = metrics.elidedText(words, elide, rect.width())
            used = metrics.horizontalAdvance(words)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        return used

    def _icon(self, painter: QPainter, rect: QRect, name: str, tone: str) -> QRect:
        """Draw an icon at the left; gives the room that is left for words."""
        side = self._look.px(_ICON)
        colour = getattr(self._look.colours, tone)
        picture = self._look.icons.pixmap(name, colour, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(rect.left(), rect.center().y() - side // 2 + 1), picture)
        return rect.adjusted(side + self._look.px(6), 0, 0, 0)

    def _plain(self, painter: QPainter, rect: QRect, words: str, *, right: bool) -> None:
        """A value; quiet where there is none."""
        quiet = words in QUIET
        self._write(
            painter, rect, words, tone="text3" if quiet else "text", step="label" if quiet else "body", right=right,
            figures=not quiet,
        )  # fmt: skip

    def _child(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        self._write(painter, rect, line.name or "no name", weight=STRONG if line.name else REGULAR,
                    tone="text" if line.name else "text3")  # fmt: skip

    def _identifier(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        self._write(painter, rect, line.mrn, tone="text2", step="label", identifier=True)

    def _stage(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        if not line.stage:
            self._write(painter, rect, NOT_STAGED, step="label", tone="text3")
            return
        short = len(line.stage) < 3
        self._write(painter, rect, line.stage, weight=STRONG if short else REGULAR, step="body" if short else "label")

    def _risk(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        scale = self._look.scale
        glyph = QRectF(rect.left(), rect.center().y() - HEIGHT * scale / 2 + 1, WIDTH * scale, HEIGHT * scale)
        differ, uncovered = line.only_sources_differ, line.not_covered
        paint_risk(painter, self._look, glyph, line.groups, conflict=differ, not_covered=uncovered)
        words = risk_words(self._model.labels, line.groups, conflict=differ, not_covered=uncovered)
        weight = STRONG if line.settled else REGULAR
        tone = "text2" if line.not_covered else "text"
        room = rect.adjusted(round((WIDTH + 10) * scale), 0, 0, 0)
        self._write(painter, room, words, weight=weight, tone=tone)

    def _phase(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        look = self._look
        middle = rect.center().y() + 0.5
        paint_phase(painter, rect.left(), middle, line.step, scale=look.scale,
                    done=look.colour("done"), now=look.colour("accent"), edge=look.colour("edge"))  # fmt: skip
        room = rect.adjusted(round((STRIP + 8) * look.scale), 0, 0, 0)
        tone = "text" if line.step else "text2"
        self._write(painter, room, phase_words(line), step="label", tone=tone)

    def _due(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        when, late = due_words(line, self._model.today())
        if not when:
            self._write(painter, rect, NOTHING_DUE, step="label", tone="text3")
            return
        rect = rect.adjusted(0, 0, -self._look.px(8), 0)
        if late:
            rect = self._icon(painter, rect, "late", "caution")
        used = self._write(painter, rect, when, tone="caution" if late else "text2", step="label", right=True,
                           weight=MEDIUM if late else REGULAR, figures=True)  # fmt: skip
        self._write(painter, rect.adjusted(0, 0, -used - self._look.px(6), 0), line.next_due)

    def _missing(self, painter: QPainter, rect: QRect, line: CaseLine) -> None:
        edited = self._model.reading.edited.get(line.case_id)
        deciding, verb, others = missing_names(self._model.labels, line)
        if edited:
            rect = self._icon(painter, rect, "caution", "caution")
            self._write(painter, rect, edited_names(self._model.labels, edited), step="label", tone="caution")
        elif line.only_sources_differ:
            rect = self._icon(painter, rect, "sources_differ", "caution")
            self._write(painter, rect, "Sources differ", step="label", weight=MEDIUM)
        elif deciding:
            rect = self._icon(painter, rect, "decides", "caution")
            gap = self._look.px(4)
            metrics = self._font("label", REGULAR)[1]
            room = rect.width() - gap - metrics.horizontalAdvance(verb)
            used = self._write(painter, rect, self._counted(deciding, room, MEDIUM), step="label", weight=MEDIUM)
            self._write(painter, rect.adjusted(used + gap, 0, 0, 0), verb, step="label", tone="caution")
        elif others:
            rect = self._icon(painter, rect, "matters", "text2")
            self._write(painter, rect, self._counted(others, rect.width(), REGULAR), step="label", tone="text2")
        else:
            rect = self._icon(painter, rect, "done", "text2")
            self._write(painter, rect, "Complete", step="label", tone="text2")

    def _counted(self, names: list[str], room: int, weight: int) -> str:
        """As many names as there is room for, and how many more there are: ``Stage, MYCN +2``."""
        metrics = self._font("label", weight)[1]
        for shown in range(len(names), 1, -1):
            more = f" +{len(names) - shown}" if shown < len(names) else ""
            words = f"{', '.join(names[:shown])}{more}"
            if metrics.horizontalAdvance(words) <= room:
                return words
        return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
