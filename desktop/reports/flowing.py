"""Heads and paragraphs on as many pages as they need: lists and records, which are never squeezed onto one."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.reports.blocks.layout import Desk
from desktop.reports.document import Sheet
from desktop.reports.fonts import ONE_AT_A_TIME, Cut, Faces, Fonts
from desktop.reports.phrases import Phrase, plain, strong
from desktop.reports.style import APPARATUS, BODY, HAIRLINE, INK, LEADINGS, PAPERS, Frame, Squeeze, Type
from desktop.reports.text import Line

_LOG = logging.getLogger(__name__)
_TITLE = Type(14, 20, Cut.BOLD)
_HEAD = Type(10.5, 14, Cut.BOLD)
_BELOW_HEAD = Type(9.5, 12, Cut.SEMIBOLD)
_TICK = "☐"
_PAD, _BEFORE = 3.0, 8.0
_ASCENT = 9.0
_FOOT_LINES = 2
_LONG_SHARE = 0.8
"""A paragraph that is longer than so much of a page may be broken over two."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that stay together: a head, or one paragraph. ``repeat`` is the head that is said again on a new page."""

    lines: tuple[Line, ...]
    leading: float
    role: str
    indent: float = 0.0
    before: float = 0.0
    repeat: Piece | None = None
    tick: bool = False

    @property
    def height(self) -> float:
        """All the room it takes."""
        return self.before + len(self.lines) * self.leading + _PAD


class Setter:
    """Sets words into pieces for one paper."""

    def __init__(self, fonts: Fonts, paper: str) -> None:
        self.faces, self.frame = Faces(fonts), PAPERS[paper]
        self.desk = Desk(self.faces, self.frame, Squeeze(LEADINGS[0]), "", "")

    @property
    def width(self) -> float:
        """The whole width of the text."""
        return self.frame.right - self.frame.left

    def title(self, words: str) -> Piece:
        """The head of the document."""
        return Piece(self._set((plain(words),), _TITLE, 0), _TITLE.leading, "H1")

    def head(self, words: str) -> Piece:
        """The head of a part; it has a rule beneath it, and stands again on a new page."""
        return Piece(self._set((strong(words),), _HEAD, 0), _HEAD.leading, "H2", before=_BEFORE)

    def small_head(self, words: str, above: Piece | None = None) -> Piece:
        """A head inside a part."""
        lines = self._set((strong(words),), _BELOW_HEAD, 0)
        return Piece(lines, _BELOW_HEAD.leading, "H3", before=_BEFORE / 2, repeat=above)

    def paragraph(
        self, phrase: Phrase, head: Piece | None = None, *, indent: float = 0.0, before: float = 0.0, tick: bool = False
    ) -> Piece:
        """A paragraph beneath a head; ``tick`` puts a box to tick before it."""
        lines = self._set(phrase, None, indent)
        return Piece(lines, BODY.leading, "P", indent, before, head, tick)

    def _set(self, phrase: Phrase, role: Type | None, indent: float) -> tuple[Line, ...]:
        return tuple(self.desk.set([(phrase,)], role, self.width - indent))


def draw(setter: Setter, pieces: Iterable[Piece], foot: str, file_title: str) -> tuple[bytes, int]:
    """The bytes of the tagged PDF and how many pages; the same words give the same bytes.

    The file's own title, ``file_title``, names nobody.
    """
    room = setter.frame.room - _raised(_foot_lines(setter.desk, f"{foot} Page 88 of 88."))
    pages = _flowed(_broken(pieces, room), room)
    with ONE_AT_A_TIME:
        sheet = Sheet(setter.faces, setter.frame, "en-GB")
        for number, page in enumerate(pages, start=1):
            if number > 1:
                sheet.next_page()
            _draw_page(sheet, page)
            _draw_foot(sheet, setter.desk, f"{foot} Page {number} of {len(pages)}.", read=number == 1)
        pdf = sheet.finish(file_title)
    if setter.faces.missing:
        _LOG.warning("Characters without a glyph were printed as code points: %d", len(setter.faces.missing))
    return pdf, len(pages)


def _broken(pieces: Iterable[Piece], room: float) -> list[Piece]:
    """A paragraph longer than a page goes on beneath itself; nothing is cut."""
    found: list[Piece] = []
    for piece in pieces:
        most = max(int(room * _LONG_SHARE / piece.leading), 1)
        for start in range(0, max(len(piece.lines), 1), most):
            part = piece.lines[start : start + most]
            found.append(
                Piece(part, piece.leading, piece.role, piece.indent, 0.0 if start else piece.before, piece.repeat,
                      piece.tick and not start)
            )  # fmt: skip
    return found


def _flowed(pieces: Sequence[Piece], room: float) -> list[list[Piece]]:
    """Pieces in order; a head is not left alone at the foot, and stands again above what goes on."""
    pages: list[list[Piece]] = [[]]
    left = room
    for place, piece in enumerate(pieces):
        if piece.height + _followers(pieces, place) > left and pages[-1]:
            pages.append([])
            left = room
            if piece.repeat is not None:
                pages[-1].append(piece.repeat)
                left -= piece.repeat.height
        pages[-1].append(piece)
        left -= piece.height
    return pages


def _followers(pieces: Sequence[Piece], place: int) -> float:
    """The room of what must stay with a head: the heads right beneath it and the first paragraph."""
    total = 0.0
    while pieces[place].role in {"H2", "H3"} and place + 1 < len(pieces):
        place += 1
        total += pieces[place].height
    return total


def _draw_page(sheet: Sheet, pieces: Sequence[Piece]) -> None:
    frame, top = sheet.frame, sheet.frame.top
    for piece in pieces:
        baseline = top - piece.before - _ASCENT - (piece.leading - BODY.leading) / 2
        with sheet.tags.mark(piece.role):
            if piece.tick:
                sheet.word(_TICK, Type(BODY.size, BODY.leading), frame.left, baseline)
            sheet.lines(piece.lines, frame.left + piece.indent, baseline, piece.leading)
        top -= piece.height
        if piece.role == "H2":
            sheet.rule(frame.left, top + _PAD, frame.right - frame.left, HAIRLINE)


def _foot_lines(desk: Desk, words: str) -> list[Line]:
    return desk.set([((plain(words),),)], APPARATUS, desk.frame.right - desk.frame.left)


def _raised(lines: Sequence[Line]) -> float:
    """How much higher than usual the rule over the foot stands, for long names."""
    return max(len(lines) - _FOOT_LINES, 0) * APPARATUS.leading


def _draw_foot(sheet: Sheet, desk: Desk, words: str, *, read: bool) -> None:
    """Read on page 1; on further pages a repetition, which readers aloud may leave out."""
    frame: Frame = sheet.frame
    lines = _foot_lines(desk, words)
    sheet.rule(frame.left, frame.foot_rule + _raised(lines), frame.right - frame.left, 0.9, INK)
    with sheet.tags.mark("P") if read else sheet.tags.artifact():
        sheet.lines(lines, frame.left, frame.foot_baseline + (len(lines) - 1) * APPARATUS.leading, APPARATUS.leading)
