"""The chart as a picture for a letter or a slide: what is shown, under a heading that names the case by its number."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop.clinical.dates import day_words
from desktop.ui.charts.picture import CHART, EDGE, LINE, WIDE, picture, write_lines
from desktop.ui.markers.drawing import draw_chart
from desktop.ui.markers.sheet import sheet_of
from desktop.ui.markers.shown import Shown
from desktop.ui.markers.told import at_foot_words, joined_words, not_drawn_words
from desktop.ui.theme import Look
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.tokens import STRONG
from desktop.ui.words import joined


def picture_of(look: Look, shown: Shown, number: int) -> bytes:
    """A PNG of the markers and months that are shown; it has no name of a child in it and none in its metadata."""
    return picture(look.icons, lambda strokes: _draw(strokes, shown, number))


def _draw(strokes: Strokes, shown: Shown, number: int) -> float:
    """Heading, chart, and what is not drawn; gives the height of it all."""
    y = EDGE + LINE / 2
    strokes.text("Biomarkers in multiples of each laboratory's own upper limit", EDGE, y, step="lead", weight=STRONG)
    y += LINE + 4
    strokes.text(_about(shown, number), EDGE, y, tone="text2", step="label")
    top = y + LINE
    draw_chart(strokes, sheet_of(strokes, shown, QRectF(EDGE, top, WIDE - 2 * EDGE, CHART)))
    y = top + CHART + LINE
    told = " ".join(filter(None, (not_drawn_words(shown.chart), joined_words(shown), at_foot_words(shown))))
    return write_lines(strokes, told, y) - LINE / 2 + EDGE


def _about(shown: Shown, number: int) -> str:
    """Which case, which markers, which months, as of when."""
    axis = shown.span.axis(1.0)
    names = joined([one.name for one in shown.series])
    months = f"{day_words(axis.start)} to {day_words(axis.end)}"
    return f"Case {number}. {names}, {months}. As of {day_words(shown.chart.today)}."
