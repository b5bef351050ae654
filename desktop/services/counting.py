"""What a table of the statistics is made of: how many children have one value, of how many, and which they are."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.listing import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A child behind a number, and what it is counted for in words."""

    case_id: UUID
    number: int
    child: str
    mrn: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many children have one value. ``where`` are the filters of the list that show them, if it has such;
    ``listed`` are the children themselves, and ``about`` what must be said of the number. ``parts`` splits it by the
    columns of its table."""

    words: str
    children: int
    of: int
    where: Where = ()
    listed: tuple[Listed, ...] = ()
    about: str = ""
    parts: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """Their part of those that the table counts, 0 to 1."""
        return self.children / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """One table: what it counts, of whom, and its values in their order; ``columns`` are what splits each of them."""

    title: str
    of: str
    counts: tuple[Count, ...]
    columns: tuple[str, ...] = ()


def listed_case(case: Case, why: str) -> Listed:
    """A child as a list behind a number shows it."""
    return Listed(case_id=case.id, number=case.number, child=case.name, mrn=case.mrn, why=why)


def capital(words: str) -> str:
    """The words with a capital first letter."""
    return f"{words[:1].upper()}{words[1:]}"
