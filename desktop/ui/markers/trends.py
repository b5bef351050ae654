"""Trends of markers: the last value in words, and beneath it the multiples of each laboratory's own limit over time."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.dates import day_words
from desktop.services.library import Library
from desktop.services.markers import Trend, times_told, value_words
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

_WIDE, _HIGH, _DOT = 132, 40, 2.5
_FLOOR = 0.1
"""A tenth of the limit is the foot of the drawing: what is lower is well within."""


class Spark(QWidget):
    """Draws multiples of the limit over time on a log scale; the dashed line is the limit itself."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._trend: Trend | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_trend(self, trend: Trend) -> None:
        """Show these points; the words say the same."""
        self._trend = trend
        told = [f"{day_words(day)}: {times:.3g} times the limit" for day, times in trend.points]
        self.setAccessibleName(f"{trend.name} over time. {'; '.join(told)}")
        self.setToolTip("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """A glance wide."""
        return QSize(self._look.px(_WIDE), self._look.px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Limit, line, points; the last one filled."""
        if self._trend is None or not self._trend.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        places = self._places(rect)
        limit = self._height(rect, 1.0)
        dashed = QPen(self._look.colour("edge"), 1.0, Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        painter.drawLine(QPointF(rect.left(), limit), QPointF(rect.right(), limit))
        painter.setPen(QPen(self._look.colour("text2"), 1.5))
        painter.drawPolyline(QPolygonF(places))
        dot = self._look.px(1) * _DOT
        for last, place in ((place is places[-1], place) for place in places):
            painter.setBrush(self._look.colour("text" if last else "surface"))
            painter.setPen(QPen(self._look.colour("text"), 1.0))
            painter.drawEllipse(place, dot, dot)

    def _places(self, rect: QRectF) -> list[QPointF]:
        points = self._trend.points if self._trend else ()
        first, last = points[0][0], points[-1][0]
        days = (last - first).days
        return [
            QPointF(
                rect.left() + rect.width() * ((day - first).days / days if days else 0.5),
                self._height(rect, float(times)),
            )
            for day, times in points
        ]

    def _height(self, rect: QRectF, times: float) -> float:
        points = self._trend.points if self._trend else ()
        top = log10(max(2.0, *(float(one) for _, one in points)))
        low = log10(_FLOOR)
        share = (log10(max(times, _FLOOR)) - low) / (top - low)
        return rect.bottom() - rect.height() * share


class _Card(QWidget):
    """One marker: name, last value, multiple, drawing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._name = Text(look, step="label", weight=STRONG, tone="text2")
        self._value = Text(look, weight=STRONG)
        self._about = Text(look, step="note", tone="text3")
        self._spark = Spark(look)
        words = QVBoxLayout()
        words.setSpacing(0)
        for one in (self._name, self._value, self._about):
            words.addWidget(one)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(words)
        row.addWidget(self._spark, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_trend(self, library: Library, trend: Trend) -> None:
        last = trend.last
        times = times_told(last)
        performed = last.result.provenance.performed_on
        self._name.setText(trend.name)
        self._value.setText(f"{times} limit" if times else value_words(library, last))
        about = [performed.words() if performed else "", "" if times else "no own limit recorded"]
        if len(trend.points) > 1:
            about.append(counted(len(trend.points), "result"))
        self._about.setText(", ".join(filter(None, about)))
        self._spark.setVisible(len(trend.points) > 1)
        if trend.points:
            self._spark.show_trend(trend)


class Trends(QWidget):
    """One card for each marker with a value, in a row that wraps."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._cards: list[_Card] = []
        self._row = Flow(self, gap=look.px(28), line_gap=look.px(10))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_trends(self, trends: Sequence[Trend]) -> None:
        """Show these; cards are kept and filled anew."""
        while len(self._cards) < len(trends):
            self._cards.append(_Card(self._look))
            self._row.addWidget(self._cards[-1])
        for card, trend in zip(self._cards, trends, strict=False):
            card.show_trend(self._library, trend)
            card.show()
        for card in self._cards[len(trends) :]:
            card.hide()
        self.setVisible(bool(trends))
        self.updateGeometry()
