"""What a trace is made of. All words are those of the labels and the rule files; nothing here knows a disease."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.services.assessing import Branch


class FactKind(StrEnum):
    """Where the value of a fact comes from; an open one has none, and ranges over several."""

    ENTERED = "entered"
    DERIVED = "worked out"
    ASSUMED = "assumed"
    OPEN = "not known"


class Standing(StrEnum):
    """Whether a condition of a row holds of every child that the known facts leave possible, of some, or of none."""

    MET = "met"
    OPEN = "open"
    NOT_MET = "not met"


class Weight(StrEnum):
    """How much an open fact weighs: it is in a settling set, it can take groups away, or it can do neither.

    One that does not apply to the child is asked of nobody.
    """

    DECIDES = "Decides"
    MATTERS = "Matters"
    CANNOT_MATTER = "Cannot matter"
    NOT_APPLICABLE = "Cannot be asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTrace:
    """One fact: its value in words (for an open one what it can be) and where that comes from."""

    name: str
    title: str
    kind: FactKind
    value: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a row: what it asks, and what was seen. ``one_of``: it is enough if one of its kind holds."""

    title: str
    wanted: str
    seen: str
    standing: Standing
    one_of: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTrace:
    """One row of the table with its conditions, its source and how well it is supported, in words.

    ``remarks``: the warning of the row, the sentence on sources that differ, its notes.
    """

    id: str
    groups: str
    text: str
    conditions: tuple[Condition, ...]
    source: str
    evidence: str
    doubtful: bool
    remarks: tuple[str, ...] = ()

    @property
    def against(self) -> tuple[Condition, ...]:
        """The conditions that are not met."""
        return tuple(one for one in self.conditions if one.standing is Standing.NOT_MET)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFact:
    """One open fact of a scheme: its silence, its weight, what each answer would leave."""

    name: str
    title: str
    silence: str
    weight: Weight
    alone: bool
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingTest:
    """One test and the schemes that it would settle whatever it shows, those where it decides with others, and those
    where it can at least take a group away.
    """

    title: str
    facts: tuple[str, ...]
    settles: tuple[str, ...]
    decides: tuple[str, ...]
    narrows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Why a scheme gives this answer for one child.

    ``answer`` and ``state`` are the groups and whether they are settled, in words. ``rows`` can still be reached;
    ``ruled_out`` cannot. ``sets`` are the smallest sets of tests that settle it, by name.
    """

    scheme: str
    title: str
    version: str
    source: str
    answer: str
    state: str
    not_covered: str
    conflict: str
    facts: tuple[FactTrace, ...]
    rows: tuple[RowTrace, ...]
    ruled_out: tuple[RowTrace, ...]
    warnings: tuple[str, ...]
    open: tuple[OpenFact, ...]
    sets: tuple[tuple[str, ...], ...]
