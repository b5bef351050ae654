"""The small drawing of a plan: phases, the first plan as hollow bars, today's plan below, slips slanted between."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.timeline.axis import inside
from desktop.clinical.timeline.drawing import Bar, Lane, PlanLayout
from desktop.clinical.timeline.layout import lay_out
from desktop.clinical.timeline.planned import Standing
from desktop.reports.blocks.drawing_marks import PlacedMark, mark_row
from desktop.reports.blocks.layout import Desk
from desktop.reports.content import Timeline
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut
from desktop.reports.style import APPARATUS, INK, TAG, Type
from desktop.reports.text import Line

HEIGHT = 80.5
"""The whole drawing with its axis, in points."""

_PHASE = Type(8.5, 10, Cut.SEMIBOLD)
_LABEL = Type(8, 9.4, Cut.SEMIBOLD)
_FREE = 3.0
# from the upper edge of the drawing down
_TITLE, _BAND, _FIRST, _NOW, _NAMES, _MARKS, _AXIS, _MONTHS = 8.0, 11.5, 16.0, 32.0, 48.5, 57.5, 67.0, 75.5
_BELOW_MARKS = 65.2
_FIRST_HEIGHT, _NOW_HEIGHT = 4.5, 8.0
_ASCENT, _DESCENT = 7.0, 2.5
_HATCH = 3.0


@dataclass(frozen=True, slots=True)
class _Label:
    """A text of the drawing, centred, kept apart from the others of its row."""

    line: Line
    x: float
    depth: float


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A course's name that asks for room; one that tells of a slip comes first."""

    slipped: bool
    centre: float
    line: Line


@dataclass(frozen=True, slots=True)
class Drawing:
    """The measured drawing."""

    timeline: Timeline
    plan: PlanLayout
    marks: tuple[PlacedMark, ...]
    labels: tuple[_Label, ...]

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """One figure: its words are in the description, the shapes repeat them."""
        frame = sheet.frame
        box = (x, top - HEIGHT, frame.right, top)
        with sheet.tags.mark("Figure", alternate=self.timeline.description, box=box):
            self._draw_bands(sheet, x, top)
            self._draw_decided(sheet, x, top)
            for bar in self.plan.bars:
                _draw_bar(sheet, bar, self.plan.today, x, top)
            for line in self.plan.slip_lines:
                sheet.stroke(
                    (x + line.first_x, top - _FIRST - _FIRST_HEIGHT), (x + line.now_x, top - _NOW), 0.6
                )  # fmt: skip
            for mark in self.marks:
                mark.draw(sheet, x, top - _MARKS + 3)
            self._draw_axis(sheet, x, top)
            for label in self.labels:
                sheet.line(label.line, x + label.x - label.line.width / 2, top - label.depth)

    def _draw_bands(self, sheet: Sheet, x: float, top: float) -> None:
        for band in self.plan.bands:
            sheet.rule(x + band.left, top - _BAND, max(band.right - band.left - 2, 2), 0.9, INK)

    def _draw_decided(self, sheet: Sheet, x: float, top: float) -> None:
        """Rests hatched from the first plan down to the names, a stop as a strong line."""
        upper, lower = _FIRST, _NOW + _NOW_HEIGHT
        for rest in self.plan.rests:
            at = rest.left
            while at < max(rest.right, rest.left + _HATCH):
                end = min(at + _HATCH, max(rest.right, rest.left + _HATCH))
                for y in range(round(upper), round(lower), round(_HATCH)):
                    sheet.stroke((x + at, top - y - _HATCH), (x + end, top - y), 0.35)
                at += _HATCH
        if self.plan.stopped is not None:
            sheet.stroke((x + self.plan.stopped, top - _FIRST), (x + self.plan.stopped, top - _AXIS), 1.4)

    def _draw_axis(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.rule(x, top - _AXIS, self.plan.width, 0.6, INK)
        for tick in self.plan.ticks:
            under = any(abs(one.x - tick.x) < one.line.width / 2 + 1 for one in self.labels if one.depth == _MONTHS)
            depth = 2 if under or not (tick.label or tick.year) else 3.5
            sheet.stroke((x + tick.x, top - _AXIS), (x + tick.x, top - _AXIS - depth), 0.5)
        if self.plan.today is not None:
            at = x + self.plan.today
            for upper, lower in self._free_of_labels(self.plan.today):
                sheet.stroke((at, top - upper), (at, top - lower), 0.9)

    def _free_of_labels(self, at: float) -> list[tuple[float, float]]:
        """Today's line from the bands to below the axis, interrupted where a label stands in its way."""
        ends = [_BAND + 2]
        for label in sorted(self.labels, key=lambda one: one.depth):
            if label.depth > _TITLE and label.depth < _MONTHS and abs(label.x - at) < label.line.width / 2 + 1:
                ends += [label.depth - _ASCENT, label.depth + _DESCENT]
        pairs = zip(ends[::2], [*ends[1::2], _AXIS + 3], strict=True)
        return [(upper, lower) for upper, lower in pairs if lower > upper]


def _draw_bar(sheet: Sheet, bar: Bar, today: float | None, x: float, top: float) -> None:
    """As first planned hollow; now solid for the days that are over, dashed for those to come."""
    width = max(bar.right - bar.left - 1.2, 3)
    if bar.lane is Lane.FIRST:
        sheet.box(x + bar.left, top - _FIRST - _FIRST_HEIGHT, width, _FIRST_HEIGHT, 0.6)
        return
    done = bar.standing is Standing.DONE
    _draw_decision(sheet, bar, (x + bar.left, top - _NOW - _NOW_HEIGHT), width)
    sheet.box(x + bar.left, top - _NOW - _NOW_HEIGHT, width, _NOW_HEIGHT, 0.8, dashed=not done, filled=done)
    if bar.standing is Standing.NOW and today is not None:
        over = min(max(today - bar.left, 0), width)
        sheet.box(x + bar.left, top - _NOW - _NOW_HEIGHT, over, _NOW_HEIGHT, 0.8, filled=True)


def _draw_decision(sheet: Sheet, bar: Bar, corner: tuple[float, float], width: float) -> None:
    """Left out: struck through; stopped: crossed out; a fixed day: a small diamond on its upper edge."""
    left, foot = corner
    if bar.standing in {Standing.SKIPPED, Standing.STOPPED}:
        sheet.stroke((left, foot), (left + width, foot + _NOW_HEIGHT), 0.6)
    if bar.standing is Standing.STOPPED:
        sheet.stroke((left, foot + _NOW_HEIGHT), (left + width, foot), 0.6)
    if bar.fixed:
        sheet.diamond(left, foot + _NOW_HEIGHT, 1.8, filled=not bar.too_early)


def lay_out_drawing(desk: Desk, timeline: Timeline) -> Drawing:
    """Place the plan on the content column."""
    faces = desk.faces
    plan = lay_out(
        timeline.template,
        timeline.start,
        timeline.events,
        width=desk.frame.content_width,
        measure=lambda text: faces.width(text, Cut.SEMIBOLD, _LABEL.size),
        today=timeline.today,
        decided=timeline.decided,
        graded=timeline.graded,
    )
    marks = mark_row(desk, plan)
    labels = (
        *_phase_titles(desk, plan),
        *_bar_labels(desk, plan, timeline),
        *(_Label(one.words, one.middle, _BELOW_MARKS if one.below else _MARKS) for one in marks if one.words),
        *_months(desk, plan, timeline),
    )
    return Drawing(timeline, plan, marks, labels)


def _phase_titles(desk: Desk, plan: PlanLayout) -> list[_Label]:
    """Each phase's name from the left end of its band, where the next one leaves room."""
    labels = []
    for number, band in enumerate(plan.bands):
        line = desk.word(band.title, _PHASE)
        end = plan.bands[number + 1].left if number + 1 < len(plan.bands) else plan.width
        left = min(band.left, plan.width - line.width)
        if left + line.width + _FREE <= end or number + 1 == len(plan.bands):
            labels.append(_Label(line, left + line.width / 2, _TITLE))
    return labels


def _bar_labels(desk: Desk, plan: PlanLayout, timeline: Timeline) -> list[_Label]:
    """Names of the courses as they are now; slips win the room, and equal slips in a row print once.

    A closed phase whose names find no room is told as a whole: ``5 courses, +12``.
    """
    phases = {one.id: one.phase for one in timeline.events}
    bars: dict[str, list[Bar]] = {}
    for bar in (one for one in plan.bars if one.lane is Lane.NOW):
        bars.setdefault(phases[bar.event], []).append(bar)
    wanted = {phase: [_named(desk, one) for one in courses] for phase, courses in bars.items()}
    # by identity: courses of other phases may have the same name
    shown = {id(one.line) for one in _kept([one for ones in wanted.values() for one in ones], plan.width, _NAMES)}
    for phase in (one.phase for one in plan.bands if one.ended):
        if len(bars[phase]) > 1 and any(id(one.line) not in shown for one in wanted[phase]):
            wanted[phase] = [_as_one(desk, timeline, bars[phase])]
    return _kept([one for ones in wanted.values() for one in ones], plan.width, _NAMES)


def _named(desk: Desk, bar: Bar) -> _Wanted:
    text = f"{bar.label} {bar.moved_label}".removesuffix(" d") if bar.moved_label else bar.label
    return _Wanted(bool(bar.moved_label), (bar.left + bar.right) / 2, desk.word(text, _role(bar.moved_label)))


def _as_one(desk: Desk, timeline: Timeline, courses: list[Bar]) -> _Wanted:
    first, last = courses[0], courses[-1]
    slip = f", {last.moved:+d}" if last.moved else ""
    text = f"{len(courses)} {timeline.courses_word}{slip}"
    return _Wanted(bool(slip), (first.left + last.right) / 2, desk.word(text, _role(slip)))


def _role(slip: str) -> Type:
    return TAG if slip else _LABEL


def _kept(wanted: list[_Wanted], width: float, depth: float) -> list[_Label]:
    """Those that find room in one row: first what must be seen, then the others, never overlapping."""
    kept: list[_Label] = []
    for one in sorted(wanted, key=lambda one: not one.slipped):
        placed = inside(one.centre, one.line.width, width)
        if all(abs(other.x - placed) >= (other.line.width + one.line.width) / 2 + _FREE for other in kept):
            kept.append(_Label(one.line, placed, depth))
    return sorted(kept, key=lambda one: one.x)


def _months(desk: Desk, plan: PlanLayout, timeline: Timeline) -> list[_Label]:
    """The months and years of the axis; the word at today's line takes its room from them."""
    grey = Type(APPARATUS.size, APPARATUS.leading, Cut.REGULAR, APPARATUS.grey)
    labels: list[_Label] = []
    if plan.today is not None:
        line = desk.word(timeline.today_word, TAG)
        # left of its line, as the months stand right of their ticks
        labels.append(_Label(line, inside(plan.today - line.width / 2 - 2, line.width, plan.width), _MONTHS))
    told = [("rest", (one.left + one.right) / 2) for one in plan.rests]
    told += [("stopped", plan.stopped)] if plan.stopped is not None else []
    for words, at in told:
        line = desk.word(words, TAG)
        centre = inside(at, line.width, plan.width)
        if all(abs(one.x - centre) >= (one.line.width + line.width) / 2 + _FREE for one in labels):
            labels.append(_Label(line, centre, _MONTHS))
    for tick in plan.ticks:
        text = f"{tick.label} {tick.year}".strip()
        if not text:
            continue
        line = desk.word(text, grey)
        centre = inside(tick.x + 2 + line.width / 2, line.width, plan.width)
        if all(abs(one.x - centre) >= (one.line.width + line.width) / 2 + _FREE for one in labels):
            labels.append(_Label(line, centre, _MONTHS))
    return labels
