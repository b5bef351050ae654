"""What is not as it was at the end of a day: the net difference of a case, never each step on the way to it.

It is what the history would say had the case gone from then to now in one step. So a change that was taken back does
not stand in it, and a new kind of result needs nothing here: whatever is stored is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum, auto
from typing import TYPE_CHECKING
from uuid import UUID

from db.audit import AuditEntry
from db.case_rows import Change as RowChange
from db.case_rows import changes_between, rows_of
from db.entities import ATTACHMENT, CASE
from desktop.clinical.case import Case
from desktop.services.boards import Board
from desktop.services.changes_since_groups import Regrouped, RulesChanged, regrouped, rules_changed
from desktop.services.history import entries_after, past_of
from desktop.services.history_words import is_told
from desktop.services.library import Library

if TYPE_CHECKING:
    from db.work import Work

Told = Mapping[str, Sequence[object]]
"""Fields, each with its value before and after, as the history keeps them."""


_GIVEN = frozenset({"number", "demonstration"})
"""What a case has from its first day and nobody enters."""


class Done(Enum):
    """What became of a thing between two days."""

    ADDED = auto()
    CHANGED = auto()
    REMOVED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetChange:
    """One fact of the case itself, one result, or one document that is not as it was.

    ``entity`` is its kind as the history names it, ``changes`` its fields before and after, ``whole`` everything that
    it says, now or as it was last. ``at`` and ``person`` are of the last change of what is told.
    """

    entity: str
    key: UUID | None
    done: Done
    changes: Told
    whole: Mapping[str, object]
    at: datetime | None = None
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesSince:
    """What changed in a case between the end of ``day`` and now, or the end of ``until``.

    ``entered`` is when the case came to the board, where that was after the day: then everything in it is new.
    ``groups`` are what today's rules make of both; ``rules`` the changes of the board's rules meanwhile.
    """

    day: date
    until: date | None
    changes: tuple[NetChange, ...]
    groups: Regrouped | None
    rules: tuple[RulesChanged, ...]
    entered: datetime | None = None


def changes_since(
    board: Board, library: Library, case_id: UUID, day: date, *, until: date | None = None, zone: tzinfo | None = None
) -> ChangesSince:
    """Compare a case with what it was at the end of a day of ``zone`` (None: of this computer).

    Raises UserError where the history does not lead there.
    """
    with board.database.read() as work:
        entries = entries_after(work, case_id, day, zone)
        after = entries_after(work, case_id, until, zone) if until is not None else []
        between = entries[: max(len(entries) - len(after), 0)]
        then, now = past_of(work, case_id, entries), past_of(work, case_id, after)
        people = {one.id: one.name for one in work.persons.all()}
        rules = rules_changed(work, day, until, zone)
        changes = _changes(work, then, now, between)
    authors = _Authors(between, people)
    return ChangesSince(
        day=day,
        until=until,
        changes=tuple(authors.signed(one) for one in changes),
        groups=regrouped(library, then, now) if now is not None else None,
        rules=rules,
        entered=between[0].at if then is None and between else None,
    )


def _changes(work: Work, then: Case | None, now: Case | None, between: Sequence[AuditEntry]) -> list[NetChange]:
    if now is None:
        return []
    rows = changes_between(rows_of(then) if then is not None else None, rows_of(now))
    found = [one for row in rows for one in _of_row(row)]
    return [*_without_replaced(found), *_documents(work, now.id, between)]


def _of_row(row: RowChange) -> Iterator[NetChange]:
    """The facts of the case itself one by one; of anything else what is told of it together."""
    done = Done.ADDED if row.before is None else Done.REMOVED if row.after is None else Done.CHANGED
    changes = _told(row.entity.changes(row.before, row.after))
    whole = {name: pair[1] for name, pair in _told(row.entity.changes(None, row.after or row.before)).items()}
    if row.entity is CASE:
        for name, pair in changes.items():
            yield NetChange(entity=CASE.table, key=None, done=done, changes={name: pair}, whole={name: whole.get(name)})
    elif changes:
        yield NetChange(entity=row.entity.table, key=UUID(row.key), done=done, changes=changes, whole=whole)


def _told(changes: Told) -> dict[str, Sequence[object]]:
    return {name: pair for name, pair in changes.items() if is_told(name) and name not in _GIVEN}


def _without_replaced(found: Sequence[NetChange]) -> Iterator[NetChange]:
    """What was taken away and entered again with the same words is not told: it is another row and no other fact."""
    gone = [one for one in found if one.done is Done.REMOVED]
    for one in found:
        if one.done is Done.ADDED:
            same = next((old for old in gone if (old.entity, old.whole) == (one.entity, one.whole)), None)
            if same is not None:
                gone.remove(same)
                continue
        if one.done is not Done.REMOVED:
            yield one
    yield from gone


def _documents(work: Work, case_id: UUID, between: Iterable[AuditEntry]) -> Iterator[NetChange]:
    """Documents that were added, changed or taken off the record; no content is read."""
    about: dict[UUID, list[AuditEntry]] = {}
    for entry in between:
        if entry.entity == ATTACHMENT.table and entry.entity_id is not None:
            about.setdefault(entry.entity_id, []).append(entry)
    titles = {one.id: one.title for gone in (False, True) for one in work.attachments.of(case_id, removed=gone)}
    for key, entries in about.items():
        net = _collapsed(entries)
        new = net.get("sha256", ("",))[0] is None
        off = "deleted" in net and net["deleted"][1] is not None
        back = "deleted" in net and not off
        if not net or (new and off):
            continue
        done = Done.ADDED if new or back else Done.REMOVED if off else Done.CHANGED
        whole = {**{name: pair[1] for name, pair in net.items()}, "title": titles.get(key, "")}
        yield NetChange(entity=ATTACHMENT.table, key=key, done=done, changes=net, whole=whole)


def _collapsed(entries: Iterable[AuditEntry]) -> dict[str, Sequence[object]]:
    """Of many changes of each field the first before and the last after, unless they are the same."""
    net: dict[str, Sequence[object]] = {}
    for entry in entries:
        for name, (before, after) in entry.changes.items():
            net[name] = (net[name][0] if name in net else before, after)
    return {name: pair for name, pair in _told(net).items() if pair[0] != pair[1]}


class _Authors:
    """Who changed each field of each thing last, and when."""

    def __init__(self, between: Iterable[AuditEntry], people: Mapping[UUID, str]) -> None:
        self._people = people
        self._last: dict[tuple[str, UUID | None, str], AuditEntry] = {}
        for entry in between:
            key = None if entry.entity == CASE.table else entry.entity_id
            for name in entry.changes:
                self._last[entry.entity, key, name] = entry

    def signed(self, one: NetChange) -> NetChange:
        """The change with whoever made what it tells, the last of them."""
        found = (self._last.get((one.entity, one.key, name)) for name in one.changes)
        last = max((entry for entry in found if entry is not None), key=lambda entry: entry.seq, default=None)
        if last is None:
            return one
        return NetChange(
            entity=one.entity, key=one.key, done=one.done, changes=one.changes, whole=one.whole, at=last.at,
            person=self._people.get(last.person, ""),
        )  # fmt: skip
