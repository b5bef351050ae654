"""Draws the pictures of the statistics: a head each, and for every value its words, a bar, and the number itself.

The bar only repeats what the number beside it says; there is no colour that means anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from desktop.services.counting import Count
from desktop.services.statistics_pictures import Picture
from desktop.ui.statistics.model import percent
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import STRONG

_PAD, _BETWEEN, _LEAST = 16, 32, 300
_HEAD, _LINE, _BAR, _AFTER, _GAP = 26, 16, 10, 8, 20
_NUMBER = 112


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as it was drawn: the picture and the value that it stands for, and the place of both."""

    picture: int
    value: int
    place: QRectF


def columns_in(strokes: Strokes, width: float) -> int:
    """How many pictures stand beside each other: two where each has room for its words."""
    return 2 if width >= strokes.look.px(2 * _LEAST + _BETWEEN + 2 * _PAD) else 1


def draw_bars(strokes: Strokes, pictures: Sequence[Picture], width: float) -> tuple[tuple[Bar, ...], float]:
    """Draw all pictures, each in the column that is shorter so far; gives the bars and the height of it all."""
    px = strokes.look.px
    columns = columns_in(strokes, width)
    wide = (width - 2 * px(_PAD) - (columns - 1) * px(_BETWEEN)) / columns
    heights = [float(px(_PAD))] * columns
    bars: list[Bar] = []
    for number, picture in enumerate(pictures):
        column = heights.index(min(heights))
        left = px(_PAD) + column * (wide + px(_BETWEEN))
        area = QRectF(left, heights[column], wide, 0)
        bars += _draw_picture(strokes, picture, number, area)
        heights[column] = (bars[-1].place.bottom() if bars else area.top()) + px(_GAP)
    return tuple(bars), max(heights)


def _draw_picture(strokes: Strokes, picture: Picture, number: int, area: QRectF) -> Iterator[Bar]:
    px, y = strokes.look.px, area.top()
    for words, tone, weight in _heads(picture):
        for line in _lines(strokes, words, area.width(), weight):
            strokes.text(line, area.left(), y + px(_LINE) / 2, tone=tone, step="label", weight=weight)
            y += px(_LINE)
    strokes.rule(area.left(), y + px(4), area.right())
    y += px(_HEAD - _LINE)
    for value, count in enumerate(picture.table.counts):
        height = px(_LINE + _BAR + _AFTER)
        yield Bar(number, value, QRectF(area.left(), y, area.width(), height))
        _draw_value(strokes, count, QRectF(area.left(), y, area.width(), height))
        y += height


def _heads(picture: Picture) -> Iterator[tuple[str, str, int]]:
    """The name of a picture and of whom it counts; then what must be said of it."""
    yield f"{picture.table.title}, {picture.table.of}", "text", STRONG
    if picture.note:
        yield f"{picture.note}.", "text2", 400


def _draw_value(strokes: Strokes, count: Count, place: QRectF) -> None:
    """Words over the bar; the number stands where the eye finds all of them, at the right end."""
    px = strokes.look.px
    room = place.width() - px(_NUMBER)
    strokes.text(count.words, place.left() + 4, place.top() + px(_LINE) / 2, step="label")
    top = place.top() + px(_LINE) + 1
    ground = QRectF(place.left() + 4, top, room - 4, px(_BAR))
    strokes.band(ground, "band_head")
    filled = QRectF(ground.left(), top, max(ground.width() * count.share, 2.0 if count.children else 0.0), px(_BAR))
    strokes.band(filled, "done", count.words)
    strokes.line(ground.topRight(), ground.bottomRight(), "line", Layer.GRID)
    words = f"{count.children:,} of {count.of:,}, {percent(count)}"
    strokes.text(words, place.right() - 4 - strokes.width(words, "label"), ground.center().y(), step="label")


def _lines(strokes: Strokes, words: str, width: float, weight: int) -> Iterator[str]:
    """The words in lines that fit."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and strokes.width(longer, "label", weight) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def ring(place: QRectF) -> QRectF:
    """What is round a bar that is selected."""
    return place.adjusted(-2, -2, 2, -2)


def nearest(bars: Sequence[Bar], point: QPointF) -> Bar | None:
    """The bar under the pointer."""
    return next((one for one in bars if one.place.contains(point)), None)
