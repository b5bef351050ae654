"""The pack of a meeting: cover and agenda, lists of what to show, a page a child with its blank form, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.listing import LISTED_SCHEME
from desktop.clinical.meetings.meeting import Meeting
from desktop.reports.papers.content import Column, Paper, PaperHead, TableBlock
from desktop.reports.phrases import plain, silence, strong
from desktop.services.boards import Board
from desktop.services.centre import absent_here
from desktop.services.changes_since_board import since_last_board
from desktop.services.collecting import nothing_collected
from desktop.services.last_decision import last_decision
from desktop.services.library import Library
from desktop.services.meetings.agenda import Agenda, AgendaItem, agenda_of
from desktop.services.meetings.attending import attendance, quorum
from desktop.services.meetings.planning import meetings
from desktop.services.papers.blank import blank_form
from desktop.services.papers.cover import OPEN_ACTIONS, Copy, CoverFacts, cover
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.open_work import OpenAction, open_actions
from desktop.services.papers.saying import Desk, due_words, name_of, numbers_of, one
from desktop.services.papers.show_lists import pathology_list, radiology_list
from desktop.services.standing import page_standing
from desktop.services.summaries import content_of

if TYPE_CHECKING:
    from desktop.reports.papers.book import Pages, Part

KIND = DocumentKind.PACK
TITLE = "Meeting pack of the tumour board"
_NO_COPY = Copy()


@nothing_collected()
def pack(
    board: Board, library: Library, meeting: Meeting, *, today: date, paper: str = "a4", copy: Copy = _NO_COPY
) -> Document:
    """The pack as a PDF with bookmarks and pages counted through; nothing is stored."""
    from desktop.reports.fonts import Fonts  # heavy, and most commands print nothing
    from desktop.reports.papers.book import draw_papers

    desk = Desk(board, library, today)
    made = _Pack(desk, agenda_of(board, library, meeting), copy)
    drawn = draw_papers(made.parts(()), Fonts(**library.fonts), paper, TITLE, refine=made.parts)
    return Document(
        kind=KIND, words=f"Pack of meeting {meeting.number}", file=f"pack-{meeting.number}.pdf", content=drawn.pdf,
        pages=drawn.pages, meeting=meeting, versions=versions_of(*made.named()),
    )  # fmt: skip


class _Pack:
    """The parts of one pack; everything but the cover is made once."""

    def __init__(self, desk: Desk, agenda: Agenda, copy: Copy) -> None:
        self.agenda = agenda
        self._desk, self._copy = desk, copy
        board, meeting = desk.board, agenda.meeting
        self._quorum, self._people = quorum(board, desk.library, meeting), attendance(board, meeting)
        self._open = open_actions(board, desk.today, before=meeting.day)
        self._meetings = {one.id: one for one in meetings(board)}
        self._groups: dict[UUID, Sequence[str]] = {}
        self._children = self._pages_of_children()
        self._others: list[Paper] = [
            radiology_list(desk, agenda), pathology_list(desk, agenda), open_list(desk, self._open),
        ]  # fmt: skip

    def parts(self, pages: Pages) -> list[Part]:
        """Cover, children with their forms, lists, what is open. ``pages`` is empty the first time."""
        radiology, pathology, still_open = self._others
        children = [part for pair in self._children for part in pair]
        at = iter(pages or [(88, 88)] * (len(children) + 4))
        next(at)
        places = {item.case.id: (next(at), next(at))[0] for item in self.agenda.items}
        contents = [(name, next(at)[0]) for name in ("Radiology list", "Pathology list", OPEN_ACTIONS)]
        front = cover(
            self._desk,
            CoverFacts(
                agenda=self.agenda, quorum=self._quorum, people=self._people, still_open=self._open[:_SHOWN],
                not_shown=max(len(self._open) - _SHOWN, 0),
                groups=self._groups, pages=places, contents=contents, meetings=self._meetings, copy=self._copy,
            ),
        )  # fmt: skip
        return [front, *children, radiology, pathology, still_open]

    def named(self) -> Iterator[Case]:
        """Everybody whom the pack names: on the agenda, put off, or with an open action."""
        yield from (one.case for one in self._open)
        yield from (case for _, case in self.agenda.put_off)
        yield from (one.case for one in self.agenda.items)

    def _pages_of_children(self) -> list[tuple[Part, Part]]:
        from desktop.reports.papers.book import Chapter

        desk, board = self._desk, self._desk.board
        absent = absent_here(board, desk.library)
        found: list[tuple[Part, Part]] = []
        for place, item in enumerate(self.agenda.items, start=1):
            case = item.case
            assessed = item.assessed
            self._groups[case.id] = next(one.groups for one in assessed.assessments if one.scheme == LISTED_SCHEME)
            last = last_decision(board, desk.library, case, desk.today)
            content = content_of(
                desk.library, case, today=desk.today, prepared_by=board.person.name, assessed=assessed, absent=absent,
                since=since_last_board(board, desk.library, case.id, desk.today),
                last=last, presentation=item.presentation, standing=page_standing(board, case, last),
            )  # fmt: skip
            page = Chapter(content, f"{place}. {name_of(case)}, case {case.number}")
            found.append((page, blank_form(desk, case, self.agenda.meeting, item.question, place)))
        return found


_SHOWN = 8
"""So many open actions stand on the cover, the latest first; all of them have a page of their own."""


def open_list(desk: Desk, found: Sequence[OpenAction]) -> Paper:
    """Open actions by whoever has to do them."""
    owners: dict[str, list[OpenAction]] = {}
    for each in found:
        owners.setdefault(each.action.owner, []).append(each)
    blocks = tuple(_owner(desk, owner, owners[owner]) for owner in sorted(owners, key=lambda name: (not name, name)))
    nothing = TableBlock(label="Open actions", columns=(Column(""),), rows=(), empty=(silence("nothing is open"),))
    title = f"Open actions, {day_words(desk.today)}"
    return Paper(
        title="Open actions of the tumour board",
        head=PaperHead(title=title, facts=(((plain(f"{len(found)} from earlier boards, by owner."),),),)),
        blocks=blocks or (nothing,),
        foot=desk.foot,
        mark="Open actions",
    )


def _owner(desk: Desk, owner: str, found: Sequence[OpenAction]) -> TableBlock:
    return TableBlock(
        label=owner or "Nobody named", beside=(f"{len(found)} open",), ticked=True,
        columns=(Column("", 130), Column(""), Column("", 62, right=True), Column("", 52, right=True)),
        rows=tuple(
            (
                (((strong(name_of(each.case)),),), ((plain(numbers_of(each.case)),),)),
                (((plain(each.action.words),),), ((plain(f"decided {day_words(each.decided_on)}"),),)),
                one(plain(day_words(each.action.due)) if each.action.due else silence("no day")),
                (((silence("waits"),) if each.waits else due_words(each.action.due, desk.today),),),
            )
            for each in found
        ),
    )  # fmt: skip


def places_of(agenda: Agenda) -> dict[UUID, int]:
    """The number of each child on an agenda, by its referral."""
    items: Sequence[AgendaItem] = agenda.items
    return {item.referral.id: place for place, item in enumerate(items, start=1)}
