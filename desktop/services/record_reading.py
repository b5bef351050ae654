"""The way back of the record: from the document to the case it tells of, strict to the last key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.services.record_values import RecordError, keys_of, read_object, reader, refused
from desktop.services.records import ADDED, FORMAT, VERSION, told_fields

_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEAD = ("case", "format", "version")


def case_of_record(document: object) -> tuple[Case, tuple[Attachment, ...]]:
    """The case that a record is of, and what it says of documents; the opposite of ``record_of``.

    What belongs to a board (number, version, times of storing) is as in a case that no board has stored yet. Raises
    RecordError: one sentence that names the place and repeats no value.
    """
    _refuse_other_formats(document)
    told = keys_of(document, _HEAD, "the document")["case"]
    body = dict(keys_of(told, (*told_fields(Case), "attachments"), "case", may_lack=ADDED))
    named = _documents(body.pop("attachments"))
    case = Case(**read_object(Case, body, "case"))
    _refuse_same_keys(case, named)
    _refuse_wrong_corrections(case)
    _refuse_wrong_identifiers(case)
    return case, named


def _refuse_other_formats(document: object) -> None:
    """What it is and of which version comes first: a newer record has other keys, and that is the reason to tell."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise RecordError(f'The file is not a record: it does not say "format": "{FORMAT}"; nothing was changed.')
    version = document.get("version")
    if isinstance(version, bool) or version != VERSION:
        newer = " is of a newer version" if isinstance(version, int) and version > VERSION else "'s version is unknown"
        raise RecordError(
            f"The record{newer}, and this program reads version {VERSION}; nothing was changed, update the program."
        )


def _documents(value: object) -> tuple[Attachment, ...]:
    found: tuple[Attachment, ...] = reader(tuple[Attachment, ...])(value, "case.attachments")
    for number, one in enumerate(found):
        place = f"case.attachments[{number}]"
        if not _DIGEST.fullmatch(one.sha256):
            raise refused(f"{place}.sha256", "is not a digest of 64 figures and small letters")
        if one.size < 1:
            raise refused(f"{place}.size", "is not a number of bytes above 0")
        if one.added_at is None:
            raise refused(f"{place}.added_at", "is null; a document has been added at some time")
    return found


def parts_of(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """A case and everything in it that has fields of its own, each with where it stands."""
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from parts_of(one, f"{place}[{number}]")
    elif is_dataclass(value):
        yield place, value
        for one in fields(value):
            yield from parts_of(getattr(value, one.name), f"{place}.{one.name}")


def _refuse_same_keys(case: Case, named: tuple[Attachment, ...]) -> None:
    seen = set[UUID | None]()
    for place, one in (*parts_of(case, "case"), *parts_of(named, "case.attachments")):
        key = getattr(one, "id", None)
        if key is not None and key in seen:
            raise refused(f"{place}.id", "is a key that something else in the record has; every key stands once")
        seen.add(key)


def _refuse_wrong_corrections(case: Case) -> None:
    """A corrected result replaces one of its own list, and no result replaces itself by way of others."""
    for one in fields(case):
        results = getattr(case, one.name)
        if isinstance(results, tuple) and results and hasattr(results[0], "supersedes"):
            _refuse_wrong_chain({result.id: result.supersedes for result in results}, f"case.{one.name}")


def _refuse_wrong_chain(replaced: dict[UUID, UUID | None], place: str) -> None:
    sound = set[UUID]()
    for number, (key, earlier) in enumerate(replaced.items()):
        if earlier is not None and earlier not in replaced:
            raise refused(f"{place}[{number}].supersedes", "is the key of no result in its list; keep the earlier one")
        behind: UUID | None = key
        passed = set[UUID]()
        while behind is not None and behind not in sound:
            if behind in passed:
                raise refused(f"{place}[{number}].supersedes", "leads round in a circle; correct it")
            passed.add(behind)
            behind = replaced.get(behind)
        sound |= passed


def _refuse_wrong_identifiers(case: Case) -> None:
    seen = set[tuple[str, str]]()
    for number, one in enumerate(case.identifiers):
        place = f"case.identifiers[{number}]"
        if not one.system.strip() or not one.value.strip():
            raise refused(place, "lacks its system or its value")
        if (one.system, one.value) in seen:
            raise refused(place, "stands in the record before; take one out")
        seen.add((one.system, one.value))
