"""Graded responses on the axis: where they stand, in which order, what has no place, and that they move nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from test_timeline_drawing import START, TEMPLATE, edges, measure

from desktop.clinical.timeline import plan
from desktop.clinical.timeline.drawing import Lane, Mark, PlanLayout
from desktop.clinical.timeline.graded import Graded, GradedBy
from desktop.clinical.timeline.layout import lay_out

EVENTS = plan(TEMPLATE, START, {"C1": START, "C2": START + timedelta(days=21)}, START + timedelta(days=60))


def graded(day: int | None, grade: str = "PR", by: GradedBy = GradedBy.CLINICIAN, key: str = "") -> Graded:
    on = None if day is None else START + timedelta(days=day)
    return Graded(key or f"day {day}", on, grade, by)


def drawn(*responses: Graded, width: float = 720.0) -> PlanLayout:
    return lay_out(TEMPLATE, START, EVENTS, width=width, measure=measure, graded=responses)


def lane(layout: PlanLayout) -> list[Mark]:
    return [one for one in layout.marks if one.lane is Lane.RESPONSES]


def test_each_stands_on_its_day_in_order_with_its_grade_and_day() -> None:
    layout = drawn(graded(200, "VGPR"), graded(40, "MR", GradedBy.PARTS), graded(120, "", GradedBy.NOBODY))
    marks = lane(layout)
    assert [(one.event, one.label, one.detail) for one in marks] == [
        ("day 40", "parts: MR", "15 Feb"), ("day 120", "not graded", "06 May"), ("day 200", "VGPR", "25 Jul"),
    ]  # fmt: skip
    assert [one.x for one in marks] == [layout.axis.middle(START + timedelta(days=day)) for day in (40, 120, 200)]
    assert [one.label_x for one in marks] == [one.x for one in marks], "with room each text stands beneath its mark"
    assert (layout.undrawn, layout.has_responses) == (0, True)


def test_what_has_no_whole_day_or_lies_off_the_axis_is_counted() -> None:
    layout = drawn(graded(40), graded(None), graded(-400), graded(3000))
    assert [one.event for one in lane(layout)] == ["day 40"]
    assert (layout.undrawn, layout.has_responses) == (3, True)
    alone = drawn(graded(None))
    assert (lane(alone), alone.undrawn, alone.has_responses) == ([], 1, True)
    assert not drawn().has_responses


def test_a_day_shortly_before_the_plan_joins_the_axis() -> None:
    layout = drawn(graded(-20))
    assert (layout.axis_start, layout.undrawn) == (date(2024, 12, 1), 0)
    assert drawn(graded(-100)).axis_start == date(2025, 1, 1), "one long before would push the plan together"


def test_two_of_one_day_share_its_words_and_both_keep_their_grades() -> None:
    layout = drawn(graded(40, "PR", key="first"), graded(40, "MR", key="second"))
    assert [(one.label, one.detail_alone) for one in lane(layout)] == [("PR", False), ("MR", False)]
    (shared,) = [one for one in layout.shared if one.lane is Lane.RESPONSES]
    assert shared.words == "15 Feb"


days = st.none() | st.integers(-900, 1500)
many = st.lists(st.builds(graded, days, st.sampled_from(["CR", "VGPR", ""]), st.sampled_from(GradedBy)), max_size=12)


@settings(max_examples=60)
@given(many, st.floats(60, 3000))
def test_their_texts_never_overlap_and_every_one_is_drawn_or_counted(ones: Sequence[Graded], width: float) -> None:
    layout = drawn(*ones, width=width)
    marks = lane(layout)
    assert len(marks) + layout.undrawn == len(ones)
    names = [(one.label_x, one.label, "") for one in marks]
    details = [(one.label_x, one.detail, "") for one in marks if one.detail_alone]
    details += [(one.x, one.words, "") for one in layout.shared if one.lane is Lane.RESPONSES]
    for texts in (names, details):
        assert all(after[0] >= before[1] - 1e-6 for before, after in pairwise(edges(texts)))
    assert [one.x for one in marks] == sorted(one.x for one in marks)
    assert all(0 <= one.x <= width for one in marks)
    if layout.needed <= width:
        assert all(-1e-6 <= end <= width + 1e-6 for pair in edges(names + details) for end in pair)


@settings(max_examples=60)
@given(st.lists(st.builds(graded, st.none() | st.integers(0, 1500)), max_size=8))
def test_an_assessment_moves_nothing_of_the_plan(ones: Sequence[Graded]) -> None:
    with_them, without = drawn(*ones), drawn()
    plain = replace(
        with_them,
        marks=tuple(one for one in with_them.marks if one.lane is not Lane.RESPONSES),
        shared=tuple(one for one in with_them.shared if one.lane is not Lane.RESPONSES),
        needed=without.needed,
        undrawn=0,
    )
    assert plain == without
