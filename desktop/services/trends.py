"""What the charts of lesions and of marrow have in common: series of points over time with everything said of each.

What is not known is told and never drawn as if it were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.clinical.risk.rows import Cited, RuleStatus
from desktop.services.chart_export import Leaving
from desktop.services.marker_chart import PhaseSpan


@dataclass(frozen=True, slots=True)
class Level:
    """A value with a line of its own, and its words in the margin."""

    value: Decimal
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One value on one day. ``keys``: the entries that it stands for, of which ``key`` is the one that counts.

    ``words``: the value with its unit. ``marked``: it is a baseline. ``doubted``: it rests on too little.
    ``levels`` are the lines that belong to it while it is selected.
    """

    key: UUID
    keys: frozenset[UUID]
    day: date
    value: Decimal
    words: str
    marked: bool = False
    doubted: bool = False
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """The points of one lesion, or of the marrow, in runs that a line may join; oldest first."""

    name: str
    number: int
    runs: tuple[tuple[TrendPoint, ...], ...]

    @property
    def points(self) -> tuple[TrendPoint, ...]:
        """All of them."""
        return tuple(one for run in self.runs for one in run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Everything that one chart shows. ``told`` has the sentences of every entry, drawn or not; ``notes`` go beneath.

    ``levels`` are lines that are always there. ``heads`` and ``rows`` are the same as a table.
    """

    case: UUID
    today: date
    title: str
    one: str
    unit: str
    leaving: Leaving
    series: tuple[TrendSeries, ...]
    levels: tuple[Level, ...]
    phases: tuple[PhaseSpan, ...]
    told: Mapping[UUID, str]
    notes: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def find(self, key: UUID | None) -> tuple[TrendSeries, TrendPoint] | None:
        """The point that an entry has a part in, with its series."""
        return next(((one, point) for one in self.series for point in one.points if key in point.keys), None)


def during(phases: tuple[PhaseSpan, ...], day: date | None) -> str:
    """The phases that had begun by then and ran on a day, by name; empty for none."""
    found = [one.title for one in phases if day is not None and one.begun and one.begins <= day <= one.ends]
    return " and ".join(found)


def doubt(cited: Cited, rule: str) -> str:
    """That a rule is little supported, in words that name the rule: what was measured is never what is doubted.

    ``" (the rule that this axis counts is unverified)"``; empty where a source supports it.
    """
    if cited.status is RuleStatus.UNVERIFIED:
        return f" ({rule} is unverified)"
    return f" (sources differ on {rule})" if cited.status is RuleStatus.CONFLICT else ""


def signed(number: Decimal) -> str:
    """A difference with its sign."""
    return f"{number:+f}".replace("-", "\u2212")
