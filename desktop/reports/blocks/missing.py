"""What is missing, ranked: decides, matters, cannot change; each item with a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.reports.blocks.layout import ABOVE, BASELINE, BELOW, Cuttable, Desk, Heading, heading
from desktop.reports.content import MissingBlock, MissingLine, Rank
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut
from desktop.reports.phrases import Phrase, alike, plain, strong
from desktop.reports.style import Type
from desktop.reports.text import Line

HEAD_WIDTH = 74.0
_TICK = "☐\u00a0"


@dataclass(frozen=True, slots=True)
class Missing:
    """The measured lists."""

    heading: Heading
    ranks: tuple[tuple[Line, tuple[Line, ...]], ...]
    leading: float

    @property
    def height(self) -> float:
        """All lists."""
        lines = sum(max(1, len(items)) for _, items in self.ranks)
        return ABOVE + max(lines * self.leading, self.heading.height) + BELOW

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label; then each rank's head and items."""
        baseline = top - ABOVE - BASELINE
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, baseline)
            for head, items in self.ranks:
                with sheet.tags.mark("P"):
                    sheet.line(head, sheet.frame.content, baseline)
                    sheet.lines(items, sheet.frame.content + HEAD_WIDTH, baseline, self.leading)
                baseline -= max(1, len(items)) * self.leading


def lay_out_missing(desk: Desk, block: MissingBlock) -> Missing:
    """Measure the lists. ``Decides`` is never cut; at the least its reasons go to a note and its names stay."""
    made = heading(desk, block.label, heavy=True)
    role = Type(desk.body.size, desk.body.leading, Cut.BOLD)
    ranks = tuple((desk.word(one.head, role), tuple(_items(desk, block, one))) for one in block.lines)
    return Missing(made, ranks, desk.squeeze.leading)


def _items(desk: Desk, block: MissingBlock, line: MissingLine) -> list[Line]:
    width = desk.frame.content_width - HEAD_WIDTH
    label = f"{block.label}: {line.head}"
    whole = tuple((plain(_TICK), *item) for item in line.items) or (line.sentence,)
    if line.keep:
        return desk.listed(label, _said_once(whole), whole, Rank.SUMMARY, line.keep, width)
    lines = desk.set([_said_once(whole)], width=width)
    names = tuple((plain(_TICK), *item[:1]) for item in line.items)
    if (label, Rank.LEAST) in desk.squeeze.cut:
        return desk.set([(*names, (strong(desk.note(label, (whole,))),))], width=width)
    saves = len(lines) - len(desk.set([names], width=width)) - 1
    if names and saves > 0:
        desk.cuttable.append(Cuttable(label, Rank.LEAST, saves * desk.squeeze.leading))
    return lines


def _said_once(items: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Items in a row with the same silence: it stands once, before the first of them."""
    told: list[Phrase] = []
    for silent, members in alike(items):
        first, *others = members
        told += [first if silent is None else (replace(silent, text=f"{silent.text}:"), plain(" "), *first), *others]
    return tuple(told)
