"""Cases: list, find, open, write, move to the bin and back. Each write is one transaction and is audited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.clinical.case import Case, Deletion
from desktop.clinical.editing import RESULT_TYPES, SERIES
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.results import Provenance, Result
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.lines import line_of, notes_of
from desktop.services.listing import list_cases as list_cases

Progress = Callable[[int, int], None]
"""Called with what is done and with all there is."""

_PART = 200
"""So many lines are worked out in one transaction: a moment, for which a person's own change waits."""

if TYPE_CHECKING:  # the first list is shown before these are loaded
    from db.audit import AuditEntry
    from db.work import Work


def get_case(board: Board, case_id: UUID) -> Case:
    """One case, whole. Raises UserError if the board has none of that key."""
    with board.database.read() as work:
        return work.cases.get(case_id)


def find_case(board: Board, words: str) -> Case:
    """A case by its number, or by ``mrn:VALUE``. Raises UserError if there is none."""
    with board.database.read() as work:
        if words.startswith("mrn:"):
            found = work.cases.find("mrn", words.removeprefix("mrn:"))
            if found is None:
                raise UserError("No case on this board has that identifier; see the numbers that `list` prints.")
            return work.cases.get(found)
        if not words.isdecimal():
            raise UserError(f"{words} is neither a case number nor mrn:VALUE; see the numbers that `list` prints.")
        return work.cases.by_number(int(words))


def new_case(board: Board, library: Library, case: Case) -> Case:
    """Store a child's first version; the board gives the case number."""
    with board.work(Right.EDIT) as work:
        return store(work, library, [(None, case)], "New case")[0]


def save_case(board: Board, library: Library, before: Case, after: Case, action: str) -> Case:
    """Store a change. ``action`` names it for history and undo. Refused if the case was changed meanwhile.

    Into the bin and out of it is a right of its own, whoever calls.
    """
    moved = (before.deleted is None) != (after.deleted is None)
    with board.work(Right.DELETE if moved else Right.EDIT) as work:
        return store(work, library, [(before, after)], action)[0]


def delete_case(board: Board, library: Library, case_id: UUID, reason: str) -> Case:
    """Move a case to the bin. Nothing is erased; the reason is kept."""
    if not reason.strip():
        raise UserError("A case goes to the bin only with a reason; nothing was changed.")
    case = get_case(board, case_id)
    marked = replace(case, deleted=Deletion(at=_now(), reason=reason.strip()))
    return save_case(board, library, case, marked, "Move to bin")


def restore_case(board: Board, library: Library, case_id: UUID) -> Case:
    """Take a case back out of the bin; meetings went on without it, so its next one is worked out anew."""
    from desktop.services.meetings.returning import out_of_bin  # few come back

    with board.work(Right.DELETE) as work:
        case = work.cases.get(case_id)
        back = out_of_bin(work, case, _now().astimezone().date())
        return store(work, library, [(case, back)], "Back from bin")[0]


def history(board: Board, case_id: UUID, limit: int | None = None) -> list[AuditEntry]:
    """What was done to a case, latest first."""
    with board.database.read() as work:
        return work.audit.entries(case_id, limit)


def refresh_lines(board: Board, library: Library, progress: Progress | None = None) -> int:
    """Work out anew the list lines that other rules were used for; returns how many. A read-only board is left.

    It is done in parts, each stored whole: where ``progress`` (called before each with the lines done, and all) raises,
    what was done stays, and the next call goes on with the rest.
    """
    if board.read_only:
        return 0
    with board.database.read() as work:
        outdated = work.index.stale(library.rules.checksum)
    for done in range(0, len(outdated), _PART):
        if progress is not None:
            progress(done, len(outdated))
        # anew from what is stored: nobody says anything, and the list must be right for a viewer too
        with board.own_work() as work:
            put_lines(work, library, list(work.cases.load_many(outdated[done : done + _PART]).values()))
    return len(outdated)


def store(work: Work, library: Library, pairs: Sequence[tuple[Case | None, Case]], action: str) -> list[Case]:
    """Write new (before is None) and changed cases and their list lines in the caller's transaction."""
    stamp = _Stamp(work.person_name, _now())
    signed = [(before, _signed(before, after, stamp)) for before, after in pairs]
    added = iter(work.cases.add_many([after for before, after in signed if before is None], action))
    saved = iter(work.cases.save_many([(before, after) for before, after in signed if before is not None], action))
    stored = [next(added) if before is None else next(saved) for before, _ in signed]
    put_lines(work, library, stored)
    return stored


def put_lines(work: Work, library: Library, cases: Sequence[Case]) -> None:
    """Work out the list lines of stored cases anew, with the words by which they are found."""
    titles = work.attachments.titles([case.id for case in cases])
    texts = {case.id: f"{notes_of(case)} {titles.get(case.id, '')}" for case in cases}
    today = _now().astimezone().date()
    lines = [line_of(library, case, today) for case in cases]
    if work.board_work.has(Decision):
        from desktop.services.meetings.looking import with_looks  # most boards begin without a decision

        lines = with_looks(work, library, cases, lines)
    work.index.put_many(lines, texts)


class _Stamp:
    """Who enters results, and when. Most results of an import come from the same place, so it is stamped once."""

    def __init__(self, who: str, now: datetime) -> None:
        self._who, self._now = who, now
        self._done: dict[Provenance, Provenance] = {}

    def on(self, one: Result) -> Result:
        """The result, entered."""
        origin = one.provenance
        if origin not in self._done:
            self._done[origin] = replace(origin, entered_by=self._who, entered_at=self._now)
        return replace(one, provenance=self._done[origin])


def _signed(before: Case | None, after: Case, stamp: _Stamp) -> Case:
    """New results get the name of who entered them and when; results that were there keep theirs."""
    known = {one.id for one in _results(before)} if before else set()
    if not any(one.id not in known and not one.provenance.entered_by for one in _results(after)):
        return after
    changed: dict[str, Any] = {
        name: tuple(one if one.id in known or one.provenance.entered_by else stamp.on(one) for one in ones)
        for name, ones in _filled(after)
    }
    return replace(after, **changed)


def _results(case: Case) -> list[Result]:
    return [one for _, ones in _filled(case) for one in ones]


def _filled(case: Case) -> list[tuple[str, tuple[Result, ...]]]:
    """The lists of results that hold any, by name: most children have few kinds."""
    return [(name, ones) for name, ones in zip(_LISTS, _lists_of(case), strict=True) if ones]


_LISTS = (*RESULT_TYPES, *SERIES)
_lists_of = attrgetter(*_LISTS)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
