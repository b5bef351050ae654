"""The views of the case list: those that every board has, and a person's own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from desktop.clinical.listing import CaseCounts, SavedView, Where
from desktop.ui.widgets.tabs import TabSpec

ACTIVE, MEETING, WAITING, LOOK, ALL = "active", "meeting", "waiting", "look", "all"
ACTIVE_ONLY: Where = (("status", "active"),)
NO_MEETING = "-"
"""Stands for the day of the next meeting where no child is on one."""

_OWN = "own:"


@dataclass(frozen=True, slots=True)
class ListViews:
    """All views with their counts, as of one moment."""

    counts: CaseCounts
    own: tuple[SavedView, ...] = ()
    removable: bool = True
    own_counts: tuple[int | None, ...] = ()

    def tabs(self) -> list[TabSpec]:
        """One tab for each, with its count."""
        counts = self.counts
        return [
            TabSpec(ACTIVE, "Active", counts.active),
            TabSpec(MEETING, "This meeting", counts.meeting),
            TabSpec(WAITING, "Waiting for a result", counts.waiting),
            # there for as long as there is one
            *((TabSpec(LOOK, "Decisions", counts.look),) if counts.look else ()),
            TabSpec(ALL, "All", counts.all),
            *(
                TabSpec(f"{_OWN}{view.name}", view.name, count, own=self.removable)
                for view, count in zip_longest(self.own, self.own_counts[: len(self.own)])
            ),
        ]

    def view(self, key: str) -> SavedView | None:
        """A person's own view, or None for one that every board has."""
        return next((view for view in self.own if f"{_OWN}{view.name}" == key), None)

    def where(self, key: str) -> Where:
        """The filters of a view."""
        own = self.view(key)
        if own is not None:
            return own.where
        meeting = str(self.counts.meeting_on) if self.counts.meeting_on else NO_MEETING
        usual: dict[str, Where] = {
            ACTIVE: ACTIVE_ONLY,
            MEETING: (("board", meeting),),
            WAITING: (("any", "waiting"),),
            LOOK: (("any", "look"),),
        }
        return usual.get(key, ())

    def current(self, where: Where, sort: str) -> str:
        """Which view these filters are, or empty; of two that filter alike, the person's own with this order."""
        found = [tab.key for tab in self.tabs() if set(self.where(tab.key)) == set(where)]
        own = [key for key in found if (view := self.view(key)) and view.sort == sort]
        return (own or found or [""])[0]
