"""The register of who got a meeting's papers in words: a list to recall by, printed and as text. It names no child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from desktop.clinical.dates import day_words
from desktop.clinical.meetings.meeting import Meeting
from desktop.reports.papers.content import Cell, Column, Paper, PaperHead, TableBlock
from desktop.reports.phrases import faint, plain, silence, strong
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.papers.documents import Document
from desktop.services.papers.register import OF_ONE_CHILD, RECALL, RECORD, HandedOut, Overtaken, register_of
from desktop.services.papers.saying import Desk, meeting_day, moment

TITLE = "Recall list of the tumour board"
NOBODY, STILL_SO = "nobody named", "still as it went out"
_CODE, _FEW = 8, 3


def paper_words(one: HandedOut) -> str:
    """``Pack``; ``Letter, case 4``."""
    name = f"{one.kind[:1].upper()}{one.kind[1:]}"
    return f"{name}, case {one.cases[0]}" if one.kind in OF_ONE_CHILD and one.cases else name


def code_words(one: HandedOut) -> str:
    """The beginning of its digest, by which the history finds it."""
    return one.digest[:_CODE]


def copies_words(one: HandedOut) -> str:
    """``2 printed``, ``saved as PDF``."""
    if not one.saved:
        return f"{one.copies} printed"
    return f"saved {'for Word' if one.word else 'as PDF'}"


def went_out_words(one: HandedOut) -> str:
    """``20 Nov 2026 14:03, Zztest Coordinator``."""
    return ", ".join(part for part in (moment(one.at), one.by) if part)


def since_words(one: HandedOut) -> str:
    """What makes it old, with the day of the last change; or that it still says what is so."""
    if one.failed:
        return "did not go out after all"
    if not one.since:
        return STILL_SO
    day = _day(max(each.at for each in one.since))
    return f"old since {day}: {_changed(one.since)}"


def holder_words(found: Sequence[HandedOut]) -> str:
    """Who holds old ones, each with the day: the latest few, the others counted."""
    told = list(dict.fromkeys(f"{one.recipient or NOBODY} ({_day(one.at)})" for one in reversed(found)))
    more = f" and {len(told) - _FEW} more" if len(told) > _FEW else ""
    return f"{'; '.join(told[:_FEW])}{more}"


def changed_words(found: Iterable[HandedOut]) -> str:
    """What changed since any of them went out."""
    return _changed(tuple(dict.fromkeys(each for one in found for each in one.since)))


def counted_words(found: Sequence[HandedOut]) -> str:
    """How many went out, and how many of them are old."""
    out = [one for one in found if not one.failed]
    old = sum(one.is_old for one in out)
    if not out:
        return "No paper of this meeting has gone out."
    if not old:
        return f"{len(out)} went out; all still say what is so."
    return f"{len(out)} went out; {old} {'is' if old == 1 else 'are'} old."


def register_text(found: Sequence[HandedOut], meeting: Meeting, today: date) -> str:
    """The register as the text of a mail: children by the number of their case, no name of theirs."""
    told = [f"Papers of meeting {meeting.number}, {meeting_day(meeting)}: who got them, on {day_words(today)}."]
    told += [counted_words(found), ""]
    for one in (*_old(found), *_others(found)):
        whom = one.recipient or NOBODY
        went = f"{copies_words(one)}, {went_out_words(one)}, code {code_words(one)}"
        told.append(f"- {paper_words(one)}, for {whom}: {went}; {since_words(one)}")
    return "\n".join(told) + "\n"


def recall_list(board: Board, library: Library, meeting: Meeting, *, today: date, paper: str = "a4") -> Document:
    """The register as a paper with boxes to tick for what has come back; nothing is stored."""
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.papers.book import draw_papers

    told = recall_paper(Desk(board, library, today), meeting, register_of(board, meeting))
    drawn = draw_papers([told], Fonts(**library.fonts), paper, TITLE)
    return Document(
        kind=RECALL, words=f"Recall list of meeting {meeting.number}", file=f"recall-list-{meeting.number}.pdf",
        content=drawn.pdf, pages=drawn.pages, meeting=meeting,
    )  # fmt: skip


def recall_paper(desk: Desk, meeting: Meeting, found: Sequence[HandedOut]) -> Paper:
    """What it says: the old ones first, each to be ticked when it is back."""
    old, others = _old(found), _others(found)
    title = f"Who got the papers of meeting {meeting.number}"
    return Paper(
        title=TITLE,
        head=PaperHead(
            title=title, right=((plain(day_words(desk.today)),),),
            facts=(((strong(meeting_day(meeting)),), (plain(counted_words(found)),)),),
            continued=((plain(title),),),
        ),
        blocks=(
            TableBlock(
                label="To recall", beside=("old: tick what is back",), heavy=True, ticked=True, ruled=True,
                columns=_COLUMNS, rows=tuple(_row(one) for one in old), empty=(silence("nothing"),),
            ),
            TableBlock(
                label="The others", beside=("nothing to do",), heavy=True, ruled=True,
                columns=_COLUMNS, rows=tuple(_row(one) for one in others), empty=(silence("none"),),
            ),
        ),
        foot=desk.foot,
    )  # fmt: skip


_COLUMNS = (Column("For whom", 118), Column("Paper", 96), Column("Went out", 92), Column("Since then"))


def _row(one: HandedOut) -> tuple[Cell, ...]:
    whom = strong(one.recipient) if one.recipient else silence(NOBODY)
    since = silence(since_words(one)) if one.failed else plain(since_words(one))
    return (
        (((whom,),), ((plain(copies_words(one)),),)),
        (((plain(paper_words(one)),),), ((faint(f"code {code_words(one)}"),),)),
        (((plain(moment(one.at)),),), ((faint(one.by),),)),
        (((since,),),),
    )


def _old(found: Sequence[HandedOut]) -> list[HandedOut]:
    return [one for one in found if one.is_old]


def _others(found: Sequence[HandedOut]) -> list[HandedOut]:
    return [one for one in found if not one.is_old]


def _changed(since: Sequence[Overtaken]) -> str:
    """``the agenda, who takes part, the record of case 4 and 7``."""
    of_board = list(dict.fromkeys(one.what for one in since if one.what != RECORD))
    numbers = sorted({one.case for one in since if one.what == RECORD and one.case})
    gone = any(one.what == RECORD and not one.case for one in since)
    told = [*of_board]
    if numbers:
        told.append(f"the record of case {', '.join(map(str, numbers))}")
    if gone:
        told.append("a record that is not on the board any more")
    return ", ".join(told)


def _day(at: datetime) -> str:
    return day_words(at.astimezone().date())
