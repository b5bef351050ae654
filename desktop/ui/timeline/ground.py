"""What lies behind the marks: lane names, the months, the phases as bands, and the line of today."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.clinical.timeline.axis import inside, short_day
from desktop.clinical.timeline.drawing import Band, Lane
from desktop.ui.timeline.lanes import AXIS, HEAD, HEAD_TOP, LEFT, RIGHT, Sheet
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import REGULAR, STRONG

_PAD = 8


def draw_lanes(strokes: Strokes, sheet: Sheet) -> None:
    """The names at the left and a hairline beneath each lane; first plan and now belong together."""
    px = sheet.px
    tops = [top for _, _, top in sheet.lanes()]
    for (lane, name, top), end in zip(sheet.lanes(), (*tops[1:], sheet.foot), strict=True):
        now = lane is Lane.NOW
        middle = top + px(22 if lane is Lane.FIRST else 16 if now else 28)
        strokes.text(name, px(LEFT), middle, step="label", tone="text" if now else "text2",
                     weight=STRONG if now else REGULAR)  # fmt: skip
        if lane is not Lane.FIRST:
            strokes.rule(px(LEFT), end, sheet.right)


def draw_axis(strokes: Strokes, sheet: Sheet) -> None:
    """Months with a tick each; a longer one and the year where a year begins."""
    px = sheet.px
    strokes.rule(0, px(AXIS), sheet.right + px(RIGHT))
    strokes.text(f"{sheet.plan.axis_start.year}", px(LEFT), px(AXIS / 2), step="label", weight=STRONG)
    for tick in sheet.plan.ticks:
        x, new_year = sheet.x(tick.x), bool(tick.year and tick.x)
        top = px(4 if new_year else AXIS - 10)
        strokes.line(QPointF(x, top), QPointF(x, px(AXIS)), "edge", Layer.GRID)
        words = tick.year if new_year else tick.label
        if words and x + 4 + strokes.width(words, weight=STRONG) <= sheet.right + px(RIGHT):
            strokes.text(words, x + 4, px(AXIS / 2), tone="text" if new_year else "text2",
                         weight=STRONG if new_year else REGULAR)  # fmt: skip


def draw_bands(strokes: Strokes, sheet: Sheet) -> None:
    """Each phase over the full height, its title at the head and, once it is over, when."""
    bands = sheet.plan.bands
    for number, band in enumerate(bands):
        left, right = sheet.x(band.left), sheet.x(max(band.right, band.left + 2))
        top, head = sheet.px(AXIS + HEAD_TOP), sheet.px(HEAD)
        strokes.band(QRectF(left, top, right - left, sheet.bottom - top), "band", band.title)
        strokes.band(QRectF(left, top, right - left, head), "band_head", band.title)
        following = sheet.x(bands[number + 1].left) if number + 1 < len(bands) else sheet.right
        _title(strokes, band, left, min(right, max(following, left)), top + head / 2)


def _title(strokes: Strokes, band: Band, left: float, right: float, y: float) -> None:
    """The title, shortened where it must be; the day at which the phase ended only beside a whole title."""
    pad = _PAD if right - left > 60 else 4
    room = right - left - 2 * pad
    metrics = strokes.metrics("label", STRONG)
    words = metrics.elidedText(band.title, Qt.TextElideMode.ElideRight, room)
    if len(words) < 3:
        return
    strokes.text(words, left + pad, y, step="label", weight=STRONG)
    ended = f"done {short_day(band.ended)}" if band.ended else ""
    width = strokes.width(ended)
    if ended and metrics.horizontalAdvance(band.title) + width + pad <= room:
        strokes.text(ended, right - pad - width, y, tone="text2")


def draw_today(strokes: Strokes, sheet: Sheet, today: date) -> None:
    """The line of today, interrupted where words stand, with its label at the foot so that it hides no month."""
    if sheet.plan.today is None:
        return
    x, px = sheet.x(sheet.plan.today), sheet.px
    words = f"Today {short_day(today)}"
    width, height = strokes.width(words, weight=STRONG) + 12, px(20)
    centre = sheet.x(inside(sheet.plan.today, width, sheet.plan.width))
    label = QRectF(centre - width / 2, sheet.bottom - height - 4, width, height)
    gaps = sorted((one.top(), one.bottom()) for one in strokes.words if one.left() - 2 < x < one.right() + 2)
    begin = px(AXIS) - px(8)
    for top, bottom in (*gaps, (label.top(), label.bottom())):
        if top > begin:
            strokes.line(QPointF(x, begin), QPointF(x, top), "accent", Layer.TODAY, 2)
        begin = max(begin, bottom)
    strokes.rounded(label, "accent", "accent", layer=Layer.TODAY)
    strokes.text(words, label.center().x(), label.center().y(), tone="on_accent", weight=STRONG, centred=True)
