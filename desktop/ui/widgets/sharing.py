"""How the columns of a table share a width: short ones get what they need, long ones share the rest and wrap."""

from __future__ import annotations

from collections.abc import Sequence


def share(least: Sequence[int], most: Sequence[int], width: int) -> list[int]:
    """Widths that add up to ``width``. ``least``: a column's longest word; ``most``: its longest text in one line.

    Where not even the longest words fit, all columns are narrower alike and words break.
    """
    if not least:
        return []
    if sum(least) >= width:
        shared = [one * width // max(sum(least), 1) for one in least]
    else:
        cap = _cap(least, most, width)
        shared = [_capped(low, high, cap) for low, high in zip(least, most, strict=True)]
    shared[-1] += width - sum(shared)
    return shared


def _cap(least: Sequence[int], most: Sequence[int], width: int) -> int:
    """The widest that a long column may be, so that all fit."""
    low, high = 0, max(most)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_capped(one, other, middle) for one, other in zip(least, most, strict=True)) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _capped(least: int, most: int, cap: int) -> int:
    return max(least, min(most, cap))
