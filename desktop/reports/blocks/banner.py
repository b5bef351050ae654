"""Who the page is about: name, identity, meeting, and the tags that no one may overlook."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.reports.blocks.layout import Desk
from desktop.reports.content import Banner, Rank
from desktop.reports.document import Sheet
from desktop.reports.phrases import Paragraph, plain
from desktop.reports.style import BODY, NAME, NAME_LONG, NAME_LONGEST, TAG, Type
from desktop.reports.text import Line, cut_lines

_PAD = 6.0
_TAG_HEIGHT = 13.0
_STEP = 15.0
_PLACE = 100.0
_RIGHT = 230.0
"""The room of the meeting at the right."""
_NAME_LINES = 3
_NAME, _IDENTITY, _MEETING = "Name", "Identity", "Meeting"
"""The labels of the notes that hold what is longer than any real one."""


@dataclass(frozen=True, slots=True)
class _Tag:
    line: Line
    dashed: bool

    @property
    def width(self) -> float:
        return self.line.width + 2 * _PAD


@dataclass(frozen=True, slots=True)
class Header:
    """The measured banner: the name at the left, meeting and tags at the right, identity under both."""

    name: tuple[Line, ...]
    role: Type
    meeting: tuple[Line, ...]
    presentation: Line
    status: _Tag
    mark: _Tag | None
    mark_beside: bool
    facts: tuple[Line, ...]
    leading: float

    @property
    def _upper(self) -> float:
        right = len(self.meeting) * 12 + _STEP * (2 if self.mark and not self.mark_beside else 1) + 4
        return max(len(self.name) * self.role.leading + 2, right)

    @property
    def height(self) -> float:
        """Everything down to the rule that the page draws under the banner."""
        return self._upper + len(self.facts) * self.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        """Name, identity, meeting, tags."""
        frame = sheet.frame
        with sheet.tags.mark("H1"):
            sheet.lines(self.name, frame.left, top - self.role.size * 0.86, self.role.leading)
        if self.mark and self.mark_beside:
            baseline = top - self.role.size * 0.86 - (len(self.name) - 1) * self.role.leading
            with sheet.tags.mark("P"):
                right = frame.left + self.name[-1].width + 12 + self.mark.width
                _draw_tag(sheet, self.mark, right, baseline + (self.role.size - TAG.size) * 0.3)
        with sheet.tags.mark("P"):
            sheet.lines(self.facts, frame.left, top - self._upper - 8, self.leading)
        self._draw_right(sheet, frame.right, top - 10)

    def _draw_right(self, sheet: Sheet, right: float, baseline: float) -> None:
        with sheet.tags.mark("P"):
            for line in self.meeting:
                sheet.line(line, right - line.width, baseline)
                baseline -= BODY.leading
        baseline -= _STEP - BODY.leading
        with sheet.tags.mark("P"):
            before = right - self.status.width - 7 - self.presentation.width
            sheet.line(self.presentation, before, baseline)
            _draw_tag(sheet, self.status, right, baseline)
        if self.mark and not self.mark_beside:
            with sheet.tags.mark("P"):
                _draw_tag(sheet, self.mark, right, baseline - _STEP - 0.5)


def _draw_tag(sheet: Sheet, tag: _Tag, right: float, baseline: float) -> None:
    left = right - tag.width
    sheet.line(tag.line, left + _PAD, baseline)
    sheet.box(left, baseline - 3.6, tag.width, _TAG_HEIGHT, 1.0, dashed=tag.dashed)


def lay_out_banner(desk: Desk, banner: Banner) -> Header:
    """Measure the banner. A long name is set smaller over two or three lines; one longer than any person has is cut
    to a note when nothing else is left."""
    meeting = desk.shortened(_MEETING, ((banner.meeting,),), Rank.LEAST, (2,), role=BODY, width=_RIGHT)
    presentation = desk.set([(banner.presentation,)], BODY, 1000)[0]
    status, *others = _tags(desk, banner)
    mark = others[0] if others else None
    width = max(*(one.width for one in meeting), presentation.width + 7 + status.width, mark.width if mark else 0)
    frame = desk.frame
    room = frame.right - frame.left - width - 14
    name, role = _name(desk, banner.name, room)
    beside = mark is not None and name[-1].width + 12 + mark.width <= room
    facts = desk.shortened(_IDENTITY, banner.facts, Rank.LEAST, (2, 2), width=frame.right - frame.left)
    return Header(
        tuple(name), role, tuple(meeting), presentation, status, mark, beside, tuple(facts), desk.squeeze.leading
    )


def _name(desk: Desk, name: str, width: float) -> tuple[list[Line], Type]:
    if len(lines := desk.set([((plain(name),),)], NAME, width)) == 1:
        return lines, NAME
    family, comma, given = name.partition(", ")
    # two lines break after the surname where both halves fit
    halves = desk.set([((plain(f"{family},"),),), ((plain(given),),)], NAME_LONG, width) if comma else []
    for lines in (halves, desk.set([((plain(name),),)], NAME_LONG, width)):
        if 1 <= len(lines) <= 2:
            return lines, NAME_LONG
    longest = desk.shortened(_NAME, (((plain(name),),),), Rank.NAME, (_NAME_LINES,), role=NAME_LONGEST, width=width)
    return longest, NAME_LONGEST


@dataclass(frozen=True, slots=True)
class Continued:
    """The banner of a further page: name, identity, which page this is, and the tags again.

    A sheet that is parted from the first must not pass for a final one, or for one of a child who exists.
    """

    name: tuple[Line, ...]
    facts: tuple[Line, ...]
    tags: tuple[_Tag, ...]

    @property
    def height(self) -> float:
        """Everything down to the rule."""
        return len(self.name) * NAME_LONGEST.leading + len(self.facts) * BODY.leading + 8

    def draw(self, sheet: Sheet, top: float) -> None:
        """Repeated identity is an artifact: it was read on page 1."""
        frame = sheet.frame
        with sheet.tags.artifact():
            below = sheet.lines(self.name, frame.left, top - 11, NAME_LONGEST.leading)
            sheet.lines(self.facts, frame.left, below, BODY.leading)
            right = frame.right
            for tag in self.tags:
                _draw_tag(sheet, tag, right, top - 11)
                right -= tag.width + 7


def lay_out_continued(desk: Desk, banner: Banner, facts: Paragraph) -> Continued:
    """Measure the banner of a further page."""
    width = desk.frame.right - desk.frame.left
    tags = _tags(desk, banner)
    # the tags stand at the right of the name, the number of the page at the right of the last line
    name = _repeated(desk, ((plain(banner.name),),), NAME_LONGEST, width - sum(one.width + 7 for one in tags) - 7)
    return Continued(tuple(name), tuple(_repeated(desk, facts, BODY, width - _PLACE)), tags)


def _tags(desk: Desk, banner: Banner) -> tuple[_Tag, ...]:
    """Draft or final, and whether the child exists."""
    status = _Tag(desk.word(banner.status, TAG), dashed=not banner.final)
    return (status, _Tag(desk.word(banner.mark, TAG), dashed=False)) if banner.mark else (status,)


def _repeated(desk: Desk, told: Paragraph, role: Type, width: float) -> list[Line]:
    """Identity said again, on as many lines as a name may have; longer than that it stands whole on page 1."""
    lines = desk.set([told], role, width)
    return (
        lines
        if len(lines) <= _NAME_LINES
        else cut_lines(desk.faces, lines, _NAME_LINES, f"… p.\u00a0{desk.first}", role, width)
    )
