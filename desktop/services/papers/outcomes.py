"""The outcomes of a meeting: a record for each child, and a last page of who was put off, noted or left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.meetings.meeting import Meeting
from desktop.reports.papers.content import Paper, PaperHead
from desktop.reports.phrases import Paragraph, plain, silence, strong
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.agenda import Agenda, agenda_of
from desktop.services.meetings.attending import attendance, conflicts, quorum
from desktop.services.meetings.deciding import decisions_at
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.outcome import OutcomeFacts, outcome
from desktop.services.papers.pack import places_of
from desktop.services.papers.saying import Desk, missing_words, name_of, numbers_of, tag_of, text_block
from desktop.services.standing import meeting_standing

KIND = DocumentKind.OUTCOMES
TITLE = "Outcomes of the tumour board"


def outcomes(board: Board, library: Library, meeting: Meeting, *, today: date, paper: str = "a4") -> Document:
    """The outcome records of a meeting as one PDF, drafts marked as such; nothing is stored."""
    from desktop.reports.fonts import Fonts  # heavy, and most commands print nothing
    from desktop.reports.papers.book import draw_papers

    desk = Desk(board, library, today)
    agenda = agenda_of(board, library, meeting)
    with board.database.read() as work:
        all_decided = decisions_at(board, meeting)
        cases = work.cases.load_many({one.decision.case_id for one in all_decided})
    # nothing is printed of a child in the bin
    decided = [one for one in all_decided if cases[one.decision.case_id].deleted is None]
    places = places_of(agenda)
    people, interests, counted = attendance(board, meeting), conflicts(board, meeting), quorum(board, library, meeting)
    papers = [
        outcome(
            desk,
            OutcomeFacts(
                whole=one, case=cases[one.decision.case_id], meeting=meeting,
                item=places.get(one.decision.referral_id, 0), people=people, conflicts=interests, quorum=counted,
            ),
        )
        for one in decided
    ]  # fmt: skip
    papers.append(_others(desk, agenda))
    drawn = draw_papers(papers, Fonts(**library.fonts), paper, TITLE)
    return Document(
        kind=KIND, words=f"Outcomes of meeting {meeting.number}", file=f"outcomes-{meeting.number}.pdf",
        content=drawn.pdf, pages=drawn.pages, meeting=meeting,
        versions=versions_of(*_named(agenda), *(cases[one.decision.case_id] for one in decided)),
    )  # fmt: skip


def _named(agenda: Agenda) -> Iterator[Case]:
    """Everybody whom the pages name beside those with an outcome record."""
    yield from (one.case for one in agenda.items)
    yield from (case for _, case in agenda.put_off)


def _others(desk: Desk, agenda: Agenda) -> Paper:
    """Whoever has no outcome record, and why."""
    decided = sum(one.decision is not None for one in agenda.items)
    words = f"{decided} outcome records. Below: everybody else on the agenda."
    day = day_words(agenda.meeting.day)
    return Paper(
        title=TITLE,
        head=PaperHead(
            title=f"Without a decision, {day}",
            tags=(tag_of(meeting_standing(agenda.meeting)),),
            facts=(((plain(words),),),),
        ),
        blocks=(
            text_block("Noted", *_or_nobody(_noted(agenda)), beside=("not discussed",)),
            text_block("Put off", *_or_nobody(_put_off(desk, agenda))),
            text_block("Still open", *_or_nobody(_open(agenda)), beside=("on the agenda, no decision",)),
        ),
        foot=desk.foot,
        mark="Noted, put off, still open",
    )


def _noted(agenda: Agenda) -> Iterator[Paragraph]:
    for one in agenda.note:
        yield ((strong(name_of(one.case)), plain(f", {numbers_of(one.case)}")), (plain(one.question),))


def _put_off(desk: Desk, agenda: Agenda) -> Iterator[Paragraph]:
    for deferral, case in agenda.put_off:
        there = f"; there since {day_words(deferral.resolved_on)}" if deferral.resolved_on else ""
        missing = f"{missing_words(desk.labels, deferral.missing)}, owed by {deferral.owed_by}{there}"
        yield ((strong(name_of(case)), plain(f", {numbers_of(case)}")), (plain(missing),))


def _open(agenda: Agenda) -> Iterator[Paragraph]:
    for one in agenda.discuss:
        if one.decision is None:
            yield ((strong(name_of(one.case)), plain(f", {numbers_of(one.case)}")), (plain(one.question),))


def _or_nobody(told: Iterator[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(told) or (((silence("nobody"),),),)
