"""Duplicates on a board: finding them, both side by side with who said what when, and making one case of two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from db.likeness import child_of, children_of
from desktop.clinical.answers import known
from desktop.clinical.case import Case, Deletion
from desktop.clinical.dates import PartialDate
from desktop.clinical.duplicates import Found, alike, find
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseLine
from desktop.clinical.meetings.codes import ReferralEnd
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.merging import FIRST_NUMBER, PLAN, Side, both, emptied, merged, moved, refuse_merge
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.cases import put_lines
from desktop.services.doubts import new_impossible
from desktop.services.library import Library
from desktop.services.meetings.referring import end

if TYPE_CHECKING:
    from db.audit import AuditEntry
    from db.work import Work


@dataclass(frozen=True)
class Duplicates:
    """What was found on a board, and the list's lines of the children in it."""

    found: Found
    lines: Mapping[UUID, CaseLine]


@dataclass(frozen=True)
class Said:
    """Who said a fact of a case last, and when."""

    at: datetime
    person: str


@dataclass(frozen=True)
class TwoCases:
    """Two cases side by side: ``said`` by case and fact, and how many documents hang on each."""

    kept: Case
    other: Case
    said: Mapping[tuple[UUID, str], Said]
    documents: Mapping[UUID, int]

    def swapped(self) -> TwoCases:
        """The other one stays."""
        return replace(self, kept=self.other, other=self.kept)


def find_duplicates(board: Board) -> Duplicates:
    """Children on the list who may be there twice; those in the bin are left out."""
    with board.database.glance() as connection:
        children = children_of(connection)
    found = find(children)
    wanted = {key for pair in found.pairs for key in (pair.first, pair.second)}
    with board.database.read() as work:
        return Duplicates(found, work.index.lines(sorted(wanted)))


def alike_to(board: Board, case: Case) -> tuple[CaseLine, ...]:
    """The children on the list who may be the child of a case that is not on the board, by their numbers."""
    with board.database.glance() as connection:
        children = children_of(connection)
    own = child_of(case)
    keys = [one.case_id for one in children if alike(own, one)]
    with board.database.read() as work:
        return tuple(sorted(work.index.lines(keys).values(), key=lambda line: line.number))


def two_cases(board: Board, first: UUID, second: UUID) -> TwoCases:
    """Both cases as they are stored now. Raises UserError where they cannot be one child, or one is gone."""
    with board.database.read() as work:
        kept, other = work.cases.get(first), work.cases.get(second)
        refuse_merge(kept, other)
        people = {one.id: one.name for one in work.persons.all()}
        said = {
            (case.id, name): one
            for case in (kept, other)
            for name, one in said_in(case, work.audit.entries(case.id), people).items()
        }
        documents = {key: len(work.attachments.of(key)) for key in (first, second)}
    return TwoCases(kept, other, said, documents)


def rows_moved(two: TwoCases) -> dict[str, int]:
    """How many rows of each kind come over from the case that goes, by what the history calls them."""
    from db.entities import ATTACHMENT, PARTS

    tables = {one.attribute: one.table for one in PARTS}
    found = {tables[name]: count for name, count in moved(two.other).items()}
    documents = two.documents.get(two.other.id, 0)
    return found | ({ATTACHMENT.table: documents} if documents else {})


def merge_cases(
    board: Board, library: Library, kept: Case, other: Case, choices: Mapping[str, Side], today: date
) -> list[Case]:
    """Make one case of two, in one transaction: all results, documents, referrals and decisions go to the one that
    stays, the other goes to the bin. They stay whole, with their keys and where they came from; where both were
    referred to the board, one referral goes on and the other is withdrawn: the one that only waits where the other
    stands on an agenda, else that of the case that goes.

    Raises UserError where a difference was not chosen, one of the cases was changed meanwhile, or what comes out cannot
    be; then nothing was changed.
    """
    after = _on_its_board(board, kept, other, merged(kept, other, choices))
    wrong = new_impossible(library, kept, after, today)
    if wrong:
        raise UserError(f"Case {kept.number} cannot become so: {wrong.rstrip('.')}; nothing was changed.")
    reason = f"Merged into case {kept.number}"
    gone = emptied(other, Deletion(at=datetime.now(UTC).replace(microsecond=0), reason=reason))
    action = f"Merge of case {other.number} into case {kept.number}"
    with board.work(Right.DELETE) as work:
        require(board.person, Right.EDIT)
        # as they are stored: what was entered by whom and when stays as it was
        done = work.cases.save_many([(kept, after), (other, gone)], action)
        work.attachments.move_all(other.id, kept.id, action)
        _move_board_work(work, kept.id, other.id, action, reason, today)
        put_lines(work, library, done)
    return done


def said_in(case: Case, entries: list[AuditEntry], people: Mapping[UUID, str]) -> dict[str, Said]:
    """Who said each fact of a case last; ``entries`` are those of its audit, latest first."""
    return {name: Said(one.at, people.get(one.person, "")) for name, one in _last_said(case, entries)}


def _open_referral(work: Work, case_id: UUID) -> Referral | None:
    return next((one for one in work.board_work.where(Referral, case_id=case_id) if one.is_open), None)


def _goes_on(work: Work, kept: UUID, other: UUID) -> tuple[Referral | None, Referral | None]:
    """The referral that goes on, and the one that is withdrawn: nobody loses a place on an agenda to a wait."""
    stays, comes = _open_referral(work, kept), _open_referral(work, other)
    if stays is None or comes is None:
        return stays or comes, None
    return (comes, stays) if stays.meeting_id is None and comes.meeting_id is not None else (stays, comes)


def _on_its_board(board: Board, kept: Case, other: Case, after: Case) -> Case:
    """The child is on the board of the agenda that it stands on, whichever of the two cases stood there."""
    with board.database.read() as work:
        referral, _ = _goes_on(work, kept.id, other.id)
        if referral is None or referral.meeting_id is None:
            return after
        return replace(after, board_on=known(PartialDate.of(work.board_work.get(Meeting, referral.meeting_id).day)))


def _move_board_work(work: Work, kept: UUID, other: UUID, action: str, reason: str, today: date) -> None:
    _, twice = _goes_on(work, kept, other)
    if twice is not None:
        end(work, twice, ReferralEnd.WITHDRAWN, today, action, reason=reason)
    work.board_work.move_all(other, kept, action)


def _last_said(case: Case, entries: list[AuditEntry]) -> Iterator[tuple[str, AuditEntry]]:
    """For each fact that a merge may ask about the latest entry that is about it; ``entries`` come latest first."""
    number = next((one.id for one in case.identifiers if one.system == "mrn"), None)
    plan = case.plans[-1].id if case.plans else None
    rows = {FIRST_NUMBER: ("identifiers", number), PLAN: ("plans", plan)}
    for one in both(case, case):
        entity, row = rows.get(one.name, ("cases", case.id))
        fact = one.name if entity == "cases" else ""
        found = (
            entry
            for entry in entries
            if (entry.entity, entry.entity_id) == (entity, row) and (not fact or fact in entry.changes)
        )
        entry = next(found, None)
        if entry is not None:
            yield one.name, entry
