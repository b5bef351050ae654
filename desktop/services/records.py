"""The record: one case as the JSON document that other programs and other boards read.

Keys sorted by the writer, text in NFC, decimals as strings, dates as ISO with their precision, keys (UUIDs) kept,
people as text, documents by the digest of their content. No case number, no version and no time of export: what
belongs to this board stays here. The JSON Schema ships as ``resources/record-1.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any
from unicodedata import normalize
from uuid import UUID

from cattrs import Converter

from desktop.clinical.answers import Answer
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate

FORMAT = "crestboard-record"
VERSION = 1

OF_THIS_BOARD = frozenset({"number", "version", "deleted", "created_at", "changed_at"})

ADDED = frozenset({"disclosures"})
"""Lists of a case that the first records did not have. One stands in a record only where something is in it: a child's
record stays byte for byte what it was, with every signature over it, and records from before are still received."""


def record_of(case: Case, attachments: Sequence[Attachment] = ()) -> dict[str, object]:
    """The record document of one case. A known answer is its value; a silence is an object that says why.

    Of its documents only what they are is in it; their content stays on the board.
    """
    plain = _converter()
    body = _body(plain, case)
    body["attachments"] = [_body(plain, one) for one in attachments]
    return {"case": _sorted(body), "format": FORMAT, "version": VERSION}


def told_of(value: Any) -> dict[str, object]:
    """A part of a case as its record tells it; ``desktop.services.record_values.read_object`` reads it back."""
    plain = _converter()
    return {one.name: plain.unstructure(getattr(value, one.name)) for one in fields(value)}


def told_value(value: Any) -> object:
    """A value, or an answer, as a record tells it."""
    plain: object = _converter().unstructure(value)
    return plain


def record_bytes(document: object) -> bytes:
    """The document as a file holds it and as it is printed: the same record, the same bytes."""
    return f"{json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def told_fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a case, a document or a part of one that its record has; the case has its documents beside."""
    left_out = OF_THIS_BOARD if kind in (Case, Attachment) else frozenset[str]()
    return tuple(one.name for one in fields(kind) if one.name not in left_out)


def _body(plain: Converter, value: Case | Attachment) -> dict[str, object]:
    told = {name: getattr(value, name) for name in told_fields(type(value))}
    return {name: plain.unstructure(one) for name, one in told.items() if one or name not in ADDED}


@cache
def _converter() -> Converter:
    """Made once: it works out each kind of result when it first meets one."""
    plain = Converter(unstruct_collection_overrides={})
    for kind in (PartialDate, UUID):
        plain.register_unstructure_hook(kind, str)
    plain.register_unstructure_hook(Decimal, lambda number: format(number, "f"))
    plain.register_unstructure_hook(date, date.isoformat)
    plain.register_unstructure_hook(datetime, _moment)
    plain.register_unstructure_hook(str, lambda text: normalize("NFC", text))
    plain.register_unstructure_hook(Enum, lambda member: member.value)
    plain.register_unstructure_hook(frozenset, lambda ones: sorted(plain.unstructure(one) for one in ones))
    plain.register_unstructure_hook_func(lambda kind: _origin(kind) is Answer, lambda answer: _answer(plain, answer))
    return plain


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _origin(kind: Any) -> object:
    return getattr(kind, "__origin__", kind)


def _answer(plain: Converter, answer: Answer[object]) -> object:
    if answer.silence is None:
        return plain.unstructure(answer.value)
    told: dict[str, object] = {"silence": answer.silence.value}
    if answer.on is not None:
        told["on"] = str(answer.on)
    if answer.where:
        told["where"] = normalize("NFC", answer.where)
    return told


def _sorted(document: Any) -> Any:
    if isinstance(document, dict):
        return {key: _sorted(document[key]) for key in sorted(document)}
    if isinstance(document, (list, tuple)):
        return [_sorted(one) for one in document]
    return document
