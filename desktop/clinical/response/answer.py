"""The answer: a grade for each component and for the whole, with the reasons and what the sources leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """``parts`` by component; ``gap`` names a gap of the sources that a default bridges, to be confirmed.

    ``conflict`` says which sources disagree as soon as another reading gives another grade. Criteria whose records
    are only kept have no parts.
    """

    criteria: str
    parts: Mapping[str, str | None]
    overall: str
    gap: str | None
    conflict: str | None
    reasons: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """The JSON object that other programs read."""
        return {
            "criteria": self.criteria,
            **self.parts,
            "overall": self.overall,
            "gap": self.gap,
            "conflict": self.conflict,
            "reasons": list(self.reasons),
        }
