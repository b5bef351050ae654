"""A child's treatment plan: starting one, what is said of its events and of it as a whole, and how that is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.vocabulary import SlipReason
from desktop.services.plan_answers import EventAnswer, Way, with_answer
from desktop.services.plan_course import new_plan, with_pause, with_resumed, with_stop
from desktop.services.planning import with_booking, with_gate, with_left_out
from desktop.services.plans import plan_case
from desktop.ui.dialogs.plan_asked import Recording
from desktop.ui.dialogs.plan_choice import ChoiceDialog
from desktop.ui.dialogs.plan_course import AGAIN, GO_ON, REST, STOP, CourseDialog, CourseStep
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.dialogs.start_plan import StartPlanDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import TREATMENT
from tests.gallery.scene import scenes
from tests.gallery.studio import TODAY, Studio

_PERSON = "Zztest Clinician"


def start(studio: Studio) -> QWidget:
    """A template is marked: what it leaves open stands beneath it, and what it ends above."""
    case = studio.child("Foxtrot")
    dialog = StartPlanDialog(studio.look, studio.library, lambda: TODAY, case, studio.host(), "cog-high-risk")
    studio.show(dialog)
    QTest.keyClicks(dialog.start, "t")
    return dialog


def start_without_a_mark(studio: Studio) -> QWidget:
    child = Case(family_name="Zztest", given_name="Papa")
    return studio.show(StartPlanDialog(studio.look, studio.library, lambda: TODAY, child, studio.host()))


def record(studio: Studio) -> QWidget:
    """A cycle that came some days late: what would move, and what it would break."""
    dialog = studio.show(_asked(studio, studio.child("Foxtrot"), "C3"))
    # as a person types it: only then it says which day that is
    QTest.keyClicks(dialog.day, "t-1")
    dialog.why.code.show_chosen(SlipReason.COUNTS)
    dialog.why.words.setText("platelets low")
    return dialog


def record_part_of_a_day(studio: Studio) -> QWidget:
    dialog = _asked(studio, studio.child("Alpha"), "C2")
    dialog.day.setText("Nov 2026")
    dialog.say_wrong("A whole day is needed here, for example 3/4/26.")
    return studio.show(dialog)


def fix_a_day_too_early(studio: Studio) -> QWidget:
    dialog = studio.show(_asked(studio, studio.child("Foxtrot"), "SURGERY_PRIMARY"))
    dialog.way.choose(Way.FIXED)
    QTest.keyClicks(dialog.day, "11/1/27")
    dialog.why.words.setText("theatre")
    return dialog


def leave_out(studio: Studio) -> QWidget:
    dialog = studio.show(_asked(studio, studio.child("Foxtrot"), "C4"))
    dialog.way.choose(Way.LEFT_OUT)
    dialog.do.click()
    return dialog


def gate(studio: Studio) -> QWidget:
    """One condition on record, one just ticked, one open."""
    case = with_gate(studio.library, studio.child("Bravo"), "HDC1", "no_progression", TODAY - timedelta(days=3),
                     "Dr Zztest-Okoro")  # fmt: skip
    dialog = studio.show(_asked(studio, case, "HDC1", gate=True))
    dialog.gate.conditions[1].tick.click()
    return dialog


def rests(studio: Studio) -> QWidget:
    return _course(studio, studio.child("Foxtrot"), REST, "t-10")


def goes_on(studio: Studio) -> QWidget:
    case = with_pause(studio.child("Foxtrot"), TODAY - timedelta(days=10), SlipReason.INFECTION)
    return _course(studio, case, GO_ON, "t+4")


def stops(studio: Studio) -> QWidget:
    return _course(studio, studio.child("Foxtrot"), STOP, "t-1")


def again(studio: Studio) -> QWidget:
    """A day before the stop is refused while it is typed."""
    case = with_stop(studio.child("Foxtrot"), TODAY - timedelta(days=10), SlipReason.FAMILY)
    return _course(studio, case, AGAIN, "t-12")


def another_way(studio: Studio) -> QWidget:
    dialog = ChoiceDialog(studio.look, studio.library, studio.child("Foxtrot"), lambda: TODAY, studio.host())
    studio.show(dialog)
    dialog.choices[1].buttons[1].click()
    return dialog


def another_way_against_the_record(studio: Studio) -> QWidget:
    """Something is recorded that is no part of the way that is marked."""
    case = with_answer(
        studio.library, studio.child("Oscar"), "HDC2", EventAnswer(way=Way.TOOK_PLACE, day=TODAY)
    )  # fmt: skip
    dialog = ChoiceDialog(studio.look, studio.library, case, lambda: TODAY, studio.host())
    studio.show(dialog)
    dialog.choices[1].buttons[1].click()
    return dialog


def decided(studio: Studio) -> QWidget:
    """Everything that people decide, drawn: rests, days that are fixed, events left out, a gate confirmed."""
    return _window(studio, _decided(studio))


def decided_table(studio: Studio) -> QWidget:
    window = _window(studio, _decided(studio))
    window.page.treatment.switch()
    return window


def decided_gate(studio: Studio) -> QWidget:
    window = _window(studio, _decided(studio))
    window.page.treatment.view.setFocus()
    window.page.treatment.view.select("C3", Lane.GATES)
    return window


def stopped(studio: Studio) -> QWidget:
    case = studio.child("Foxtrot", studio.boards.changing)
    return _window(studio, with_stop(case, TODAY - timedelta(days=3), SlipReason.RESPONSE, "progression"))


def earlier_plan(studio: Studio) -> QWidget:
    """A child with two plans; the earlier one can be read."""
    case = studio.child("Foxtrot", studio.boards.changing)
    first = with_stop(case, TODAY - timedelta(days=3), SlipReason.PROTOCOL)
    again = new_plan(studio.library, "cog-anbl0532", TODAY, {}, "C3")
    window = _window(studio, replace(first, plans=(*first.plans, again)))
    window.page.treatment.show_earlier(0)
    return window


def another_day(studio: Studio) -> QWidget:
    """A cycle moved with the keys: what would move stands beside it, and nothing is stored."""
    window = studio.case_window("Bravo", TREATMENT)
    view = window.page.treatment.view
    view.setFocus()
    view.select("C3")
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    return window


def nearer(studio: Studio) -> QWidget:
    window = studio.case_window("Bravo", TREATMENT)
    window.page.treatment.view.setFocus()
    # the keyboard chooses an event when it comes here: as a person has it before them
    window.page.treatment.view.select("C5")
    for _ in range(6):
        window.page.treatment.view.zoom_by(1)
    return window


def _decided(studio: Studio) -> Case:
    library, case = studio.library, studio.child("Foxtrot", studio.boards.changing)
    case = with_gate(library, case, "C3", "counts", TODAY - timedelta(days=2), "Dr Zztest-Okoro", "ANC 1.2")
    case = with_booking(library, case, "SURGERY_PRIMARY", date(2027, 1, 11), "theatre", SlipReason.PROCEDURE)
    case = with_booking(library, case, "RT", date(2027, 8, 30), "slot")
    case = with_left_out(library, case, "EV_C4", "no sedation", SlipReason.CAPACITY)
    case = with_left_out(library, case, "DIN2", "", SlipReason.TOXICITY)
    case = with_resumed(with_pause(case, date(2026, 10, 27), SlipReason.INFECTION), date(2026, 10, 30))
    return with_pause(case, TODAY - timedelta(days=4), SlipReason.COUNTS, "platelets 20")


def _window(studio: Studio, case: Case) -> MainWindow:
    """The timeline of a case that was not stored."""
    window = studio.case_window(case.given_name, TREATMENT, studio.boards.changing)
    window.page.show_case(case)
    studio.settle()
    return window


def _asked(studio: Studio, case: Case, event_id: str, *, gate: bool = False) -> EventDialog:
    event = next(one for one in plan_case(studio.library, case, TODAY) if one.id == event_id)
    asked = Recording.of(studio.library, case, event, TODAY, _PERSON)
    return EventDialog(studio.look, asked, lambda: TODAY, studio.host(), gate=gate)


def _course(studio: Studio, case: Case, step: CourseStep, day: str) -> QWidget:
    dialog = studio.show(CourseDialog(studio.look, studio.library, case, step, lambda: TODAY, studio.host()))
    QTest.keyClicks(dialog.day, day)
    return dialog


SCENES = scenes(
    "plan", decided, decided_table, decided_gate, stopped, earlier_plan, another_day, nearer, start,
    start_without_a_mark, record, record_part_of_a_day, fix_a_day_too_early, leave_out, gate, rests, goes_on, stops,
    again, another_way, another_way_against_the_record,
)  # fmt: skip
