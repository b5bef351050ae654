"""What the files of markers are made of: analytes, published limits, bins, cut-offs and notes, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from desktop.clinical.risk.rows import Cited


class Side(StrEnum):
    """Which values a limit or a cut-off takes in.

    BELOW: printed as "< limit", so the limit itself is not within. UP_TO: printed as "0 to limit", so it is.
    OVER: more than. FROM: that or more. AT: the source that was read does not say which side.
    """

    BELOW = "below"
    UP_TO = "up_to"
    OVER = "over"
    FROM = "from"
    AT = "at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One analyte: what people call it, the units it is reported in, and those it is shown in beside them."""

    code: str
    name: str
    words: str
    units: tuple[str, ...]
    shown_in: tuple[str, ...]
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A published upper limit for ages from ``least`` to below ``below`` completed years (None: no end)."""

    marker: str
    least: int
    below: int | None
    limit: Decimal
    side: Side
    unit: str
    cited: Cited

    def is_for(self, years: int) -> bool:
        """Whether it is printed for this age."""
        return self.least <= years and (self.below is None or years < self.below)


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin, both ends included (``most`` None: no end), how it stands among the others, and its outcome."""

    least: Decimal
    most: Decimal | None
    grade: str
    figure: str

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in it."""
        return self.least <= value and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The bins of one study in one population. Grades need not rise with the value."""

    id: str
    marker: str
    population: str
    outcome: str
    unit: str
    bins: tuple[Bin, ...]
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One cut-off of one population, and what is said beyond it."""

    id: str
    marker: str
    limit: Decimal
    side: Side
    unit: str
    population: str
    words: str
    cited: Cited

    def beyond(self, value: Decimal) -> bool | None:
        """Whether a value lies beyond; None exactly at a limit of which the side was not read."""
        if value == self.limit:
            return {Side.OVER: False, Side.FROM: True}.get(self.side)
        return value > self.limit


@dataclass(frozen=True, slots=True)
class Note:
    """How results of some markers are to be read, or what disturbs them; of what was measured at an age, at which."""

    markers: tuple[str, ...]
    text: str
    cited: Cited
    least: int = 0
    below: int | None = None

    def is_for(self, marker: str, years: int | None) -> bool:
        """Whether it is said of a marker and, where the age is known, of this age."""
        told = years is None or (self.least <= years and (self.below is None or years < self.below))
        return marker in self.markers and told
