"""What rule files are made of: conditions, rows, readings and sentences, each with its source and status.

Plain values, no logic. Nothing here knows a disease; every name and number comes from the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int
"""A code, a flag (bool is an int), or the index of an age band."""


class RuleStatus(StrEnum):
    """How well a rule is supported.

    OK2: two independent readable sources agree. OK1: one readable source. CONFLICT: readable sources differ.
    UNVERIFIED: no readable source supports it.
    """

    OK2 = "OK2"
    OK1 = "OK1"
    CONFLICT = "CONFLICT"
    UNVERIFIED = "UNVERIFIED"


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a rule stands, in words, and how well it is supported."""

    source: str
    status: RuleStatus


@dataclass(frozen=True, slots=True)
class Days:
    """An age interval in completed days: from ``least`` to below ``below`` (None: no upper limit)."""

    least: int = 0
    below: int | None = None

    def holds(self, day: int) -> bool:
        """Whether a day lies in the interval."""
        return self.least <= day and (self.below is None or day < self.below)

    @property
    def cuts(self) -> tuple[int, ...]:
        """The days on which something changes."""
        return tuple(day for day in (self.least, self.below) if day)


Conditions: TypeAlias = Mapping[str, tuple[Value, ...] | Days]
"""For each fact the values it may have; a fact that is not named may have any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table. ``when``: all must hold; ``any_of``: at least one must hold (empty: nothing asked).

    ``then`` has one outcome, or all that the sources of a conflicting row give; ``conflict`` then says who disagrees.
    ``text`` is the row in words, ``warning`` a sentence to show whenever the row can be reached.
    """

    id: str
    when: Conditions
    any_of: Conditions
    then: tuple[str, ...]
    text: str
    cited: Cited
    notes: tuple[str, ...] = ()
    warning: str = ""
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that a table has no rows for is read as one or several others.

    Where several readings give different outcomes, ``conflict`` says so; ``warning`` is shown whenever it is entered.
    """

    key: str
    value: Value
    read_as: tuple[Value, ...]
    conflict: str
    warning: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class DayReading:
    """A day on which a class is read as on either of several days."""

    day: int
    read_as: tuple[int, ...]
    warning: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class NotCovered:
    """Children whom the table has no row for, and the sentence that says why."""

    id: str
    when: Conditions
    sentence: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Rows that a centre may lay over the standard table: each takes its children from the rows named in ``over``.

    ``columns`` are the facts that the variant asks for and the standard table does not.
    """

    id: str
    title: str
    over: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cited: Cited


@dataclass(frozen=True, slots=True)
class Note:
    """A longer remark that rows point at."""

    id: str
    text: str
    status: RuleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One file of rules: its identity, the day from which it holds, and its sources by key, spelled out.

    ``checksum`` (SHA-256) changes whenever any character of the file changes, whatever its version says.
    """

    id: str
    version: str
    title: str
    valid_from: date
    sources: Mapping[str, str] = field(default_factory=dict)
    checksum: str = ""
