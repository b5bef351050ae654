"""What the menus do with the treatment plan of the child that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.sections import TREATMENT

if TYPE_CHECKING:
    from datetime import date

    from desktop.clinical.case import Case
    from desktop.clinical.timeline import PlannedEvent
    from desktop.services.library import Library
    from desktop.ui.main_window import MainWindow
    from desktop.ui.plan_deeds import PlanDeeds

RESTS, GOES_ON, STOPS, AGAIN, OTHERWISE = (
    "plan_rests", "plan_goes_on", "plan_stops", "plan_again", "plan_otherwise"
)  # fmt: skip
CHANGES = (RESTS, GOES_ON, STOPS, AGAIN, OTHERWISE)
"""What can be done with a plan as a whole; an action of the menu is named so, and can be used where that is so."""


def possible(library: Library, case: Case) -> frozenset[str]:
    """Which of it can be done with the plan that holds."""
    # the list is painted before it is loaded
    from desktop.services.plans import begun_template, current_plan

    plan = current_plan(case)
    template = begun_template(library, plan) if plan is not None else None
    if plan is None or template is None:
        return frozenset()
    if plan.stopped is not None:
        return frozenset({AGAIN})
    going = {STOPS, GOES_ON if plan.rest is not None else RESTS}
    return frozenset(going | ({OTHERWISE} if template.choices else set()))


class PlanActions:
    """Finds the plan that is meant, and hands it to the page or to the deeds."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._deeds: PlanDeeds | None = None

    @property
    def deeds(self) -> PlanDeeds:
        """What can be done with a treatment plan."""
        from desktop.ui.plan_deeds import PlanDeeds  # loaded when it is first wanted

        if self._deeds is None:
            self._deeds = PlanDeeds(self._window)
        return self._deeds

    def start(self) -> None:
        """A treatment plan for the open case."""
        if self._window.page.case is not None:
            self.deeds.start(self._window.page.case)

    def change(self, deed: Callable[[PlanDeeds, Case], object]) -> None:
        """Something that is done to the plan of the open case as a whole, with the timeline in sight."""
        if self._window.page.case is not None:
            self._window.page.go_facts(TREATMENT)
            deed(self.deeds, self._window.page.case)

    def offer(self, button: QWidget) -> None:
        """What can be done with the plan as a whole, in a menu beneath a button."""
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in CHANGES:
            action = self._window.actions_by_name.get(name)
            if action is not None and action.isEnabled():
                menu.addAction(action)
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def ask_record(self) -> None:
        """What is known of the event under the bar."""
        self._window.page.go_facts(TREATMENT)
        self._window.page.treatment.ask_record()

    def record(self, event: PlannedEvent, day: date | None = None, gate: bool = False) -> None:
        """Ask what is known of this event of the open case; ``day`` is proposed, ``gate`` begins at its gate."""
        if self._window.page.case is not None:
            self.deeds.ask(self._window.page.case, event, day=day, gate=gate)

    def switch_timeline(self) -> None:
        """The timeline as a drawing or as a table; from another section, to the timeline first."""
        page = self._window.page
        if page.sections.currentIndex().row() == TREATMENT and page.entries.at_facts(TREATMENT):
            page.treatment.switch()
        page.go_facts(TREATMENT)
