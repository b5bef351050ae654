"""Facts about one child, as rules and scripts see them: read from a document, every key and value checked by name.

A key that is absent or null is unknown, and unknown is never negative. Nothing is guessed and nothing is coerced: an
INSS stage in the place of an INRGSS stage is refused, not translated. Codes are those of ``vocabulary``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import (
    REST_NOT_RECORDED,
    SITES,
    Category,
    Grade,
    Histology,
    Inrgss,
    Inss,
    Mki,
    Mycn,
    Ploidy,
    Presence,
    Resection,
)

FactValue: TypeAlias = str | int | Decimal | tuple[str, ...]
"""A code, yes or no (bool is an int), a whole number, a measured number, or a list of codes."""

Facts: TypeAlias = Mapping[str, FactValue]
"""What is known of a child; a key that is absent is unknown."""

_Check: TypeAlias = Callable[[object], FactValue]
_SHOWN = 40


def read_facts(document: object) -> dict[str, FactValue]:
    """Read what ``assess`` and ``histology`` take.

    Ages in completed days at diagnosis, 0 or more; DNA index above 0. Raises UserError that names the key or value.
    """
    return _read(document, _RISK)


def read_staging_facts(document: object) -> dict[str, FactValue]:
    """Read what ``stage`` takes: age, image-defined risk factors, compartments, metastases, marrow.

    An empty list means looked for and none. Compartments are counted from 1, marrow is a percentage from 0 to 100.
    Raises UserError that names the key or value.
    """
    return _read(document, _STAGING)


def _read(document: object, checks: Mapping[str, _Check]) -> dict[str, FactValue]:
    if not isinstance(document, dict):
        raise UserError("Facts: this must be one JSON object of keys and values; null or no key means unknown.")
    facts: dict[str, FactValue] = {}
    for key, value in document.items():
        if key not in checks:
            raise UserError(f"Facts: {shown(key)} is not a known key; use {', '.join(checks)}.")
        if value is None:
            continue
        try:
            facts[key] = checks[key](value)
        except ValueError as error:
            raise UserError(f"Facts, {key}: {shown(value)} is not a known value; use {error}.") from None
    return facts


def shown(value: object) -> str:
    """A refused value as its document has it (null, true, 400.5), short enough for one line."""
    text = _as_written(value, depth=2)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def _as_written(value: object, depth: int) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        inside = ", ".join(_as_written(one, depth - 1) for one in value[:_SHOWN]) if depth else "..."
        return f"[{inside}]"
    if isinstance(value, dict):
        pairs = list(value.items())[:_SHOWN]
        inside = ", ".join(f'"{key}": {_as_written(one, depth - 1)}' for key, one in pairs) if depth else "..."
        return f"{{{inside}}}"
    return str(value)


def _code(kind: type[StrEnum]) -> _Check:
    codes = [one.value for one in kind]

    def check(value: object) -> FactValue:
        if not isinstance(value, str) or value not in codes:
            raise ValueError(", ".join(codes))
        return str(value)

    return check


def _codes(kind: Iterable[StrEnum]) -> _Check:
    codes = [one.value for one in kind]

    def check(value: object) -> FactValue:
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one in codes for one in value):
            raise ValueError(f"a list of any of {', '.join(codes)}; an empty list means looked for and none")
        return tuple(str(one) for one in value)

    return check


def _names(value: object) -> FactValue:
    return _texts(value)


def _texts(value: object) -> tuple[str, ...]:
    """Which identifiers exist is told by the list that ships as data; here only the form is checked."""
    texts = tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else None
    if texts is None or len(texts) < len(value) or REST_NOT_RECORDED in texts:  # type: ignore[arg-type]
        raise ValueError("a list of identifiers; an empty list means looked for and none")
    return texts


def _flag(value: object) -> FactValue:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _number(least: int, most: int | None, words: str, *, whole: bool = False, above: bool = False) -> _Check:
    def check(value: object) -> FactValue:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise ValueError(words)
        # through text: 0.95 then is 0.95 and not the nearest binary fraction below it
        number = Decimal(str(value))
        if not number.is_finite() or number < least or (above and number == least):
            raise ValueError(words)
        if (most is not None and number > most) or (whole and number != int(number)):
            raise ValueError(words)
        return int(number) if whole else number

    return check


_AGE = _number(0, None, "whole days, 0 or more", whole=True)

_RISK: Mapping[str, _Check] = MappingProxyType(
    {
        "age_days": _AGE,
        "inrgss": _code(Inrgss),
        "inss": _code(Inss),
        "category": _code(Category),
        "grade": _code(Grade),
        "mki": _code(Mki),
        "histology": _code(Histology),
        "mycn": _code(Mycn),
        "dna_index": _number(0, None, "a number above 0", above=True),
        "ploidy": _code(Ploidy),
        "sca": _code(Presence),
        "loss_1p": _flag,
        "loss_3p": _flag,
        "loss_4p": _flag,
        "loss_11q": _flag,
        "gain_1q": _flag,
        "gain_2p": _flag,
        "gain_17q": _flag,
        "resection": _code(Resection),
        "symptomatic": _flag,
    }
)

_STAGING: Mapping[str, _Check] = MappingProxyType(
    {
        "age_days": _AGE,
        "idrfs": _names,
        "compartments": _number(1, None, "a whole number, 1 or more", whole=True),
        "metastases": _codes(SITES),
        "marrow_percent": _number(0, 100, "a percentage from 0 to 100"),
        "marrow_mibg": _flag,
    }
)
