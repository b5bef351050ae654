"""Texts of one row: apart, in order, and no further from their marks than they must be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.clinical.timeline.spread import Told, room_for, runs, sizes_in, spread


def measure(text: str) -> float:
    return 6.0 * len(text)


def test_texts_with_room_stand_where_they_belong() -> None:
    assert spread([(50, 40), (150, 40), (250, 40)], 300, 4) == [50, 150, 250]
    assert spread([], 300, 4) == []


def test_texts_without_room_move_apart_evenly() -> None:
    assert spread([(100, 40), (110, 40)], 300, 4) == [83, 127]
    assert spread([(5, 40), (295, 40)], 300, 4) == [20, 280], "moved in from both ends"


wanted = st.lists(st.tuples(st.floats(0, 800), st.floats(1, 90)), min_size=1, max_size=14).map(sorted)


@given(wanted, st.floats(0, 10))
def test_they_never_overlap_and_never_change_their_order(texts: list[tuple[float, float]], gap: float) -> None:
    width = 800.0
    centres = spread(texts, width, gap)
    placed = [(x - size / 2, x + size / 2) for x, (_, size) in zip(centres, texts, strict=True)]
    assert all(after[0] - before[1] >= gap - 1e-6 for before, after in pairwise(placed))
    assert placed[0][0] >= -1e-6
    if room_for([size for _, size in texts], gap) <= width:
        assert placed[-1][1] <= width + 1e-6


def test_only_neighbours_with_the_same_words_that_would_overlap_share_them() -> None:
    told = [
        Told(10, "A", "not yet", True),
        Told(20, "B", "not yet", True),
        Told(30, "C", "1 of 2 open", False),
        Told(40, "D", "not yet", True),
        Told(300, "E", "not yet", True),
    ]
    found = runs(told, measure, 4)
    assert [(one.start, one.stop) for one in found] == [(0, 2), (2, 3), (3, 4), (4, 5)]
    sizes = sizes_in(told, found, measure, 4)
    assert sum(sizes[:2]) + 4 == pytest.approx(measure("not yet")), "a run is as wide as the words beneath it"
    assert sizes[2] == measure("1 of 2 open")
