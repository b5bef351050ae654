"""What the ledger and the arithmetic for checking rest on: which agents there are, the formula, the bands of labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.exposures.ledger import Agent
from desktop.clinical.risk.rows import Cited, RuleFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceFormula:
    """Body surface area as the root of height times weight by a divisor: plain arithmetic with a name."""

    name: str
    words: str
    divisor: Decimal
    remark: str
    cited: Cited

    def surface(self, height_cm: Decimal, weight_kg: Decimal) -> Decimal:
        """In m², not rounded: bands are compared with what it is, never with what is shown."""
        return (height_cm * weight_kg / self.divisor).sqrt()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band of a label: from ``least`` on or ``above`` an amount, ``below`` one or up to ``most``."""

    words: str
    least: Decimal | None
    above: Decimal | None
    below: Decimal | None
    most: Decimal | None

    def holds(self, surface: Decimal) -> bool:
        """Whether a surface is within the band."""
        return (
            (self.least is None or surface >= self.least)
            and (self.above is None or surface > self.above)
            and (self.below is None or surface < self.below)
            and (self.most is None or surface <= self.most)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseBands:
    """A label's table of doses by body surface, for checking what was entered: ``drug`` is its code in the record.

    ``without``: what the label says of a surface in no band. ``recheck_months``: how often the surface is worked out
    anew, by the label.
    """

    id: str
    title: str
    drug: str
    for_whom: str
    bands: tuple[Band, ...]
    without: str
    recheck_months: int
    recheck: str
    cited: Cited

    def band(self, surface: Decimal) -> Band | None:
        """The band of a surface; None where the label has none."""
        return next((one for one in self.bands if one.holds(surface)), None)


@dataclass(frozen=True, slots=True)
class ExposureRules:
    """``agents`` in the order of the ledger."""

    file: RuleFile
    agents: Mapping[str, Agent]
    formula: SurfaceFormula
    labels: tuple[DoseBands, ...]
