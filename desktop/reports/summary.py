"""The clinician's one page: measure all blocks, let the page give way step by step, draw in the order of reading.

Nothing is dropped: what is cut stands whole in a numbered note on the next page, and the cut says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from desktop.reports.blocks.banner import Continued, Header, lay_out_banner, lay_out_continued
from desktop.reports.blocks.biology import lay_out_biology
from desktop.reports.blocks.layout import Cuttable, Desk, Note, Piece, heading
from desktop.reports.blocks.missing import lay_out_missing
from desktop.reports.blocks.response import lay_out_response
from desktop.reports.blocks.risk import lay_out_risk
from desktop.reports.blocks.rows import Row, lay_out_question, lay_out_text, merged
from desktop.reports.blocks.treatment import lay_out_treatment
from desktop.reports.content import (
    BiologyBlock,
    Block,
    MissingBlock,
    QuestionBlock,
    Rank,
    ResponseBlock,
    RiskBlock,
    SummaryContent,
    TextBlock,
    TreatmentBlock,
)
from desktop.reports.document import Sheet
from desktop.reports.fonts import ONE_AT_A_TIME, Cut, Faces, Fonts
from desktop.reports.measuring import once
from desktop.reports.phrases import plain, strong
from desktop.reports.square import SQUARE, SQUARE_GAP, SQUARE_ROOM, draw_square
from desktop.reports.style import APPARATUS, BANNER_RULE, BODY, HAIRLINE, INK, LEADINGS, PAPERS, Frame, Squeeze, Type
from desktop.reports.text import Line

_LOG = logging.getLogger(__name__)
_FOOT = Type(APPARATUS.size, 10, Cut.REGULAR, APPARATUS.grey)
_FOOT_LINES = 2
_NOTE_PAD = 3.0


@dataclass(frozen=True, slots=True)
class _Page:
    """One sheet: its banner and the pieces on it."""

    banner: Header | Continued
    pieces: tuple[Piece, ...]
    closer: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """All sheets, whether the first has every block, on which page each note stands, and what could still be cut."""

    pages: tuple[_Page, ...]
    whole: bool
    note_pages: Mapping[int, int]
    cuttable: tuple[Cuttable, ...]
    continued: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished document: its bytes, how many pages, and the labels of the texts that go on in notes."""

    pdf: bytes
    pages: int
    continued: tuple[str, ...]


def board_summary(content: SummaryContent, fonts: Fonts, paper: str = "a4") -> bytes:
    """The bytes of the tagged PDF (PDF/UA-1) of one child's page; see ``draw_summary``."""
    return draw_summary(content, fonts, paper).pdf


def draw_summary(content: SummaryContent, fonts: Fonts, paper: str = "a4") -> Drawn:
    """One child's page, and what gave way on it.

    ``paper`` is ``a4`` or ``letter`` (KeyError for another). The same content gives the same bytes, in whatever
    thread. A character that the fonts do not have is printed as its code point, and the log says which.
    """
    faces = Faces(fonts)
    layout = lay_out_summary(content, faces, PAPERS[paper])
    with ONE_AT_A_TIME:
        sheet = Sheet(faces, PAPERS[paper], content.language)
        draw_layout(sheet, content, layout, 1, len(layout.pages))
        pdf = sheet.finish(content.title)
    if faces.missing:
        # how many and not which: they are letters of somebody's name
        _LOG.warning("Characters without a glyph were printed as code points: %d", len(faces.missing))
    return Drawn(pdf, len(layout.pages), layout.continued)


def draw_layout(sheet: Sheet, content: SummaryContent, layout: Layout, first: int, of: int) -> None:
    """Draw a page that was laid out, on the sheet's present page and as many more as it has; in a book it begins on
    page ``first`` of so many."""
    for number, page in enumerate(layout.pages):
        if number:
            sheet.next_page()
        _draw_page(sheet, content, page, first + number, of)


def lay_out_summary(content: SummaryContent, faces: Faces, frame: Frame, first: int = 1) -> Layout:
    """The first step of giving way at which everything stands on its page; at worst the blocks run on.

    ``first`` is the number of its first page in a book.
    """
    squeeze = Squeeze(LEADINGS[0])
    layout = _laid_out(content, faces, frame, squeeze, {}, first)
    steps = [squeeze]
    while not layout.whole:
        further = _given_way(squeeze, layout.cuttable)
        if further is None:
            break
        squeeze = further
        steps.append(squeeze)
        layout = _laid_out(content, faces, frame, squeeze, {}, first)
    for wider in _taken_back(steps):
        loosened = wider(squeeze)
        tried = _laid_out(content, faces, frame, loosened, {}, first)
        if tried.whole:
            squeeze, layout = loosened, tried
    if set(layout.note_pages.values()) <= {first + 1}:
        return layout
    # the marks at the cuts name pages, which are known only now
    return _laid_out(content, faces, frame, squeeze, layout.note_pages, first)


def _given_way(squeeze: Squeeze, cuttable: Sequence[Cuttable]) -> Squeeze | None:
    """The next step: closer lines, closer blocks, texts one by one from those that go first, small print, long free
    texts; then the rows that may leave share one, and of the others the fewest lines stay."""
    closer = [one for one in LEADINGS if one < squeeze.leading]
    if closer:
        return replace(squeeze, leading=closer[0])
    if not squeeze.tight:
        return replace(squeeze, tight=True)
    early = [one for one in cuttable if one.rank > Rank.LAST]
    if not early and squeeze.details:
        return replace(squeeze, details=False)
    if not squeeze.merged and all(one.rank <= Rank.LEAST for one in cuttable):
        return replace(squeeze, merged=True)
    if not cuttable:
        return None
    chosen = max(cuttable, key=lambda one: (one.rank, one.saves))
    return replace(squeeze, cut=squeeze.cut | {(chosen.label, chosen.rank)})


def _taken_back(steps: Sequence[Squeeze]) -> list[Callable[[Squeeze], Squeeze]]:
    """What may be undone because a later step freed more room than was needed: what went last comes back first."""
    undo: list[Callable[[Squeeze], Squeeze]] = []
    for before, after in reversed(list(pairwise(steps))):
        given = after.cut - before.cut
        if given:
            undo.append(lambda one, given=given: replace(one, cut=one.cut - given))  # type: ignore[misc]
        elif before.details and not after.details:
            undo.append(lambda one: replace(one, details=True))
        elif after.tight and not before.tight:
            undo.append(lambda one: replace(one, tight=False))
        elif after.merged and not before.merged:
            undo.append(lambda one: replace(one, merged=False))
    return undo


def _laid_out(
    content: SummaryContent, faces: Faces, frame: Frame, squeeze: Squeeze, note_pages: Mapping[int, int], first: int
) -> Layout:
    desk = Desk(faces, frame, squeeze, content.page_words[2], content.more, note_pages, first=first)
    banner = once(desk, content.banner, lambda given: lay_out_banner(given, content.banner))
    blocks = merged(desk, content) if squeeze.merged else content.blocks
    pieces = [once(desk, block, partial(_measured, block)) for block in blocks]
    continued = lay_out_continued(desk, content.banner, content.continued)
    widest = (9, 9) if first == 1 else (88, 88)
    room = frame.room - (len(_foot_lines(desk.faces, frame, content, *widest)) - _FOOT_LINES) * _FOOT.leading
    pages = _flowed(pieces, room - banner.height, room - continued.height, squeeze.closer)
    notes = [(note, piece) for note in desk.notes for piece in _note_pieces(desk, note, room - continued.height)]
    further = _flowed([piece for _, piece in notes], room - continued.height, room - continued.height)
    at = {id(piece): first + len(pages) + number for number, page in enumerate(further) for piece in page}
    places = {note.number: at[id(piece)] for note, piece in reversed(notes)}
    sheets = [
        _Page(banner if not number else continued, tuple(page), squeeze.closer) for number, page in enumerate(pages)
    ]
    return Layout(
        (*sheets, *(_Page(continued, tuple(page)) for page in further if page)),
        len(pages) == 1,
        places,
        tuple(desk.cuttable),
        tuple(note.label for note in desk.notes),
    )


def _flowed(pieces: Sequence[Piece], first: float, others: float, closer: float = 0.0) -> list[list[Piece]]:
    """Pieces in order on as many pages as they need, each so much closer to the next."""
    pages: list[list[Piece]] = [[]]
    left = first
    for piece in pieces:
        height = piece.height - closer
        if height > left and pages[-1]:
            pages.append([])
            left = others
        pages[-1].append(piece)
        left -= height
    return pages


def _measured(block: Block, desk: Desk) -> Piece:
    match block:
        case QuestionBlock():
            return lay_out_question(desk, block)
        case TextBlock():
            return lay_out_text(desk, block)
        case BiologyBlock():
            return lay_out_biology(desk, block)
        case RiskBlock():
            return lay_out_risk(desk, block)
        case TreatmentBlock():
            return lay_out_treatment(desk, block)
        case ResponseBlock():
            return lay_out_response(desk, block)
        case MissingBlock():
            return lay_out_missing(desk, block)


def _note_pieces(desk: Desk, note: Note, room: float) -> list[Row]:
    """A note as rows at full leading, in parts where it is longer than a page."""
    lines = desk.set(note.paragraphs)
    most = max(1, int((room - 12 - 2 * _NOTE_PAD) // BODY.leading))
    made = heading(desk, f"{desk.note_word} {note.number}", (note.label,))
    return [Row(made, tuple(lines[at : at + most]), BODY.leading, _NOTE_PAD) for at in range(0, len(lines), most)]


def _draw_page(sheet: Sheet, content: SummaryContent, page: _Page, number: int, of: int) -> None:
    frame = sheet.frame
    top = frame.top
    page.banner.draw(sheet, top)
    if isinstance(page.banner, Continued):
        _draw_place(sheet, content, top - page.banner.height + 10, number, of)
    top -= page.banner.height
    for piece in page.pieces:
        piece.draw(sheet, top)
        top -= piece.height - page.closer
    if isinstance(page.banner, Continued):
        sheet.rule(frame.left, top, frame.right - frame.left, HAIRLINE)
    # over the first block's own rule
    sheet.rule(frame.left, frame.top - page.banner.height, frame.right - frame.left, BANNER_RULE, INK)
    begins = isinstance(page.banner, Header)
    _draw_foot(sheet, content, _foot_lines(sheet.faces, frame, content, number, of), read=begins)


def _draw_place(sheet: Sheet, content: SummaryContent, baseline: float, number: int, of: int) -> None:
    """Which page this is, at the right of the repeated identity."""
    page, joint, _ = content.page_words
    words = f"{content.continued_word}, {page.lower()} {number} {joint} {of}"
    line = Desk(sheet.faces, sheet.frame, Squeeze(LEADINGS[0]), "", "").word(words, Type(APPARATUS.size, 10))
    with sheet.tags.artifact():
        sheet.line(line, sheet.frame.right - line.width, baseline)


def _foot_lines(faces: Faces, frame: Frame, content: SummaryContent, number: int, of: int) -> list[Line]:
    page, joint, _ = content.page_words
    stamped = (plain(" "), strong(content.stamp.words)) if content.stamp.words else ()
    words = (*content.foot, plain(f" {page} {number} {joint} {of}."), *stamped)
    desk = Desk(faces, frame, Squeeze(LEADINGS[0]), "", "")
    width = frame.right - frame.left - (SQUARE_ROOM if content.stamp.square else 0)
    lines = desk.set([(words,)], _FOOT, width)
    # the square is as high as three lines
    return lines if not content.stamp.square or len(lines) > _FOOT_LINES else [*lines, desk.word("", _FOOT)]


def _draw_foot(sheet: Sheet, content: SummaryContent, lines: Sequence[Line], *, read: bool) -> None:
    """Read on the first page; on further pages a repetition, which readers aloud may leave out."""
    frame, stamp = sheet.frame, content.stamp
    top = frame.foot_rule + (len(lines) - _FOOT_LINES) * _FOOT.leading
    sheet.rule(frame.left, top, frame.right - frame.left, 0.9, INK)
    baseline = frame.foot_baseline + (len(lines) - 1) * _FOOT.leading + 0.6
    with sheet.tags.mark("P") if read else sheet.tags.artifact():
        sheet.lines(lines, frame.left, baseline, _FOOT.leading)
    if stamp.square:
        left, upper = frame.right - SQUARE, top - SQUARE_GAP
        box = (left, upper - SQUARE, frame.right, upper)
        with sheet.tags.mark("Figure", alternate=stamp.alternate, box=box) if read else sheet.tags.artifact():
            draw_square(sheet, stamp.square, left, upper)
