"""Where a damaged history is damaged: the entry that was altered, a gap, and what is missing at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ALTERED = re.compile(
    r"what entry (-?\d+) says|entry (-?\d+) does not follow|entry (-?\d+) was put in|rewritten: entry (-?\d+)"
)
_GAP = re.compile(r"a gap: entry (\d+) is missing")
_CUT = re.compile(r"its last entry is (\d+) and should be (\d+)")

MEANING = "Check these results against the reports, tell the administrator, or compare with a backup."
"""What to do about it."""


@dataclass(frozen=True, slots=True)
class HistoryFaults:
    """Numbers of entries: the first that was ``altered``, the first that a ``gap`` lost, ``last`` and ``expected`` of
    an end that is missing; None where there is none. ``others`` are sentences on anything else.
    """

    altered: int | None = None
    gap: int | None = None
    last: int | None = None
    expected: int | None = None
    others: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is wrong, by the numbers that stand in the list, and what to do."""
        found = []
        if self.altered is not None:
            found.append(f"Entry {self.altered} was altered; later ones may be, too.")
        if self.gap is not None:
            found.append(f"Entry {self.gap} is missing.")
        if self.end:
            found.append(self.end)
        return " ".join((*found, *self.others, MEANING))

    @property
    def end(self) -> str:
        """How many entries are missing at the end; empty if none is."""
        if self.last is None or self.expected is None:
            return ""
        missing = self.expected - self.last
        number = "At least one entry is" if missing == 1 else f"At least {missing:,} entries are"
        return f"{number} missing at the end, after entry {self.last}."


def faults_of(problems: Sequence[str]) -> HistoryFaults:
    """What the check of the history said, by the entries that it names."""
    altered = gap = last = expected = None
    others = []
    for problem in problems:
        if found := _ALTERED.search(problem):
            altered = int(next(one for one in found.groups() if one))
        elif found := _GAP.search(problem):
            gap = int(found[1])
        elif found := _CUT.search(problem):
            last, expected = int(found[1]), int(found[2])
        else:
            others.append(problem.replace("a broken audit", "a damaged history").replace("The audit", "The history"))
    return HistoryFaults(altered, gap, last, expected, tuple(others))
