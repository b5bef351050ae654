"""What criteria are made of: components with their rows, the matrix of the whole, gaps, conflicts and cautions.

Plain values; every name, number and sentence comes from the file, each with its source and status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.response.conditions import Condition, Test
from desktop.clinical.risk.rows import Cited, RuleFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measurement: its key, what it is in words, and what it can be.

    ``most_by`` gives the highest value where it depends on a coded measurement of the same component.
    """

    key: str
    kind: str
    text: str
    most: Decimal | None
    codes: tuple[str, ...]
    most_by: tuple[str, Mapping[str, int]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """One rule of a component, in its order: the first that holds gives the grade."""

    id: str
    grade: str
    when: Condition
    text: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A test that sources read differently: ``of`` is the verified reading, ``read_as`` the other.

    It is told where the other reading changes the grade of the component; if ``only_overall``, that of the whole.
    """

    of: str
    read_as: str
    sentence: str
    only_overall: bool
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence to add to the reasons where it applies; without ``grades`` whatever the grade."""

    grades: tuple[str, ...]
    when: Condition
    text: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of the body that is graded by itself."""

    id: str
    title: str
    grades: tuple[str, ...]
    measures: Mapping[str, Measure]
    tests: Mapping[str, Test]
    combined: Mapping[str, Condition]
    rows: tuple[GradeRow, ...]
    disputes: tuple[Dispute, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One result of the matrix; ``gap`` names the gap of the sources that its default bridges."""

    grade: str
    gap: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A combination that the sources leave open: the reason for the default, always for a clinician to confirm.

    Unless ``settled`` (component, test) holds, ``ask`` is added.
    """

    id: str
    text: str
    settled: tuple[str, str] | None
    ask: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A grade of the whole, or of a part, in words."""

    code: str
    text: str
    rule: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Facts that people expect to count and that do not: given ones are refused with this sentence."""

    keys: tuple[str, ...]
    sentence: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaFile:
    """Criteria as their file has them. ``matrix`` leads from one grade a component to the grade of the whole.

    Without components the criteria are only read: ``grades`` are those that old records carry.
    """

    file: RuleFile
    grades: Mapping[str, Graded]
    components: Mapping[str, Component]
    matrix: Mapping[tuple[str, ...], Cell]
    gaps: Mapping[str, Gap]
    cautions: tuple[Remark, ...]
    outside: tuple[Outside, ...]
    kept: str
    unknown: str
    absent: str
