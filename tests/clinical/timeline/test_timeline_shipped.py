"""The templates that ship: those of the contract are there, their dates are those of a table worked by hand, every
way of making the choices lays out, and what the fact file leaves open stays open."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from shipped import SHIPPED, WAYS

from desktop.clinical.timeline import EventKind, FactStatus, phase_now, plan
from desktop.clinical.timeline.layout import lay_out

TABLE = (Path(__file__).parents[2] / "data" / "timeline-templates.csv").read_text("utf-8").splitlines()
HAND = list(csv.DictReader(line for line in TABLE if not line.startswith("#")))
START = date(2025, 1, 6)

CONTRACT = (
    *("cog-high-risk", "cog-anbl0532", "cog-5-cycle", "dinutuximab-us-label", "dinutuximab-cog", "eflornithine"),
    *("siopen-rapid-cojec", "siopen-bumel", "dinutuximab-beta", "anbl0531-2", "anbl0531-4", "anbl0531-8"),
    *("anbl1221", "naxitamab", "mibg-therapy"),
)
CYCLES = {
    "cog-anbl0532": [0, 21, 42, 63, 84, 105],
    "cog-5-cycle": [0, 21, 42, 63, 84],
    "dinutuximab-us-label": [0, 24, 56, 80, 112],
    "dinutuximab-cog": [0, 28, 56, 84, 112, 140],
    "siopen-rapid-cojec": [0, 10, 20, 30, 40, 50, 60, 70],
    "dinutuximab-beta": [0, 35, 70, 105, 140],
    "anbl0531-2": [0, 21],
    "anbl0531-4": [0, 21, 42, 63],
    "anbl0531-8": [0, 21, 42, 63, 84, 105, 126, 147],
    "mibg-therapy": [0, 14],
}
"""Days of C1, C2 ... from the start, as the fact file lists them."""


def choices_of(words: str) -> dict[str, str]:
    return dict(one.split("=") for one in words.split())


def test_every_template_of_the_contract_is_there() -> None:
    assert [one for one in CONTRACT if one not in SHIPPED] == []


@pytest.mark.parametrize("row", HAND, ids=lambda row: " ".join(filter(None, list(row.values())[:4])))
def test_a_nominal_date_equals_the_table_worked_by_hand(row: dict[str, str]) -> None:
    start = date.fromisoformat(row["start"])
    events = {one.id: one for one in plan(SHIPPED[row["template"]], start, {}, choices=choices_of(row["choices"]))}
    event = events[row["event"]]
    days = (event.planned, event.earliest, event.latest)
    assert [one.isoformat() if one else "" for one in days] == [row["date"], row["earliest"], row["latest"]]


def test_the_table_has_dates_of_every_template_and_of_every_option() -> None:
    assert len(HAND) > 80
    assert {row["template"] for row in HAND} == set(SHIPPED)
    told = {(row["template"], *one) for row in HAND for one in choices_of(row["choices"]).items()}
    others = {
        (one.id, choice.id, option.id)
        for one in SHIPPED.values()
        for choice in one.choices
        for option in choice.options
        if option.id != choice.default
    }
    untold = others - told
    assert untold <= {("naxitamab", "response", "four"), ("anbl0531-4", "further", "two")} | {
        ("anbl0531-8", "further", one) for one in ("two", "four")
    } | {("mibg-therapy", "infusions", "one"), ("cog-anbl1531", "surgery", "after_c4")}, (
        "an option whose dates nobody worked out"
    )


@pytest.mark.parametrize("name", CYCLES)
def test_the_cycles_are_c1_c2_and_so_on(name: str) -> None:
    events = [one for one in plan(SHIPPED[name], START, {}) if one.kind is EventKind.COURSE and one.id[1:].isdigit()]
    assert [one.id for one in events] == [f"C{number}" for number in range(1, len(CYCLES[name]) + 1)]
    assert [(one.planned - START).days for one in events] == CYCLES[name]


@pytest.mark.parametrize(
    ("name", "made"), WAYS, ids=lambda one: "-".join(one.values()) if isinstance(one, dict) else one
)
def test_every_way_of_choosing_lays_out(name: str, made: dict[str, str]) -> None:
    template = SHIPPED[name].chosen(made)
    events = plan(template, START, {})
    courses = [one.planned for one in events if one.kind is EventKind.COURSE]
    assert courses == sorted(courses), "courses stand in the file as they follow each other"
    assert {one.phase for one in events} == {one.id for one in template.phases}
    assert all(one.earliest is None or one.earliest <= one.planned for one in events)
    assert all(one.latest is None or one.planned <= one.latest for one in events), "planned outside its own window"
    drawn = lay_out(template, START, events, width=900, measure=lambda text: 6.0 * len(text))
    assert {one.event for one in (*drawn.bars, *drawn.marks)} == {one.id for one in events}
    done = plan(template, START, {one.id: one.planned for one in events})
    assert phase_now(template, done)[1:] == (phase_now(template, done)[2],) * 2


def bar(name: str, event: str, start: date = START, **choices: str) -> tuple[date, date]:
    one = next(one for one in plan(SHIPPED[name], start, {}, choices=choices) if one.id == event)
    assert one.begins
    assert one.ends
    return one.begins, one.ends


def test_day_0_and_day_1_are_kept_apart() -> None:
    # d-6 is 6 days before day 0; naxitamab counts from day 1 and has a day 0, so that d-4 is 5 days before it
    assert bar("siopen-bumel", "HDC1") == (START - timedelta(days=6), START)
    assert bar("naxitamab", "C1") == (START - timedelta(days=5), START + timedelta(days=4))
    assert bar("dinutuximab-beta", "IL2_1", interleukin="with") == (date(2024, 12, 30), date(2025, 1, 3))
    assert bar("dinutuximab-beta", "C1") == (START, START + timedelta(days=34))
    assert bar("cog-anbl0532", "HDC1")[0] == date(2025, 5, 18)
    # five cycles of the US label fill days 1 to 136, dinutuximab beta days 1 to 175, six COG cycles days 1 to 126
    assert bar("dinutuximab-us-label", "C5")[1] == START + timedelta(days=135)
    assert bar("dinutuximab-beta", "C5")[1] == START + timedelta(days=174)
    assert bar("cog-anbl0532", "C6")[1] == START + timedelta(days=125)
    assert bar("eflornithine", "DFMO", date(2024, 2, 29))[1] == date(2026, 2, 27)


def test_radiotherapy_begins_when_its_own_template_says() -> None:
    windows = {}
    for name in ("cog-anbl0532", "cog-anbl09p1", "siopen-bumel"):
        anchors = [one for one in SHIPPED[name].event("RT").anchors if one.earliest is not None]
        windows[name] = {(one.earliest, one.latest, str(one.status)) for one in anchors}
    assert windows == {
        "cog-anbl0532": {(28, 42, "verified")},
        "cog-anbl09p1": {(42, None, "verified")},
        "siopen-bumel": {(60, 90, "unverified")},
    }


def test_the_limit_of_eight_weeks_hangs_on_cycle_6_and_on_nothing_else() -> None:
    limited = {
        (name, anchor.event, anchor.latest)
        for name, one in SHIPPED.items()
        for event in one.events
        if event.id == "HDC1"
        for anchor in event.after
        if anchor.latest is not None
    }
    assert limited == {("cog-anbl0532", "C6", 56), ("cog-anbl09p1", "MIBG", 84)}


UNVERIFIED = {
    "anbl0531-2": {"C2"},
    "anbl0531-8": {"C5"},
    "dinutuximab-cog": {f"C{number}" for number in range(1, 7)},
    "siopen-bumel": {"HDC1", "RT"},
    "siopen-rapid-cojec": {"PBSC_HARVEST", "SURGERY_PRIMARY"},
    "mskcc-n5": {f"C{number}" for number in range(1, 6)},
    "cog-anbl0532": {"HDC2", "EV_C2", "EV_C4", "EV_PRE_RT"},
    "observation-adrenal": {"OBS4", "OBS5", "OBS6", "OBS7"},
}


@pytest.mark.parametrize("name", UNVERIFIED)
def test_what_the_fact_file_leaves_unverified_stays_so(name: str) -> None:
    doubtful = {one.id for one in plan(SHIPPED[name], START, {}) if one.fact_status is FactStatus.UNVERIFIED}
    assert UNVERIFIED[name] - doubtful == set()


def test_a_trial_says_so_and_nothing_else_is_called_one() -> None:
    trials = {one.id for one in SHIPPED.values() if one.status is FactStatus.INVESTIGATIONAL}
    assert trials == {"beacon", "cog-anbl09p1", "cog-anbl1531", "siopen-hr-nbl2"}
    assert {one.id for one in SHIPPED.values() if "(trial)" in one.title} == trials
    assert {one.id for one in SHIPPED.values() if one.group == "trial"} == trials
    for event in (event for one in SHIPPED.values() if one.id in trials for event in one.events):
        assert event.id != "MIBG" or event.status is FactStatus.INVESTIGATIONAL


def test_a_verified_template_has_no_unverified_row_of_its_own() -> None:
    for one in SHIPPED.values():
        doubtful = [row.id for row in one.chosen().events if row.status is not FactStatus.VERIFIED]
        assert one.status is not FactStatus.VERIFIED or doubtful == [], one.id


def test_no_template_names_a_dose_to_give() -> None:
    for event in (event for one in SHIPPED.values() for event in one.events):
        assert "mg/" not in event.drugs, event.id


def test_both_readings_of_a_conflict_are_told() -> None:
    conflicts = {
        one.id
        for one in SHIPPED.values()
        if any("CONFLICT" in words for words in (one.note, *(choice.note for choice in one.choices)))
    }
    assert conflicts == {"dinutuximab-us-label", "dinutuximab-cog", "dinutuximab-beta", "observation-anbl00p2"}
