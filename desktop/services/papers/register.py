"""Who got which paper of a meeting, as the history has it, and which of them are old: for recalling them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.audit_search import AuditQuery, numbers_of, search_audit
from db.entities import (
    AMENDMENT,
    ATTENDANCE,
    CASE,
    CONFLICT,
    DECISION,
    DEFERRAL,
    ENTITIES,
    FOLLOW_THROUGH,
    MEETING,
    REFERRAL,
)
from desktop.clinical.meetings.codes import ReferralEnd
from desktop.clinical.meetings.decision import Amendment, Decision
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.services.boards import Board
from desktop.services.papers.documents import FAILED, SAVED, Document
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.letters import KIND as LETTER
from desktop.services.papers.notices import NOTICE, SHEET
from desktop.services.papers.pack import KIND as PACK

if TYPE_CHECKING:
    from db.audit import AuditEntry
    from db.work import Work

RECALL = DocumentKind.RECALL
"""The kind of the paper that this register is printed as; it is no paper of the meeting itself."""

RECORD = "record"
_AGENDA, _PEOPLE, _PUT_OFF, _DECIDED = "the agenda", "who takes part", "who is put off", "a decision"
_EARLIER, _LISTED = "a decision of an earlier board", "the meeting that the child is put off to"
_WHAT = {
    MEETING.table: "the meeting", REFERRAL.table: _AGENDA, DEFERRAL.table: _PUT_OFF, ATTENDANCE.table: _PEOPLE,
    CONFLICT.table: "an interest", DECISION.table: _DECIDED, AMENDMENT.table: "an amendment",
    FOLLOW_THROUGH.table: "what became of a decision",
}  # fmt: skip
"""What a change of the board's work is called where it makes a paper old."""
_STANDS_ON: Mapping[str, set[str]] = {
    PACK: {MEETING.table, REFERRAL.table, DEFERRAL.table, ATTENDANCE.table},
    SHEET: {MEETING.table, ATTENDANCE.table, CONFLICT.table},
    LETTER: {DECISION.table, AMENDMENT.table},
    NOTICE: {DEFERRAL.table},
}
"""The work of the board that each kind of paper tells of; any other tells of all of it."""
_QUOTED = frozenset({DECISION.table, AMENDMENT.table, FOLLOW_THROUGH.table})
"""What the page of a child tells of the board that spoke about it before."""
OF_ONE_CHILD = frozenset({LETTER, NOTICE})
"""Papers that are each about one child: another child's is another paper."""
_NOT_OF_THE_PACK = {
    MEETING.table: {"closed_at"}, DEFERRAL.table: {"resolved_on"},
    REFERRAL.table: {"ended", "ended_on", "question", "asked_by"},
}  # fmt: skip
"""What a meeting does to its own agenda by taking place: it makes no pack wrong that was there before it."""
_ON_MEETING: tuple[type[Any], ...] = (Attendance, ConflictOfInterest, Referral, Deferral, Decision)
_MET = {ReferralEnd.DISCUSSED.value, ReferralEnd.NOTED.value}


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Something that a paper tells and that is another now: what, and when it changed last. ``case`` is the number of
    the child whose record it is; 0 where it is the work of the board, and for a record that is not there any more."""

    what: str
    at: datetime
    case: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """One time that a paper left the board: which, for whom (empty: nobody was named), how often, when, by whom.

    ``digest`` finds the paper again. ``failed``: it was written down and then could not be given. ``since`` is what
    makes it old; empty where it still says what is so.
    """

    seq: int
    at: datetime
    kind: str
    recipient: str
    copies: int
    saved: bool
    word: bool
    digest: str
    by: str
    children: frozenset[UUID]
    cases: tuple[int, ...]
    failed: bool = False
    since: tuple[Overtaken, ...] = ()

    @property
    def is_old(self) -> bool:
        """Whether whoever has it holds something that is not so any more."""
        return bool(self.since) and not self.failed


def register_of(board: Board, meeting: Meeting) -> tuple[HandedOut, ...]:
    """Every paper of a meeting that went out, in that order; its own recall lists are none of them."""
    with board.database.read() as work:
        given = _handed_out(work, meeting)
        return tuple(_aged(work, meeting, given)) if given else ()


def holders(register: Iterable[HandedOut], kind: str) -> tuple[str, ...]:
    """Who got a kind of paper, each once, in the order of handing out."""
    there = (one.recipient for one in register if one.kind == kind and one.recipient and not one.failed)
    return tuple(dict.fromkeys(there))


def old_copies(board: Board, document: Document) -> tuple[HandedOut, ...]:
    """Earlier ones of the same paper that say something else than this one: whoever holds them has to hear of it."""
    if document.meeting is None or document.kind == RECALL:
        return ()
    of_one = document.kind in OF_ONE_CHILD
    return tuple(
        one
        for one in register_of(board, document.meeting)
        if one.kind == document.kind and one.is_old and (not of_one or one.children == document.versions.keys())
    )


def _handed_out(work: Work, meeting: Meeting) -> list[HandedOut]:
    """One for each transaction: it left an entry for every child that the paper names."""
    query = AuditQuery(kinds=("print",), facts=("meeting",), limit=None)
    entries = search_audit(work.connection, query)[::-1]
    mine = [one for one in entries if _told(one, "meeting") == meeting.number and _told(one, "document") != RECALL]
    people = {one.id: one.name for one in work.persons.all()}
    numbers = numbers_of(work.connection, {str(one.case_id) for one in mine if one.case_id is not None})
    found: list[HandedOut] = []
    for group in _transactions(mine):
        if group[0].action == FAILED:
            _did_not_go_out(found, group[0])
        else:
            found.append(_as_one(group, people, numbers))
    return found


def _transactions(entries: Sequence[AuditEntry]) -> Iterator[list[AuditEntry]]:
    """Entries of one moment that follow each other in the chain: of two papers a computer's clock may say the same."""
    group: list[AuditEntry] = []
    for one in entries:
        if group and (one.at != group[-1].at or one.seq != group[-1].seq + 1):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _as_one(group: Sequence[AuditEntry], people: Mapping[UUID, str], numbers: Mapping[str, int]) -> HandedOut:
    first = group[0]
    children = frozenset(one.case_id for one in group if one.case_id is not None)
    copies = _told(first, "printed_copies")
    return HandedOut(
        seq=group[-1].seq,
        at=first.at,
        kind=str(_told(first, "document")),
        recipient=str(_told(first, "recipient") or ""),
        copies=copies if isinstance(copies, int) else 1,
        saved=first.action == SAVED,
        word=_told(first, "format") == "docx",
        digest=str(_told(first, "digest")),
        by=people.get(first.person, ""),
        children=children,
        cases=tuple(sorted(numbers[str(one)] for one in children if str(one) in numbers)),
    )


def _did_not_go_out(found: list[HandedOut], entry: AuditEntry) -> None:
    """What could not be given after all is the latest one with these bytes."""
    for place in range(len(found) - 1, -1, -1):
        if found[place].digest == _told(entry, "digest") and not found[place].failed:
            found[place] = replace(found[place], failed=True)
            return


def _told(entry: AuditEntry, name: str) -> object:
    return entry.changes.get(name, (None, None))[1]


def _aged(work: Work, meeting: Meeting, given: Sequence[HandedOut]) -> Iterator[HandedOut]:
    """Each with what has changed since it went out."""
    first = given[0].seq
    children = frozenset(key for one in given for key in one.children)
    records = [one for one in work.audit.later(first, ENTITIES, children) if _counts(one)]
    entries = work.audit.later(first, _WHAT)
    of_board = _of_meeting(work, meeting, entries)
    elsewhere = _quoted_elsewhere(entries, of_board)
    moved = [one for one in entries if one.entity == MEETING.table and one.changes.keys() & {"day", "cancelled"}]
    listed = {(one.case_id, one.to_meeting_id) for one in work.board_work.where(Deferral, meeting_id=meeting.id)}
    numbers = numbers_of(work.connection, {str(one) for one in children})
    for one in given:
        since: dict[tuple[str, int], Overtaken] = {}
        for entry in of_board:
            if entry.seq > one.seq and _makes_old(one, entry):
                what = _WHAT[entry.entity]
                since[what, 0] = Overtaken(what, entry.at)
        for entry in elsewhere if one.kind == PACK else ():
            if entry.seq > one.seq and entry.case_id in one.children:
                since[_EARLIER, 0] = Overtaken(_EARLIER, entry.at)
        for entry in moved if one.kind == NOTICE else ():
            if entry.seq > one.seq and any((child, entry.entity_id) in listed for child in one.children):
                since[_LISTED, 0] = Overtaken(_LISTED, entry.at)
        for entry in records:
            if entry.seq > one.seq and entry.case_id in one.children:
                number = numbers.get(str(entry.case_id), 0)
                since[RECORD, number] = Overtaken(RECORD, entry.at, number)
        yield replace(one, since=tuple(since.values()))


def _counts(entry: AuditEntry) -> bool:
    """Whether it changes what a record says: which board comes next is told by the agenda, and where a part hangs by
    nothing."""
    return not (entry.changes.keys() <= {"case_id"} or (entry.entity == CASE.table and _only(entry, {"board_on"})))


def _only(entry: AuditEntry, names: set[str]) -> bool:
    return entry.changes.keys() <= names


def _of_meeting(work: Work, meeting: Meeting, entries: Sequence[AuditEntry]) -> list[AuditEntry]:
    """Those about this meeting: its own, those of what hangs on it, and of what came to it or left it meanwhile."""
    rows = {row.id for kind in _ON_MEETING for row in work.board_work.where(kind, meeting_id=meeting.id)}
    moved = (one.entity_id for one in entries if _names(one, "meeting_id", {str(meeting.id)}))
    came_or_left = {one for one in moved if one is not None}
    # that a chair confirms an amendment names the amendment alone
    mine = rows | came_or_left | {meeting.id}
    mine |= {row.id for row in work.board_work.where(Amendment, decision_id=mine)}
    decisions = {str(one) for one in mine}
    return [one for one in entries if one.entity_id in mine or _names(one, "decision_id", decisions)]


def _quoted_elsewhere(entries: Sequence[AuditEntry], mine: Sequence[AuditEntry]) -> list[AuditEntry]:
    """What is told differently of decisions of other meetings; what is typed and not confirmed no page tells."""
    here = {one.seq for one in mine}
    return [
        one
        for one in entries
        if one.entity in _QUOTED and one.seq not in here and not _only(one, {"case_id"})
        and (one.entity != DECISION.table or "confirmed_at" in one.changes)
    ]  # fmt: skip


def _names(entry: AuditEntry, field: str, keys: set[str]) -> bool:
    """Whether a row hung or hangs on one of these."""
    return any(str(one) in keys for one in entry.changes.get(field, ()))


def _makes_old(paper: HandedOut, entry: AuditEntry) -> bool:
    if entry.entity not in _STANDS_ON.get(paper.kind, _WHAT) or _only(entry, {"case_id"}):
        return False
    if paper.kind in OF_ONE_CHILD and entry.case_id not in paper.children:
        return False
    if paper.kind != PACK:
        return True
    if entry.entity == REFERRAL.table and entry.changes.get("ended", (None, None))[1] not in (None, *_MET):
        return True
    return not _only(entry, _NOT_OF_THE_PACK.get(entry.entity, set()))
