"""How one field of a frozen value becomes columns of a row, and back.

The field's type says everything: a code is stored as its text with a check, a partial date as its ISO text, a
decimal as its digits, a set as a sorted JSON list. An answer has two columns, ``<name>`` and ``<name>_silence``, of
which exactly one is set; the silence is ``code``, ``code|date`` or ``code|date|place``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin
from uuid import UUID

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.types import TypeEngine

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Deletion
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import Silence

Values = tuple[Any, ...]

UNASKED: Values = (None, Silence.NOT_ASKED.value)
"""The columns of a fact that nobody has asked about: most facts of most rows."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: its name, type, whether it may be empty, and the codes it may hold (none: any text)."""

    name: str
    type: type[TypeEngine[Any]]
    nullable: bool
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field: where it stands in the value, its columns, and the ways to look at it.

    ``encode`` gives the columns' values, ``decode`` takes them, ``plain`` makes of them what the audit shows, and
    ``restore`` makes columns again of what the audit shows; ``nothing`` is what the columns hold where nobody has
    said anything.
    """

    path: str
    columns: tuple[ColumnSpec, ...]
    encode: Callable[[Any], Values]
    decode: Callable[..., Any]
    plain: Callable[..., object]
    restore: Callable[[Any], Values]
    nothing: Values = (None,)
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.path.rpartition(".")[2])


@dataclass(frozen=True, slots=True)
class _Scalar:
    type: type[TypeEngine[Any]]
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]
    codes: tuple[str, ...] = ()
    plain: Callable[[Any], object] | None = None
    restore: Callable[[Any], Any] | None = None
    nothing: Any = None


def leaf_of(path: str, hint: Any) -> Leaf:
    """The leaf of a field by its type. Raises TypeError for a type that storage does not know."""
    name = path.rpartition(".")[2]
    if get_origin(hint) is Answer:
        return _answer_leaf(path, name, _scalar(get_args(hint)[0]))
    inner, optional = _without_none(hint)
    if inner is Deletion:
        return _deletion_leaf(path)
    return _scalar_leaf(path, name, _scalar(inner), optional=optional)


def _scalar_leaf(path: str, name: str, scalar: _Scalar, *, optional: bool) -> Leaf:
    enc, dec = scalar.encode, scalar.decode
    encode: Callable[[Any], Values]
    if enc is _same:
        encode = lambda value: (value,)  # noqa: E731
    elif optional:
        encode = lambda value: (None if value is None else enc(value),)  # noqa: E731
    else:
        encode = lambda value: (enc(value),)  # noqa: E731
    decode = dec
    if optional:
        decode = lambda stored: None if stored is None else dec(stored)  # noqa: E731
    column = ColumnSpec(name, scalar.type, optional, scalar.codes)
    back = scalar.restore or _same
    nothing = None if optional else scalar.nothing
    return Leaf(path, (column,), encode, decode, scalar.plain or _same, lambda told: (back(told),), (nothing,))


def _answer_leaf(path: str, name: str, scalar: _Scalar) -> Leaf:
    enc, dec, show, back = scalar.encode, scalar.decode, scalar.plain or _same, scalar.restore or _same

    def encode(answer: Answer[Any]) -> Values:
        return (enc(answer.value), None) if answer.silence is None else (None, silence_text(answer))

    def decode(value: Any, silence: str | None) -> Answer[Any]:
        return Answer(dec(value)) if silence is None else answer_of(silence)

    def plain(value: Any, silence: str | None) -> object:
        return show(value) if silence is None else silence_document(silence)

    def restore(told: Any) -> Values:
        return (None, silence_of_document(told)) if isinstance(told, dict) else (back(told), None)

    columns = (
        ColumnSpec(name, scalar.type, nullable=True, codes=scalar.codes),
        ColumnSpec(f"{name}_silence", Text, nullable=True),
    )
    return Leaf(path, columns, encode, decode, plain, restore, UNASKED)


def _deletion_leaf(path: str) -> Leaf:
    def encode(deletion: Deletion | None) -> Values:
        return (None, None) if deletion is None else (_instant(deletion.at), deletion.reason)

    def decode(at: str | None, reason: str | None) -> Deletion | None:
        return None if at is None else Deletion(at=datetime.fromisoformat(at), reason=reason or "")

    def plain(at: str | None, reason: str | None) -> object:
        return None if at is None else {"at": at, "reason": reason}

    def restore(told: dict[str, Any] | None) -> Values:
        return (None, None) if told is None else (told["at"], told["reason"])

    columns = tuple(ColumnSpec(name, Text, nullable=True) for name in ("deleted_at", "deleted_reason"))
    return Leaf(path, columns, encode, decode, plain, restore, (None, None))


def silence_text(answer: Answer[Any]) -> str:
    """A silence as stored: its code, and the date and place where they were given."""
    return _silence_joined(str(answer.silence), str(answer.on or ""), answer.where)


def answer_of(silence: str) -> Answer[Any]:
    """The silence that a stored text means."""
    if silence == Silence.NOT_ASKED:
        return NOT_ASKED
    code, on, where = _silence_parts(silence)
    return Answer(silence=Silence(code), on=PartialDate.parse(on) if on else None, where=where)


def silence_document(silence: str) -> dict[str, str]:
    """A stored silence as the record and the audit write it."""
    code, on, where = _silence_parts(silence)
    parts = {"silence": code, "on": on, "where": where}
    return {key: part for key, part in parts.items() if part}


def silence_of_document(told: Mapping[str, str]) -> str:
    """The stored silence that a document of the audit means."""
    return _silence_joined(told["silence"], told.get("on", ""), told.get("where", ""))


def _silence_joined(*told: str) -> str:
    parts = list(told)
    while not parts[-1]:
        parts.pop()
    return "|".join(parts)


def _silence_parts(silence: str) -> tuple[str, str, str]:
    code, _, rest = silence.partition("|")
    on, _, where = rest.partition("|")
    return code, on, where


def _scalar(kind: Any) -> _Scalar:
    if get_origin(kind) is frozenset:
        return _set_scalar(_scalar(get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        codes = {member: str(member.value) for member in kind}
        members = {code: member for member, code in codes.items()}
        return _Scalar(Text, codes.__getitem__, members.__getitem__, tuple(codes.values()))
    if kind not in _SCALARS:
        raise TypeError(f"storage knows no columns for {kind}")
    return _SCALARS[kind]


def _set_scalar(inner: _Scalar) -> _Scalar:
    def encode(members: frozenset[Any]) -> str:
        return json.dumps(sorted(inner.encode(one) for one in members), ensure_ascii=False)

    def decode(text: str) -> frozenset[Any]:
        return frozenset(inner.decode(one) for one in json.loads(text))

    return _Scalar(Text, encode, decode, plain=json.loads, restore=lambda ones: json.dumps(ones, ensure_ascii=False))


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (part for part in get_args(hint) if part is not type(None))
        return inner, True
    return hint, False


def _same(value: Any) -> Any:
    return value


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a time without its zone cannot be stored")
    return (moment if moment.tzinfo is UTC else moment.astimezone(UTC)).isoformat()


def _digits(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError("a quantity must be a finite number")
    return format(number, "f")


_SCALARS: dict[Any, _Scalar] = {
    str: _Scalar(Text, _same, _same, nothing=""),
    bool: _Scalar(Boolean, _same, bool, nothing=False),
    int: _Scalar(Integer, _same, _same),
    Decimal: _Scalar(Text, _digits, Decimal),
    UUID: _Scalar(Text, str, UUID),
    PartialDate: _Scalar(Text, str, PartialDate.parse),
    date: _Scalar(Text, date.isoformat, date.fromisoformat),
    datetime: _Scalar(Text, _instant, datetime.fromisoformat),
}
