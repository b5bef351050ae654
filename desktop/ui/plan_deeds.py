"""What a person does with a child's treatment plan: ask what is needed in a dialog, store it, say what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.clinical.case import Case
from desktop.clinical.timeline import PlannedEvent
from desktop.services.plan_answers import EventAnswer, Way, answer_event
from desktop.services.plan_course import choose, pause, restart, resume, start_plan, stop_plan
from desktop.ui.dialogs.plan_asked import Recording
from desktop.ui.dialogs.plan_choice import ChoiceDialog
from desktop.ui.dialogs.plan_course import AGAIN, GO_ON, REST, STOP, CourseDialog, CourseStep
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.dialogs.start_plan import StartAnswer, StartPlanDialog

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


class PlanDeeds(QObject):
    """Stands between the plan of the open child and one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def start(self, case: Case) -> StartPlanDialog:
        """Choose a template, its ways, and the first day."""
        desk = self._window.desk
        dialog = StartPlanDialog(
            self._window.look, desk.library, desk.today, case, self._window, preferred=desk.preferences.template
        )
        dialog.chosen.connect(partial(self._start, dialog, case))
        dialog.open()
        return dialog

    def _start(self, dialog: StartPlanDialog, case: Case, told: StartAnswer) -> None:
        write = partial(
            start_plan, case=case, template=told.template, start=told.start, choices=told.choices,
            first_event=told.first_event, reason=told.reason, why=told.why,
        )  # fmt: skip
        self._window.deeds.put(dialog, write, "Started the treatment plan")

    def ask(
        self, case: Case, event: PlannedEvent, *, day: date | None = None, gate: bool = False
    ) -> EventDialog:  # fmt: skip
        """Ask what is known of an event; ``day`` is proposed, ``gate`` begins at its gate."""
        desk = self._window.desk
        asked = Recording.of(desk.library, case, event, desk.today(), desk.board.person.name)
        dialog = EventDialog(self._window.look, asked, desk.today, self._window, day=day, gate=gate)
        dialog.answered.connect(partial(self._answer, dialog, case, event))
        dialog.open()
        return dialog

    def _answer(self, dialog: EventDialog, case: Case, event: PlannedEvent, told: EventAnswer) -> None:
        self._window.deeds.put(
            dialog, partial(answer_event, case=case, event=event.id, told=told), told_words(dialog, event, told)
        )

    def rest(self, case: Case) -> CourseDialog:
        """Ask since when treatment rests."""
        return self._course(case, REST, lambda day, why, reason: partial(pause, begun=day, why=why, reason=reason))

    def go_on(self, case: Case) -> CourseDialog:
        """Ask when treatment goes on."""
        return self._course(case, GO_ON, lambda day, _why, _reason: partial(resume, ended=day))

    def stop(self, case: Case) -> CourseDialog:
        """Ask when and why the plan was stopped."""
        return self._course(
            case, STOP, lambda day, why, reason: partial(stop_plan, stopped=day, why=why, reason=reason)
        )

    def again(self, case: Case) -> CourseDialog:
        """Ask when a stopped plan is taken up again."""
        return self._course(case, AGAIN, lambda day, _why, _reason: partial(restart, again=day))

    def _course(self, case: Case, step: CourseStep, use_case: Callable[..., Callable[..., Case]]) -> CourseDialog:
        desk = self._window.desk
        dialog = CourseDialog(self._window.look, desk.library, case, step, desk.today, self._window)
        dialog.wanted.connect(
            lambda day, why, reason: self._window.deeds.put(
                dialog, partial(use_case(day, why, reason), case=case), step.done
            )
        )
        dialog.open()
        return dialog

    def choose(self, case: Case) -> ChoiceDialog:
        """Ask which way treatment goes where the template leaves one open."""
        desk = self._window.desk
        dialog = ChoiceDialog(self._window.look, desk.library, case, desk.today, self._window)
        dialog.wanted.connect(
            lambda options, reason: self._window.deeds.put(
                dialog, partial(choose, case=case, options=options, reason=reason), "Chose another way"
            )
        )
        dialog.open()
        return dialog


def told_words(dialog: EventDialog, event: PlannedEvent, told: EventAnswer) -> str:
    """What was done, in the words of the confirmation."""
    if told.way is Way.TOOK_PLACE and told.day is not None:
        return f"Recorded {event.title}"
    if told.way is Way.FIXED:
        return f"Fixed the day of {event.title}"
    if told.way is Way.LEFT_OUT:
        return f"Left out {event.title}"
    if event.actual is not None:
        return f"Took back the date of {event.title}"
    return f"Changed the gate of {event.title}" if dialog.gate.changed else f"Changed {event.title}"
