"""How many children share what a page shows: the fewer, the easier is a child known again by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a reader can compare with children that they know. Empty: not told."""

    age: str = ""
    years: str = ""
    sex: str = ""
    stage: str = ""
    group: str = ""
    mycn: str = ""
    site: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Coarser:
    """One change that says less: which part of the profile, and how many children would then share it."""

    part: str
    count: int


@dataclass(frozen=True, slots=True)
class Shared:
    """How many children of the list share the profile, this one with them (1: unique), of how many; and what each
    single change would make of it, the best first; ``together``: all of them."""

    count: int
    of: int
    coarser: tuple[Coarser, ...]
    together: int

    @property
    def best(self) -> Coarser | None:
        """The change that raises it most; None where none does."""
        return self.coarser[0] if self.coarser and self.coarser[0].count > self.count else None


COARSENED = ("age", "years", "sex", "weight")
"""The parts that can be told less exactly; the others are what the document is about."""


def shared_by(own: Profile, wide: Profile, others: Sequence[tuple[Profile, Profile]]) -> Shared:
    """Count a profile among other children's, each told finely and widely.

    ``wide`` is the child's own with wider bands, without sex and weight.
    """
    changed = []
    for part in COARSENED:
        if getattr(own, part) == getattr(wide, part):
            continue
        mine = _with(own, wide, part)
        changed.append(Coarser(part, 1 + sum(_with(fine, broad, part) == mine for fine, broad in others)))
    changed.sort(key=lambda one: -one.count)
    together = 1 + sum(broad == wide for _, broad in others)
    return Shared(1 + sum(fine == own for fine, _ in others), 1 + len(others), tuple(changed), together)


def _with(fine: Profile, broad: Profile, part: str) -> Profile:
    return replace(fine, **cast("Any", {part: getattr(broad, part)}))
