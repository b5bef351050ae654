"""What is compared of every child to find those who are on the board twice, read through the driver alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from db.folding import fold
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.duplicates import Child

_WANTED = (
    "SELECT cases.id, family_name, given_name, born, system, value FROM cases"
    " LEFT JOIN identifiers ON identifiers.case_id = cases.id"
    " WHERE deleted_at IS NULL ORDER BY cases.number, identifiers.position"
)


def child_of(case: Case) -> Child:
    """What is compared of a case that may not be stored."""
    numbers = tuple((one.system, one.value) for one in case.identifiers)
    return Child(case.id, fold(case.family_name), fold(case.given_name), case.born.value, numbers)


def children_of(connection: Any) -> list[Child]:
    """Every child who is not in the bin, in the order of the case numbers, names folded."""
    facts: dict[str, tuple[str, str, str | None]] = {}
    numbers: dict[str, list[tuple[str, str]]] = {}
    for key, family, given, born, system, value in connection.execute(_WANTED):
        facts[key] = (family, given, born)
        if system is not None:
            numbers.setdefault(key, []).append((system, value))
    return [
        Child(
            UUID(key),
            fold(family),
            fold(given),
            None if born is None else PartialDate.parse(born),
            tuple(numbers.get(key, ())),
        )
        for key, (family, given, born) in facts.items()
    ]
