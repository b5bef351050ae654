"""Why this group: for each scheme the facts with their origin, the rows with their conditions, the open tests."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.services.prognosis import factors_text, prognostic_factors
from desktop.services.tracing import ranked_tests, settling_text, trace_scheme, trace_text
from desktop.ui.dialogs.copied_tabs import CopiedTabs
from desktop.ui.dialogs.factors import factors
from desktop.ui.dialogs.why_parts import WhyParts
from desktop.ui.theme import Look
from desktop.ui.widgets.tabs import TabSpec

_ALL, _FACTORS = "all", "factors"
_TOLD = "What the rules saw, step by step. It informs the board and decides nothing."


class WhyDialog(CopiedTabs):
    """Read only: a tab a scheme, one over all of them, one with the outlook."""

    def __init__(self, look: Look, library: Library, case: Case, assessed: CaseAssessment, parent: QWidget) -> None:
        super().__init__(look, "Why this group", _TOLD, "Schemes", case, parent)
        self._library, self._case, self._assessed = library, case, assessed
        self._parts = WhyParts(look, library.labels)
        self.tabs.picked.connect(self.show_scheme)
        self.show_scheme(assessed.assessments[0].scheme)
        self.tabs.setFocus()

    def show_scheme(self, key: str) -> None:
        """Show one scheme, or what they have in common."""
        names = [TabSpec(one.scheme, self._library.labels.scheme(one.scheme)) for one in self._assessed.assessments]
        tabs = (*names, TabSpec(_ALL, "All schemes"), TabSpec(_FACTORS, "Prognostic factors"))
        self.show_parts(tabs, key, *self._told(key))

    def _told(self, key: str) -> tuple[list[QWidget], str]:
        """The parts of a tab, and the same as text."""
        one = next((one for one in self._assessed.assessments if one.scheme == key), None)
        if key == _FACTORS:
            found = prognostic_factors(self._library, self._case, self._assessed)
            return [factors(self.look, found)], factors_text(found)
        if one is None:
            ranked = ranked_tests(self._library, self._assessed)
            return [self._parts.tests(ranked)], settling_text(self._library.labels, ranked)
        trace = trace_scheme(self._library, self._case, self._assessed, one)
        return list(self._parts.all_of(trace, one)), trace_text(self._library.labels, trace)
