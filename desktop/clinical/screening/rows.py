"""What a schedule of screening is made of: phases, examinations, and for whom it is. Plain values, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.clinical.risk.rows import Cited, RuleFile


class Fit(StrEnum):
    """Whether a row is for a child: it is; it may be, as a part is suspected or not known; or it is not."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One condition on the record: an entry of ``entries`` that ``where`` narrows down has one of these values.

    ``yes``: it holds; ``maybe``: it may hold. ``entries`` is a list of the case, or ``case`` for the case itself.
    """

    entries: str
    where: Mapping[str, tuple[str, ...]]
    field: str
    yes: tuple[str, ...]
    maybe: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Children for whom a schedule is: all needs must hold."""

    id: str
    words: str
    remark: str
    needs: tuple[Need, ...]
    cited: Cited
    carries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Without:
    """What leaves an examination out, in words and as a condition."""

    words: str
    need: Need


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningTest:
    """One examination of a schedule; ``code`` is that of the screening entries, ``words`` how it is done."""

    code: str
    words: str
    without: tuple[Without, ...]
    cited: Cited
    carries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """How often up to which age in months; see ``resources/screening`` for what the days mean."""

    every_months: int
    until_months: int
    window_days: int
    due_days: int
    late_days: int
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One source's plan. ``undated``: why it has no days of its own; then there are no phases.

    ``otherwise`` is the schedule that is asked where this one has no row for a child; empty where there is none.
    ``last_counts``: the birthday on which screening ends still belongs to it.
    """

    id: str
    title: str
    otherwise: str
    undated: str
    last_counts: bool
    phases: tuple[Phase, ...]
    tests: tuple[ScreeningTest, ...]
    who: tuple[Who, ...]
    remarks: tuple[str, ...]
    cited: Cited


@dataclass(frozen=True, slots=True)
class ScreeningRules:
    """All schedules by id; ``default`` is the id of the one that is taken where none is chosen."""

    file: RuleFile
    schedules: Mapping[str, Schedule]
    default: str
