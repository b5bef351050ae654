"""The audit chain: each entry carries a keyed code over itself and over the code of the entry before.

Whoever has not the data key can change, remove, insert or reorder no entry unnoticed, nor whoever opens the database
with it and changes rows by SQL. The number and code of the last entry are kept outside the database too, so that a cut
tail is noticed: the head file may lag behind the table (a crash between commit and head), never be ahead of it.

What it cannot show: the chain's key is derived from the data key, so whoever has that, and works out every code anew
and the head file besides, writes a history that holds. Against them stand only backups kept elsewhere, which have the
end of the chain of their time. Nor does it show that the last entry and its head were both taken back together.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from db.private_files import SPOILT, read_json, write_private

START = "0" * 64
"""The code before the first entry."""

COLUMNS = ("seq", "at", "person_id", "action", "entity", "entity_id", "case_id", "changes", "digest", "mac")
"""The columns of an entry, in the order in which a ``Link`` and the table have them."""

Link = tuple[int, str, str, str, str, str | None, str | None, str, str, str]
"""One row of the audit table."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: the last entry's number and code; 0 and the start code where there is none."""

    seq: int = 0
    mac: str = START


def link(
    key: bytes, head: Head, at: str, person: str, action: str, entity: str, entity_id: str | None,
    case_id: str | None, changes: str,
) -> Link:  # fmt: skip
    """The row that follows ``head``."""
    seq, digest = head.seq + 1, digest_of(changes)
    body = (seq, at, person, action, entity, entity_id, case_id)
    return (*body, changes, digest, _code(key, head.mac, (*body, digest)))


def digest_of(changes: str) -> str:
    """Digest of before and after: the chain holds on to this, so that a text can be erased by law and still prove."""
    return hashlib.sha256(changes.encode()).hexdigest()


def _code(key: bytes, before: str, body: tuple[str | int | None, ...]) -> str:
    # a JSON list keeps the fields apart, so that no text can slide from one into the next
    message = f"[{','.join(map(_json, (before, *body)))}]"
    return hmac.digest(key, message.encode(), "sha256").hex()


@lru_cache(maxsize=128)
def _json(value: str | int | None) -> str:
    """One field as JSON; time, person, deed and case are the same for one entry after the other."""
    if isinstance(value, str):
        return encode_basestring(value)
    return "null" if value is None else str(value)


def verify(key: bytes, rows: Iterable[Link], head: Head | None) -> tuple[Head, tuple[str, ...]]:
    """Walk the chain; returns its real end and a sentence on the first fault and on the end."""
    last, problems, at_head = Head(), list[str](), None
    for row in rows:
        fault = _fault(key, last, row)
        if fault and not problems:
            problems.append(fault)
        last = Head(row[0], row[9])
        at_head = row[9] if head is not None and row[0] == head.seq else at_head
    return last, (*problems, *head_faults(head, last, at_head))


def _fault(key: bytes, last: Head, row: Link) -> str:
    seq = row[0]
    if seq <= 0:
        return f"The audit was changed: entry {seq} was put in before the first."
    if seq != last.seq + 1:
        return f"The audit has a gap: entry {last.seq + 1} is missing."
    # the file knows no types: where a text should be, a hand can have put a number or bytes
    if not isinstance(row[7], str) or row[8] != digest_of(row[7]):
        return f"The audit was changed: what entry {seq} says is not what was written."
    if not all(value is None or isinstance(value, str) for value in row[1:]) or not _same(
        row[9], _code(key, last.mac, (*row[:7], row[8]))
    ):
        return f"The audit was changed: entry {seq} does not follow from the one before it."
    return ""


def _same(code: str, wanted: str) -> bool:
    return hmac.compare_digest(code.encode("utf-8", "replace"), wanted.encode())


def head_faults(head: Head | None, last: Head, at_head: str | None) -> tuple[str, ...]:
    """How the chain's real end differs from the recorded one; ``at_head`` is the code now at the recorded number."""
    if head is None:
        return ("The end of the audit is not recorded outside the database; whether entries were cut cannot be told.",)
    if head.seq > last.seq:
        return (f"The audit is cut: its last entry is {last.seq} and should be {head.seq} or later.",)
    if head.seq and at_head != head.mac:
        return (f"The audit was rewritten: entry {head.seq} is not the one recorded outside the database.",)
    return ()


def last_head(connection: Any) -> Head:
    """The end of the chain in the table, through a driver connection."""
    found = connection.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head() if found is None else Head(int(found[0]), str(found[1]))


def read_head(path: Path) -> Head | None:
    """The head kept outside the database, or None where there is none that can be read."""
    try:
        told = read_json(path)
        return Head(int(told["seq"]), str(told["mac"]))
    except SPOILT:
        return None


def write_head(path: Path, head: Head) -> None:
    """Record the head outside the database, whole or not at all."""
    write_private(path, json.dumps({"seq": head.seq, "mac": head.mac}).encode())
