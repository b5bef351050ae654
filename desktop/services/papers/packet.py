"""The packet for a second opinion: the page, every decision, the whole record and the list of documents, nothing left
out; what belongs to relatives and what is marked as confidential only where it was chosen, and the packet says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.labels import within
from desktop.reports.papers.content import FrameBlock, Paper, PaperBlock, PaperHead
from desktop.reports.phrases import Phrase, Words, faint, plain, silence, strong
from desktop.reports.record_sheet import SheetGroup, SheetItem, SheetPart
from desktop.services.attachments import list_attachments
from desktop.services.boards import Board
from desktop.services.carrying import Carry, without_private
from desktop.services.centre import absent_here
from desktop.services.changes_since_board import since_last_board
from desktop.services.last_decision import last_decision, presentation_of
from desktop.services.library import Library
from desktop.services.meetings.attending import attendance, conflicts, quorum
from desktop.services.meetings.deciding import decisions_of
from desktop.services.meetings.planning import meetings
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.end_of_treatment import end_paper
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.outcome import OutcomeFacts, outcome
from desktop.services.papers.saying import Desk, continued, identity, name_of, tag_of, text_block
from desktop.services.standing import page_standing
from desktop.services.summaries import content_of
from desktop.services.whole_record import record_parts

if TYPE_CHECKING:
    from desktop.reports.papers.book import Pages, Part

KIND = DocumentKind.PACKET
TITLE = "Packet for a second opinion"
_COURSE = "Treatment, exposures, follow-up"
_WITHOUT = "What belongs to relatives is left out of this packet."
_WITH = "What belongs to relatives is in this packet."
_OPEN = "What is marked as confidential is left out of it."
_CONFIDENTIAL = "What is marked as confidential is in it, too."


def packet(
    board: Board, library: Library, case: Case, *, today: date, recipient: str = "", relatives: bool = False,
    confidential: bool = False, paper: str = "a4",
) -> Document:  # fmt: skip
    """The packet as one PDF with bookmarks; nothing is stored. ``recipient`` is the second centre.

    ``relatives`` and ``confidential``: with what a record that is carried leaves out as well unless it is chosen.
    """
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.papers.book import draw_papers

    chosen = Carry(relatives, confidential)
    made = _Packet(Desk(board, library, today), case, recipient, chosen)
    drawn = draw_papers(made.parts(()), Fonts(**library.fonts), paper, TITLE, refine=made.parts)
    return Document(
        kind=KIND, words=f"{TITLE} about case {case.number}", file=f"second-opinion-{case.number}.pdf",
        content=drawn.pdf, pages=drawn.pages, versions=versions_of(case), noted={"left_out": list(chosen.left_out)},
    )  # fmt: skip


class _Packet:
    """The parts of one packet; everything but its first page is made once."""

    def __init__(self, desk: Desk, case: Case, recipient: str, chosen: Carry) -> None:
        self._desk, self._case, self._recipient, self._chosen = desk, case, recipient, chosen
        self._documents = list_attachments(desk.board, case.id)
        self._last = last_decision(desk.board, desk.library, case, desk.today)
        self._standing = page_standing(desk.board, case, self._last)
        self._inside: list[tuple[str, Part]] = [
            ("One-page summary", self._summary()),
            *((f"Decision of {paper.mark}", paper) for paper in self._decisions()),
            (_COURSE, end_paper(desk, case, self._standing, _COURSE)),
            ("Whole record and documents", self._record()),
        ]

    def parts(self, pages: Pages) -> list[Part]:
        """The first page, then everything. ``pages`` is empty the first time."""
        starts = [first for first, _ in pages[1:]] or [88] * len(self._inside)
        front = self._front([(name, page) for (name, _), page in zip(self._inside, starts, strict=True)])
        return [front, *(part for _, part in self._inside)]

    def _front(self, contents: Sequence[tuple[str, int]]) -> Paper:
        case, desk = self._case, self._desk
        to = strong(f"For {self._recipient}") if self._recipient else silence("no second centre named")
        asked = case.question.value or "Please see the decisions inside; no question is recorded."
        inside = tuple(((plain(f"{name}, p. {page}"),),) for name, page in contents)
        left = (
            f"{_WITH if self._chosen.relatives else _WITHOUT} {_CONFIDENTIAL if self._chosen.confidential else _OPEN}"
        )
        files = _files(len(self._documents))
        return Paper(
            title=TITLE,
            head=PaperHead(
                title=TITLE, right=((to,), (plain(day_words(desk.today)),)), tags=(tag_of(self._standing),),
                facts=(((strong(name_of(case)),), *identity(desk.labels, case)),),
                continued=continued(case, within(TITLE)),
            ),
            blocks=(
                FrameBlock(label="Question", words=asked, under=((plain("Asked by "), self._asker()),)),
                text_block("In this packet", *inside),
                text_block("What it holds", ((plain(left),),), ((plain(files),),)),
                text_block("From", ((plain(f"{desk.board.name}, {desk.board.person.name}"),),)),
            ),
            foot=desk.foot,
            mark="First page",
        )  # fmt: skip

    def _asker(self) -> Words:
        answer = self._case.asked_by
        return plain(answer.value) if answer.value else silence("nobody by name")

    def _summary(self) -> Part:
        from desktop.reports.papers.book import Chapter

        desk, case = self._desk, self._case
        board, library = desk.board, desk.library
        content = content_of(
            library, case, today=desk.today, prepared_by=board.person.name, absent=absent_here(board, library),
            since=since_last_board(board, library, case.id, desk.today), presentation=presentation_of(board, case.id),
            last=self._last, standing=self._standing,
        )  # fmt: skip
        return Chapter(content, "One-page summary")

    def _decisions(self) -> Iterator[Paper]:
        """Every outcome record, drafts as drafts, the latest first."""
        desk = self._desk
        by_id = {one.id: one for one in meetings(desk.board)}
        for whole in decisions_of(desk.board, self._case.id):
            meeting = by_id[whole.decision.meeting_id]
            made = outcome(
                desk,
                OutcomeFacts(
                    whole=whole, case=self._case, meeting=meeting, item=0,
                    people=attendance(desk.board, meeting), conflicts=conflicts(desk.board, meeting),
                    quorum=quorum(desk.board, desk.library, meeting),
                ),
            )  # fmt: skip
            yield replace(made, mark=day_words(meeting.day))

    def _record(self) -> Paper:
        desk, case = self._desk, self._case
        # whose relatives' entries are left out is said by their number
        shown = without_private(desk.library, case, replace(self._chosen, relatives=True))
        parts = record_parts(desk.library, shown, self._documents, relatives=self._chosen.relatives)
        return Paper(
            title=TITLE,
            head=PaperHead(
                title="Whole record", tags=(tag_of(self._standing),),
                facts=(((strong(name_of(case)),), *identity(desk.labels, case)),),
                continued=continued(case, "whole record"),
            ),
            blocks=tuple(record_blocks(parts)),
            foot=desk.foot,
            mark="Whole record",
        )  # fmt: skip


def _files(count: int) -> str:
    if not count:
        return "No document is kept beside the record."
    kept = "One document is" if count == 1 else f"{count} documents are"
    return f"{kept} kept beside the record; the list is at the end of it."


def record_blocks(parts: Sequence[SheetPart]) -> Iterator[PaperBlock]:
    """The whole record as rows, part by part."""
    for part in parts:
        yield from _part(part)


def _part(part: SheetPart) -> Iterator[PaperBlock]:
    """A part of the record: its name at the first group, each group a row."""
    for place, group in enumerate(part.groups or (SheetGroup("", (SheetItem("", "nothing"),)),)):
        label = part.head if not place else group.head or part.head
        beside = (group.head,) if not place and group.head else ()
        yield text_block(label, *((_item(item),) for item in group.items), heavy=not place, beside=beside)


def _item(item: SheetItem) -> Phrase:
    told = silence(item.words) if item.silent else plain(item.words)
    name = plain(item.name) if item.silent else strong(item.name)
    named: Phrase = (told,) if not item.name else (name, plain(": "), told) if item.words else (name,)
    return (*named, faint(f" ({item.origin})")) if item.origin else named
