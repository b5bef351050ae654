"""What in one entry is possible and worth a second look: numbers, days and fields at odds. It keeps nobody from saving.

Days that are known by the month or the year alone are compared so that only what is surely so is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_doubts import DAYS_OF_ORIGIN, OF_THE_CHILD, EntryDoubt
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Result
from desktop.services.entries import answer
from desktop.services.library import Library

BEFORE_BIRTH = "This is before the birth; look at both dates."
STILL_TO_COME = "This has not come yet; here stands what has happened."

Doubts = Mapping[str, str]
"""What is told beside each field or part of the origin, by its name: all sentences about it."""


def doubts_of(library: Library, case: Case, kind: EntryKind, entry: Result, today: date) -> Doubts:
    """Everything worth a second look in an entry, by the place where it is told, in the order of the places."""
    told: dict[str, list[str]] = {}
    for at, words in (*_numbers(kind, entry), *_days(case, kind, entry, today), *_rules(library, case, kind, entry)):
        told.setdefault(at, []).append(words)
    places = (*(one.name for one in kind.fields), *kind.origin)
    return {at: " ".join(dict.fromkeys(told[at])) for at in places if at in told}


def _numbers(kind: EntryKind, entry: Result) -> Iterator[tuple[str, str]]:
    for one in kind.fields:
        value = answer(entry, one).value
        if one.doubtful is None or not isinstance(value, (int, Decimal)):
            continue
        low, high = one.doubtful.below, one.doubtful.above
        if (low is not None and value < low) or (high is not None and value > high):
            yield one.name, one.doubtful.words


def _days(case: Case, kind: EntryKind, entry: Result, today: date) -> Iterator[tuple[str, str]]:
    """Days before the child was born, and days to come of what is said to have happened."""
    unborn = kind.days.before_birth if _all_said(entry, kind.days.before_birth_when) else frozenset[str]()
    for name in kind.dates:
        day = _day(entry, name)
        if day is None:
            continue
        born = case.born.value
        if born is not None and name not in unborn and day.surely_before(born):
            yield name, BEFORE_BIRTH
        # when it was done is refused by itself where that has not come
        if name not in {*kind.days.planned, "performed_on"} and PartialDate.of(today).surely_before(day):
            yield name, STILL_TO_COME


def _rules(library: Library, case: Case, kind: EntryKind, entry: Result) -> Iterator[tuple[str, str]]:
    for rule in kind.doubts:
        if _all_said(entry, rule.when) and _is_met(library, case, kind, entry, rule):
            yield rule.at, rule.words


def _is_met(library: Library, case: Case, kind: EntryKind, entry: Result, rule: EntryDoubt) -> bool:
    if rule.before:
        day, other = _day(entry, rule.at), _other_day(library, case, kind, entry, rule.before)
        return day is not None and other is not None and day.surely_before(other)
    told = answer(entry, kind.field(rule.at))
    if rule.missing:
        return told == NOT_ASKED or told.value == frozenset()
    if rule.other_than:
        return told.is_known and told.value not in rule.other_than
    if not isinstance(told.value, (int, Decimal)):
        return False
    if rule.steps is not None:
        return told.value % rule.steps != 0
    return rule.above is not None and told.value > rule.above


def _all_said(entry: Result, wanted: Mapping[str, object]) -> bool:
    """Whether every field says what is wanted of it; of several codes one is enough, on either side."""
    for name, value in wanted.items():
        told = getattr(entry, name).value
        several = value if isinstance(value, tuple) else (value,)
        if not any(told == one or (isinstance(told, frozenset) and one in told) for one in several):
            return False
    return True


def _day(entry: Result, name: str) -> PartialDate | None:
    if name in DAYS_OF_ORIGIN:
        return cast("PartialDate | None", getattr(entry.provenance, name))
    return cast("PartialDate | None", getattr(entry, name).value)


def _other_day(library: Library, case: Case, kind: EntryKind, entry: Result, name: str) -> PartialDate | None:
    """A day of the child, of the entry itself, or of the entry that a link leads to."""
    if name in OF_THE_CHILD:
        return cast("PartialDate | None", getattr(case, name).value)
    link, _, behind = name.partition(".")
    if not behind:
        return _day(entry, name)
    field = kind.field(link)
    table = library.record.kinds[field.links].table
    ones = standing(cast("Sequence[Result]", getattr(case, table)))
    found = next((one for one in ones if str(one.id) == answer(entry, field).value), None)
    return _day(found, behind) if found is not None else None
