"""Help about the field with the keyboard: it comes and goes with one key and follows from field to field."""

from __future__ import annotations

from desktop.clinical.case import Case
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.ui.panels.case_frame import CaseFrame
from desktop.ui.panels.field_help_panel import FieldHelpPanel
from desktop.ui.theme import Look


class Teaching:
    """Fills the help panel for the case that is open, and shows it beneath the compact risk panel."""

    def __init__(self, look: Look, library: Library, frame: CaseFrame) -> None:
        self.panel = FieldHelpPanel(look, library.labels)
        self._library, self._frame = library, frame
        self._case: tuple[Case, CaseAssessment] | None = None

    @property
    def is_open(self) -> bool:
        """Whether help is in sight."""
        return self.panel.isVisibleTo(self._frame)

    def use(self, case: Case, rules: CaseAssessment) -> None:
        """Another case, or another version of it; help in sight is written anew."""
        self._case = (case, rules)
        if self.is_open:
            self._show(self.panel.fact)

    def toggle(self, fact: str) -> None:
        """Help about a fact; asked for again, it goes."""
        if self.is_open and self.panel.fact == fact:
            self._frame.hide_beside()
            return
        self._show(fact)
        self._frame.show_beside(self.panel)

    def follow(self, fact: str) -> None:
        """The keyboard went into another field."""
        if self.is_open and fact != self.panel.fact and fact in self._library.help.fields:
            self._show(fact)

    def _show(self, fact: str) -> None:
        if self._case is not None:
            self.panel.show_fact(self._library, fact, *self._case)
