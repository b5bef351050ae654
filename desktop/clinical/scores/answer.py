"""The answer: sums, change from baseline, and what a valid cut-off says of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from desktop.clinical.scores.method import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """``relative`` is the skeletal score now over that at baseline; None without a baseline above 0.

    ``reading`` is None unless all cut-offs that decide here agree; ``reason`` always says why.
    """

    method: str
    total: int
    skeletal: int
    relative: Fraction | None
    reading: Verdict | None
    reason: str

    def document(self) -> dict[str, object]:
        """The JSON object that other programs read."""
        return {
            "method": self.method,
            "total": self.total,
            "skeletal": self.skeletal,
            "relative": None if self.relative is None else float(self.relative),
            "reading": None if self.reading is None else str(self.reading),
            "reason": self.reason,
        }
