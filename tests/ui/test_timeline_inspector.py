"""The selected event in words: its dates, its gate, why it moved, and what that rests on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from window_helpers import TODAY

from desktop.clinical.timeline import FactStatus, plan
from desktop.clinical.timeline.drawing import Lane
from desktop.services.library import Library
from desktop.ui.start import Stage
from desktop.ui.timeline import EventInspector, ShownPlan, Stop
from desktop.ui.timeline.told import days_in_all, facts, gate_title, sources, spoken, trust_words, why_it_moved

START = TODAY - timedelta(days=108)


@pytest.fixture
def shown(library: Library) -> ShownPlan:
    template = library.templates["cog-high-risk"].chosen()
    days = {"EV_DX": 0, "CVL": 0, "C1": 0, "C2": 21, "C3": 49, "C4": 70, "C5": 98}
    actual = {one: START + timedelta(days=number) for one, number in days.items()}
    return ShownPlan(template, START, plan(template, START, actual, TODAY), {"C3": "platelets low"})


def told(shown: ShownPlan, event_id: str) -> dict[str, str]:
    event = shown.event(event_id)
    assert event is not None
    return {one.label: one.words for one in facts(shown, event)}


def words(inspector: EventInspector) -> list[tuple[str, str]]:
    labels = [one for one in inspector.findChildren(QLabel) if one.text() and one.isVisibleTo(inspector)]
    return [(one.text(), one.palette().color(one.foregroundRole()).name().upper()) for one in labels]


def test_dates_from_the_first_plan_to_what_happened(shown: ShownPlan) -> None:
    assert told(shown, "C3") == {
        "Status": "Done",
        "First planned": "18 Sep 2026",
        "Actual": "25 Sep 2026",
        "Slip": "+7 d against the first plan",
        "Reason": "platelets low",
        "Window": "none found in a source",
        "Runs": "25 Sep 2026 to 15 Oct 2026",
        "In template": "cisplatin d1-4, etoposide d1-3",
    }
    assert told(shown, "C1")["Slip"] == "none"
    assert told(shown, "PBSC_HARVEST")["Status"] == "Not recorded: a later course took place"
    assert told(shown, "PBSC_HARVEST")["Actual"] == "not recorded", "a silence is never a negative"
    assert told(shown, "HDC1")["First planned"] == "18 Dec 2026"
    assert told(shown, "HDC1")["Now planned"] == "01 Jan 2027"
    assert told(shown, "C5")["Status"] == "Now: begun, with days to come", "the word of the drawing and of the table"


def test_a_date_outside_its_window_is_said(library: Library) -> None:
    template = library.templates["cog-high-risk"].chosen()
    late = plan(template, START, {"HDC2": date(2027, 6, 1), "HDC1": date(2027, 1, 1)})
    shown = ShownPlan(template, START, late, {})
    assert told(shown, "HDC2")["Window"].endswith("; its date lies outside")


def test_why_it_moved_names_each_delay_and_its_reason(shown: ShownPlan) -> None:
    gate = shown.event("HDC1")
    assert gate is not None
    causes = [(one.event, one.days, one.reason) for one in why_it_moved(shown, gate)]
    assert causes == [
        ("Induction cycle 3", "+7 d", "platelets low"),
        ("Induction cycle 5", "+7 d", "no reason recorded"),
    ]
    assert days_in_all(shown, gate) == "14 d later in all"
    first = shown.event("C1")
    assert first is not None
    assert why_it_moved(shown, first) == ()


def test_each_number_of_a_date_has_its_source_and_status(shown: ShownPlan) -> None:
    surgery = shown.event("SURGERY_PRIMARY")
    assert surgery is not None
    found = list(sources(shown, surgery))
    assert found[0].status is FactStatus.VERIFIED
    assert "ClinicalTrials.gov" in found[0].words
    assert found[1].words.startswith("Date: 21 d after Induction cycle 5")
    assert found[1].words.endswith("cycle 5 are over. Planning default of this template, by arithmetic only")
    assert found[1].status is FactStatus.UNVERIFIED


def test_no_source_is_told_by_its_code(shown: ShownPlan) -> None:
    told = [one for event in shown.events for one in sources(shown, event)]
    assert not [one.words for one in told for key in shown.template.sources if key in one.words]
    assert trust_words(FactStatus.VERIFIED) == "This row: verified in its source"
    assert trust_words(FactStatus.UNVERIFIED) == "Unverified: no published source confirms it"


def test_one_name_for_the_last_drug(shown: ShownPlan) -> None:
    assert shown.template.title.endswith("eflornithine (DFMO)")
    assert shown.template.event("DFMO").title == "Eflornithine (DFMO)"


def test_what_is_read_out(shown: ShownPlan) -> None:
    cycle = shown.event("C3")
    assert cycle is not None
    assert gate_title(cycle) == "Gate before induction cycle 3"
    assert spoken(cycle, gate=False) == "Induction cycle 3, done 25 Sep 2026, gate not recorded"
    assert spoken(cycle, gate=True) == "Gate before induction cycle 3, not recorded, done 25 Sep 2026"


def test_the_panel_says_what_is_open_and_marks_what_is_not_verified(
    qtbot: QtBot, stage: Stage, shown: ShownPlan
) -> None:
    inspector = EventInspector(stage.look)
    qtbot.addWidget(inspector)
    inspector.show_event(shown, Stop("C3", Lane.GATES, 0.0, ()))
    told = words(inspector)
    assert told[0][0] == "Gate before induction cycle 3"
    caution = stage.look.colours.caution
    assert ("Unverified", caution) in told
    assert any(one.startswith("A person confirms a gate") for one, _ in told)
    before = told.index(("Conditions of the gate", stage.look.colours.text2))
    assert before < [one for one, _ in told].index("First planned"), "a gate begins with its conditions"
    inspector.show_event(shown, Stop("C1", Lane.NOW, 0.0, ()))
    assert not any("gate" in one.lower() for one, _ in words(inspector))


def test_no_word_of_the_panel_is_cut_at_200_percent(qtbot: QtBot, stage: Stage, shown: ShownPlan) -> None:
    before = stage.look.scale
    stage.look.scale = 2.0
    try:
        inspector = EventInspector(stage.look)
        qtbot.addWidget(inspector)
        inspector.show_event(shown, Stop("HDC1", Lane.GATES, 0.0, ()))
        inspector.setFixedWidth(stage.look.px(312))
        inspector.show()
        inspector.resize(stage.look.px(312), inspector.heightForWidth(stage.look.px(312)))
        for label in inspector.findChildren(QLabel):
            if label.wordWrap() and label.text():
                longest = max(label.fontMetrics().horizontalAdvance(one) for one in label.text().split())
                assert longest <= label.width(), label.text()
                assert label.heightForWidth(label.width()) <= label.height() + 1, label.text()
    finally:
        stage.look.scale = before


def test_months_are_told_as_months(library: Library) -> None:
    template = library.templates["eflornithine"].chosen()
    shown = ShownPlan(template, TODAY, plan(template, TODAY, {}), {})
    told = {one: list(sources(shown, event))[1].words for one in ("LFT_1", "LFT_9") if (event := shown.event(one))}
    assert told["LFT_1"].startswith("Date: 1 month after Eflornithine (DFMO). Monthly for 6 months.")
    assert told["LFT_9"].startswith("Date: 9 months after Eflornithine (DFMO).")


def test_no_source_of_any_template_is_told_by_its_code(library: Library) -> None:
    for template in library.templates.values():
        for anchor in (anchor for event in template.events for anchor in event.after):
            assert not [key for key in template.sources if key in anchor.basis], (template.id, anchor.basis)
