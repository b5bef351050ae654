"""Texts of one row kept apart and in order: each as near its own mark as its neighbours let it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Wanted = tuple[float, float]
"""The centre that a text would like to have, and its width."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mark's two lines of text: its name, and what holds of it (a day or a state)."""

    x: float
    name: str
    detail: str
    shareable: bool
    """Whether neighbours with the same second line may have it written once for all of them."""


def room_for(sizes: Sequence[float], gap: float) -> float:
    """The width that texts side by side need."""
    return sum(sizes) + gap * max(len(sizes) - 1, 0)


def spread(wanted: Sequence[Wanted], width: float, gap: float) -> list[float]:
    """Centres from left to right, ``gap`` apart, with the least distance from where they belong.

    ``wanted`` is in order of place. All stay between 0 and the width if there is room for them; otherwise they
    run on beyond it, still apart and in order.
    """
    if not wanted:
        return []
    ahead = [0.0]
    for (_, before), (_, size) in pairwise(wanted):
        ahead.append(ahead[-1] + (before + size) / 2 + gap)
    least = wanted[0][1] / 2
    most = max(width - wanted[-1][1] / 2 - ahead[-1], least)
    level = _never_falling([centre - start for (centre, _), start in zip(wanted, ahead, strict=True)])
    return [min(max(one, least), most) + start for one, start in zip(level, ahead, strict=True)]


def _never_falling(values: Sequence[float]) -> list[float]:
    """The nearest sequence that never falls: neighbours that would are put on their common mean."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pool = (value, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            pool = ((mean * count + pool[0] * pool[1]) / (count + pool[1]), count + pool[1])
        pools.append(pool)
    return [mean for mean, count in pools for _ in range(count)]


def runs(told: Sequence[Told], measure: Callable[[str], float], gap: float) -> list[range]:
    """The texts in runs: neighbours with the same second line that would lie over each other share one."""
    found: list[range] = []
    for place, one in enumerate(told):
        last = told[place - 1] if place else None
        if last and _share(last, one, measure, gap):
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found


def _share(one: Told, other: Told, measure: Callable[[str], float], gap: float) -> bool:
    if not (one.shareable and other.shareable and one.detail == other.detail):
        return False
    apart = (max(map(measure, (one.name, one.detail))) + max(map(measure, (other.name, other.detail)))) / 2 + gap
    return other.x - one.x < apart


def sizes_in(told: Sequence[Told], found: Sequence[range], measure: Callable[[str], float], gap: float) -> list[float]:
    """The width of each text: both lines, or in a run its name and a share of the line beneath them all."""
    sizes = []
    for run in found:
        detail = measure(told[run.start].detail)
        share = (detail - gap * (len(run) - 1)) / len(run)
        sizes += [max(measure(told[place].name), share) for place in run]
    return sizes
