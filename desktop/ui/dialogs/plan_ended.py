"""What an earlier plan still has to come when another begins: how much of it is stopped, by name, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop.clinical.case import Case
from desktop.services.library import Library
from desktop.services.plan_course import to_come
from desktop.services.plans import current_plan, template_of
from desktop.ui.dialogs.plan_why import WhyFields
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

_NAMED = 3


class EndedPlan(WhyFields):
    """Hidden where nothing is stopped. Without a reason a change of protocol is kept as the reason, and said so."""

    def __init__(self, look: Look, library: Library, case: Case, today: Callable[[], date]) -> None:
        super().__init__(look, library.labels, today)
        plan = current_plan(case)
        self.events = to_come(library, plan) if plan is not None and plan.stopped is None else ()
        self.told = Text(look, self._words(template_of(library, plan).title if self.events and plan else ""),
                         tone="caution", wrap=True)  # fmt: skip
        names = "; ".join(one.title for one in self.events)
        self.told.setToolTip(names)
        self.told.setAccessibleDescription(names)
        usual = library.labels.word("slip_reason", "protocol")
        self.add_around(self.told, Text(look, f"Without a reason it is kept as “{usual}”.", step="label", tone="text3"))
        self.setVisible(bool(self.events))

    def _words(self, title: str) -> str:
        """``12 events of COG high risk are still to come and are stopped on the first day: Cycle 3, …``."""
        more = len(self.events) - _NAMED
        named = "; ".join(one.title for one in self.events[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
        verb = "is" if len(self.events) == 1 else "are"
        name = title.partition(":")[0]
        return (
            f"{counted(len(self.events), 'event')} of {name} {verb} still to come and {verb} stopped on the first day: "
            f"{named}."
        )
