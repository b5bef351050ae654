"""What another program hands over to have a scan scored: every key and value checked by name, methods never mixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from desktop.clinical.errors import UserError
from desktop.clinical.facts import shown
from desktop.clinical.scores.method import Method
from desktop.clinical.vocabulary import Mycn, ScanTime

_OTHER_KEYS = ("baseline", "timepoint", "mycn")

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFacts:
    """The values of the segments by one method, in their order; those of the baseline by the same method."""

    method: str
    now: tuple[int, ...]
    baseline: tuple[int, ...] | None = None
    time: ScanTime | None = None
    mycn: Mycn | None = None


def read_score_facts(document: object, methods: Mapping[str, Method]) -> ScoreFacts:
    """Read one facts object. Raises UserError that names the key, the segment or the value."""
    if not isinstance(document, dict):
        raise UserError("Facts: this must be one JSON object of keys and values; null or no key means unknown.")
    for key in document:
        if key not in methods and key not in _OTHER_KEYS:
            raise UserError(f"Facts: {shown(key)} is not a known key; use {', '.join((*methods, *_OTHER_KEYS))}.")
    given = [key for key in methods if document.get(key) is not None]
    if len(given) != 1:
        raise UserError(f"Facts: there must be one of {', '.join(methods)}; the methods cannot be mixed or converted.")
    method = methods[given[0]]
    return ScoreFacts(
        method=method.id,
        now=_values(method.id, document[method.id], method),
        baseline=_baseline(document.get("baseline"), method, methods),
        time=_code("timepoint", document.get("timepoint"), ScanTime),
        mycn=_code("mycn", document.get("mycn"), Mycn),
    )


def _baseline(value: object, method: Method, methods: Mapping[str, Method]) -> tuple[int, ...] | None:
    """A list of values, or an object that names the method as the facts do; it must be the same method."""
    if not isinstance(value, dict):
        return None if value is None else _values("baseline", value, method)
    for key in value:
        if key in methods and key != method.id:
            raise UserError(
                f"Facts, baseline: {shown(key)} is another method than {method.id}; "
                "the methods cannot be mixed or converted."
            )
        if key != method.id:
            raise UserError(f"Facts, baseline: {shown(key)} is not a known key; use {method.id}.")
    given = value.get(method.id)
    return None if given is None else _values(f"baseline, {method.id}", given, method)


def _values(where: str, value: object, method: Method) -> tuple[int, ...]:
    count = len(method.segments)
    if not isinstance(value, list | tuple):
        raise UserError(f"Facts, {where}: {shown(value)} is not a known value; use a list of {count} whole numbers.")
    if len(value) != count:
        raise UserError(
            f"Facts, {where}: there are {len(value)} values; {method.id} has {count} segments, give one value for each."
        )
    return tuple(
        _value(f"{where}, {segment.id} ({segment.text})", one, method.highest)
        for segment, one in zip(method.segments, value, strict=True)
    )


def _value(where: str, value: object, highest: int) -> int:
    fits = isinstance(value, int | float | Decimal) and not isinstance(value, bool) and 0 <= value <= highest
    if not fits or value != int(value):  # type: ignore[call-overload]
        raise UserError(f"Facts, {where}: {shown(value)} is not a known value; use a whole number from 0 to {highest}.")
    return int(value)  # type: ignore[call-overload, no-any-return]


def _code(key: str, value: object, kind: type[Code]) -> Code | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in [*kind]:
        raise UserError(f"Facts, {key}: {shown(value)} is not a known value; use {', '.join(kind)}.")
    return kind(value)
