"""What one measurement says, how it is taken, and the table that all of them make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. ``over`` is None where no bar was set, and the line is for information."""

    name: str
    what: str
    baseline: str
    figure: str
    bar: str
    over: bool | None

    @property
    def verdict(self) -> str:
        """Within its bar, over it, or without one."""
        return "" if self.over is None else "OVER" if self.over else "within"


def ratio(name: str, what: str, *, seconds: float, baseline: str, against: float, most: float) -> Figure:
    """A time as a multiple of a baseline of the same run."""
    found = seconds / against
    told = f"{found:.2f}x ({words(seconds)})"
    return Figure(
        name=name, what=what, baseline=f"{baseline}: {words(against)}", figure=told, bar=f"{most:g}x", over=found > most
    )


def absolute(name: str, what: str, *, seconds: float, most: float | None) -> Figure:
    """A time by itself; without ``most`` for information only."""
    bar = words(most) if most is not None else "-"
    over = None if most is None else seconds > most
    return Figure(name=name, what=what, baseline="-", figure=words(seconds), bar=bar, over=over)


def words(seconds: float) -> str:
    """A time in the unit that reads best."""
    unit, size = next(((unit, size) for unit, size in (("s", 1.0), ("ms", 1e-3)) if seconds >= size), ("µs", 1e-6))
    count = seconds / size
    return f"{count:.0f} {unit}" if count >= 100 else f"{count:.3g} {unit}"


def timed(call: Callable[[], object]) -> float:
    """How long one call takes, in seconds."""
    begun = perf_counter()
    call()
    return perf_counter() - begun


def median_of(call: Callable[[], object], rounds: int) -> float:
    """The median time of some calls, after one that is not counted."""
    call()
    return median(timed(call) for _ in range(rounds))


def in_turn(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """The median time of each of some calls, taken in turn: what else the machine does falls on all of them."""
    for call in calls:
        call()
    taken = [[timed(call) for call in calls] for _ in range(rounds)]
    return [median(times) for times in zip(*taken, strict=True)]


def best_loop(call: Callable[[], object], seconds: float = 0.2) -> float:
    """The time of one call too short to be timed alone: the median of five loops."""
    count = 1
    while _loop(call, count) < seconds / 5:
        count *= 4
    return median(_loop(call, count) for _ in range(5)) / count


def _loop(call: Callable[[], object], count: int) -> float:
    begun = perf_counter()
    for _ in range(count):
        call()
    return perf_counter() - begun


def table(figures: Iterable[Figure]) -> str:
    """All figures as text in columns."""
    rows: list[Sequence[str]] = [("name", "what", "baseline", "figure", "bar", "")]
    rows += [(one.name, one.what, one.baseline, one.figure, one.bar, one.verdict) for one in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
