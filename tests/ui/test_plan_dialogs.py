"""Starting a plan and recording a date: what would move is said before anything is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot
from window_helpers import TODAY

from desktop.clinical.case import Case
from desktop.clinical.timeline import PlannedEvent
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.library import Library
from desktop.services.plan_answers import EventAnswer, Way
from desktop.services.planning import with_event
from desktop.services.plans import grouped_templates, plan_case
from desktop.ui.dialogs.plan_asked import Recording
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.dialogs.start_plan import StartPlanDialog
from desktop.ui.start import Stage
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.words import child_words

START = TODAY - timedelta(days=60)


@pytest.fixture
def case(library: Library) -> Case:
    template = library.templates["cog-high-risk"]
    plan = TreatmentPlan(template=template.id, template_version=template.version, start=START)
    child = Case(family_name="Zztest", given_name="Alpha", plans=(plan,))
    for event, day, reason in (("C1", 0, ""), ("C2", 28, "platelets low")):
        child = with_event(library, child, event, START + timedelta(days=day), reason)
    return child


def event_of(library: Library, case: Case, event_id: str) -> PlannedEvent:
    return next(one for one in plan_case(library, case, TODAY) if one.id == event_id)


def asked(qtbot: QtBot, stage: Stage, library: Library, case: Case, event_id: str) -> EventDialog:
    recording = Recording.of(library, case, event_of(library, case, event_id))
    dialog = EventDialog(stage.look, recording, lambda: TODAY, stage.application.activeWindow())  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_moves_is_told_while_the_date_is_typed(qtbot: QtBot, stage: Stage, library: Library, case: Case) -> None:
    dialog = asked(qtbot, stage, library, case, "C3")
    assert dialog.preview.text() == ""
    planned = event_of(library, case, "C3").planned
    qtbot.keyClicks(dialog.day, f"{planned + timedelta(days=3):%d/%m/%y}")
    assert dialog.preview.text().startswith("19 events still to come move by +3 d: Induction cycle 4 to ")
    dialog.day.clear()
    qtbot.keyClicks(dialog.day, f"{planned:%d/%m/%y}")
    assert dialog.preview.text() == "Nothing that is still to come moves."
    dialog.day.clear()
    qtbot.keyClicks(dialog.day, "soon")
    assert dialog.preview.text() == ""


def test_what_speaks_against_a_day_is_said_and_nothing_is_forbidden(
    qtbot: QtBot, stage: Stage, library: Library, case: Case
) -> None:
    dialog = asked(qtbot, stage, library, case, "C3")
    qtbot.keyClicks(dialog.day, f"{START + timedelta(days=10):%d/%m/%y}")
    assert dialog.against.text() == "Before Induction cycle 2, which took place on 22 Oct 2026."
    with qtbot.waitSignal(dialog.answered) as recorded:
        dialog.do.click()
    assert recorded.args == [EventAnswer(way=Way.TOOK_PLACE, day=START + timedelta(days=10))]


def test_a_reason_given_before_is_kept_and_an_empty_day_takes_back(
    qtbot: QtBot, stage: Stage, library: Library, case: Case
) -> None:
    dialog = asked(qtbot, stage, library, case, "C2")
    assert dialog.why.words.text() == "platelets low"
    assert dialog.day.text() == "22 Oct 2026"
    dialog.day.selectAll()
    qtbot.keyClicks(dialog.day, " ")
    assert "move by −7 d" in dialog.preview.text()
    with qtbot.waitSignal(dialog.answered) as recorded:
        dialog.do.click()
    assert recorded.args == [EventAnswer(way=Way.TOOK_PLACE, reason="platelets low")]


def test_the_child_is_named_and_each_open_condition_is_said_not_to_be_confirmed(
    qtbot: QtBot, stage: Stage, library: Library, case: Case
) -> None:
    event = event_of(library, case, "C3")
    assert len(event.open_conditions) > 1
    dialog = asked(qtbot, stage, library, case, "C3")
    told = [one.text() for one in dialog.findChildren(Text)]
    assert [one for one in told if one.startswith("Not confirmed: ")] == [
        f"Not confirmed: {one.title} (unverified)" for one in event.open_conditions
    ]
    assert child_words(case) in told


def test_no_day_at_all_is_refused_in_words(qtbot: QtBot, stage: Stage, library: Library, case: Case) -> None:
    dialog = asked(qtbot, stage, library, case, "C3")
    dialog.do.click()
    assert dialog.isVisible()
    assert "No day is written" in dialog.wrong.text()


def test_a_plan_says_how_far_it_runs_and_how_far_to_trust_it(qtbot: QtBot, stage: Stage, library: Library) -> None:
    dialog = StartPlanDialog(
        stage.look,
        library,
        lambda: TODAY,
        Case(family_name="Zztest", given_name="Alpha"),
        stage.application.activeWindow(),
        "cog-high-risk",  # type: ignore[arg-type]
    )
    qtbot.addWidget(dialog)
    dialog.show()
    chosen = [one for one in dialog.findChildren(QRadioButton) if one.isChecked()]
    assert [one.text() for one in chosen if one.text()] == ["COG high risk"], (
        "what a template leaves open has words beside"
    )
    assert "unverified" in chosen[0].accessibleDescription()
    qtbot.keyClicks(dialog.start, "t")
    assert dialog.preview.text().startswith("26 events from 23 Nov 2026 to ")


def test_templates_stand_under_the_heads_of_their_groups_with_their_status(
    qtbot: QtBot, stage: Stage, library: Library
) -> None:
    dialog = StartPlanDialog(
        stage.look,
        library,
        lambda: TODAY,
        Case(family_name="Zztest", given_name="Alpha"),
        stage.application.activeWindow(),  # type: ignore[arg-type]
    )
    qtbot.addWidget(dialog)
    dialog.show()
    heads = [one.accessibleName() for one in dialog.templates.findChildren(Section)]
    assert heads == [words for words, _ in grouped_templates(library)]
    assert {one.group for one in library.templates.values()} <= {*library.labels.words["template_group"]} - {"other"}
    assert len(dialog.templates.buttons) == len(library.templates)
    assert dialog.templates.chosen is None, "a template that stands marked would read as advice"
    trial = next(one for one in dialog.templates.buttons if one.text() == "BEACON (trial)")
    assert trial.accessibleDescription() == "6 courses for relapse, up to 12; investigational"
    for one in dialog.templates.buttons:
        one.click()
        qtbot.keyClicks(dialog.start, "t")
        assert " events from 23 Nov 2026 to " in dialog.preview.text(), one.text()
        dialog.start.clear()
    assert dialog._first_day.text() == library.templates[dialog.templates.chosen or ""].start
    assert dialog.start.isVisible(), "the first day is never scrolled away"
