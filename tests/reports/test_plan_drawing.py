"""The small drawing of a plan: labels keep apart, slips win, a closed phase without room is told as one."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from page_content import FONTS, treatment

from desktop.clinical.timeline import Pause
from desktop.clinical.timeline.decided import NOTHING_DECIDED, Decided
from desktop.reports.blocks.drawing import Drawing, lay_out_drawing
from desktop.reports.blocks.layout import Desk
from desktop.reports.fonts import Faces
from desktop.reports.style import Frame, Squeeze


def _drawn(content_width: float) -> Drawing:
    timeline = treatment().timeline
    assert timeline is not None
    frame = Frame(111 + content_width + 40, 842)
    return lay_out_drawing(Desk(Faces(FONTS), frame, Squeeze(12.0), "Note", "and {count} more"), timeline)


def _texts(drawing: Drawing) -> list[str]:
    return [one.line.text.replace("\u00a0", " ") for one in drawing.labels]


@pytest.mark.parametrize("width", [444, 461, 300, 200, 120])
def test_no_label_stands_over_another_or_outside(width: float) -> None:
    drawing = _drawn(width)
    rows: dict[float, list[tuple[float, float]]] = {}
    for label in drawing.labels:
        half = label.line.width / 2
        rows.setdefault(label.depth, []).append((label.x - half, label.x + half))
    for ends in rows.values():
        ends.sort()
        assert all(left[1] < right[0] for left, right in itertools.pairwise(ends))
        assert ends[0][0] >= -0.01
        assert ends[-1][1] <= max(width, drawing.labels[0].line.width) + 0.01


def test_on_the_page_each_course_has_its_name_and_slip() -> None:
    texts = _texts(_drawn(444))
    assert {"1", "2", "3 +14", "4 +21", "5 +35", "HDC 1 +55", "today"} <= set(texts)
    # the same slip in a row is told once
    assert "HDC 2" in texts


def test_a_closed_phase_without_room_is_told_as_one() -> None:
    texts = _texts(_drawn(200))
    assert "5 courses, +35" in texts
    assert not {"1", "3 +14", "5 +35"} & set(texts[: texts.index("5 courses, +35")])


def test_today_s_line_goes_around_labels() -> None:
    drawing = _drawn(444)
    assert drawing.plan.today is not None
    parts = drawing._free_of_labels(drawing.plan.today)
    assert len(parts) > 1
    assert all(upper < lower for upper, lower in parts)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(parts))
    assert len(drawing._free_of_labels(drawing.plan.width * 0.45)) >= 1


def test_rests_and_a_stop_are_drawn_with_their_words() -> None:
    timeline = treatment().timeline
    assert timeline is not None
    assert timeline.decided == NOTHING_DECIDED
    first = timeline.start
    rests = (Pause(first + timedelta(days=40), first + timedelta(days=60)),)
    decided = replace(timeline, decided=Decided(rests, first + timedelta(days=200)))
    frame = Frame(111 + 444 + 40, 842)
    drawing = lay_out_drawing(Desk(Faces(FONTS), frame, Squeeze(12.0), "Note", "and {count} more"), decided)
    assert {"rest", "stopped"} <= set(_texts(drawing))
    assert drawing.plan.stopped is not None
    assert drawing.plan.rests[0].left < drawing.plan.rests[0].right
