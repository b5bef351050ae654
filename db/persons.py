"""People of the board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from db.audit import Audit
from db.entities import PERSON
from db.tables import persons
from desktop.clinical.errors import NameTakenError, UserError
from desktop.clinical.person import Person


class Persons:
    """The people of a board, by key and by name."""

    def __init__(self, connection: Connection, audit: Audit, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._audit = audit
        self._now = now

    def all(self) -> list[Person]:
        """Everybody, in the order of their names."""
        rows = self._connection.execute(_SELECT.order_by(persons.c.name))
        return [PERSON.decode(tuple(row)) for row in rows]

    def get(self, person_id: UUID) -> Person:
        """One person. Raises UserError if the board has nobody of that key."""
        row = self._connection.execute(_SELECT.where(persons.c.id == str(person_id))).first()
        if row is None:
            raise UserError("That person is not on this board; choose another name.")
        found: Person = PERSON.decode(tuple(row))
        return found

    def name_of(self, person_id: UUID) -> str:
        """A person's name; empty for somebody who is not on the board (the first person is still to be stored)."""
        return self._connection.scalar(select(persons.c.name).where(persons.c.id == str(person_id))) or ""

    def by_name(self, name: str) -> Person | None:
        """A person by name, whatever its capitals."""
        return next((one for one in self.all() if one.name.casefold() == name.casefold()), None)

    def add(self, person: Person, action: str = "New person") -> Person:
        """Store a new person. Raises UserError if the name is empty or taken."""
        if not person.name.strip():
            raise UserError("A person needs a name; nothing was changed.")
        if (taken := self.by_name(person.name)) is not None:
            raise name_taken(taken)
        moment = self._now()
        stored = replace(person, version=1, created_at=moment, changed_at=moment)
        row = PERSON.encode(stored)
        self._connection.execute(insert(persons), dict(zip(PERSON.columns, row, strict=True)))
        self._audit.add(action, PERSON.table, stored.id, changes=PERSON.changes(None, row))
        return stored

    def save(self, before: Person, after: Person, action: str = "Person changed") -> Person:
        """Store a changed person. Raises UserError if somebody changed the person meanwhile."""
        stored = self.get(after.id)
        if stored.version != before.version:
            raise UserError(f"{stored.name} was changed meanwhile; look again and repeat the change.")
        saved = replace(after, version=stored.version + 1, created_at=stored.created_at, changed_at=self._now())
        row = PERSON.encode(saved)
        values = dict(zip(PERSON.columns, row, strict=True))
        self._connection.execute(update(persons).where(persons.c.id == str(after.id)).values(values))
        self._audit.add(action, PERSON.table, after.id, changes=PERSON.changes(PERSON.encode(stored), row))
        return saved

    def leave(self, person: Person) -> Person:
        """Mark a person as gone; their row stays, because what they wrote still says who."""
        return self.save(person, replace(person, left_at=self._now()), "Person removed")


_SELECT = select(*(persons.c[name] for name in PERSON.columns))


def name_taken(person: Person) -> NameTakenError:
    """Why a second person cannot be called the same."""
    there = "is already on this board" if person.left_at is None else "was on this board before"
    return NameTakenError(f"{person.name} {there}. Add something that tells them apart.")
