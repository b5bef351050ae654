"""Which unknown facts would settle the outcome.

A set of facts settles when, whatever possible values they take, all completions that are left have the same outcome.
Put the other way round: with everything else forgotten, the completions of different outcomes must stay apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from desktop.clinical.risk.space import Space


@dataclass(frozen=True, slots=True)
class Settling:
    """``smallest``: all settling sets of the smallest size. ``deciding``: the facts of all minimal settling sets."""

    smallest: tuple[tuple[str, ...], ...]
    deciding: tuple[str, ...]


NOTHING_OPEN = Settling((), ())


def settling(space: Space, outcomes: Sequence[int], unknown: Sequence[str]) -> Settling:
    """Find the settling sets among the unknown facts; ``outcomes`` are the possible states of each outcome."""
    if len(outcomes) < 2:
        return NOTHING_OPEN
    # a fact whose answer alone, all others known, can change the outcome is in every settling set
    needed = [name for name in unknown if not _apart([space.forget(states, name) for states in outcomes])]
    rest = [name for name in unknown if name not in needed]
    minimal = [tuple(needed)] if _settles(space, outcomes, rest) else _minimal(space, outcomes, needed, rest)
    least = min(len(one) for one in minimal)
    in_order = [tuple(name for name in unknown if name in one) for one in minimal]
    return Settling(
        smallest=tuple(one for one in in_order if len(one) == least),
        deciding=tuple(name for name in unknown if any(name in one for one in minimal)),
    )


def settling_without(space: Space, outcomes: Sequence[int], unknown: Sequence[str], never: Collection[str]) -> Settling:
    """The same where some of the facts can never be known; nothing, where the outcome stays open without them."""
    left = list(outcomes)
    for name in unknown:
        if name in never:
            left = [space.forget(states, name) for states in left]
    if not _apart(left):
        return NOTHING_OPEN
    return settling(space, left, [name for name in unknown if name not in never])


def narrows(space: Space, groups: Sequence[int], unknown: Sequence[str], fact: str) -> bool:
    """Whether an answer to a fact could take a group away once all other open facts but one are known.

    ``groups`` are the possible states of each group. A fact that settles nothing can still tell of one that does: an
    undifferentiated grade leaves only one class.
    """
    others = [name for name in unknown if name != fact]
    before = [space.forget(states, fact) for states in groups]
    for mask in space.masks[fact].values():
        after = [space.forget(states & mask, fact) for states in groups]
        for name in others:
            left = [space.forget(states, name) for states in after]
            reached = 0
            for states in left:
                reached |= states
            lost = (space.forget(states, name) & ~now for states, now in zip(before, left, strict=True))
            if any(states & reached for states in lost):
                return True
    return False


def _minimal(
    space: Space, outcomes: Sequence[int], needed: Sequence[str], rest: Sequence[str]
) -> list[tuple[str, ...]]:
    """All inclusion-minimal settling sets: by size, leaving out what contains one that was found."""
    found: list[tuple[str, ...]] = []
    for size in range(1, len(rest) + 1):
        for added in combinations(rest, size):
            if any(set(one) <= set(added) for one in found):
                continue
            if _settles(space, outcomes, [name for name in rest if name not in added]):
                found.append(added)
    return [(*needed, *added) for added in found]


def _settles(space: Space, outcomes: Sequence[int], forgotten: Sequence[str]) -> bool:
    left = list(outcomes)
    for name in forgotten:
        left = [space.forget(states, name) for states in left]
        if not _apart(left):
            return False
    return True


def _apart(sets: Sequence[int]) -> bool:
    seen = 0
    for states in sets:
        if seen & states:
            return False
        seen |= states
    return True
