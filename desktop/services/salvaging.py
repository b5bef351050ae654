"""A damaged board: every case that its file still holds goes into a new board, and what is missing is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from db.audit import AuditEntry
from db.entities import ATTACHMENT
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


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LostDocument:
    """A document that is not there any more, or (``damaged``) whose content is not what was added."""

    case: int
    title: str
    damaged: bool

    @property
    def words(self) -> str:
        """``Case 7, damaged: MIBG report``; for the screen and the board's own history only."""
        return f"Case {self.case}, {'damaged' if self.damaged else 'missing'}: {self.title or 'title not known'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SalvagedBoard:
    """The new board, open, and what is in it.

    ``lost`` is how many cases its history names that are not there, ``lost_numbers`` the numbers of those whose number
    it still tells; ``incomplete`` the numbers of those that lack results, plans or other parts they had. ``documents``
    are those of the cases that are there; a lost case has lost its own with it.
    """

    board: Board
    cases: int
    lost_pages: int
    lost: int
    incomplete: tuple[int, ...]
    lost_numbers: tuple[int, ...] = ()
    documents: tuple[LostDocument, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not (self.lost or self.incomplete or self.documents)

    @property
    def statement(self) -> str:
        """How much was found, in a few words."""
        if self.lost:
            return f"{self.cases:,} of {self.cases + self.lost:,} cases salvaged"
        return f"{_cases(self.cases)} salvaged"

    @property
    def sentence(self) -> str:
        """What is missing, and what to do about it. Documents are counted here, as a title may name a child."""
        told = []
        if self.lost:
            which = f": {_listed(self.lost_numbers)}" if len(self.lost_numbers) == self.lost else ""
            told.append(f"{_cases(self.lost)} {'is' if self.lost == 1 else 'are'} missing{which}.")
        if self.incomplete:
            case = "case" if len(self.incomplete) == 1 else "cases"
            told.append(f"Parts are missing from {case} {_listed(self.incomplete)}.")
        told += [_documents_words(self.documents, damaged=damaged) for damaged in (False, True)]
        told = [one for one in told if one]
        if not told:
            return "The history names none that is missing."
        told.append("Compare with the last backup before you use this board.")
        return " ".join(told)


def _documents_words(documents: Sequence[LostDocument], *, damaged: bool) -> str:
    """``2 documents of cases 7 and 12 are missing.``; empty without any."""
    found = [one for one in documents if one.damaged is damaged]
    if not found:
        return ""
    numbers = sorted({one.case for one in found})
    whose = f"of {'case' if len(numbers) == 1 else 'cases'} {_listed(numbers)}"
    many = "document" if len(found) == 1 else "documents"
    return f"{len(found):,} {many} {whose} {'is' if len(found) == 1 else 'are'} {'damaged' if damaged else 'missing'}."


def _cases(count: int) -> str:
    return f"{count:,} case{'' if count == 1 else 's'}"


def _listed(numbers: Sequence[int]) -> str:
    """``7``, ``7 and 12``, ``3, 7 and 12``."""
    words = [str(one) for one in numbers]
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


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
        missing, incomplete = _missing(work)
        documents = _lost_documents(work)
        lost, numbers = len(missing), tuple(sorted(set(missing.values()) - {0}))
        everything = work.cases.all_ids()
    # a new board of what can be read; the damaged one stays, so nothing that a role guards is changed
    for first in range(0, len(everything), _PART):
        with board.own_work() as work:
            put_lines(work, library, list(work.cases.load_many(everything[first : first + _PART]).values()))
    told: dict[str, Sequence[object]] = {
        "cases": [None, found.cases], "unreadable pages": [None, found.lost_pages],
        "missing cases": [None, lost], "incomplete cases": [None, list(incomplete)],
        "lost documents": [None, [one.words for one in documents]],
    }  # fmt: skip
    with board.own_work() as work:
        work.audit.add("Salvaged from a damaged board", "boards", changes=told)
    return SalvagedBoard(
        board=board, cases=found.cases, lost_pages=found.lost_pages, lost=lost, incomplete=incomplete,
        lost_numbers=numbers, documents=documents,
    )  # fmt: skip


def _missing(work: Work) -> tuple[dict[UUID, int], tuple[int, ...]]:
    """What the history says was there and is not: cases with their numbers, and the numbers of those that lack parts.

    A case whose number the history does not tell any more has the number 0.
    """
    there, parts = work.cases.load_many(work.cases.all_ids()), work.cases.part_ids()
    entries = work.audit.entries()
    numbers, lost, incomplete = _numbers(entries), dict[UUID, int](), set[int]()
    for entry in _last_of_each(entries):
        if entry.case_id is None or entry.entity_id is None:
            continue
        case = there.get(entry.case_id)
        if case is None:
            lost[entry.case_id] = numbers.get(entry.case_id, 0)
        elif entry.entity in PARTS and not _is_removal(entry) and entry.entity_id not in parts:
            incomplete.add(case.number)
    return lost, tuple(sorted(incomplete))


def _lost_documents(work: Work) -> tuple[LostDocument, ...]:
    """Documents that the history names and that are not there, and those whose content is not whole."""
    there, numbers = work.attachments.ids(), work.cases.numbers()
    entries = [one for one in work.audit.entries() if one.entity == ATTACHMENT.table]
    titles = _titles(entries)
    gone = {one.entity_id: one.case_id for one in entries if one.entity_id not in there}
    found = [
        LostDocument(case=numbers[case], title=titles.get(key, ""), damaged=False)
        for key, case in gone.items()
        if key is not None and case in numbers
    ]
    damaged = [
        LostDocument(case=numbers[case], title=one.title, damaged=True) for case, one in work.attachments.damaged()
    ]
    return tuple(sorted([*found, *damaged]))


def _titles(entries: Sequence[AuditEntry]) -> dict[UUID, str]:
    """What documents were called last, as the history tells it; ``entries`` come latest first."""
    titles: dict[UUID, str] = {}
    for entry in entries:
        title = entry.changes.get("title")
        if entry.entity_id is not None and title is not None and title[1]:
            titles.setdefault(entry.entity_id, str(title[1]))
    return titles


def _numbers(entries: Sequence[AuditEntry]) -> dict[UUID, int]:
    """The numbers that cases were given, as the history tells them."""
    given = {}
    for entry in entries:
        number = entry.changes.get("number")
        if entry.entity == "cases" and entry.case_id is not None and number is not None and isinstance(number[1], int):
            given[entry.case_id] = number[1]
    return given


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
