"""The head of the family's sheet: title and who on the first side, a running line on the others; long names wrap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut, Faces
from desktop.reports.phrases import plain, strong
from desktop.reports.style import APPARATUS_GREY, HEAVY, INK, Frame, Type
from desktop.reports.text import Line, one_line, phrase_lines

if TYPE_CHECKING:
    from desktop.reports.handout import HandoutContent

_TITLE, _TITLE_LONG = Type(25, 30, Cut.BOLD), Type(20, 24, Cut.BOLD)
_WHO, _PAGE = Type(13, 17), Type(12, 14.5, Cut.REGULAR, APPARATUS_GREY)
_DRAFT, _RUNNING = Type(12, 14.5, Cut.BOLD), Type(12, 14.5, Cut.BOLD)
_BESIDE, _BELOW, _GAP = 12.0, 14.0, 14.0
_DRAFT_ROOM = 16.5


@dataclass(frozen=True)
class Head:
    """The head of one side of so many."""

    faces: Faces
    frame: Frame
    content: HandoutContent
    number: int
    pages: int

    @property
    def bottom(self) -> float:
        """Where the blocks begin."""
        top = self._top
        if self.number > 1:
            return top - 9.5 - len(self._running) * _RUNNING.leading
        title, role = self._title
        return top - len(title) * role.leading - len(self._who) * _WHO.leading - _BELOW

    def draw(self, sheet: Sheet) -> None:
        """Draw it; what only repeats is no part of what is read aloud."""
        content, frame = self.content, self.frame
        if content.draft:
            with sheet.tags.mark("P"):
                sheet.word(content.draft, _DRAFT, frame.left, frame.top - 10)
        if self.number > 1:
            with sheet.tags.artifact():
                sheet.line(self._where, frame.right - self._where.width, self._top - 12)
                sheet.lines(self._running, frame.left, self._top - 12, _RUNNING.leading)
            return
        self._draw_first(sheet)

    def _draw_first(self, sheet: Sheet) -> None:
        frame, (title, role) = self.frame, self._title
        with sheet.tags.mark("P"):
            sheet.line(self._where, frame.right - self._where.width, self._top - 22)
        with sheet.tags.mark("H1"):
            under = sheet.lines(title, frame.left, self._top - role.leading + 7, role.leading)
        baseline = under + role.leading - _WHO.leading - 5
        with sheet.tags.mark("P"):
            for row in self._who:
                x = frame.left
                for line in row:
                    sheet.line(line, x, baseline)
                    x += line.width + _GAP
                baseline -= _WHO.leading
        sheet.rule(frame.left, self.bottom, frame.right - frame.left, HEAVY, INK)

    @property
    def _top(self) -> float:
        return self.frame.top - (_DRAFT_ROOM if self.content.draft else 0)

    @cached_property
    def _where(self) -> Line:
        return one_line(self.faces, self.content.page_words.format(page=self.number, pages=self.pages), _PAGE)

    @cached_property
    def _running(self) -> tuple[Line, ...]:
        """The title once more, whole: whose sheet it is."""
        room = self.frame.right - self.frame.left - self._where.width - _BESIDE
        return tuple(phrase_lines(self.faces, (plain(self.content.title),), _RUNNING, room))

    @cached_property
    def _title(self) -> tuple[tuple[Line, ...], Type]:
        """Beside the number of the page, in one line where it can be."""
        room = self.frame.right - self.frame.left - self._where.width - _BESIDE
        words = (plain(self.content.title),)
        for role in (_TITLE, _TITLE_LONG):
            lines = tuple(phrase_lines(self.faces, words, role, room))
            if len(lines) == 1:
                break
        return lines, role

    @cached_property
    def _who(self) -> tuple[tuple[Line, ...], ...]:
        """Who the sheet is about, side by side as far as there is room."""
        rows: list[list[Line]] = [[]]
        room = self.frame.right - self.frame.left
        for line in self._said():
            used = sum(one.width + _GAP for one in rows[-1])
            if rows[-1] and used + line.width > room:
                rows.append([])
            rows[-1].append(line)
        return tuple(map(tuple, rows))

    def _said(self) -> Iterator[Line]:
        for parts in self.content.who:
            phrase = tuple(strong(text) if bold else plain(text) for text, bold in parts)
            yield from phrase_lines(self.faces, phrase, _WHO, self.frame.right - self.frame.left)
