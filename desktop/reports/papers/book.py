"""Papers and one-page summaries after each other in one file: pages counted through, a bookmark for each part."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.reports.blocks.layout import Desk
from desktop.reports.content import SummaryContent
from desktop.reports.document import Sheet
from desktop.reports.fonts import ONE_AT_A_TIME, Faces, Fonts
from desktop.reports.papers.content import Paper
from desktop.reports.papers.heads import first_head, further_head
from desktop.reports.papers.pieces import Filling, PaperPiece, TextRow
from desktop.reports.papers.setting import pieces_of
from desktop.reports.phrases import plain
from desktop.reports.style import APPARATUS, INK, LEADINGS, PAPERS, Frame, Squeeze, Type, enlarged
from desktop.reports.summary import Layout, draw_layout, lay_out_summary

_LOG = logging.getLogger(__name__)
_FOOT = Type(APPARATUS.size, 10, APPARATUS.cut, APPARATUS.grey)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A one-page summary in a book, with the word under which it is found."""

    content: SummaryContent
    mark: str


Part = Paper | Chapter
Pages = Sequence[tuple[int, int]]
"""The first and last page of each part."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished document, and where each part stands in it."""

    pdf: bytes
    pages: int
    places: tuple[tuple[int, int], ...]


def draw_papers(
    parts: Sequence[Part], fonts: Fonts, paper: str, file_title: str,
    refine: Callable[[Pages], Sequence[Part]] | None = None, scale: float = 1.0,
) -> Drawn:  # fmt: skip
    """The bytes of the tagged PDF; the same words give the same bytes.

    ``refine`` makes the parts anew once the pages of each are known: a cover names them. ``paper`` is ``a4`` or
    ``letter`` (KeyError for another); ``file_title`` names nobody. ``scale`` draws everything larger.
    """
    faces = Faces(fonts)
    frame = PAPERS[paper] if scale == 1.0 else enlarged(PAPERS[paper], scale)
    setter = _Setter(faces, frame)
    laid = setter.lay_out(parts)
    if refine is not None:
        parts = [*parts, *(refined := refine(_places(laid)))]
        laid = setter.lay_out(refined)
    places = _places(laid)
    total = places[-1][1]
    with ONE_AT_A_TIME:
        sheet = Sheet(faces, frame, _language(parts), scale)
        for (first, _), one in zip(places, laid, strict=True):
            if first > 1:
                sheet.next_page()
            if len(laid) > 1:
                sheet.bookmark(one.mark)
            one.draw(sheet, first, total)
        pdf = sheet.finish(file_title)
    if faces.missing:
        # how many and not which: they are letters of somebody's name
        _LOG.warning("Characters without a glyph were printed as code points: %d", len(faces.missing))
    return Drawn(pdf, total, places)


def _language(parts: Sequence[Part]) -> str:
    first = parts[0]
    return first.language if isinstance(first, Paper) else first.content.language


@dataclass(frozen=True, slots=True)
class _LaidSummary:
    content: SummaryContent
    layout: Layout
    mark: str

    @property
    def count(self) -> int:
        return len(self.layout.pages)

    def draw(self, sheet: Sheet, first: int, total: int) -> None:
        draw_layout(sheet, self.content, self.layout, first, total)


@dataclass(frozen=True, slots=True)
class _LaidPaper:
    paper: Paper
    desk: Desk
    pages: tuple[tuple[PaperPiece, ...], ...]

    @property
    def mark(self) -> str:
        return self.paper.mark or self.paper.head.title

    @property
    def count(self) -> int:
        return len(self.pages)

    def draw(self, sheet: Sheet, first: int, total: int) -> None:
        for number, page in enumerate(self.pages):
            if number:
                sheet.next_page()
            self._page(sheet, page, first + number, total, begins=not number)

    def _page(self, sheet: Sheet, pieces: Sequence[PaperPiece], number: int, total: int, *, begins: bool) -> None:
        top = sheet.frame.top
        head = first_head(self.desk, self.paper.head) if begins else further_head(self.desk, self.paper, number, total)
        head.draw(sheet, top)
        top -= head.height
        for piece in pieces:
            piece.draw(sheet, top)
            top -= piece.height
        self._foot(sheet, number, total, read=begins)

    def _foot(self, sheet: Sheet, number: int, total: int, *, read: bool) -> None:
        frame = sheet.frame
        page, joint = self.paper.page_words
        words = (*self.paper.foot, plain(f" {page} {number} {joint} {total}."))
        lines = self.desk.set([(words,)], _FOOT, frame.right - frame.left)
        sheet.rule(frame.left, frame.foot_rule, frame.right - frame.left, 0.9, INK)
        with sheet.tags.mark("P") if read else sheet.tags.artifact():
            sheet.lines(lines, frame.left, frame.foot_rule - 11, _FOOT.leading)


@dataclass(slots=True)
class _Setter:
    """Lays out parts one after the other, each once for each page that it may begin on; who calls keeps the parts."""

    faces: Faces
    frame: Frame
    _kept: dict[tuple[int, int], _LaidSummary | _LaidPaper] = field(default_factory=dict)

    def lay_out(self, parts: Sequence[Part]) -> list[_LaidSummary | _LaidPaper]:
        """All parts, the first on page 1."""
        laid: list[_LaidSummary | _LaidPaper] = []
        first = 1
        for one in parts:
            # a paper is the same wherever it begins; marks at cuts of a summary name pages
            key = (id(one), 0 if isinstance(one, Paper) else first)
            if key not in self._kept:
                self._kept[key] = self._paper(one) if isinstance(one, Paper) else self._summary(one, first)
            laid.append(made := self._kept[key])
            first += made.count
        return laid

    def _summary(self, chapter: Chapter, first: int) -> _LaidSummary:
        layout = lay_out_summary(chapter.content, self.faces, self.frame, first)
        return _LaidSummary(chapter.content, layout, chapter.mark)

    def _paper(self, paper: Paper) -> _LaidPaper:
        desk = Desk(self.faces, self.frame, Squeeze(LEADINGS[0]), "", "")
        pieces = pieces_of(desk, paper.blocks)
        first = self.frame.room - first_head(desk, paper.head).height
        further = self.frame.room - further_head(desk, paper, 88, 88).height
        return _LaidPaper(paper, desk, tuple(map(tuple, _flowed(pieces, first, further))))


def _places(laid: Sequence[_LaidSummary | _LaidPaper]) -> tuple[tuple[int, int], ...]:
    found, first = [], 1
    for one in laid:
        found.append((first, first + one.count - 1))
        first += one.count
    return tuple(found)


def _flowed(pieces: Sequence[PaperPiece], first: float, further: float) -> list[list[PaperPiece]]:
    """Parts in order; what is glued to the next goes over with it, and heads of tables stand again above."""
    pages: list[list[PaperPiece]] = [[]]
    left = first
    for place, piece in enumerate(pieces):
        if isinstance(piece, Filling):
            if left >= piece.height:
                pages[-1] += piece.lines(left)
                left = 0.0
            continue
        rest, follows = piece, _followers(pieces, place)
        while rest.height + follows > left:
            parts = rest.parted(left) if isinstance(rest, TextRow) else None
            if parts is not None:
                upper, rest = parts
                pages[-1].append(upper)
            elif not pages[-1]:
                break
            pages.append([])
            left = further
            if rest.head is not None:
                pages[-1].append(rest.head)
                left -= rest.head.height
                break
        pages[-1].append(rest)
        left -= rest.height
    return pages


def _followers(pieces: Sequence[PaperPiece], place: int) -> float:
    total = 0.0
    while pieces[place].glued and place + 1 < len(pieces):
        place += 1
        total += pieces[place].height
    return total
