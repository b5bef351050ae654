"""Where the child stands: phase and count, the next event, days behind the first plan."""

from datetime import date, timedelta

from shipped import SHIPPED, WAYS

import resources
from desktop.clinical.timeline import (
    PlannedEvent,
    Template,
    causes,
    days_behind,
    first_plan,
    next_due,
    phase_now,
    phase_words,
    plan,
    slips,
    step_now,
)

START = date(2025, 1, 6)
TEMPLATE = Template.parse(resources.read_text("protocols/cog-high-risk.toml")).chosen()


def after(**days: int) -> tuple[PlannedEvent, ...]:
    return plan(TEMPLATE, START, {one: START + timedelta(days=number) for one, number in days.items()})


def test_what_moved_is_told_against_the_days_of_the_first_plan() -> None:
    for template, made in WAYS:
        chosen = SHIPPED[template].chosen(made)
        first = {one.id: one.on for one in first_plan(chosen, START).values()}
        events = plan(chosen, START, {one: day + timedelta(days=3) for one, day in [*first.items()][:4]})
        assert {one.event: (one.first, one.days) for one in slips(chosen, START, events)} == {
            one.id: (first[one.id], (one.on - first[one.id]).days) for one in events
        }


def test_before_the_first_course() -> None:
    events = after()
    assert phase_now(TEMPLATE, events) == ("Induction", 0, 5)
    due = next_due(events)
    assert due is not None
    assert due.id == "EV_DX"


def test_a_course_is_said_to_be_done_once_the_drawing_shows_it_done() -> None:
    days = {"C1": START, "C2": START + timedelta(days=21)}
    for day, words in ((25, "Induction 2 of 5"), (60, "Induction 2 of 5 done")):
        assert phase_words(TEMPLATE, plan(TEMPLATE, START, days, START + timedelta(days=day))) == words
    assert phase_words(TEMPLATE, after()) == "Induction 0 of 5 done"


def test_phase_and_count_follow_the_last_course() -> None:
    assert phase_now(TEMPLATE, after(C1=0, C2=21)) == ("Induction", 2, 5)
    assert phase_now(TEMPLATE, after(C3=42)) == ("Induction", 3, 5), "cycle 3 is the third, recorded or not"
    assert phase_now(TEMPLATE, after(C5=84)) == ("Induction", 5, 5)
    assert phase_now(TEMPLATE, after(C5=84, HDC1=133)) == ("Consolidation", 1, 3)
    assert phase_now(TEMPLATE, after(DIN2=259)) == ("Post-consolidation", 2, 6)
    assert phase_now(TEMPLATE, after(DFMO=399)) == ("Continuation", 1, 1)


def test_the_step_of_treatment_never_goes_back() -> None:
    assert step_now(TEMPLATE, after()) == 3
    assert step_now(TEMPLATE, after(C1=0, C4=63, EV_EOI=70)) == 3, "an evaluation is no step"
    assert step_now(TEMPLATE, after(C4=63, SURGERY_PRIMARY=80)) == 4
    assert step_now(TEMPLATE, after(C4=63, SURGERY_PRIMARY=80, C5=90)) == 4
    assert step_now(TEMPLATE, after(HDC1=133)) == 5
    assert step_now(TEMPLATE, after(RT=200)) == 6
    assert step_now(TEMPLATE, after(DIN2=259)) == step_now(TEMPLATE, after(DFMO=399)) == 7


def test_the_next_event_is_not_one_that_was_overtaken() -> None:
    due = next_due(after(C1=0, C3=42))
    assert due is not None
    assert due.id == "C4"
    due = next_due(after(C5=84))
    assert due is not None
    assert due.id == "SURGERY_PRIMARY"


def test_nothing_is_next_when_all_is_over() -> None:
    everything = {one.id: START for one in TEMPLATE.events}
    assert next_due(plan(TEMPLATE, START, everything)) is None
    assert next_due(plan(TEMPLATE, START, {}, stopped=True)) is None


def test_slips_tell_the_whole_and_the_own_part() -> None:
    events = after(C1=0, C2=21, C3=49, C4=70, C5=98)
    by_id = {one.event: one for one in slips(TEMPLATE, START, events)}
    assert [(by_id[one].days, by_id[one].own) for one in ("C2", "C3", "C4", "C5", "HDC1")] == [
        (0, 0),
        (7, 7),
        (7, 0),
        (14, 7),
        (14, 0),
    ]
    assert days_behind(slips(TEMPLATE, START, events), events) == 14
    assert days_behind(slips(TEMPLATE, START, after()), after()) == 0


def test_the_causes_of_a_date_are_the_delays_of_what_it_hangs_on() -> None:
    events = after(C1=0, C2=21, C3=49, C4=70, C5=98, PBSC_HARVEST=43)
    told = {
        one: [(slip.event, slip.own) for slip in causes(TEMPLATE, START, events, one)] for one in ("C2", "C3", "C5")
    }
    assert told == {
        "C2": [],
        "C3": [("PBSC_HARVEST", 2), ("C3", 6)],
        "C5": [("PBSC_HARVEST", 2), ("C3", 6), ("C5", 7)],
    }
    assert [one.event for one in causes(TEMPLATE, START, events, "HDC1")] == ["PBSC_HARVEST", "C3", "C5"]
    assert causes(TEMPLATE, START, after(), "DFMO") == ()
