"""The values of a record, read by the type of the field they are for: strictly, each refused by where it stands.

A field's type says everything, as it does for storage, so a new field or a new kind of result needs no line here. No
sentence repeats a value: it may be a child's name that slipped into another place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from unicodedata import normalize
from uuid import UUID

from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Silence
from desktop.services.records import ADDED, told_fields

D = TypeVar("D", PartialDate, date, datetime)

Read = Callable[[object, str], Any]
"""Takes a value of a document and where it stands; gives the clinical value or raises RecordError."""

LONGEST, MOST, LARGEST, DIGITS = 200_000, 10_000, 999_999_999, 60
"""Characters of a text, things in a list, a whole number, signs of a decimal: beyond them it is no child's record."""

YEARS = range(1800, 2201)
"""A record of a child has no day before or after."""

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\+00:00|Z)")
_UNWRITTEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls, which a terminal would obey, and halves of letters, which no file can hold."""

_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class RecordError(UserError):
    """A document is no record that can be received; nothing was changed.

    ``place`` is where in it what is wrong stands, as the format calls it, and ``words`` what is wrong, where there is
    such a place.
    """

    place = words = ""


def refused(place: str, words: str) -> RecordError:
    """The refusal of what stands at a place, such as ``case.mycn[0].ratio``."""
    error = RecordError(f"The record cannot be received: {place} {words}; nothing was changed.")
    error.place, error.words = place, words
    return error


@cache
def reader(hint: Any) -> Read:
    """What reads values of a type. Raises TypeError for a type that no record has."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Answer:
        return partial(_answer, reader(parts[0]))
    if origin is frozenset:
        return partial(_set, reader(parts[0]))
    if origin is tuple and parts[1:] == (...,):
        return partial(_list, reader(parts[0]))
    if origin in (Union, UnionType):
        (inner,) = (part for part in parts if part is not type(None))
        return partial(_optional, reader(inner))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return partial(_code, {str(member.value): member for member in hint})
    if is_dataclass(hint) and hint is not PartialDate and isinstance(hint, type):
        return partial(_object, hint)
    if hint not in _SCALARS:
        raise TypeError(f"a record has no values of {hint}")
    return _SCALARS[hint]


def read_object(kind: Any, value: object, place: str) -> dict[str, Any]:
    """The fields of a dataclass by name, each read by its type."""
    readers = _readers(kind)
    told = keys_of(value, readers, place, may_lack=ADDED)
    return {name: read(told.get(name, []), f"{place}.{name}") for name, read in readers.items()}


@cache
def _readers(kind: Any) -> Mapping[str, Read]:
    hints = get_type_hints(kind)
    return {name: reader(hints[name]) for name in told_fields(kind)}


def keys_of(
    value: object, names: Collection[str], place: str, *, may_lack: Collection[str] = ()
) -> Mapping[str, object]:
    """An object with exactly these keys, except that it may lack some."""
    if not isinstance(value, dict):
        raise refused(place, "is not an object with keys")
    unknown = next((key for key in value if key not in names), None)
    if unknown is not None:
        raise refused(place, f"has {name_of(unknown)}, which version 1 of the format does not know; take it out")
    missing = next((name for name in names if name not in value and name not in may_lack), None)
    if missing is not None:
        raise refused(place, f'lacks the key "{missing}"; put it in')
    return value


def name_of(key: object) -> str:
    """A key as a sentence may repeat it: one that looks like a name in code, and not like a child's."""
    return f'the key "{key}"' if isinstance(key, str) and _PLAIN_NAME.fullmatch(key) else "a key"


def _object(kind: type[Any], value: object, place: str) -> object:
    told = read_object(kind, value, place)
    try:
        return kind(**told)
    except ValueError:
        raise refused(place, "says what cannot be; correct it") from None


def _answer(inner: Read, value: object, place: str) -> Answer[Any]:
    """A value, or an object that says why there is none; null is neither."""
    if value is None:
        raise refused(place, 'is null; write why it is not known, as {"silence": "not_asked"}')
    if not isinstance(value, dict) or "silence" not in value:
        return known(inner(value, place))
    unknown = next((key for key in value if key not in ("silence", "on", "where")), None)
    if unknown is not None:
        raise refused(place, f"has {name_of(unknown)}, which no silence has; take it out")
    reason: Silence = reader(Silence)(value["silence"], f"{place}.silence")
    on = _partial(value["on"], f"{place}.on") if "on" in value else None
    where = _text(value["where"], f"{place}.where") if "where" in value else ""
    if "where" in value and not where:
        raise refused(f"{place}.where", "is empty; take it out or fill it")
    return silent(reason, on, where)


def _optional(inner: Read, value: object, place: str) -> object:
    return None if value is None else inner(value, place)


def _list(inner: Read, value: object, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise refused(place, "is not a list")
    if len(value) > MOST:
        raise refused(place, f"has more than {MOST:,} entries, which no child's record has")
    return tuple([inner(one, f"{place}[{number}]") for number, one in enumerate(value)])


def _set(inner: Read, value: object, place: str) -> frozenset[Any]:
    ones = _list(inner, value, place)
    found = frozenset(ones)
    if len(found) < len(ones):
        raise refused(place, "has one of its entries twice; take one out")
    return found


def _code(members: Mapping[str, Enum], value: object, place: str) -> Enum:
    if not isinstance(value, str) or value not in members:
        raise refused(place, f"has none of its values; use {', '.join(members)}")
    return members[value]


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise refused(place, "is not a text")
    if len(value) > LONGEST:
        raise refused(place, f"is longer than {LONGEST:,} characters; shorten it")
    if _UNWRITTEN.search(value):
        raise refused(place, "holds characters that no text has; write it again without them")
    return normalize("NFC", value)


def _flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise refused(place, "is neither true nor false")
    return value


def _whole(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise refused(place, f"is not a whole number of at most {len(str(LARGEST))} figures")
    return value


def _decimal(value: object, place: str) -> Decimal:
    text = _shaped(DECIMAL, value, place, 'a number as text, such as "1.26"')
    number = Decimal(text) if len(text) <= DIGITS else Decimal(0)
    if format(number, "f") != text:
        raise refused(place, f"is not a number of at most {DIGITS} figures, written without leading zeros")
    return number


def _key(value: object, place: str) -> UUID:
    return UUID(_shaped(KEY, value, place, "a key (UUID) in small letters"))


def _partial(value: object, place: str) -> PartialDate:
    text = _shaped(PARTIAL, value, place, "a date, such as 2026, 2026-11 or 2026-11-03")
    return _in_calendar(PartialDate.parse, text, place)


def _day(value: object, place: str) -> date:
    return _in_calendar(date.fromisoformat, _shaped(DAY, value, place, "a day, such as 2026-11-03"), place)


def _moment(value: object, place: str) -> datetime:
    text = _shaped(MOMENT, value, place, "a time in UTC, such as 2026-11-03T10:42:00+00:00")
    return _in_calendar(datetime.fromisoformat, text, place).replace(tzinfo=UTC)


def _shaped(shape: re.Pattern[str], value: object, place: str, words: str) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise refused(place, f"is not {words}")
    return value


def _in_calendar(read: Callable[[str], D], text: str, place: str) -> D:
    try:
        found = read(text)
    except ValueError:
        raise refused(place, "is a day or a time that no calendar has; correct it") from None
    if found.year not in YEARS:
        raise refused(place, f"is not between {YEARS.start} and {YEARS.stop - 1}; correct it")
    return found


_SCALARS: Mapping[Any, Read] = {
    str: _text,
    bool: _flag,
    int: _whole,
    Decimal: _decimal,
    UUID: _key,
    PartialDate: _partial,
    date: _day,
    datetime: _moment,
}
