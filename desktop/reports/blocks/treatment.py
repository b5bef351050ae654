"""Treatment: the plan drawn small, first plan above and today's below, and what it comes to in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.reports.blocks.drawing import HEIGHT, Drawing, lay_out_drawing
from desktop.reports.blocks.layout import ABOVE, BASELINE, BELOW, Desk, Heading, heading
from desktop.reports.content import Rank, Timeline, TreatmentBlock
from desktop.reports.document import Sheet
from desktop.reports.text import Line


@dataclass(frozen=True, slots=True)
class Treatment:
    """The measured block; without a plan it is a row of text."""

    heading: Heading
    drawing: Drawing | None
    lines: tuple[Line, ...]
    leading: float

    @property
    def height(self) -> float:
        """Drawing and text."""
        drawn = HEIGHT if self.drawing else 0
        return ABOVE + max(drawn + len(self.lines) * self.leading, self.heading.height) + BELOW

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label, drawing, text."""
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, top - ABOVE - BASELINE)
            below = top - ABOVE
            if self.drawing:
                self.drawing.draw(sheet, sheet.frame.content, below)
                below -= HEIGHT
            with sheet.tags.mark("P"):
                sheet.lines(self.lines, sheet.frame.content, below - BASELINE, self.leading)


def _drawn_once(desk: Desk, timeline: Timeline) -> Drawing:
    """The drawing never gives way, so it is placed once for a document."""
    key = ("drawing", id(timeline), desk.frame)
    if key not in desk.faces.kept:
        desk.faces.kept[key] = lay_out_drawing(desk, timeline)
    drawing: Drawing = desk.faces.kept[key]
    return drawing


def _responses_told(drawing: Drawing) -> Iterator[str]:
    """What the marks of responses are, only where there are any, and how many have none."""
    told = drawing.timeline
    if any(one.mark.graded is not None for one in drawing.marks):
        yield told.hollow_word if any(one.hollow for one in drawing.marks) else told.response_word
    if drawing.plan.undrawn:
        yield told.undrawn_word.format(count=drawing.plan.undrawn)


def lay_out_treatment(desk: Desk, block: TreatmentBlock) -> Treatment:
    """Measure drawing and text."""
    drawing = _drawn_once(desk, block.timeline) if block.timeline else None
    lines = desk.shortened(block.label, block.paragraphs, Rank.SUMMARY, block.keeps)
    legend = _responses_told(drawing) if drawing else ()
    made = heading(desk, block.label, (*block.beside, *legend))
    return Treatment(made, drawing, tuple(lines), desk.squeeze.leading)
