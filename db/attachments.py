"""Documents of the children of a board: what each is in one table, what it contains in pieces in another.

A list never reads a piece, and no content is ever held whole here: it goes in and out piece by piece.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, literal_column, select, update

from db.audit import Audit, AuditEntry
from db.case_writes import bulk_insert
from db.columns import Values
from db.entities import ATTACHMENT
from db.errors import ChangedSince, DamagedError
from db.tables import attachment_pieces, attachments, cases
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Deletion
from desktop.clinical.errors import UserError

_COLUMNS = [attachments.c[name] for name in ATTACHMENT.columns]
_KEYS = select(func.json_each(bindparam("keys")).table_valued("value").c.value)
_PIECE = bulk_insert(attachment_pieces)
_CASE = ATTACHMENT.columns.index("case_id")
_MOVED = "case"
"""In an audit entry: the numbers of the cases from which and to which a document was moved."""


class Attachments:
    """The documents of one board within one transaction."""

    def __init__(self, connection: Connection, audit: Audit, now: Callable[[], datetime]) -> None:
        self._connection, self._audit, self._now = connection, audit, now

    def of(self, case_id: UUID, *, removed: bool = False) -> list[Attachment]:
        """A child's documents in the order in which they were added; or those taken off the record."""
        gone = attachments.c.deleted_at
        wanted = select(*_COLUMNS).where(
            attachments.c.case_id == str(case_id), gone.is_not(None) if removed else gone.is_(None)
        )
        # those of one second in the order in which they came
        rows = self._connection.execute(wanted.order_by(attachments.c.added_at, literal_column("attachments.rowid")))
        return [ATTACHMENT.decode(tuple(row)) for row in rows]

    def get(self, key: UUID) -> Attachment:
        """One document, also one that was taken off the record. Raises UserError if there is none of that key."""
        return self._decoded(self._row(key))

    def ids(self) -> frozenset[UUID]:
        """The keys of all documents of all cases, those taken off the record too."""
        return frozenset(UUID(key) for key in self._connection.scalars(select(attachments.c.id)))

    def case_of(self, key: UUID) -> UUID:
        """The case that a document belongs to."""
        return UUID(str(self._row(key)[_CASE]))

    def titles(self, case_ids: Sequence[UUID]) -> dict[UUID, str]:
        """What the documents of some children are called, for finding the children by it."""
        wanted = select(attachments.c.case_id, attachments.c.title)
        wanted = wanted.where(attachments.c.case_id.in_(_KEYS), attachments.c.deleted_at.is_(None))
        found: dict[UUID, str] = {}
        for case_id, title in self._connection.execute(wanted, {"keys": json.dumps([str(one) for one in case_ids])}):
            key = UUID(case_id)
            found[key] = f"{found[key]} {title}" if key in found else title
        return found

    def add(self, case_id: UUID, new: Attachment, pieces: Iterable[bytes], action: str) -> Attachment:
        """Store a document with its content, piece by piece.

        Raises UserError if the content is not what ``new`` says of it: whoever read it first read something else.
        """
        stored = replace(new, version=1)
        row = ATTACHMENT.encode(stored, (str(case_id),))
        self._connection.execute(insert(attachments), dict(zip(ATTACHMENT.columns, row, strict=True)))
        size, digest = 0, hashlib.sha256()
        for number, piece in enumerate(pieces):
            self._connection.exec_driver_sql(_PIECE, [(str(new.id), number, piece)])
            size += len(piece)
            digest.update(piece)
        if (size, digest.hexdigest()) != (new.size, new.sha256):
            raise UserError("The file changed while it was read; nothing was added, try it again.")
        self._tell(action, None, row)
        return stored

    def save(self, before: Attachment, after: Attachment, action: str) -> Attachment:
        """Store another title, kind, day or mark. Raises UserError if it was changed since ``before`` was loaded.

        Its content and what is said of that never change.
        """
        old = self._row(before.id)
        current = self._decoded(old)
        if current.version != before.version:
            raise UserError("The document was changed meanwhile; look at the list again and repeat your change.")
        own = replace(current, title=after.title, kind=after.kind, dated=after.dated, deleted=after.deleted)
        return own if own == current else self._put(old, own, action)

    def move_all(self, source: UUID, target: UUID, action: str) -> int:
        """Hang a child's documents, also those taken off the record, on another case; gives how many they are."""
        rows = self._connection.execute(select(*_COLUMNS).where(attachments.c.case_id == str(source))).all()
        for row in rows:
            self._put(tuple(row), self._decoded(tuple(row)), action, owner=str(target))
        return len(rows)

    def pieces(self, one: Attachment) -> Iterator[bytes]:
        """Its content, piece by piece. Raises DamagedError at the end if it is not what was added."""
        wanted = select(attachment_pieces.c.content).where(
            attachment_pieces.c.attachment_id == str(one.id), attachment_pieces.c.number == bindparam("number")
        )
        digest = hashlib.sha256()
        for number in range(one.pieces):
            piece = self._connection.scalar(wanted, {"number": number})
            if piece is None:
                break
            digest.update(piece)
            yield piece
        if digest.hexdigest() != one.sha256:
            raise DamagedError("This document is damaged on the board; take it from a backup.")

    def damaged(self) -> list[tuple[UUID, Attachment]]:
        """The documents that do not contain any more what was added, each with its case; every content is read."""
        rows = [tuple(row) for row in self._connection.execute(select(*_COLUMNS))]
        found = [(UUID(str(row[_CASE])), self._decoded(row)) for row in rows]
        return [(case_id, one) for case_id, one in found if not self._is_whole(one)]

    def take_back(self, entries: Sequence[AuditEntry], action: str, reason: str) -> list[UUID]:
        """Write the opposite of earlier entries; a document that they added is taken off with the reason.

        Returns the cases that they belong to. Raises ChangedSince, which names the case, if a document is not as the
        entries left it.
        """
        touched: dict[UUID, None] = {}
        for entry in reversed([one for one in entries if one.entity == ATTACHMENT.table]):
            if entry.entity_id is not None and entry.case_id is not None:
                self._take_back(entry.entity_id, entry, action, reason)
                touched[entry.case_id] = None
        return list(touched)

    def _take_back(self, key: UUID, entry: AuditEntry, action: str, reason: str) -> None:
        row = self._row(key)
        if _MOVED in entry.changes:
            self._move_back(row, entry, action)
            return
        if entry.changes.get("sha256", ("",))[0] is None:
            before, undone = None, replace(self._decoded(row), deleted=Deletion(at=self._moment(), reason=reason))
        else:
            told = {name: pair[0] for name, pair in entry.changes.items()}
            before = ATTACHMENT.restored(row, told, str(key), str(entry.case_id))
            undone = self._decoded(before)
        if ATTACHMENT.changes(before, row) != dict(entry.changes):
            raise ChangedSince(self._number(str(entry.case_id)))
        self._put(row, undone, action)

    def _move_back(self, row: Values, entry: AuditEntry, action: str) -> None:
        before, after = entry.changes[_MOVED]
        if self._number(row[_CASE]) != after:
            raise ChangedSince(self._number(str(entry.case_id)))
        owner = self._connection.scalar(select(cases.c.id).where(cases.c.number == before))
        self._put(row, self._decoded(row), action, owner=owner)

    def _put(self, old: Values, after: Attachment, action: str, owner: str | None = None) -> Attachment:
        stored = replace(after, version=self._decoded(old).version + 1)
        new = ATTACHMENT.encode(stored, (owner or old[_CASE],))
        values = dict(zip(ATTACHMENT.columns, new, strict=True))
        self._connection.execute(update(attachments).where(attachments.c.id == str(after.id)).values(values))
        self._tell(action, old, new)
        return stored

    def _tell(self, action: str, old: Values | None, new: Values) -> None:
        changes = ATTACHMENT.changes(old, new)
        if old is not None and old[_CASE] != new[_CASE]:
            changes[_MOVED] = [self._number(old[_CASE]), self._number(new[_CASE])]
        self._audit.add(action, ATTACHMENT.table, new[ATTACHMENT.key], new[_CASE], changes)

    def _row(self, key: UUID) -> Values:
        row = self._connection.execute(select(*_COLUMNS).where(attachments.c.id == str(key))).first()
        if row is None:
            raise UserError("That document is not on this board; look at the list again.")
        return tuple(row)

    def _is_whole(self, one: Attachment) -> bool:
        try:
            return sum(len(piece) for piece in self.pieces(one)) == one.size
        except DamagedError:
            return False

    def _number(self, case_id: str) -> int:
        return self._connection.scalar(select(cases.c.number).where(cases.c.id == case_id)) or 0

    def _moment(self) -> datetime:
        return self._now().replace(microsecond=0)

    def _decoded(self, row: Values) -> Attachment:
        found: Attachment = ATTACHMENT.decode(row)
        return found
