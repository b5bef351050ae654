"""What holds for any plan, whatever was chosen: order, no event before what it hangs on, actual dates untouched,
nothing accumulates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from shipped import SHIPPED, WAYS

from desktop.clinical.timeline import EventKind, PlannedEvent, Template, plan
from desktop.clinical.timeline.rows import START

COG = SHIPPED["cog-high-risk"].chosen()
starts = st.dates(date(1990, 1, 1), date(2100, 1, 1))


class Course:
    """A template with its choices made, a start and what happened: sane or not, a record may hold any contradiction."""

    def __init__(self, template: Template, start: date, days: dict[str, int]) -> None:
        self.template, self.start = template, start
        self.ids = [one.id for one in template.events]
        self.actual = {one: start + timedelta(days=number) for one, number in days.items()}
        self.events = self.planned(self.actual)

    def planned(self, actual: dict[str, date]) -> dict[str, PlannedEvent]:
        return {one.id: one for one in plan(self.template, self.start, actual)}

    @property
    def waited_for(self) -> list[str]:
        """Those that are never a mere order anchor: one of these acts only on what really followed it."""
        return sorted(set(self.ids) - {one.event for row in self.template.events for one in row.after if one.if_done})

    def __repr__(self) -> str:
        return f"Course({self.template.id}, {self.template.made}, {self.start}, {self.actual})"


@st.composite
def courses(draw: st.DrawFn, *, happened: bool = True) -> Course:
    name, made = draw(st.sampled_from(WAYS))
    template = SHIPPED[name].chosen(made)
    ids = st.sampled_from([one.id for one in template.events])
    return Course(template, draw(starts), draw(st.dictionaries(ids, st.integers(-40, 1200))) if happened else {})


@given(courses())
def test_no_event_is_planned_before_what_it_hangs_on(course: Course) -> None:
    for row in course.template.events:
        for anchor in row.anchors:
            before = course.start if anchor.event == START else course.events[anchor.event].on
            assert course.events[row.id].planned >= anchor.planned_from(before) >= before


@given(courses())
def test_a_planned_date_is_one_that_an_anchor_gives(course: Course) -> None:
    for row in course.template.events:
        dates = {
            one.planned_from(course.start if one.event == START else course.events[one.event].on)
            for one in row.after
            if not one.if_done or one.event in course.actual
        }
        assert course.events[row.id].planned in dates


@given(courses())
def test_actual_dates_are_never_moved(course: Course) -> None:
    assert {one.id: one.actual for one in course.events.values() if one.actual} == course.actual


@given(courses())
def test_the_same_record_gives_the_same_plan(course: Course) -> None:
    assert course.planned(course.actual) == course.events
    assert list(course.events) == course.ids


@given(courses(), st.data())
def test_taking_an_actual_date_back_restores_the_plan(course: Course, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from([one for one in course.ids if one not in course.actual] or course.ids))
    record = dict(course.actual)
    before = {key: day for key, day in record.items() if key != one}
    record[one] = course.start + timedelta(days=data.draw(st.integers(-40, 1200)))
    assert course.planned(record)[one].actual == record[one]
    del record[one]
    assert course.planned(record) == course.planned(before)


@given(starts)
def test_without_a_record_the_events_come_in_the_order_of_the_file(start: date) -> None:
    course = Course(COG, start, {})
    dates = [course.events[one].planned for one in course.ids]
    assert dates == sorted(dates)
    assert {(course.events[one].planned - start).days for one in ("C1", "C2", "C3", "C4", "C5")} == {0, 21, 42, 63, 84}


@given(courses(happened=False))
def test_without_a_record_the_courses_come_in_the_order_of_the_file(course: Course) -> None:
    dates = [one.planned for one in course.events.values() if one.kind is EventKind.COURSE]
    assert dates == sorted(dates)


@given(courses(), st.data())
def test_an_event_that_happened_as_planned_changes_no_date(course: Course, data: st.DataObject) -> None:
    more = data.draw(st.sets(st.sampled_from(course.waited_for))) if course.waited_for else set()
    as_planned = {one: course.events[one].planned for one in more if one not in course.actual}
    again = course.planned({**course.actual, **as_planned})
    assert [one.on for one in again.values()] == [course.events[one].on for one in course.ids]


@given(courses(happened=False))
def test_a_plan_that_went_as_planned_is_the_plan(course: Course) -> None:
    again = course.planned({one.id: one.planned for one in course.events.values()})
    assert [(one.planned, one.earliest, one.latest) for one in again.values()] == [
        (one.planned, one.earliest, one.latest) for one in course.events.values()
    ]
    assert all(one.days_moved == 0 for one in again.values())


@given(courses(), st.data(), st.integers(1, 60))
def test_a_delay_never_brings_anything_forward(course: Course, data: st.DataObject, late: int) -> None:
    one = data.draw(st.sampled_from(course.waited_for))
    after = course.planned({**course.actual, one: course.events[one].on + timedelta(days=late)})
    assert all(after[other].planned >= course.events[other].planned for other in course.ids if other != one)
