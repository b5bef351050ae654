"""A child in whom every text is somebody's: planted by type, so that later fields are in by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast, get_type_hints

from filled_case import filled_case

from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.deidentify import Treatment
from desktop.services.library import Library

T = TypeVar("T")
NAME, PLACE, NUMBER = "Quillfeather", "Marrowstone Hospital", "7788124455"
MARK = re.compile(
    r"zzplant\d+|quillfeather|marrowstone|7788124455|ottoline|14\.?\s?(march|märz|de marzo)", re.IGNORECASE
)
"""What must never be seen again."""


def planted_case(library: Library, seed: int, *, codes: bool, gaps: bool = False) -> Case:
    """Every field filled, and every text of it planted; with ``codes`` also where only a code of a list belongs."""
    case = cast("Case", _Planter(library, codes=codes).planted(filled_case(seed, gaps=gaps)))
    return replace(case, family_name=NAME, given_name="Ottoline", status=case.status)


def planted_text(count: int) -> str:
    """Words that name somebody in every way there is."""
    days = "14 March 2025, 14.03.2025, el 14 de marzo de 2025, 14. März 2025"
    return f"Zzplant{count} Dr {NAME} of {PLACE}, {days}, {NUMBER}"


_CODED = frozenset({"fact", "value", "discipline", "begins", "rules", "cancelled"})
"""Fields of what belongs to a meeting that hold a code, a time or a digest, and the one that calls it off."""


def planted_words(value: T, first: int) -> T:
    """The same part of a meeting with every text of it planted, so that later fields are in by themselves."""
    kinds = get_type_hints(type(value))
    texts = [one.name for one in fields(cast("Any", value)) if kinds[one.name] is str and one.name not in _CODED]
    told = {name: planted_text(first + place) for place, name in enumerate(texts)}
    return cast("T", replace(cast("Any", value), **told))


class _Planter:
    def __init__(self, library: Library, *, codes: bool) -> None:
        self._library, self._codes, self._count = library, codes, 0

    def planted(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(self.planted, value))
        if not is_dataclass(value) or isinstance(value, (type, PartialDate)):
            return value
        changes = {one.name: self._field(type(value), one.name, getattr(value, one.name)) for one in fields(value)}
        return replace(cast("Any", value), **changes)

    def _field(self, kind: type, name: str, value: Any) -> Any:
        if isinstance(value, Answer):
            if value.silence is not None:
                return silent(value.silence, value.on, self._text() if value.where else "")
            return known(self._text()) if self._is_text(kind, name, value.value) else value
        return self._text() if self._is_text(kind, name, value) else self.planted(value)

    def _is_text(self, kind: type, name: str, value: object) -> bool:
        if type(value) is not str:
            return False
        if self._codes:
            return True
        declared = self._library.deidentify.fields
        treatment = next((declared[one.__name__][name][0] for one in kind.__mro__
                          if name in declared.get(one.__name__, {})), Treatment.DROP)  # fmt: skip
        return treatment not in (Treatment.CODE, Treatment.LINK)

    def _text(self) -> str:
        self._count += 1
        return planted_text(self._count)


def days_of(value: Any) -> Iterator[date]:
    """Every full day of a value and of all its parts."""
    if isinstance(value, datetime):
        yield value.date()
    elif isinstance(value, date):
        yield value
    elif isinstance(value, PartialDate):
        yield from (value.full,) if value.full else ()
    elif isinstance(value, tuple):
        for one in value:
            yield from days_of(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from days_of(getattr(value, one.name))


def day_texts(value: object) -> set[str]:
    """Each of them as a page, a file or a person writes it."""
    found = set(days_of(value))
    return {text for day in found for text in (day.isoformat(), PartialDate.of(day).words(), f"{day:%d.%m.%Y}")}
