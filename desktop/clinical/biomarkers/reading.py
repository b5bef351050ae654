"""What one laboratory result means: multiples of limits, and where it stands in published bins."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum

from desktop.clinical.biomarkers.entries import Bin, Cut, Limit, Note, Scale

_TEN, _FINEST = Decimal(10), Decimal("1e-9")
_SHOWN, _WHOLE = Context(prec=3, rounding=ROUND_HALF_EVEN), 1000


class Standing(StrEnum):
    """Where a value stands against an upper limit; AT: exactly on a limit of which nobody says which side counts."""

    WITHIN = "within"
    AT = "at"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Against:
    """A value against one upper limit: ``times`` is the multiple. ``published`` is None for the laboratory's own."""

    limit: Decimal
    unit: str
    times: Decimal
    standing: Standing
    published: Limit | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a value stands on a scale; ``bin`` is None between two printed bins."""

    scale: Scale
    bin: Bin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerReading:
    """One result read. ``own`` is against its laboratory's own limit; without that, ``published`` has every printed
    limit for the age, side by side and none of them chosen. ``years`` is the age on the day of the sample, if known.
    """

    marker: str
    value: Decimal
    unit: str
    own: Against | None
    published: tuple[Against, ...]
    years: int | None
    scales: tuple[Placed, ...]
    cuts: tuple[tuple[Cut, bool | None], ...]
    notes: tuple[Note, ...]

    @property
    def published_agree(self) -> bool:
        """Whether all published limits put the value on the same side."""
        return len({one.standing for one in self.published}) < 2


def shown(value: Decimal) -> str:
    """A computed number as people read it: three figures or whole, no exponent, no zeros at the end."""
    text = format(_SHOWN.plus(value) if abs(value) < _WHOLE else value.to_integral_value(ROUND_HALF_EVEN), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def times_words(times: Decimal) -> str:
    """A multiple of a limit: ``2.13 ×``. Only what is exactly on the limit is told as ``1 ×``."""
    least = Decimal("0.01") if times < _TEN else Decimal("0.1")
    told = times.quantize(least) if times < 1000 else times.to_integral_value()
    while told == 1 != times and least > _FINEST:
        least = least.scaleb(-1)
        told = times.quantize(least)
    text = format(told, "f")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} ×"
