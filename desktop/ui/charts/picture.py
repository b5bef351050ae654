"""A chart as a picture for a letter or a slide: light, of one size, without a name in it or in its metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QGraphicsScene

from desktop.ui.charts.paper import Paper
from desktop.ui.icons import Icons
from desktop.ui.timeline.strokes import Strokes

WIDE, CHART, EDGE, LINE = 1000, 400, 24, 18
_RATIO = 2


def picture(icons: Icons, draw: Callable[[Strokes], float]) -> bytes:
    """A PNG of what is drawn; ``draw`` gives its height."""
    scene = QGraphicsScene()
    strokes = Strokes(Paper(icons), scene, _RATIO)
    height = round(draw(strokes))
    image = QImage(WIDE * _RATIO, height * _RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_RATIO)
    image.fill(strokes.look.colour("surface"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRectF(0, 0, WIDE, height)
    scene.render(painter, whole, whole)
    painter.end()
    return _png(image)


def write_lines(strokes: Strokes, words: str, y: float) -> float:
    """Write sentences in lines that fit; gives the height beneath them."""
    for line in _lines(strokes, words, WIDE - 2 * EDGE):
        strokes.text(line, EDGE, y, tone="text2", step="label")
        y += LINE
    return y


def _lines(strokes: Strokes, words: str, width: float) -> Iterator[str]:
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
