"""The drawing's values: in place, in order, and no text over another."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from desktop.clinical.timeline import GateState, Standing, Template, plan
from desktop.clinical.timeline.axis import keep_apart
from desktop.clinical.timeline.drawing import Lane, PlanLayout
from desktop.clinical.timeline.layout import lay_out

START = date(2025, 1, 6)
TEMPLATE = Template.parse(resources.read_text("protocols/cog-high-risk.toml")).chosen()


def measure(text: str) -> float:
    return 6.0 * len(text)


def drawn(days: dict[str, int], today: date | None = None, width: float = 720.0) -> PlanLayout:
    actual = {one: START + timedelta(days=number) for one, number in days.items()}
    events = plan(TEMPLATE, START, actual, today)
    return lay_out(TEMPLATE, START, events, width=width, measure=measure, today=today)


def test_first_plan_and_now_lie_on_one_axis_of_whole_months() -> None:
    layout = drawn({"C1": 0, "C2": 21, "C3": 49}, date(2025, 3, 1))
    assert (layout.axis_start, layout.axis_end) == (date(2025, 1, 1), date(2026, 4, 30))
    first = {one.event: one for one in layout.bars if one.lane is Lane.FIRST}
    now = {one.event: one for one in layout.bars if one.lane is Lane.NOW}
    assert set(first) == set(now) == {one.id for one in TEMPLATE.events if one.kind == "course"}
    day = layout.width / 485  # days from January 2025 to April 2026
    assert now["C1"].left == pytest.approx(5 * day)
    assert now["C1"].right == pytest.approx(26 * day)
    assert now["C3"].left - first["C3"].left == pytest.approx(7 * day)
    assert now["HDC1"].right - now["HDC1"].left == pytest.approx(8 * day), "d-7 to d0"
    assert now["C3"].standing is Standing.NOW
    assert now["C2"].standing is Standing.DONE
    assert layout.today == pytest.approx(59.5 * day)


def test_equal_slips_in_a_row_are_written_once() -> None:
    layout = drawn({"C1": 0, "C2": 21, "C3": 49, "C4": 70, "C5": 98})
    now = {one.event: one for one in layout.bars if one.lane is Lane.NOW}
    assert [now[one].moved_label for one in ("C2", "C3", "C4", "C5", "HDC1")] == ["", "+7 d", "", "+14 d", ""]
    assert [now[one].moved for one in ("C2", "C3", "C4", "C5", "HDC1")] == [0, 7, 7, 14, 14]
    assert [one.event for one in layout.slip_lines][:3] == ["C3", "C4", "C5"]
    assert layout.days_behind == 14
    assert now["C3"].label_fits
    assert not now["HDC1"].label_fits
    assert drawn({}).slip_lines == ()


def test_a_treatment_of_months_runs_beyond_the_axis_until_it_is_reached() -> None:
    bar = drawn({}).bars[-1]
    assert (bar.event, bar.open_end) == ("DFMO", True)
    later = drawn({"DFMO": 399}, date(2027, 1, 10))
    assert later.axis_end == date(2027, 1, 31)
    assert later.today is not None
    assert later.bars[-1].standing is Standing.NOW


def test_gates_carry_their_state_and_their_open_conditions() -> None:
    layout = drawn({"C5": 84, "SURGERY_PRIMARY": 105, "EV_EOI": 119})
    gates = {one.event: one for one in layout.marks if one.lane is Lane.GATES}
    assert (gates["HDC1"].gate, gates["HDC1"].detail) == (GateState.OPEN, "3 open")
    assert (gates["HDC2"].gate, gates["HDC2"].detail) == (GateState.NOT_YET, "not yet")
    assert (gates["C5"].gate, gates["C5"].label) == (GateState.UNRECORDED, "C5")
    assert (gates["HDC1"].open_conditions, gates["HDC1"].all_conditions) == (3, 3)
    course = next(one for one in layout.bars if one.event == "HDC1" and one.lane is Lane.NOW)
    assert course.left < gates["HDC1"].x < course.left + 2, "decided before conditioning, not on day 0"


def test_the_phases_are_bands_in_order() -> None:
    bands = drawn({"C1": 0, "C2": 21, "C3": 42, "C4": 63, "C5": 84}, date(2025, 6, 1)).bands
    assert [one.phase for one in bands] == ["induction", "consolidation", "maintenance", "continuation"]
    assert bands[0].ended == date(2025, 4, 20)
    assert bands[1].ended is None
    assert all(one.right > one.left for one in bands)


@pytest.mark.parametrize(("width", "labels"), [(720.0, 16), (300.0, 6), (60.0, 2)])
def test_month_labels_give_way_when_there_is_no_room(width: float, labels: int) -> None:
    ticks = drawn({}, width=width).ticks
    assert len(ticks) == 16
    assert sum(bool(one.label) for one in ticks) == labels
    assert [one.year for one in ticks if one.year] == ["2025", "2026"]


def test_a_text_without_room_is_moved_on_only_as_far_as_it_still_stands_under_its_mark() -> None:
    wanted = [(100.0, 40.0), (130.0, 40.0), (150.0, 40.0), (152.0, 40.0)]
    assert keep_apart(wanted, 300, 4, rows=1, slack=0.35) == [(0, 100.0), (0, 144.0), None, None]
    assert keep_apart(wanted, 300, 4, rows=2, slack=0.35) == [(0, 100.0), (0, 144.0), (1, 150.0), None]
    assert keep_apart([(295.0, 40.0)], 300, 4, rows=1, slack=0.35) == [(0, 280.0)], "moved in from the end of the axis"


def test_a_course_too_narrow_for_its_name_has_it_beneath_with_its_slip() -> None:
    now = {one.event: one for one in drawn({"C1": 0, "C2": 21, "C3": 49}, width=1400).bars if one.lane is Lane.NOW}
    assert (now["C3"].beneath, now["C3"].label_fits) == ("+7 d", True)
    assert (now["HDC1"].beneath, now["HDC1"].label_fits) == ("HDC 1", False)
    assert now["C2"].beneath == ""


def edges(texts: list[tuple[float, str, str]]) -> list[tuple[float, float]]:
    sizes = [(centre, max(measure(one) for one in lines)) for centre, *lines in sorted(texts)]
    return [(centre - size / 2, centre + size / 2) for centre, size in sizes]


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from([one.id for one in TEMPLATE.events]), st.integers(-30, 900)),
    st.floats(60, 2000),
    st.none() | st.dates(date(2024, 1, 1), date(2029, 1, 1)),
)
def test_texts_never_overlap_and_all_stays_on_the_axis(days: dict[str, int], width: float, today: date | None) -> None:
    layout = drawn(days, today, width)
    for row in range(2):
        texts = [(one.beneath_x, one.beneath, "") for one in layout.bars if one.beneath and one.beneath_row == row]
        assert all(second[0] >= first[1] - 1e-6 for first, second in pairwise(edges(texts)))
    for lane in (Lane.PROCEDURES, Lane.GATES, Lane.EVALUATIONS):
        marks = [one for one in layout.marks if one.lane is lane]
        names = [(one.label_x, one.label, "") for one in marks]
        details = [(one.label_x, one.detail, "") for one in marks if one.detail_alone]
        details += [(one.x, one.words, "") for one in layout.shared if one.lane is lane]
        for texts in (names, details):
            assert all(second[0] >= first[1] - 1e-6 for first, second in pairwise(edges(texts)))
        assert [one.x for one in marks] == sorted(one.x for one in marks)
        assert [one.label_x for one in marks] == sorted(one.label_x for one in marks), "in the order of their marks"
        if layout.needed <= width:
            ends = [end for pair in edges(names + details) for end in pair]
            assert all(-1e-6 <= end <= width + 1e-6 for end in ends)
    places = [one.left for one in (*layout.bars, *layout.bands)] + [one.right for one in (*layout.bars, *layout.bands)]
    assert all(-1e-6 <= x <= width + 1e-6 for x in places + [one.x for one in (*layout.marks, *layout.ticks)])
    assert len(layout.marks) == len({(one.event, one.lane) for one in layout.marks}) == 3 + 9 + 8


def test_neighbours_with_the_same_state_share_its_words_and_keep_their_order() -> None:
    layout = drawn({"C1": 0, "C2": 21, "C3": 42, "C4": 63, "C5": 84})
    gates = [one for one in layout.marks if one.lane is Lane.GATES]
    assert [one.label for one in gates][:5] == ["C2", "Harvest", "C3", "C4", "C5"]
    shared = [one for one in layout.shared if one.lane is Lane.GATES]
    under = {one.label for one in gates if shared[-1].left <= one.label_x <= shared[-1].right}
    assert shared[-1].words == "not recorded"
    assert {"C4", "C5"} <= under
    assert all(one.detail == "not recorded" for one in gates if one.label in under), "never over another state"


def test_a_gate_that_waits_says_so_itself() -> None:
    layout = drawn({"C1": 0, "C2": 21, "C3": 42, "C4": 63})
    waits = next(one for one in layout.marks if one.gate is GateState.OPEN)
    assert waits.detail_alone


def test_the_day_of_the_diagnosis_joins_the_axis_only_where_it_is_near() -> None:
    events = plan(TEMPLATE, START, {})
    near, far = START - timedelta(days=9), START - timedelta(days=400)
    begins = [
        lay_out(TEMPLATE, START, events, width=720.0, measure=measure, also=[day]).axis_start for day in (near, far)
    ]
    assert begins == [date(2024, 12, 1), date(2025, 1, 1)]
