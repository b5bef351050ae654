"""What lies behind the marks: lane names, months, the phases as bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.dates import NEUTRAL_YEARS
from desktop.clinical.timeline.drawing import Lane
from desktop.ui.timeline.days import rest_words
from desktop.ui.timeline.heads import Title
from desktop.ui.timeline.lanes import AXIS, HEAD, HEAD_ROW, HEAD_TOP, LEFT, RIGHT, Sheet, head_height
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import REGULAR, STRONG

_PAD = 8
_NAMES = {Lane.FIRST: 12, Lane.NOW: 16, Lane.MARKERS: 11}
"""Where the name of a lane stands, from its top."""


def draw_lanes(strokes: Strokes, sheet: Sheet) -> None:
    """The names at the left and a hairline beneath each lane; first plan and now belong together."""
    for name, middle, strong in name_places(sheet):
        strokes.text(name, sheet.px(LEFT), middle, step="label", tone="text" if strong else "text2",
                     weight=STRONG if strong else REGULAR)  # fmt: skip
    for lane, end in zip(sheet.tops, _ends(sheet), strict=True):
        if lane is not Lane.FIRST:
            strokes.rule(sheet.px(LEFT), end, sheet.right)


def name_places(sheet: Sheet) -> Iterator[tuple[str, float, bool]]:
    """The name of each lane, the middle of its line, and whether it is strong."""
    for (lane, name, top), end in zip(sheet.lanes(), _ends(sheet), strict=True):
        # a lane without marks is lower than the place where the name of one with marks stands
        yield name, top + min(sheet.px(_NAMES.get(lane, 28)), (end - top) / 2), lane is Lane.NOW


def _ends(sheet: Sheet) -> tuple[float, ...]:
    return (*list(sheet.tops.values())[1:], sheet.foot)


def draw_axis(strokes: Strokes, sheet: Sheet) -> None:
    """Months with a tick each; a longer one and the year where a year begins."""
    px = sheet.px
    strokes.rule(0, px(AXIS), sheet.right + px(RIGHT))
    # a year of the neutral calendar is nobody's
    year = "" if sheet.plan.axis_start.year in NEUTRAL_YEARS else f"{sheet.plan.axis_start.year}"
    strokes.text(year, px(LEFT), px(AXIS / 2), step="label", weight=STRONG)
    for tick in sheet.plan.ticks:
        x, new_year = sheet.x(tick.x), bool(tick.year and tick.x)
        top = px(4 if new_year else AXIS - 10)
        strokes.line(QPointF(x, top), QPointF(x, px(AXIS)), "edge", Layer.GRID)
        words = tick.year if new_year else tick.label
        if words and x + 4 + strokes.width(words, weight=STRONG) <= sheet.right + px(RIGHT):
            strokes.text(words, x + 4, px(AXIS / 2), tone="text" if new_year else "text2",
                         weight=STRONG if new_year else REGULAR)  # fmt: skip


def draw_bands(strokes: Strokes, sheet: Sheet, titles: Sequence[Title]) -> None:
    """Each phase over the full height, its title at the head and, once it is over, when."""
    top, head = sheet.px(AXIS + HEAD_TOP), sheet.px(head_height(sheet.rows.heads))
    for band, title in zip(sheet.plan.bands, titles, strict=True):
        left, right = sheet.x(band.left), sheet.x(max(band.right, band.left + 2))
        strokes.band(QRectF(left, top, right - left, sheet.bottom - top), "band", band.title)
        strokes.band(QRectF(left, top, right - left, head), "band_head", band.title)
        y = top + sheet.px(HEAD / 2 + title.row * HEAD_ROW)
        strokes.text(title.words, title.left, y, step="label", weight=STRONG)
        if title.ended:
            strokes.text(title.ended, right - _PAD - strokes.width(title.ended), y, tone="text2")


def draw_rests(strokes: Strokes, sheet: Sheet) -> None:
    """Times of rest as hatched bands over the full height; their words stand at the foot."""
    top = sheet.px(AXIS + HEAD_TOP + head_height(sheet.rows.heads))
    for rest in sheet.plan.rests:
        left, right = sheet.x(rest.left), sheet.x(rest.right)
        strokes.hatched(QRectF(left, top, right - left, sheet.bottom - top), "edge", rest_words(rest.begun, rest.ended))
