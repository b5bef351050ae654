"""The ground of every chart: months along its foot, phases behind, today; and which place a day has on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.timeline.axis import Axis, inside, short_day, today_word
from desktop.clinical.timeline.drawing import Band
from desktop.services.marker_chart import PhaseSpan
from desktop.ui.charts.span import Span
from desktop.ui.timeline.heads import Title, place_titles
from desktop.ui.timeline.lanes import AXIS, DAY_ROW, HEAD, HEAD_ROW, HEAD_TOP, head_height
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import STRONG

GAP = 8
_PAD, _LABEL = 8, 20


class Dated(Protocol):
    """What stands on a day."""

    @property
    def day(self) -> date:
        """The day."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Mark:
    """A point as it was drawn."""

    key: UUID
    place: QRectF


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The measures of one drawing. ``place`` is the ground of the points with the phases behind them."""

    span: Span
    today: date
    axis: Axis
    place: QRectF
    bands: tuple[Band, ...]
    titles: tuple[Title, ...]

    @property
    def heads(self) -> int:
        """The height of the titles of phases; without a phase the name of the scale still has its line there."""
        return head_height(1 + max((one.row for one in self.titles), default=0))

    def x(self, day: date) -> float:
        """The place of a day, also of one that is out of sight."""
        whole = (self.axis.end - self.axis.start).days + 1
        return self.place.left() + ((day - self.axis.start).days + 0.5) / whole * self.axis.width

    def in_sight(self, points: Sequence[D]) -> Iterator[D]:
        """The points in the months that are shown."""
        return (one for one in points if self.axis.holds(one.day))


def ground_of(
    strokes: Strokes, span: Span, phases: Sequence[PhaseSpan], today: date, area: QRectF, gutters: tuple[float, float]
) -> Ground:
    """Lay the ground out in an area; the words in the gutters at both sides always have their room."""
    px = strokes.look.px
    left, right = area.left() + gutters[0], area.right() - gutters[1]
    axis = span.axis(max(right - left, 1.0))
    bands = tuple(_bands(phases, axis))
    titles = place_titles(strokes, bands, left, right)
    top = area.top() + px(AXIS + (HEAD_TOP if titles else 0))
    place = QRectF(left, top, axis.width, area.bottom() - px(DAY_ROW) - top)
    return Ground(span=span, today=today, axis=axis, place=place, bands=bands, titles=tuple(titles))


def draw_bands(strokes: Strokes, ground: Ground) -> None:
    """Each phase over the full height from a hairline on, its title at the head, and when it ended."""
    px, place = strokes.look.px, ground.place
    head = px(ground.heads)
    for band, title in zip(ground.bands, ground.titles, strict=True):
        left, right = place.left() + band.left, place.left() + max(band.right, band.left + 2)
        strokes.band(QRectF(left, place.top(), right - left, place.height()), "band", band.title)
        strokes.band(QRectF(left, place.top(), right - left, head), "band_head", band.title)
        y = place.top() + px(HEAD / 2 + title.row * HEAD_ROW)
        strokes.line(QPointF(left, place.top()), QPointF(left, place.bottom()), "line", Layer.GRID)
        strokes.text(title.words, title.left, y, step="label", weight=STRONG)
        if title.ended:
            strokes.text(title.ended, right - _PAD - strokes.width(title.ended), y, tone="text2")


def draw_today(strokes: Strokes, ground: Ground) -> None:
    """The line of today with its label at the foot, where it hides no point."""
    px, place = strokes.look.px, ground.place
    if not ground.axis.holds(ground.today):
        return
    words, x = f"{today_word(ground.today)} {short_day(ground.today)}", ground.x(ground.today)
    width, high = strokes.width(words, weight=STRONG) + 2 * _PAD, px(_LABEL)
    centre = place.left() + inside(x - place.left(), width, place.width())
    label = QRectF(centre - width / 2, place.bottom() + (px(DAY_ROW) - high) / 2, width, high)
    strokes.line(QPointF(x, place.top()), QPointF(x, label.top()), "accent", Layer.TODAY, 2.0)
    strokes.rounded(label, "accent", "accent", layer=Layer.TODAY)
    strokes.text(words, centre, label.center().y(), tone="on_accent", weight=STRONG, centred=True)


def place_of_name(strokes: Strokes, ground: Ground) -> float:
    """The height of the scale's name: over the scale, beside the titles of the phases."""
    return ground.place.top() + strokes.look.px(HEAD / 2)


def part_in_sight(ground: Ground, start: QPointF, end: QPointF) -> tuple[QPointF, QPointF] | None:
    """The part of a line between the edges of the place; None where nothing of it is."""
    left, right = ground.place.left(), ground.place.right()
    if end.x() < left or start.x() > right:
        return None

    def at(x: float) -> QPointF:
        whole = end.x() - start.x()
        share = (x - start.x()) / whole if whole else 0.0
        return QPointF(x, start.y() + share * (end.y() - start.y()))

    return (at(left) if start.x() < left else start), (at(right) if end.x() > right else end)


def _bands(phases: Sequence[PhaseSpan], axis: Axis) -> Iterator[Band]:
    for one in phases:
        if one.begins <= axis.end and one.ends >= axis.start:
            ended = one.ends if one.over and axis.holds(one.ends) else None
            yield Band(one.phase, one.words, axis.x(one.begins), axis.end_x(one.ends), ended)
