"""How the columns of a table share a width: short ones get what they need, long ones share the rest and wrap.

The longer its words, the more of the rest a column has: where all had the same, a text of many words would stand in a
narrow tower beside columns of one word.
"""

from __future__ import annotations

from collections.abc import Sequence

_FINE = 100


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
    """How wide columns may be for the length of their words, so that all fit."""
    low, high = 0, max(most) * _FINE
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_capped(one, other, middle) for one, other in zip(least, most, strict=True)) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _capped(least: int, most: int, cap: int) -> int:
    # by the cube root: a text eight times as long has twice the width and four times the lines
    return max(least, min(most, int(cap * most ** (1 / 3) / _FINE)))
