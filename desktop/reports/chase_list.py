"""The chase list on paper: a head for each who must act, a box to tick for each result, on as many pages as needed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.reports.blocks.layout import Desk
from desktop.reports.document import Sheet
from desktop.reports.fonts import ONE_AT_A_TIME, Cut, Faces, Fonts
from desktop.reports.phrases import faint, plain, strong
from desktop.reports.style import APPARATUS, BODY, HAIRLINE, INK, LEADINGS, PAPERS, Frame, Squeeze, Type
from desktop.reports.text import Line

_LOG = logging.getLogger(__name__)
_TITLE = Type(14, 20, Cut.BOLD)
_HEAD = Type(10.5, 14, Cut.BOLD)
_TICK, _INDENT = "☐", 16.0
_PAD, _BEFORE = 3.0, 8.0
_ASCENT = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One result to bring: for whom, which, how it stands, and what it does to the group."""

    who: str
    what: str
    state: str
    why: str
    strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """Everything that one place, or the team itself, has to bring."""

    head: str
    lines: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that stay together: a head, or one result. ``repeat`` is the head that is said again on a new page."""

    lines: tuple[Line, ...]
    leading: float
    role: str
    indent: float
    before: float
    repeat: _Piece | None = None

    @property
    def height(self) -> float:
        return self.before + len(self.lines) * self.leading + _PAD


def draw_list(title: str, groups: Sequence[ListGroup], foot: str, fonts: Fonts, paper: str) -> tuple[bytes, int]:
    """The bytes of the tagged PDF and how many pages; the same words give the same bytes.

    ``paper`` is ``a4`` or ``letter`` (KeyError for another). The file's own title names nobody.
    """
    faces, frame = Faces(fonts), PAPERS[paper]
    desk = Desk(faces, frame, Squeeze(LEADINGS[0]), "", "")
    pages = _flowed(list(_pieces(desk, title, groups)), frame.room)
    with ONE_AT_A_TIME:
        sheet = Sheet(faces, frame, "en-GB")
        for number, page in enumerate(pages, start=1):
            if number > 1:
                sheet.next_page()
            _draw_page(sheet, page)
            _draw_foot(sheet, desk, f"{foot} Page {number} of {len(pages)}.", read=number == 1)
        pdf = sheet.finish("Chase list of the tumour board")
    if faces.missing:
        _LOG.warning("Characters without a glyph were printed as code points: %d", len(faces.missing))
    return pdf, len(pages)


def _pieces(desk: Desk, title: str, groups: Sequence[ListGroup]) -> Iterator[_Piece]:
    whole = desk.frame.right - desk.frame.left
    yield _Piece(tuple(desk.set([((plain(title),),)], _TITLE, whole)), _TITLE.leading, "H1", 0, 0)
    if not groups:
        yield _Piece(tuple(desk.set([((plain("Nothing is missing."),),)], None, whole)), BODY.leading, "P", 0, _BEFORE)
    for group in groups:
        words = f"{group.head} ({len(group.lines)})"
        head = _Piece(tuple(desk.set([((strong(words),),)], _HEAD, whole)), _HEAD.leading, "H2", 0, _BEFORE)
        yield head
        for line in group.lines:
            yield _Piece(tuple(_set(desk, line, whole - _INDENT)), BODY.leading, "P", _INDENT, 0, head)


def _set(desk: Desk, line: ListLine, width: float) -> list[Line]:
    what = strong(line.what) if line.strong else plain(line.what)
    return desk.set([((plain(f"{line.who}: "), what, plain(f"; {line.state}. "), faint(f"{line.why}.")),)], None, width)


def _flowed(pieces: Sequence[_Piece], room: float) -> list[list[_Piece]]:
    """Pieces in order; a head is not left alone at the foot, and stands again above what goes on."""
    pages: list[list[_Piece]] = [[]]
    left = room
    for place, piece in enumerate(pieces):
        follower = pieces[place + 1] if piece.role == "H2" and place + 1 < len(pieces) else None
        needed = piece.height + (follower.height if follower is not None else 0)
        if needed > left and pages[-1]:
            pages.append([])
            left = room
            if piece.repeat is not None:
                pages[-1].append(piece.repeat)
                left -= piece.repeat.height
        pages[-1].append(piece)
        left -= piece.height
    return pages


def _draw_page(sheet: Sheet, pieces: Sequence[_Piece]) -> None:
    frame, top = sheet.frame, sheet.frame.top
    for piece in pieces:
        baseline = top - piece.before - _ASCENT - (piece.leading - BODY.leading) / 2
        with sheet.tags.mark(piece.role):
            if piece.indent:
                sheet.word(_TICK, Type(BODY.size, BODY.leading), frame.left, baseline)
            sheet.lines(piece.lines, frame.left + piece.indent, baseline, piece.leading)
        top -= piece.height
        if piece.role == "H2":
            sheet.rule(frame.left, top + _PAD, frame.right - frame.left, HAIRLINE)


def _draw_foot(sheet: Sheet, desk: Desk, words: str, *, read: bool) -> None:
    """Read on page 1; on further pages a repetition, which readers aloud may leave out."""
    frame: Frame = sheet.frame
    lines = desk.set([((plain(words),),)], APPARATUS, frame.right - frame.left)
    sheet.rule(frame.left, frame.foot_rule, frame.right - frame.left, 0.9, INK)
    with sheet.tags.mark("P") if read else sheet.tags.artifact():
        sheet.lines(lines, frame.left, frame.foot_baseline + (len(lines) - 1) * APPARATUS.leading, APPARATUS.leading)
