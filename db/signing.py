"""The key that a board signs its documents with, and the register of those that went out. Nothing is removed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select

from db.audit import Audit
from db.tables import audit as audit_table
from db.tables import persons, signed_documents, signing_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """An Ed25519 key, both halves as 64 figures and small letters. The private half never leaves the database."""

    public: str
    private: str

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument:
    """One signed document that went out: what it was, of which version of which case, when and by whom.

    ``facts`` is the digest of the whole record as it then was, ``seal`` the signature's text. ``decided`` is the digest
    of what it quotes of the board's decisions: empty where it quotes none, None where it went out before that was
    written down.
    """

    code: str
    kind: str
    case_id: UUID
    case_version: int
    facts: str
    seal: str
    issued_at: datetime
    issued_by: str
    decided: str | None


class Signing:
    """Keys and register of a board within one transaction."""

    def __init__(self, connection: Connection, audit: Audit, person: UUID | None, now: Callable[[], datetime]) -> None:
        self._connection, self._audit = connection, audit
        self._person, self._now = person, now

    def key(self) -> SigningKey | None:
        """The key that the board signs with, the latest; None before the first document."""
        order = (signing_keys.c.made_at.desc(), signing_keys.c.public)
        row = self._connection.execute(select(signing_keys).order_by(*order).limit(1)).first()
        return None if row is None else SigningKey(public=row.public, private=row.private)

    def has(self, public: str) -> bool:
        """Whether a public key is one of this board's."""
        wanted = select(signing_keys.c.public).where(signing_keys.c.public == public)
        return self._connection.execute(wanted).first() is not None

    def add_key(self, key: SigningKey) -> None:
        """Store a new key; the history tells its public half."""
        row = {"public": key.public, "private": key.private, "made_at": self._now().isoformat()}
        self._connection.execute(insert(signing_keys), row)
        self._audit.add("New signing key", signing_keys.name, changes={"public": [None, key.public]})

    def register(
        self, *, code: str, kind: str, case_id: UUID, case_version: int, facts: str, seal: str, decided: str
    ) -> bool:  # fmt: skip
        """Put a document that goes out into the register; False where it is there, because the same went out before."""
        if self.find(code) is not None:
            return False
        row = {
            "code": code,
            "kind": kind,
            "case_id": str(case_id),
            "case_version": case_version,
            "facts": facts,
            "seal": seal,
            "issued_at": self._now().isoformat(),
            "issued_by": str(self._person),
            "decided": decided,
        }
        self._connection.execute(insert(signed_documents), row)
        told = {"code": [None, code], "document": [None, kind]}
        self._audit.add("Signed document", signed_documents.name, case_id=case_id, changes=told)
        return True

    def find(self, code: str) -> SignedDocument | None:
        """The document of a code, as it is printed."""
        row = self._connection.execute(_NAMED.where(signed_documents.c.code == code)).first()
        return None if row is None else _document(row)

    def of(self, case_id: UUID) -> list[SignedDocument]:
        """The documents of a case, earliest first."""
        wanted = _NAMED.where(signed_documents.c.case_id == str(case_id))
        order = (signed_documents.c.issued_at, signed_documents.c.code)
        return [_document(row) for row in self._connection.execute(wanted.order_by(*order))]

    def changed_after(
        self, document: SignedDocument, kinds: Collection[str], keys: Collection[UUID] | None = None
    ) -> datetime | None:
        """When something of these kinds was first written about the case after a document went out; with ``keys`` only
        of those rows."""
        written = audit_table.c
        wanted = (
            select(func.min(written.at))
            .where(written.case_id == str(document.case_id), written.at > document.issued_at.isoformat())
            .where(written.entity.in_(kinds))
        )
        if keys is not None:
            wanted = wanted.where(written.entity_id.in_([str(one) for one in keys]))
        found = self._connection.execute(wanted).scalar()
        return None if found is None else datetime.fromisoformat(found)


_NAMED = select(signed_documents, persons.c.name).select_from(
    signed_documents.join(persons, persons.c.id == signed_documents.c.issued_by)
)


def _document(row: Row[tuple[object, ...]]) -> SignedDocument:
    return SignedDocument(
        code=row.code,
        kind=row.kind,
        case_id=UUID(row.case_id),
        case_version=row.case_version,
        facts=row.facts,
        seal=row.seal,
        issued_at=datetime.fromisoformat(row.issued_at),
        issued_by=row.name,
        decided=row.decided,
    )


def has_key(connection: Any) -> bool:
    """Whether the board has a key, through a driver connection."""
    return connection.execute("SELECT 1 FROM signing_keys LIMIT 1").fetchone() is not None
