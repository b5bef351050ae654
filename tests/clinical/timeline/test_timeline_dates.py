"""The shipped template's dates: equal to a table worked out by hand, moved by what happened, and told truly."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

import resources
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import EventStatus, FactStatus, GateState, PlannedEvent, Template, plan
from desktop.clinical.timeline.rows import add_months

START = date(2025, 1, 6)
HAND = tomllib.loads((Path(__file__).parents[2] / "data" / "timeline-cog-high-risk.toml").read_text("utf-8"))
TEMPLATE = Template.parse(resources.read_text("protocols/cog-high-risk.toml"), "cog-high-risk.toml").chosen()


def planned(actual: dict[str, date] | None = None, today: date | None = None) -> dict[str, PlannedEvent]:
    return {one.id: one for one in plan(TEMPLATE, START, actual or {}, today)}


def test_nominal_dates_equal_the_table_worked_by_hand() -> None:
    ours = [(one.id, one.planned, one.earliest, one.latest) for one in planned().values()]
    theirs = [(row["id"], row["planned"], row.get("earliest"), row.get("latest")) for row in HAND["date"]]
    assert HAND["start"] == START
    assert ours == theirs


def test_a_late_cycle_moves_all_that_follows_and_keeps_its_own_planned_date() -> None:
    events = planned({"C3": date(2025, 2, 26)})
    assert {one: events[one].planned for one in HAND["after_cycle_3"]} == HAND["after_cycle_3"]
    assert events["C3"].actual == date(2025, 2, 26)
    assert events["C3"].days_moved == 9


def test_the_courses_of_the_contract_are_there_in_order() -> None:
    courses = [one.id for one in TEMPLATE.events if one.kind == "course"]
    assert courses == [
        *(f"C{n}" for n in range(1, 6)),
        *("HDC1", "HDC2", "RT"),
        *(f"DIN{n}" for n in range(1, 7)),
        "DFMO",
    ]
    assert TEMPLATE.id == "cog-high-risk"


def test_one_event_as_other_programs_read_it() -> None:
    assert planned({"HDC2": date(2025, 7, 7)})["RT"].document() == {
        "id": "RT",
        "phase": "consolidation",
        "title": "Radiotherapy",
        "planned": "2025-08-04",
        "earliest": "2025-08-04",
        "latest": "2025-08-18",
        "actual": None,
        "gate": None,
        "status": "planned",
        "source": "S-0532, S-RT, S-02P1; date: S-0532",
    }


def test_doubt_stands_in_the_source_and_in_the_gate() -> None:
    events = planned()
    assert events["HDC2"].document()["source"] == "S-0532; date: FACTBASE (unverified)"
    assert events["HDC2"].fact_status is FactStatus.UNVERIFIED
    assert "(unverified)" in str(events["C2"].document()["gate"])
    assert events["C2"].fact_status is FactStatus.VERIFIED
    for one in events.values():
        assert (one.fact_status is FactStatus.VERIFIED) == ("unverified" not in one.source)


def test_consolidation_has_no_limit_taken_from_a_six_cycle_protocol() -> None:
    events = planned()
    assert events["HDC1"].latest is None
    assert events["C5"].latest is None


def test_day_0_and_day_1_are_kept_apart() -> None:
    events = planned()
    # conditioning on d-7 begins a week before the infusion; a 21-day cycle ends 20 days after its day 1
    assert (events["HDC1"].begins, events["HDC1"].ends) == (date(2025, 5, 12), date(2025, 5, 19))
    assert (events["C1"].begins, events["C1"].ends) == (date(2025, 1, 6), date(2025, 1, 26))
    assert events["DFMO"].ends == date(2028, 2, 8)


def test_months_are_counted_by_the_calendar_and_clamped() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 24) == date(2026, 2, 28)


def test_radiotherapy_counts_from_the_last_infusion() -> None:
    events = planned({"HDC1": date(2025, 5, 19), "HDC2": date(2025, 7, 14)})
    assert events["RT"].planned == date(2025, 7, 14) + timedelta(days=28)


def test_surgery_after_cycle_4_moves_cycle_5_and_is_not_waited_for_later() -> None:
    events = planned({"SURGERY_PRIMARY": date(2025, 4, 4)})
    assert events["C5"].planned == date(2025, 4, 4)
    assert events["EV_EOI"].planned == date(2025, 4, 24)
    late = planned({"C5": date(2025, 3, 31), "SURGERY_PRIMARY": date(2025, 5, 1)})
    assert late["C5"].planned == date(2025, 3, 31), "what came after an event does not move it"
    assert late["EV_EOI"].planned == date(2025, 5, 15)


def test_status_follows_today() -> None:
    def status(today: date) -> EventStatus:
        return planned({"HDC2": date(2025, 7, 7)}, today)["RT"].status

    assert status(date(2025, 8, 3)) is EventStatus.PLANNED
    assert status(date(2025, 8, 4)) is EventStatus.DUE
    assert status(date(2025, 8, 18)) is EventStatus.DUE
    assert status(date(2025, 8, 19)) is EventStatus.LATE
    assert planned({"C1": START}, date(2030, 1, 1))["C1"].status is EventStatus.DONE
    assert planned({"C1": START})["C1"].status is EventStatus.DONE
    assert planned()["C1"].status is EventStatus.PLANNED, "without a day nothing is due"


def test_what_a_person_left_out_is_skipped_and_no_longer_waited_for() -> None:
    events = {one.id: one for one in plan(TEMPLATE, START, {}, skipped={"SURGERY_PRIMARY", "C3"})}
    assert events["SURGERY_PRIMARY"].status is EventStatus.SKIPPED
    assert events["EV_EOI"].planned == date(2025, 4, 20)  # C5 + 20
    assert events["C4"].planned == date(2025, 3, 10), "the only anchor keeps its planned date"


def test_a_stopped_plan_keeps_what_was_done() -> None:
    events = {one.id: one for one in plan(TEMPLATE, START, {"C1": START}, stopped=True)}
    assert events["C1"].status is EventStatus.DONE
    assert {one.status for one in events.values() if one.id != "C1"} == {EventStatus.STOPPED}


def test_a_gate_waits_for_a_person() -> None:
    before = dict.fromkeys(("EV_EOI", "C5", "SURGERY_PRIMARY"), START)
    assert planned()["HDC1"].gate_state is GateState.NOT_YET
    assert planned(before)["HDC1"].gate_state is GateState.OPEN
    assert planned({"HDC1": START})["HDC1"].gate_state is GateState.UNRECORDED
    assert planned()["C1"].gate_state is None
    part = {one.id: one for one in plan(TEMPLATE, START, before, gates={"HDC1": ["no_progression"]})}["HDC1"]
    assert [one.id for one in part.open_conditions] == ["organs_hdc", "stem_cells"]
    whole = ["no_progression", "organs_hdc", "stem_cells"]
    full = {one.id: one for one in plan(TEMPLATE, START, before, gates={"HDC1": whole})}["HDC1"]
    assert full.gate_state is GateState.CONFIRMED


def test_a_date_outside_its_window_is_named() -> None:
    done = {"HDC2": date(2025, 7, 7)}
    assert not planned({**done, "RT": date(2025, 8, 18)})["RT"].outside_window
    assert planned({**done, "RT": date(2025, 8, 19)})["RT"].outside_window
    assert planned({**done, "RT": date(2025, 8, 3)})["RT"].outside_window


def test_an_event_of_another_template_is_refused_by_name() -> None:
    with pytest.raises(UserError, match='"cog-high-risk" has no event "C9"'):
        planned({"C9": START})
