"""Which papers there are to print now: of a meeting, or of one child; each drawn when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.deidentifying import Choices
from desktop.services.library import Library
from desktop.services.meetings.deciding import decisions_at, decisions_of
from desktop.services.meetings.planning import meetings
from desktop.services.papers.cover import Copy
from desktop.services.papers.documents import Document
from desktop.services.papers.end_of_treatment import end_of_treatment
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.large_print import large_print
from desktop.services.papers.letters import Reader, letter
from desktop.services.papers.notices import attendance_sheet, deferral_notice
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.pack import pack
from desktop.services.papers.packet import packet
from desktop.services.papers.recall import recall_list
from desktop.services.papers.saying import numbers_of
from desktop.services.papers.unnamed import unnamed_paper
from desktop.services.papers.yearly import year_paper

RECALL_LIST = "Recall list: who got what"
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Order:
    """How a paper is wanted: the paper size, for whom, which copy of how many, and whether for Word; of one without
    whose it is what goes out (``choices``; None: no free text), and whether with the record inside."""

    paper: str = "a4"
    recipient: str = ""
    copy: int = 0
    of: int = 0
    word: bool = False
    choices: Choices | None = None
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper: what it is called, and what draws it. ``word``: there is one for Word, too. ``hides``: whose child's
    it is, where the paper must not say that; ``carries``: it can have the record inside."""

    words: str
    make: Callable[[Order], Document]
    word: bool = False
    hides: Case | None = None
    carries: bool = False


def offers_of_meeting(board: Board, library: Library, meeting: Meeting, today: date) -> tuple[Offer, ...]:
    """The papers of a meeting: before it, after it, and the year that ends with it."""
    with board.database.read() as work:
        put_off = work.board_work.where(Deferral, meeting_id=meeting.id)
        decided = [one for one in decisions_at(board, meeting) if one.decision.is_frozen]
        cases = work.cases.load_many(
            {one.decision.case_id for one in decided} | {one.case_id for one in put_off}
        )  # fmt: skip
    here = (board, library)
    found = [
        Offer("Pack for the meeting", lambda order: pack(
            *here, meeting, today=today, paper=order.paper, copy=Copy(order.recipient, order.copy, order.of))),
        Offer("Attendance sheet", lambda order: attendance_sheet(*here, meeting, today=today, paper=order.paper)),
        Offer("Outcomes", lambda order: outcomes(*here, meeting, today=today, paper=order.paper)),
    ]  # fmt: skip
    for one in decided:
        found += _letters(board, library, meeting, one, cases[one.decision.case_id], today)
    for deferral in put_off:
        found.append(_notice(board, library, deferral, cases[deferral.case_id], today))
    first = meeting.day - _YEAR
    found.append(
        Offer("The year until this meeting", lambda order: year_paper(
            *here, first=first, last=meeting.day, today=today, paper=order.paper))
    )  # fmt: skip
    found.append(Offer(RECALL_LIST, lambda order: recall_list(*here, meeting, today=today, paper=order.paper)))
    return tuple(found)


def offers_of_child(board: Board, library: Library, case: Case, today: date) -> tuple[Offer, ...]:
    """The papers of one child that are no one-page summary: the packet, the end of treatment, letters and notices; and
    without whose they are those for which that makes sense."""
    here = (board, library, case)
    by_id = {one.id: one for one in meetings(board)}
    with board.database.read() as work:
        put_off = work.board_work.where(Deferral, case_id=case.id)
    found = [
        Offer("Second-opinion packet", lambda order: packet(
            *here, today=today, paper=order.paper, recipient=order.recipient)),
        Offer("Packet with relatives’ results", lambda order: packet(
            *here, today=today, paper=order.paper, recipient=order.recipient, relatives=True)),
        Offer("Packet with all confidential items", lambda order: packet(
            *here, today=today, paper=order.paper, recipient=order.recipient, relatives=True, confidential=True)),
        Offer("Summary in large print", lambda order: large_print(*here, today=today, paper=order.paper)),
        Offer("End-of-treatment summary", lambda order: end_of_treatment(*here, today=today, paper=order.paper)),
        _unnamed("Packet, de-identified", *here, DocumentKind.PACKET, today, carries=True),
        _unnamed("Large print, de-identified", *here, DocumentKind.LARGE_PRINT, today),
        _unnamed("End of treatment, de-identified", *here, DocumentKind.END_OF_TREATMENT, today),
    ]  # fmt: skip
    for one in (each for each in decisions_of(board, case.id) if each.decision.is_frozen):
        found += _letters(board, library, by_id[one.decision.meeting_id], one, case, today, dated=True)
    found += [_notice(board, library, one, case, today, dated=True) for one in put_off]
    return tuple(found)


def _unnamed(
    words: str, board: Board, library: Library, case: Case, kind: DocumentKind, today: date, *, carries: bool = False
) -> Offer:
    """The de-identified form of a paper; for whom it is stands in the history and not on it."""
    return Offer(
        words, lambda order: unnamed_paper(
            board, library, case, kind, today=today, choices=order.choices, carry=order.carry, paper=order.paper
        ), hides=case, carries=carries,
    )  # fmt: skip


def _letters(
    board: Board, library: Library, meeting: Meeting, whole: WholeDecision, case: Case, today: date, *,
    dated: bool = False,
) -> Iterator[Offer]:  # fmt: skip
    for reader in Reader:
        about = day_words(meeting.day) if dated else _who(case)
        make = partial(_letter, board, library, meeting, whole, reader, today)
        yield Offer(f"Letter, {reader.value}: {about}", make, word=True)


def _letter(
    board: Board, library: Library, meeting: Meeting, whole: WholeDecision, reader: Reader, today: date, order: Order
) -> Document:
    return letter(
        board, library, meeting, whole, reader, today=today, recipient=order.recipient, paper=order.paper,
        word=order.word,
    )  # fmt: skip


def _notice(
    board: Board, library: Library, deferral: Deferral, case: Case, today: date, *, dated: bool = False
) -> Offer:
    about = day_words(deferral.put_off_on) if dated else _who(case)
    return Offer(
        f"Deferral notice: {about}",
        lambda order: deferral_notice(
            board, library, deferral, today=today, recipient=order.recipient, paper=order.paper
        ),
    )


def _who(case: Case) -> str:
    return case.given_name or numbers_of(case)
