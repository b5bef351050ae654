"""A trend as a picture for a letter or a slide: as it is shown, under a heading that names the case by its number."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRectF

from desktop.clinical.dates import day_words
from desktop.ui.charts.picture import CHART, EDGE, LINE, WIDE, picture, write_lines
from desktop.ui.theme import Look
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.tokens import STRONG
from desktop.ui.trends.drawing import draw_trend
from desktop.ui.trends.sheet import trend_sheet
from desktop.ui.trends.shown import TrendShown


def trend_picture(look: Look, shown: TrendShown, selected: UUID | None, number: int) -> bytes:
    """A PNG of the months that are shown, with the lines of the selected point; no name of a child is in it."""
    return picture(look.icons, lambda strokes: _draw(strokes, shown, selected, number))


def _draw(strokes: Strokes, shown: TrendShown, selected: UUID | None, number: int) -> float:
    """Heading, chart, and what is not drawn; gives the height of it all."""
    y = EDGE + LINE / 2
    strokes.text(shown.trend.title, EDGE, y, step="lead", weight=STRONG)
    y += LINE + 4
    axis = shown.span.axis(1.0)
    about = f"Case {number}. {day_words(axis.start)} to {day_words(axis.end)}. As of {day_words(shown.trend.today)}."
    strokes.text(about, EDGE, y, tone="text2", step="label")
    top = y + LINE
    area = QRectF(EDGE, top, WIDE - 2 * EDGE, CHART)
    draw_trend(strokes, trend_sheet(strokes, shown, selected, area))
    y = top + CHART + LINE
    for note in shown.trend.notes:
        y = write_lines(strokes, note, y)
    return y - LINE / 2 + EDGE
