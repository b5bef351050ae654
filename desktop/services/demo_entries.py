"""Entries of children who do not exist, from their description: any kind and field, by the names of the record.

An entry is a table of fields. A date is a day counted from diagnosis; a measure is text; a silence is
``{ silence = "requested", day = 3, where = "..." }``; a link is the name that another entry has in ``as``.
``on``, ``reported``, ``laboratory``, ``method``, ``specimen`` and ``number`` say where it comes from.
``each = "factor"`` stands for one entry of every code of that field which no other entry of the list names, and a
list for fields that are counted (``segment_1``, ``segment_2`` ...) is given once under their common name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, cast
from uuid import UUID, uuid4

from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.record.entry_kinds import Asked, EntryField, EntryKind, EntryKinds
from desktop.clinical.results import Provenance, Result
from desktop.clinical.vocabulary import Silence

_ORIGIN = {"laboratory": "laboratory", "method": "method", "specimen": "specimen", "number": "report_reference"}
_OWN = {"as", "each", "on", "reported", *_ORIGIN}
_TYPES: Mapping[Asked, type] = {Asked.YES_NO: bool, Asked.COUNT: int, Asked.DATE: int, Asked.CODES: list}
Told = Mapping[str, Any]


class DescribedEntries:
    """Turns one child's descriptions into entries. ``day`` gives the calendar day of a day from diagnosis."""

    def __init__(self, kinds: EntryKinds, child: str, person: str, day: Callable[[int], date]) -> None:
        self._kinds, self._child, self._person, self._day = kinds, child, person, day
        self._keys: dict[str, UUID] = {}

    def write(self, case: Case, told: Mapping[str, Sequence[Told]]) -> Case:
        """The case with all its entries. Raises RuleFileError that names the child, the kind and the field."""
        for table, entries in told.items():
            if table not in self._kinds.kinds:
                raise self._refuse(table, "is no kind of entry")
            self._keys |= {str(one["as"]): uuid4() for one in entries if "as" in one}
        made = {
            table: tuple(self._entry(self._kinds.kinds[table], one) for one in _each(self._kinds.kinds[table], entries))
            for table, entries in told.items()
        }
        return replace(case, **cast("dict[str, Any]", made))

    def _entry(self, kind: EntryKind, told: Told) -> Result:
        values = dict(self._counted(kind, told))
        fields = {one.name: one for one in kind.fields}
        for name in values:
            if name not in fields and name not in _OWN:
                raise self._refuse(kind.table, f'has no field "{name}"')
        answers = {name: self._answer(kind, fields[name], value) for name, value in values.items() if name in fields}
        missing = [one.name for one in kind.fields if one.needed and one.name not in answers]
        if missing:
            raise self._refuse(kind.table, f"needs {', '.join(missing)}")
        more = {"id": self._keys[str(told["as"])]} if "as" in told else {}
        return kind.type(provenance=self._origin(told), **cast("dict[str, Any]", {**answers, **more}))

    def _counted(self, kind: EntryKind, told: Told) -> Iterator[tuple[str, object]]:
        """A list under the common name of counted fields as those fields."""
        names = {one.name for one in kind.fields}
        for name, value in told.items():
            if name not in names and f"{name}_1" in names and isinstance(value, list):
                yield from ((f"{name}_{place}", one) for place, one in enumerate(value, start=1))
            else:
                yield name, value

    def _answer(self, kind: EntryKind, field: EntryField, value: object) -> Answer[object]:
        if isinstance(value, dict):
            day, where = value.get("day"), str(value.get("where", ""))
            if value.get("silence") not in [*Silence]:
                raise self._refuse(kind.table, f'{field.name}: "{value.get("silence")}" is no silence')
            return silent(Silence(value["silence"]), self._date(day) if day is not None else None, where)
        fits = isinstance(value, _TYPES.get(field.asked, str))
        if not fits or isinstance(value, bool) is not (field.asked is Asked.YES_NO):
            raise self._refuse(kind.table, f"{field.name} is not told as {field.asked.value} must be")
        return known(self._value(kind, field, value))

    def _value(self, kind: EntryKind, field: EntryField, value: object) -> object:
        codes = {one.code for one in field.choices}
        if field.asked is Asked.LINK:
            if value not in self._keys:
                raise self._refuse(kind.table, f'{field.name}: no entry is called "{value}"')
            return str(self._keys[str(value)])
        if field.asked is Asked.CODES:
            if not {*cast("list[str]", value)} <= codes:
                raise self._refuse(kind.table, f"{field.name}: one of {value} is no code")
            return frozenset(cast("list[str]", value))
        if field.asked is Asked.CODE and value not in codes:
            raise self._refuse(kind.table, f'{field.name}: "{value}" is no code')
        if field.asked is Asked.DATE:
            return self._date(value)
        return self._number(kind, field, value)

    def _number(self, kind: EntryKind, field: EntryField, value: object) -> object:
        if field.asked is Asked.MEASURE:
            try:
                value = Decimal(str(value))
            except InvalidOperation as error:
                raise self._refuse(kind.table, f'{field.name}: "{value}" is no number') from error
        if isinstance(value, (int, Decimal)) and field.fact.at_most is not None and value > field.fact.at_most:
            raise self._refuse(kind.table, f"{field.name}: {value} is more than {field.fact.at_most}")
        return value

    def _date(self, day: object) -> PartialDate:
        return PartialDate.of(self._day(int(str(day))))

    def _origin(self, told: Told) -> Provenance:
        """Where an entry comes from; it was typed on the afternoon of the last of its days."""
        days = [told[key] for key in ("on", "reported") if key in told]
        # what has no day of its own was typed on that of its latest date, or of the diagnosis
        days = days or [one for key, one in told.items() if key.endswith("_on") and isinstance(one, int)] or [0]
        words = {name: str(told[key]) for key, name in _ORIGIN.items() if key in told}
        origin = replace(Provenance(), **cast("dict[str, Any]", words))
        at = datetime.combine(self._day(max(days)), time(15), UTC)
        origin = replace(origin, entered_by=self._person, entered_at=at)
        return replace(
            origin,
            performed_on=self._date(told["on"]) if "on" in told else None,
            reported_on=self._date(told["reported"]) if "reported" in told else None,
        )

    def _refuse(self, table: str, problem: str) -> RuleFileError:
        return RuleFileError(f"Demonstration data, child {self._child}: {table} {problem}.")


def linked(rows: Mapping[str, tuple[Result, ...]], kinds: EntryKinds, keys: Mapping[UUID, UUID]) -> dict[str, Any]:
    """Entries whose links lead to the new keys of what they led to."""
    return {table: tuple(_linked(kinds.kinds[table], one, keys) for one in ones) for table, ones in rows.items()}


def _linked(kind: EntryKind, entry: Result, keys: Mapping[UUID, UUID]) -> Result:
    found: dict[str, Any] = {}
    for one in kind.fields:
        value = getattr(entry, one.name).value if one.asked is Asked.LINK else None
        if value is not None and UUID(value) in keys:
            found[one.name] = known(str(keys[UUID(value)]))
    return replace(entry, **found) if found else entry


def _each(kind: EntryKind, entries: Sequence[Told]) -> Iterator[Told]:
    """The entries, with one for every code that none names in the place of ``each``."""
    for told in entries:
        if "each" not in told:
            yield told
            continue
        name = str(told["each"])
        named = {one.get(name) for one in entries}
        rest = {key: value for key, value in told.items() if key != "each"}
        yield from ({**rest, name: one.code} for one in kind.field(name).choices if one.code not in named)
