"""A child's treatment plan: starting one, what is said of its events and of it as a whole, and how that is drawn."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.vocabulary import SlipReason
from desktop.services.plan_answers import EventAnswer, Way, with_answer
from desktop.services.plan_course import with_pause, with_stop
from desktop.services.planning import with_gate
from desktop.services.plans import plan_case
from desktop.ui.dialogs.plan_asked import Recording
from desktop.ui.dialogs.plan_choice import ChoiceDialog
from desktop.ui.dialogs.plan_course import AGAIN, GO_ON, REST, STOP, CourseDialog, CourseStep
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.dialogs.start_plan import StartPlanDialog
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


def _asked(studio: Studio, case: Case, event_id: str, *, gate: bool = False) -> EventDialog:
    event = next(one for one in plan_case(studio.library, case, TODAY) if one.id == event_id)
    asked = Recording.of(studio.library, case, event, TODAY, _PERSON)
    return EventDialog(studio.look, asked, lambda: TODAY, studio.host(), gate=gate)


def _course(studio: Studio, case: Case, step: CourseStep, day: str) -> QWidget:
    dialog = studio.show(CourseDialog(studio.look, studio.library, case, step, lambda: TODAY, studio.host()))
    QTest.keyClicks(dialog.day, day)
    return dialog


SCENES = scenes(
    "plan", start, start_without_a_mark, record, record_part_of_a_day, fix_a_day_too_early, leave_out, gate,
    rests, goes_on, stops, again, another_way, another_way_against_the_record,
)  # fmt: skip
