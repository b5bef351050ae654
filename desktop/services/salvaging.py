"""A damaged board: every case that its file still holds goes into a new board, and what is missing is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from db.audit import AuditEntry
from db.entities import PARTS as ENTITY_PARTS
from db.errors import NoBoardError
from db.folder import BoardFolder
from db.keys import read_keys
from db.salvage import Salvaged, salvage
from db.work import Work
from desktop.services.boards import Board, open_with_key
from desktop.services.cases import put_lines
from desktop.services.library import Library
from desktop.services.making import made_whole, new_or_nothing
from desktop.services.unlocking import key_for

_PART = 500
PARTS = frozenset(entity.table for entity in ENTITY_PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SalvagedBoard:
    """The new board, open, and what is in it.

    ``lost`` is how many cases its history names that are not there, ``incomplete`` the numbers of those that lack
    results, plans or other parts they had.
    """

    board: Board
    cases: int
    lost_pages: int
    lost: int
    incomplete: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """What to tell, in one sentence."""
        found = f"{self.cases} case records were salvaged"
        if not self.lost and not self.incomplete:
            return f"{found}; the history names none that is missing."
        missing = [f"{self.lost} that the history names are missing"] if self.lost else []
        if self.incomplete:
            numbers = ", ".join(map(str, self.incomplete))
            missing.append(f"parts are missing of {numbers}")
        return f"{found}; {' and '.join(missing)}: compare with the last backup."


def salvage_board(
    folder: Path, target: Path, library: Library, *, passphrase: str | None = None, user: str | None = None
) -> SalvagedBoard:
    """Make a new board in ``target`` of what a damaged one still holds; the damaged one stays as it is.

    Opens with the same passphrases. Raises UserError, one sentence, where nothing can be read or the target exists.
    """
    source = BoardFolder(folder.absolute())
    if not source.database.is_file():
        raise NoBoardError(f"The folder {folder} has no {source.database.name}; choose the damaged board's folder.")
    keys = read_keys(source.keys)
    key, person = key_for(keys, passphrase, user, source.attempts)
    with made_whole(target) as place:
        found = salvage(source, key, keys, place, folder.stem)
    with new_or_nothing(target):
        board = open_with_key(target, key, person, user)
        try:
            return _finished(board, found, library)
        except BaseException:
            board.close()
            raise


def _finished(board: Board, found: Salvaged, library: Library) -> SalvagedBoard:
    """The list's lines are worked out, and the history says what happened."""
    with board.database.read() as work:
        lost, incomplete = _missing(work)
        everything = work.cases.all_ids()
    # a new board of what can be read; the damaged one stays, so nothing that a role guards is changed
    for first in range(0, len(everything), _PART):
        with board.own_work() as work:
            put_lines(work, library, list(work.cases.load_many(everything[first : first + _PART]).values()))
    told: dict[str, Sequence[object]] = {
        "cases": [None, found.cases], "unreadable pages": [None, found.lost_pages],
        "missing cases": [None, lost], "incomplete cases": [None, list(incomplete)],
    }  # fmt: skip
    with board.own_work() as work:
        work.audit.add("Salvaged from a damaged board", "boards", changes=told)
    return SalvagedBoard(board=board, cases=found.cases, lost_pages=found.lost_pages, lost=lost, incomplete=incomplete)


def _missing(work: Work) -> tuple[int, tuple[int, ...]]:
    """What the history says was there and is not: how many cases, and the numbers of those that lack parts."""
    there, parts = work.cases.load_many(work.cases.all_ids()), work.cases.part_ids()
    lost, incomplete = set[UUID](), set[int]()
    for entry in _last_of_each(work.audit.entries()):
        if entry.case_id is None or entry.entity_id is None:
            continue
        case = there.get(entry.case_id)
        if case is None:
            lost.add(entry.case_id)
        elif entry.entity in PARTS and not _is_removal(entry) and entry.entity_id not in parts:
            incomplete.add(case.number)
    return len(lost), tuple(sorted(incomplete))


def _last_of_each(entries: Sequence[AuditEntry]) -> list[AuditEntry]:
    """The latest entry about each record; ``entries`` come latest first."""
    latest: dict[object, AuditEntry] = {}
    for entry in entries:
        latest.setdefault((entry.entity, entry.entity_id), entry)
    return list(latest.values())


def _is_removal(entry: AuditEntry) -> bool:
    """A part that stands in no place of its case any more was taken out."""
    place = entry.changes.get("position")
    return place is not None and place[1] is None
