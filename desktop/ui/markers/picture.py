"""The chart as a picture for a letter or a slide: what is shown, under a heading that names the case by its number."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QGraphicsScene

from desktop.clinical.dates import day_words
from desktop.ui.markers.drawing import draw_chart
from desktop.ui.markers.paper import Paper
from desktop.ui.markers.sheet import sheet_of
from desktop.ui.markers.shown import Shown
from desktop.ui.markers.told import at_foot_words, joined_words, not_drawn_words
from desktop.ui.theme import Look
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.tokens import STRONG
from desktop.ui.words import joined

_WIDE, _CHART, _EDGE, _LINE, _RATIO = 1000, 400, 24, 18, 2


def picture_of(look: Look, shown: Shown, number: int) -> bytes:
    """A PNG of the markers and months that are shown; it has no name of a child in it and none in its metadata."""
    scene = QGraphicsScene()
    strokes = Strokes(Paper(look.icons), scene, _RATIO)
    height = _draw(strokes, shown, number)
    image = QImage(_WIDE * _RATIO, round(height) * _RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_RATIO)
    image.fill(strokes.look.colour("surface"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRectF(0, 0, _WIDE, round(height))
    scene.render(painter, whole, whole)
    painter.end()
    return _png(image)


def _draw(strokes: Strokes, shown: Shown, number: int) -> float:
    """Heading, chart, and what is not drawn; gives the height of it all."""
    y = _EDGE + _LINE / 2
    strokes.text("Biomarkers in multiples of each laboratory's own upper limit", _EDGE, y, step="lead", weight=STRONG)
    y += _LINE + 4
    strokes.text(_about(shown, number), _EDGE, y, tone="text2", step="label")
    top = y + _LINE
    draw_chart(strokes, sheet_of(strokes, shown, QRectF(_EDGE, top, _WIDE - 2 * _EDGE, _CHART)))
    y = top + _CHART + _LINE
    told = " ".join(filter(None, (not_drawn_words(shown.chart), joined_words(shown), at_foot_words(shown))))
    for line in _lines(strokes, told, _WIDE - 2 * _EDGE):
        strokes.text(line, _EDGE, y, tone="text2", step="label")
        y += _LINE
    return y - _LINE / 2 + _EDGE


def _about(shown: Shown, number: int) -> str:
    """Which case, which markers, which months, as of when."""
    axis = shown.span.axis(1.0)
    names = joined([one.name for one in shown.series])
    months = f"{day_words(axis.start)} to {day_words(axis.end)}"
    return f"Case {number}. {names}, {months}. As of {day_words(shown.chart.today)}."


def _lines(strokes: Strokes, words: str, width: float) -> Iterator[str]:
    """The words in lines that fit."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and strokes.width(longer, "label") > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())
