"""A scale from nought up in even steps: plain values, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

_MOST = 6
"""At most so many steps."""
_STEPS = tuple(float(f"{step}e{power}") for power in range(-2, 5) for step in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class Linear:
    """From 0 at ``foot`` to ``high`` at ``top``."""

    high: float
    step: float
    top: float
    foot: float

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.foot - value / self.high * (self.foot - self.top)

    def steps(self) -> tuple[float, ...]:
        """The lines of the scale, nought among them."""
        return tuple(self.step * number for number in range(round(self.high / self.step) + 1))


def linear(values: Sequence[float], top: float, foot: float) -> Linear:
    """The closest round scale that has all the values on it."""
    highest = max([*values, _STEPS[0]])
    step = next((one for one in _STEPS if highest / one <= _MOST), _STEPS[-1])
    return Linear(ceil(round(highest / step, 9)) * step, step, top, foot)
