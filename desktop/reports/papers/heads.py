"""The head of a paper: a title, lines and tags at its right, facts beneath; short on further pages."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.reports.blocks.layout import Desk
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut
from desktop.reports.papers.content import Paper, PaperHead
from desktop.reports.phrases import plain
from desktop.reports.style import APPARATUS, BANNER_RULE, BODY, INK, NAME, NAME_LONG, NAME_LONGEST, TAG, Type
from desktop.reports.text import Line

_PACK = Type(22, 26, Cut.BOLD)
_PAD, _TAG_HEIGHT, _STEP = 6.0, 13.0, 15.0


@dataclass(frozen=True, slots=True)
class FirstHead:
    """The measured head of a first page."""

    title: tuple[Line, ...]
    role: Type
    right: tuple[Line, ...]
    tags: tuple[tuple[Line, bool], ...]
    facts: tuple[Line, ...]

    @property
    def _upper(self) -> float:
        right = len(self.right) * BODY.leading + len(self.tags) * _STEP + 4
        return max(len(self.title) * self.role.leading + 2, right)

    @property
    def height(self) -> float:
        """Down to the rule."""
        return self._upper + len(self.facts) * BODY.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        """Title, facts, then what stands at the right."""
        frame = sheet.frame
        with sheet.tags.mark("H1"):
            sheet.lines(self.title, frame.left, top - self.role.size * 0.86, self.role.leading)
        if self.facts:
            with sheet.tags.mark("P"):
                sheet.lines(self.facts, frame.left, top - self._upper - 8, BODY.leading)
        baseline = top - 10
        for line in self.right:
            with sheet.tags.mark("P"):
                sheet.line(line, frame.right - line.width, baseline)
            baseline -= BODY.leading
        for line, dashed in self.tags:
            baseline -= _STEP - BODY.leading
            with sheet.tags.mark("P"):
                draw_tag(sheet, line, frame.right, baseline, dashed=dashed)
            baseline -= BODY.leading
        sheet.rule(frame.left, top - self.height, frame.right - frame.left, BANNER_RULE, INK)


@dataclass(frozen=True, slots=True)
class FurtherHead:
    """The head of a further page: it repeats, so it is not read out."""

    words: tuple[Line, ...]
    tags: tuple[tuple[Line, bool], ...]
    place: Line

    @property
    def height(self) -> float:
        """Down to the rule."""
        return max(len(self.words), 1) * NAME_LONGEST.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        """Who or what, tags, and which page this is."""
        frame = sheet.frame
        with sheet.tags.artifact():
            sheet.lines(self.words, frame.left, top - 11, NAME_LONGEST.leading)
            right = frame.right - self.place.width
            sheet.line(self.place, right, top - 11)
            for line, dashed in self.tags:
                right -= 7
                draw_tag(sheet, line, right, top - 11, dashed=dashed)
                right -= line.width + 2 * _PAD
        sheet.rule(frame.left, top - self.height, frame.right - frame.left, BANNER_RULE, INK)


def first_head(desk: Desk, head: PaperHead) -> FirstHead:
    """Measure the head of a paper."""
    right = [desk.set([(one,)], BODY, 260) for one in head.right]
    lines = tuple(line for one in right for line in one)
    tags = tuple((desk.word(one.word, TAG), one.dashed) for one in head.tags)
    beside = max((0.0, *(one.width for one in lines), *(line.width + 2 * _PAD for line, _ in tags)))
    room = desk.frame.right - desk.frame.left - beside - 14
    title, role = _title(desk, head, room)
    facts = desk.set(head.facts, BODY, desk.frame.right - desk.frame.left)
    return FirstHead(tuple(title), role, lines, tags, tuple(facts))


def further_head(desk: Desk, paper: Paper, number: int, of: int) -> FurtherHead:
    """Measure the head of a further page."""
    page, joint = paper.page_words
    place = desk.word(f"{paper.continued_word}, {page.lower()} {number} {joint} {of}", Type(APPARATUS.size, 10))
    tags = tuple((desk.word(one.word, TAG), one.dashed) for one in paper.head.tags)
    taken = place.width + sum(line.width + 2 * _PAD + 7 for line, _ in tags) + 14
    width = desk.frame.right - desk.frame.left - taken
    words = desk.set([paper.head.continued or ((plain(paper.head.title),),)], Type(9.5, 15, Cut.SEMIBOLD), width)
    return FurtherHead(tuple(words), tags, place)


def draw_tag(sheet: Sheet, line: Line, right: float, baseline: float, *, dashed: bool) -> None:
    """A word in a box that ends at ``right``."""
    left = right - line.width - 2 * _PAD
    sheet.line(line, left + _PAD, baseline)
    sheet.box(left, baseline - 3.6, line.width + 2 * _PAD, _TAG_HEIGHT, 1.0, dashed=dashed)


def _title(desk: Desk, head: PaperHead, width: float) -> tuple[list[Line], Type]:
    for role in (_PACK if head.large else NAME, NAME, NAME_LONG, NAME_LONGEST):
        lines = desk.set([((plain(head.title),),)], role, width)
        if len(lines) == 1 or (role in {NAME_LONG} and len(lines) == 2):
            return lines, role
    return lines, NAME_LONGEST
