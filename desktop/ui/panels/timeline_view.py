"""The treatment timeline drawn: phase bands, first plan and now, procedures, gates, evaluations, today.

The drawing offers assistive technology nothing, so the page beneath has the same events as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView

from desktop.clinical.timeline import EventStatus, GateState, PlannedEvent, Template
from desktop.clinical.timeline.drawing import Bar, Lane, Mark, PlanLayout
from desktop.clinical.timeline.layout import lay_out
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, RADIUS_SMALL, REGULAR, STRONG

_BANDS, _GRID, _PLAN, _NOW, _TODAY, _WORDS = 0, 10, 20, 30, 40, 50
_LABELS, _LEFT, _RIGHT = 84, 16, 16
_LANES = (
    (Lane.FIRST, "First plan"),
    (Lane.NOW, "Now"),
    (Lane.PROCEDURES, "Procedures"),
    (Lane.GATES, "Gates"),
    (Lane.EVALUATIONS, "Evaluations"),
)
_AXIS, _BAND_HEAD, _FIRST, _NOW_LANE, _MARKS, _ROW, _LEGEND = 28, 26, 30, 52, 32, 26, 52


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn."""

    template: Template
    start: date
    events: tuple[PlannedEvent, ...]
    today: date


class TimelineView(QGraphicsView):
    """Draws one plan across its width and redraws when width or colours change."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._scene = QGraphicsScene(self)
        self._shown: Shown | None = None
        self.layout_now: PlanLayout | None = None
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Treatment timeline; the table beneath has the same events")
        look.changed.connect(self.redraw)

    def show_plan(self, template: Template, start: date, events: Sequence[PlannedEvent], today: date) -> None:
        """Draw a plan."""
        self._shown = Shown(template, start, tuple(events), today)
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width spreads the months anew."""
        super().resizeEvent(event)
        self.redraw()

    def redraw(self) -> None:
        """Draw everything again."""
        self._scene.clear()
        if self._shown is None or self.viewport().width() < 300:
            return
        px, shown = self._look.px, self._shown
        width = self.viewport().width() - px(_LEFT + _LABELS + _RIGHT)
        note = QFontMetricsF(self._look.font("note", MEDIUM))
        self.layout_now = lay_out(
            shown.template,
            shown.start,
            shown.events,
            width=float(width),
            measure=note.horizontalAdvance,
            today=shown.today,
            gap=6.0,
        )
        self._draw(self.layout_now)
        height = self._foot + px(_LEGEND)
        self._scene.setSceneRect(0, 0, self.viewport().width(), height)
        self.setFixedHeight(height)

    # parts

    def _draw(self, plan: PlanLayout) -> None:
        px = self._look.px
        self._origin = float(px(_LEFT + _LABELS))
        heights = {lane: px(_height(lane, plan)) for lane, _ in _LANES}
        self._foot = px(_AXIS + _BAND_HEAD) + sum(heights.values())
        self._tops: dict[Lane, float] = {}
        top = px(_AXIS + _BAND_HEAD)
        for lane, name in _LANES:
            self._tops[lane] = float(top)
            self._text(name, px(_LEFT), top + px(8), tone="text2" if lane is not Lane.NOW else "text", step="label",
                       weight=STRONG if lane is Lane.NOW else REGULAR)  # fmt: skip
            top += heights[lane]
            if lane is not Lane.FIRST:
                self._rule(px(_LEFT), top, self._origin + plan.width - px(_LEFT), "line")
        self._axis(plan)
        self._bands(plan)
        for bar in plan.bars:
            self._bar(bar)
        for mark in plan.marks:
            self._mark(mark)
        if plan.today is not None:
            self._today(plan.today)
        self._legend()

    def _axis(self, plan: PlanLayout) -> None:
        px = self._look.px
        self._rule(px(_LEFT), px(_AXIS), self._origin + plan.width - px(_LEFT), "line")
        for tick in plan.ticks:
            x = self._origin + tick.x
            self._scene.addLine(x, px(_AXIS - 8), x, px(_AXIS), QPen(self._colour("edge"))).setZValue(_GRID)
            words = tick.year if tick.year and tick.x else tick.label
            self._text(words, x + 4, px(6), step="note", tone="text" if tick.year else "text2",
                       weight=STRONG if tick.year and tick.x else REGULAR)  # fmt: skip
        self._text(f"{plan.axis_start.year}", px(_LEFT), px(6), step="label", weight=STRONG)

    def _bands(self, plan: PlanLayout) -> None:
        px = self._look.px
        for band in plan.bands:
            left, width = self._origin + band.left, max(band.right - band.left, 2.0)
            self._box(QRectF(left, px(_AXIS + 4), width, self._foot - px(_AXIS + 4)), "band", _BANDS)
            self._box(QRectF(left, px(_AXIS + 4), width, px(_BAND_HEAD - 4)), "band_head", _BANDS + 1)
            self._text(band.title, left + 6, px(_AXIS + 8), step="label", weight=STRONG, room=width - 8)

    def _bar(self, bar: Bar) -> None:
        px = self._look.px
        first = bar.lane is Lane.FIRST
        height = px(8) if first else px(24)
        top = self._tops[bar.lane] + (px(12) if first else px(6))
        rect = QRectF(self._origin + bar.left, top, max(bar.right - bar.left - 2, 6.0), height)
        done = bar.status is EventStatus.DONE and not first
        fill, pen, words = "surface", "edge", "text"
        if bar.current:
            fill = pen = "accent"
            words = "on_accent"
        elif done:
            fill = pen = "done"
            words = "surface"
        elif bar.status is EventStatus.LATE and not first:
            pen = words = "caution"
        self._rounded(rect, fill, pen, dashed=bar.status in {EventStatus.SKIPPED, EventStatus.STOPPED})
        if not first:
            self._bar_words(bar, rect, words)

    def _bar_words(self, bar: Bar, rect: QRectF, tone: str) -> None:
        """The course's name in its bar, or beneath a bar too narrow for it; beneath it, by how much it moved."""
        fits = QFontMetricsF(self._look.font("note", STRONG)).horizontalAdvance(bar.label) <= rect.width() - 2
        if fits:
            self._text(bar.label, rect.center().x(), rect.center().y(), tone=tone, step="note", weight=STRONG,
                       centred=True)  # fmt: skip
        beneath = bar.moved_label if fits else f"{bar.label} {bar.moved_label}".strip()
        if beneath:
            tone = "caution" if bar.moved_label else "text2"
            self._text(beneath, rect.center().x(), rect.bottom() + self._look.px(9), tone=tone, step="note",
                       weight=MEDIUM, centred=True)  # fmt: skip

    def _mark(self, mark: Mark) -> None:
        px = self._look.px
        centre = QPointF(self._origin + mark.x, self._tops[mark.lane] + px(13))
        done = mark.status is EventStatus.DONE
        if mark.lane is Lane.GATES:
            self._gate(mark, centre)
        elif mark.lane is Lane.EVALUATIONS:
            rect = QRectF(centre.x() - px(7), centre.y() - px(7), px(14), px(14))
            pen, brush = self._pen("done" if done else "edge", 1.5), self._brush("done" if done else "surface")
            self._scene.addEllipse(rect, pen, brush).setZValue(_NOW)
        else:
            rect = QRectF(centre.x() - px(7), centre.y() - px(7), px(14), px(14))
            self._rounded(rect, "done" if done else "surface", "done" if done else "edge")
            if done:
                self._tick(centre)
        if mark.row is None:
            return
        x, top = self._origin + mark.label_x, self._tops[mark.lane] + px(27 + mark.row * _ROW)
        waits = mark.gate in {GateState.OPEN, GateState.UNRECORDED}
        self._text(mark.label, x, top, step="note", weight=MEDIUM, centred=True)
        self._text(mark.detail, x, top + px(12), step="note", tone="caution" if waits else "text2", centred=True)

    def _gate(self, mark: Mark, centre: QPointF) -> None:
        side = float(self._look.px(9))
        diamond = QPolygonF(
            [
                QPointF(centre.x(), centre.y() - side),
                QPointF(centre.x() + side, centre.y()),
                QPointF(centre.x(), centre.y() + side),
                QPointF(centre.x() - side, centre.y()),
            ]
        )
        confirmed = mark.gate is GateState.CONFIRMED
        waits = mark.gate in {GateState.OPEN, GateState.UNRECORDED}
        tone = "done" if confirmed else "caution" if waits else "edge"
        brush = self._brush("done" if confirmed else "surface")
        self._scene.addPolygon(diamond, self._pen(tone, 1.5), brush).setZValue(_NOW)
        if confirmed:
            self._tick(centre)
        elif waits:
            self._text(str(mark.open_conditions), centre.x(), centre.y(), tone="caution", step="note",
                       weight=STRONG, centred=True)  # fmt: skip

    def _today(self, x: float) -> None:
        px, shown = self._look.px, self._shown
        assert shown is not None  # noqa: S101 - drawn only when something is shown
        left = self._origin + x
        line = self._scene.addLine(left, px(_AXIS - 4), left, self._foot + px(4), self._pen("accent", 2))
        line.setZValue(_TODAY)
        words = f"Today {shown.today:%d} {shown.today:%b}"
        width = QFontMetricsF(self._look.font("note", STRONG)).horizontalAdvance(words) + 12
        rect = QRectF(left - width / 2, self._foot + px(2), width, px(18))
        self._rounded(rect, "accent", "accent", z=_TODAY)
        self._text(words, rect.center().x(), rect.center().y(), tone="on_accent", step="note", weight=STRONG,
                   centred=True)  # fmt: skip

    def _legend(self) -> None:
        px = self._look.px
        x, y = float(px(_LEFT)), self._foot + px(40)
        for kind, words in (
            ("done", "done"),
            ("planned", "planned"),
            ("moved", "moved against the first plan"),
            ("open", "gate waits for a person"),
            ("evaluation", "evaluation"),
        ):
            x = self._legend_mark(kind, x, y)
            item = self._text(words, x, y, step="note", tone="text2", middle=True)
            x += item.boundingRect().width() + px(20)

    def _legend_mark(self, kind: str, x: float, y: float) -> float:
        px = self._look.px
        if kind in {"done", "planned"}:
            fill = "done" if kind == "done" else "surface"
            self._rounded(QRectF(x, y - px(5), px(16), px(10)), fill, "done" if kind == "done" else "edge")
            return x + px(22)
        if kind == "moved":
            item = self._text("+7 d", x, y, step="note", tone="caution", weight=MEDIUM, middle=True)
            return x + item.boundingRect().width() + px(6)
        if kind == "open":
            self._gate(Mark("", Lane.GATES, 0, "", "", 0, None, EventStatus.PLANNED, GateState.OPEN, 1, 1),
                       QPointF(x + px(9), y))  # fmt: skip
            return x + px(24)
        self._scene.addEllipse(QRectF(x, y - px(5), px(10), px(10)), self._pen("done", 1), self._brush("done"))
        return x + px(16)

    # strokes

    def _colour(self, token: str) -> QColor:
        return self._look.colour(token)

    def _pen(self, token: str, width: float = 1.0) -> QPen:
        return QPen(self._colour(token), width)

    def _brush(self, token: str) -> QBrush:
        return QBrush(self._colour(token))

    def _rule(self, left: float, y: float, right: float, token: str) -> None:
        self._scene.addLine(left, y + 0.5, right, y + 0.5, self._pen(token)).setZValue(_GRID)

    def _box(self, rect: QRectF, token: str, z: int) -> None:
        self._scene.addRect(rect, QPen(Qt.PenStyle.NoPen), self._brush(token)).setZValue(z)

    def _rounded(self, rect: QRectF, fill: str, edge: str, *, dashed: bool = False, z: int = _NOW) -> None:
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
        pen = self._pen(edge, 1.2)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        self._scene.addPath(path, pen, self._brush(fill)).setZValue(z)

    def _tick(self, centre: QPointF) -> None:
        side = self._look.px(10)
        picture = self._look.icons.pixmap("check", self._look.colours.surface, side, self.devicePixelRatioF())
        item = QGraphicsPixmapItem(picture)
        item.setPos(centre.x() - side / 2, centre.y() - side / 2)
        item.setZValue(_WORDS)
        self._scene.addItem(item)

    def _text(
        self, words: str, x: float, y: float, *, tone: str = "text", step: str = "label", weight: int = REGULAR,
        centred: bool = False, middle: bool = False, room: float = 0.0,
    ) -> QGraphicsSimpleTextItem:  # fmt: skip
        """Text with its top left at (x, y); centred on it; or with its middle at y. ``room`` shortens it."""
        font: QFont = self._look.font(step, weight)
        if room:
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        item = self._scene.addSimpleText(words, font)
        item.setBrush(self._brush(tone))
        item.setZValue(_WORDS)
        bounds = item.boundingRect()
        item.setPos(
            x - bounds.width() / 2 if centred else x,
            y - bounds.height() / 2 if centred or middle else y,
        )
        return item


def _height(lane: Lane, plan: PlanLayout) -> int:
    """A lane is as high as its rows of text."""
    if lane in {Lane.FIRST, Lane.NOW}:
        return _FIRST if lane is Lane.FIRST else _NOW_LANE
    rows = [mark.row + 1 for mark in plan.marks if mark.lane is lane and mark.row is not None]
    return _MARKS + _ROW * max(rows, default=0)
