"""The risk groups and how severe they are, one against another: lists, counts, marks and pages all go by this order."""

from __future__ import annotations

from enum import StrEnum


class RiskGroup(StrEnum):
    """Least to most severe, as other programs rely on; the rule files have the same order."""

    VERY_LOW = "very_low"
    LOW = "low"
    INTERMEDIATE = "intermediate"
    NOT_HIGH = "not_high"
    HIGH = "high"


ORDER: tuple[str, ...] = tuple(one.value for one in RiskGroup)
"""All of them."""

APART: tuple[str, ...] = tuple(one for one in ORDER if one != RiskGroup.NOT_HIGH)
"""Those that schemes tell apart; "not high" stands for all but the last where a scheme asks no more."""
