"""The rules that a board adopted: whole packs by their checksum, and every adoption with who, when and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select

from db.audit import Audit
from db.errors import DamagedError
from db.tables import persons, rule_adoptions, rule_packs

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedTable:
    """One file of an adopted pack, as people know it: what it is called, its version, day, sources and checksum."""

    id: str
    title: str
    version: str
    valid_from: date
    checksum: str
    sources: Mapping[str, str]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> AdoptedTable:
        """From the words it is stored in."""
        return cls(**{**told, "valid_from": date.fromisoformat(told["valid_from"])})

    def words(self) -> dict[str, object]:
        """The words it is stored in."""
        return {
            "id": self.id,
            "title": self.title,
            "version": self.version,
            "valid_from": self.valid_from.isoformat(),
            "checksum": self.checksum,
            "sources": dict(self.sources),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """One adoption. ``origin`` says where the pack came from, ``changed`` how many children it gave other answers."""

    seq: int
    checksum: str
    tables: tuple[AdoptedTable, ...]
    origin: str
    reason: str
    changed: int
    adopted_at: datetime
    adopted_by: str


class RulePacks:
    """The packs of a board within one transaction. What was adopted once stays, so that there is a way back."""

    def __init__(self, connection: Connection, audit: Audit, person: UUID | None, now: Callable[[], datetime]) -> None:
        self._connection, self._audit = connection, audit
        self._person, self._now = person, now

    def adopted(self) -> Adoption | None:
        """What the board works with, or None before anything was adopted."""
        return next(iter(self.history()), None)

    def history(self) -> list[Adoption]:
        """Every adoption, latest first."""
        named = rule_adoptions.join(persons, persons.c.id == rule_adoptions.c.adopted_by)
        wanted = select(rule_adoptions, persons.c.name).select_from(named).order_by(rule_adoptions.c.seq.desc())
        return [
            Adoption(
                seq=row.seq,
                checksum=row.checksum,
                tables=tuple(AdoptedTable.read(one) for one in json.loads(row.tables)),
                origin=row.origin,
                reason=row.reason,
                changed=row.changed,
                adopted_at=datetime.fromisoformat(row.adopted_at),
                adopted_by=row.name,
            )
            for row in self._connection.execute(wanted)
        ]

    def texts(self, checksum: str) -> tuple[Texts, Texts]:
        """The files of a pack that was adopted once, and its worked cases. Raises DamagedError if it is not there."""
        wanted = select(rule_packs.c.texts, rule_packs.c.cases).where(rule_packs.c.checksum == checksum)
        row = self._connection.execute(wanted).first()
        if row is None:
            raise DamagedError("The rules of this board are not on it any more; put back a backup.")
        return json.loads(row.texts), json.loads(row.cases)

    def adopt(
        self, checksum: str, texts: Texts, cases: Texts, tables: tuple[AdoptedTable, ...], *,
        origin: str, reason: str, changed: int,
    ) -> None:  # fmt: skip
        """Make a pack the one that the board works with; stored if it is new here."""
        before = self.adopted()
        known = select(rule_packs.c.checksum).where(rule_packs.c.checksum == checksum)
        if self._connection.scalar(known) is None:
            row = {"checksum": checksum, "texts": _text(texts), "cases": _text(cases)}
            self._connection.execute(insert(rule_packs), row)
        last = self._connection.scalar(select(func.max(rule_adoptions.c.seq))) or 0
        told = {"checksum": checksum, "origin": origin, "reason": reason, "changed": changed}
        stored = {
            "seq": last + 1,
            "tables": json.dumps([one.words() for one in tables], ensure_ascii=False),
            "adopted_at": self._now().isoformat(),
            "adopted_by": str(self._person),
        }
        self._connection.execute(insert(rule_adoptions), {**told, **stored})
        changes: dict[str, list[object]] = {key: [None, value] for key, value in told.items()}
        changes["checksum"][0] = None if before is None else before.checksum
        changes["tables"] = [None if before is None else _versions(before.tables), _versions(tables)]
        self._audit.add("Adopted rules", rule_adoptions.name, changes=changes)


def adopted_texts(connection: Any) -> tuple[str, Texts] | None:
    """Checksum and files of the rules that the board works with, through a driver connection; None if none are."""
    wanted = (
        "SELECT checksum, texts FROM rule_adoptions JOIN rule_packs USING (checksum)"
        " ORDER BY rule_adoptions.seq DESC LIMIT 1"
    )
    found = connection.execute(wanted).fetchone()
    return None if found is None else (found[0], json.loads(found[1]))


def _versions(tables: tuple[AdoptedTable, ...]) -> dict[str, str]:
    """For the audit: each table's version, with its checksum."""
    return {one.id: f"{one.version} {one.checksum}" for one in tables}


def _text(files: Texts) -> str:
    return json.dumps(dict(files), ensure_ascii=False, sort_keys=True)
