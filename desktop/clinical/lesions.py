"""Arithmetic on the sizes of one lesion: which diameter counts, its change from baseline and nadir, its volume.

Nothing here grades a response. A size that nobody measured stays unknown, and two measurements whose dates do not
prove which came first are not compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from desktop.clinical.dates import PartialDate
from desktop.clinical.lesion_rules import Axis, AxisRule, Edge, Since, SizeRules

PI = Decimal("3.141592653589793238462643383")
_ROUND = 10
"""Limits of response lie at round tens of per cent: a change near one is never rounded onto it."""
_MOST_PLACES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement as it was entered, in millimetres; None is not known. ``baseline``: a person marked it."""

    id: UUID
    day: PartialDate | None
    length: Decimal | None = None
    width: Decimal | None = None
    depth: Decimal | None = None
    short_axis: Decimal | None = None
    baseline: bool = False

    def size(self, axis: Axis) -> Decimal | None:
        """The size that is followed. Without the longest diameter the others do not tell it; a node needs its axis."""
        if axis is Axis.SHORT:
            return self.short_axis
        if self.length is None:
            return None
        return max(one for one in (self.length, self.width, self.depth) if one is not None)

    @property
    def volume(self) -> Volume | None:
        """The volume, where all three diameters are known."""
        if self.length is None or self.width is None or self.depth is None:
            return None
        return Volume(self.length, self.width, self.depth)


@dataclass(frozen=True, slots=True)
class Volume:
    """An ellipsoid's volume from its three diameters in millimetres."""

    length: Decimal
    width: Decimal
    depth: Decimal

    @property
    def ml(self) -> Decimal:
        """Millilitres, not rounded beyond the digits of pi."""
        return self.length * self.width * self.depth * PI / 6 / 1000

    @property
    def words(self) -> str:
        """The formula with its operands: ``45 × 38 × 30 mm × π / 6 = 26.9 ml``."""
        return f"{self.length:f} × {self.width:f} × {self.depth:f} mm × π / 6 = {rounded(self.ml, 1):f} ml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a size differs from an earlier one. ``mm`` is exact; per cent is exact only until it is shown."""

    since: Since
    before: Measured
    was: Decimal
    now: Decimal
    edge: Edge | None = None

    @property
    def mm(self) -> Decimal:
        """The difference in millimetres; below 0 where it shrank."""
        return self.now - self.was

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of what it was, to one decimal or as many as tell it from a round number.

        None where it was 0.
        """
        if not self.was:
            return None
        exact, told = self.mm * 100 / self.was, Decimal(0)
        for places in range(1, _MOST_PLACES + 1):
            told = rounded(exact, places)
            if told % _ROUND or self.is_exactly(told):
                break
        return told

    def is_exactly(self, percent: Decimal) -> bool:
        """Whether it changed by exactly so many per cent, compared without dividing."""
        return bool(self.was) and self.mm * 100 == self.was * percent

    def meets(self, edge: Edge) -> bool:
        """Whether it lies exactly on an edge, and is as many millimetres as the edge needs to matter at all."""
        return self.is_exactly(edge.change) and abs(self.mm) >= (edge.least_mm or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeLine:
    """One measurement with the size that counts and its changes; None where there is nothing to compare with.

    ``is_baseline``: later ones are compared with it. ``marked``: because a person said so, not as the earliest.
    """

    measured: Measured
    size: Decimal | None
    is_baseline: bool
    marked: bool
    baseline: Change | None
    nadir: Change | None

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The limits that are met exactly."""
        return tuple(one.edge for one in (self.baseline, self.nadir) if one is not None and one.edge is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All measurements of one lesion, the earliest first and those without a day at the end."""

    rule: AxisRule
    lines: tuple[SizeLine, ...]

    @property
    def last(self) -> SizeLine | None:
        """The latest measurement that has a day and a size."""
        return next((one for one in reversed(self.lines) if one.measured.day and one.size is not None), None)


def series(rules: SizeRules, tissue: str | None, measured: Sequence[Measured]) -> Series:
    """The measurements of one lesion of this tissue, each held against its baseline and its nadir."""
    rule = rules.axis(tissue)
    ordered = sorted(measured, key=lambda one: (one.day is None, str(one.day or "")))
    return Series(rule=rule, lines=tuple(_line(rules, rule.counts, one, ordered) for one in ordered))


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded as people round, half away from nought."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _line(rules: SizeRules, axis: Axis, one: Measured, ordered: Sequence[Measured]) -> SizeLine:
    base = _baseline(axis, one, ordered)
    size = one.size(axis)
    return SizeLine(
        measured=one,
        size=size,
        is_baseline=base is one,
        marked=one.baseline,
        baseline=_change(rules, axis, Since.BASELINE, one, base),
        nadir=_change(rules, axis, Since.NADIR, one, _nadir(axis, one, base, ordered)),
    )


def _baseline(axis: Axis, one: Measured, ordered: Sequence[Measured]) -> Measured | None:
    """The measurement itself or the latest before it that is marked; where none is, the earliest with a size.

    A marked one that nobody measured stays the baseline: the change is not known, and no other one takes its place.
    """
    upto = [each for each in ordered if each is one or _proved_before(each, one)]
    marked = [each for each in upto if each.baseline]
    if marked:
        return one if one.baseline else marked[-1]
    return next((each for each in upto if each.day is not None and each.size(axis) is not None), None)


def _nadir(axis: Axis, one: Measured, base: Measured | None, ordered: Sequence[Measured]) -> Measured | None:
    """The smallest before it, from the baseline on; of equal ones the first."""
    if base is None or base is one or base.size(axis) is None:
        return None
    on_study = [each for each in ordered if each is base or (_proved_before(base, each) and _proved_before(each, one))]
    sized = [(size, each) for each in on_study if (size := each.size(axis)) is not None]
    return min(sized, key=lambda pair: pair[0])[1]


def _proved_before(one: Measured, other: Measured) -> bool:
    """Whether the dates prove that one was measured before the other."""
    return one.day is not None and other.day is not None and one.day.latest < other.day.earliest


def _change(rules: SizeRules, axis: Axis, since: Since, one: Measured, before: Measured | None) -> Change | None:
    now, was = one.size(axis), before.size(axis) if before is not None else None
    if before is None or before is one or now is None or was is None:
        return None
    change = Change(since=since, before=before, was=was, now=now)
    edge = next((each for each in rules.edges if each.since is since and change.meets(each)), None)
    return Change(since=since, before=before, was=was, now=now, edge=edge)
