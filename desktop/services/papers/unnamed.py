"""Papers of one child without whose it is, drawn from the de-identified value and looked through like its summary.

Days count from diagnosis, ages are bands, places regions; words of the record go out only as somebody chose, and of
the board's decisions only what lists that ship have codes for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.deidentify.decisions import coded
from desktop.reports.papers.content import Paper
from desktop.reports.phrases import Phrase, plain
from desktop.services.boards import Board
from desktop.services.deidentified_leaving import Leaving, Marks, leaving
from desktop.services.deidentifying import NO_CHOICES, Choices
from desktop.services.last_decision import latest_confirmed, quoted_of
from desktop.services.library import Library
from desktop.services.meetings.deciding import decisions_of
from desktop.services.pages import unnamed
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.end_of_treatment import end_blocks
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.large_print import SCALE, large_paper
from desktop.services.papers.saying import banner_head
from desktop.services.papers.unnamed_packet import UnnamedPacket
from desktop.services.seals import digest_of
from desktop.services.summaries import rules_words

if TYPE_CHECKING:
    from desktop.reports.papers.book import Drawn


@dataclass(frozen=True, slots=True)
class _Form:
    """What the de-identified form of a paper is called: its title, the kind among signed documents, its file."""

    title: str
    seal: str
    file: str


_PACKET, _LARGE, _END = DocumentKind.PACKET, DocumentKind.LARGE_PRINT, DocumentKind.END_OF_TREATMENT
FORMS = {
    _PACKET: _Form("De-identified packet for a second opinion", "de-identified-packet", "packet"),
    _LARGE: _Form("De-identified summary, large print", "de-identified-large-print", "large-print"),
    _END: _Form("De-identified end-of-treatment summary", "de-identified-end-of-treatment", "end-of-treatment"),
}
"""Every paper that has such a form; the one-page summary has one of its own."""


def unnamed_paper(
    board: Board, library: Library, case: Case, kind: DocumentKind, *, today: date, choices: Choices | None = None,
    carry: bool = False, paper: str = "a4",
) -> Document:  # fmt: skip
    """The de-identified form of a paper as a PDF; nothing is stored. ``carry``: with the de-identified record inside.

    Raises UserError, with nothing given, where something of the child is in it after all.
    """
    form, child = FORMS[kind], leaving(board, library, case, today=today, choices=choices or NO_CHOICES)
    # of a decision only codes are told; its key, which nobody can guess, keeps the digest from giving its words away
    quoted = _last_decided(board, case) if kind is _PACKET else b""
    marks = child.marks(form.seal, carry=carry, quoted=quoted)
    drawn_from, drawn = _drawn(board, child, kind, marks, paper)
    return Document(
        kind=kind, words=f"{form.title}, case {case.number}", file=f"child-{child.ready.made.code}-{form.file}.pdf",
        content=child.checked(drawn.pdf, drawn_from, marks, f"de-identified {kind}"), pages=drawn.pages,
        versions=versions_of(case), shared=child.shared, noted=child.noted, seal=marks.seal, carried=marks.carried,
        decided=digest_of(quoted) if kind is _PACKET else "",
    )  # fmt: skip


def _last_decided(board: Board, case: Case) -> bytes:
    with board.database.read() as work:
        return quoted_of(latest_confirmed(work, case.id))


def _drawn(board: Board, child: Leaving, kind: DocumentKind, marks: Marks, paper: str) -> tuple[object, Drawn]:
    """What was drawn, and the drawing."""
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.papers.book import draw_papers

    fonts, title = Fonts(**child.library.fonts), FORMS[kind].title
    page, foot = child.page, foot_of(child, marks)
    if kind is _PACKET:
        decided = [coded(one) for one in decisions_of(board, child.case.id) if one.decision.is_frozen]
        summary = replace(child.content, stamp=marks.stamp)
        packet = UnnamedPacket(page, summary, decided, end_of(child, foot), foot, title)
        parts = packet.parts(())
        return parts, draw_papers(parts, fonts, paper, title, refine=packet.parts)
    if kind is _LARGE:
        told = replace(large_paper(child.content, page.labels, title), foot=foot)
        return told, draw_papers([told], fonts, paper, title, scale=SCALE)
    told = end_of(child, foot, title)
    return told, draw_papers([told], fonts, paper, title)


def foot_of(child: Leaving, marks: Marks) -> Phrase:
    """What the sender vouches for, what the file carries, and how it is signed."""
    return (*unnamed.foot(child.page, rules_words(child.page)), plain(f" {marks.stamp.words}"))


def end_of(child: Leaving, foot: Phrase, title: str = "Treatment, exposures, follow-up") -> Paper:
    """What was given and what it came to; without its ``title`` a part of the packet."""
    page = child.page
    return Paper(
        title=title, head=banner_head(unnamed.banner(page), unnamed.briefly(page), title),
        blocks=(*end_blocks(page), unnamed.left_out_here(page)), foot=foot, mark=title,
    )  # fmt: skip
