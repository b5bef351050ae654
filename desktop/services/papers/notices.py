"""Two short papers of a meeting: the notice that a child was put off, and the sheet on which everybody signs."""

from __future__ import annotations

from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.meetings.codes import Presence
from desktop.clinical.meetings.meeting import Attendance, Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.reports.papers.content import (
    Cell,
    Column,
    FrameBlock,
    Paper,
    PaperHead,
    SignaturesBlock,
    TableBlock,
    Tick,
    TicksBlock,
)
from desktop.reports.phrases import plain, silence, strong
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.attending import attendance, conflicts, quorum
from desktop.services.meetings.planning import meetings
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.saying import (
    Desk,
    continued,
    identity,
    meeting_day,
    missing_words,
    name_of,
    one,
    text_block,
)

NOTICE, SHEET = DocumentKind.NOTICE, DocumentKind.ATTENDANCE
_FREE = 6
"""Free rows on the sheet, for whoever comes unannounced."""


def deferral_notice(
    board: Board, library: Library, deferral: Deferral, *, today: date, recipient: str = "", paper: str = "a4"
) -> Document:
    """That a child was put off: the one missing thing, who owes it, and when the board speaks about it."""
    desk = Desk(board, library, today)
    days = {each.id: each for each in meetings(board)}
    with board.database.read() as work:
        case = work.cases.get(deferral.case_id)
    to = days[deferral.to_meeting_id] if deferral.to_meeting_id is not None else None
    told = _notice(desk, deferral, case, days[deferral.meeting_id], to, recipient)
    return _drawn(desk, told, NOTICE, f"Deferral notice of case {case.number}", days[deferral.meeting_id], paper, case)


def attendance_sheet(board: Board, library: Library, meeting: Meeting, *, today: date, paper: str = "a4") -> Document:
    """The sheet to sign, with the quorum and room for interests that are declared."""
    desk = Desk(board, library, today)
    people = attendance(board, meeting)
    rows = tuple(_person(desk, each) for each in people) + tuple(
        (one(plain(" ")), one(plain(" ")), one(plain(" ")), one(plain(" "))) for _ in range(_FREE)
    )
    counts = [each for each in quorum(board, library, meeting).counts if each.least or each.there]
    interests = [f"{each.name}: {each.words}" for each in conflicts(board, meeting)]
    told = Paper(
        title="Attendance sheet of the tumour board",
        head=PaperHead(
            title=f"Attendance, meeting {meeting.number}",
            facts=(((strong(meeting_day(meeting)),), (plain(f"{meeting.begins} {meeting.place}".strip()),)),),
            continued=((plain(f"Attendance, meeting {meeting.number}, {day_words(meeting.day)}"),),),
        ),
        blocks=(
            TicksBlock(
                label="Quorum", beside=("tick who came",), across=3,
                ticks=tuple(
                    Tick(each.discipline.words, f"{each.least} asked for" if each.least else "") for each in counts
                ),
            ),
            TableBlock(
                heavy=True, ruled=True, room=9, rows=rows,
                columns=(Column("Name", 150), Column("Discipline", 120), Column("Expected", 90), Column("Signature")),
            ),
            text_block(
                "Interests", *(((plain(each),),) for each in interests or ["none declared so far"]), heavy=True,
                beside=("declare before each child",),
            ),
            SignaturesBlock(label="Confirmed", lead=(), who=(f"Chair, {meeting.chair}" if meeting.chair else "Chair",)),
        ),
        foot=desk.foot,
    )  # fmt: skip
    return _drawn(desk, told, SHEET, f"Attendance sheet of meeting {meeting.number}", meeting, paper)


def _person(desk: Desk, each: Attendance) -> tuple[Cell, ...]:
    discipline = desk.library.quorum.words(each.discipline) if each.discipline else ""
    how = desk.labels.word("presence", each.presence)
    state = silence(how) if each.presence is Presence.ABSENT else plain(how)
    return (one(strong(each.name)), one(plain(discipline)), one(state), one(plain(" ")))


def _notice(desk: Desk, deferral: Deferral, case: Case, meeting: Meeting, to: Meeting | None, recipient: str) -> Paper:
    on = f"Put on the agenda of {meeting_day(to)}." if to is not None else "The child waits without a day."
    there = (
        plain(f"It was there on {day_words(deferral.resolved_on)}.")
        if deferral.resolved_on
        else silence(f"not there yet, {(desk.today - deferral.put_off_on).days} days later")
    )
    to_whom = strong(f"To {recipient}") if recipient else silence("to the clinic, no name given")
    return Paper(
        title="Deferral notice of the tumour board",
        head=PaperHead(
            title="Put off by the tumour board", right=((to_whom,), (plain(day_words(desk.today)),)),
            facts=(((strong(name_of(case)),), *identity(desk.labels, case)),),
            continued=continued(case, f"put off on {day_words(deferral.put_off_on)}"),
        ),
        blocks=(
            FrameBlock(
                label="Missing", beside=("the one thing",), words=missing_words(desk.labels, deferral.missing),
                under=((plain("Owed by "), strong(deferral.owed_by)),),
            ),
            text_block("Put off", ((plain(f"On {day_words(deferral.put_off_on)}, from {meeting_day(meeting)}."),),)),
            text_block("Next board", ((strong(on),),)),
            text_block("Since then", ((there,),)),
            text_block("Question", ((plain(case.question.value or "none written down"),),)),
        ),
        foot=desk.foot,
    )  # fmt: skip


def _drawn(
    desk: Desk, told: Paper, kind: DocumentKind, words: str, meeting: Meeting, paper: str, *cases: Case
) -> Document:
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.papers.book import draw_papers

    drawn = draw_papers([told], Fonts(**desk.library.fonts), paper, told.title)
    number = "".join(f"-{each.number}" for each in cases)
    return Document(
        kind=kind, words=words, file=f"{kind.replace(' ', '-')}-{meeting.number}{number}.pdf", content=drawn.pdf,
        pages=drawn.pages, meeting=meeting, versions=versions_of(*cases),
    )  # fmt: skip
