"""Why this group: for each scheme the facts with their origin, the rows with their conditions, the open tests."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.services.prognosis import factors_text, prognostic_factors
from desktop.services.tracing import ranked_tests, settling_text, trace_scheme, trace_text
from desktop.ui.dialogs.factors import factors
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.why_parts import WhyParts
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import settle

_ALL, _FACTORS = "all", "factors"
_TOLD = "What the rules saw, step by step. It informs the board and decides nothing."


class WhyDialog(Frame):
    """Read only: a tab a scheme, one over all of them, one with the outlook; Esc or Enter closes it."""

    def __init__(self, look: Look, library: Library, case: Case, assessed: CaseAssessment, parent: QWidget) -> None:
        super().__init__(look, "Why this group", _TOLD, parent)
        self.name_child(case)
        self.ask_size(980, 690)
        self._library, self._case, self._assessed = library, case, assessed
        self._parts = WhyParts(look, library.labels)
        self._text = ""
        self.body.setSpacing(14)
        self.tabs = Tabs(look)
        self.tabs.setAccessibleName("Schemes")
        self.tabs.picked.connect(self.show_scheme)
        self.add_above(self.tabs)
        self.copy = Button(look, "Copy as text", shortcut="Ctrl+Shift+C")
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self.copy_text)
        self.copy.clicked.connect(self.copy_text)
        self.copy.setAutoDefault(False)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
        self.add_at_foot(self.copy)
        self.show_scheme(assessed.assessments[0].scheme)
        self.tabs.setFocus()

    def show_scheme(self, key: str) -> None:
        """Show one scheme, or what they have in common."""
        names = [TabSpec(one.scheme, self._library.labels.scheme(one.scheme)) for one in self._assessed.assessments]
        self.tabs.show_tabs((*names, TabSpec(_ALL, "All schemes"), TabSpec(_FACTORS, "Prognostic factors")), key)
        empty(self.body)
        one = next((one for one in self._assessed.assessments if one.scheme == key), None)
        self.copy.set_words("Copy as text")
        if key == _FACTORS:
            found = prognostic_factors(self._library, self._case, self._assessed)
            self._text = factors_text(found)
            self._add(factors(self.look, found))
        elif one is None:
            ranked = ranked_tests(self._library, self._assessed)
            self._text = settling_text(self._library.labels, ranked)
            self._add(self._parts.tests(ranked))
        else:
            trace = trace_scheme(self._library, self._case, self._assessed, one)
            self._text = trace_text(self._library.labels, trace)
            for part in self._parts.all_of(trace, one):
                self._add(part)
        self.body.addStretch(1)
        settle(self)
        self.area.verticalScrollBar().setValue(0)

    def copy_text(self) -> None:
        """What is shown as plain text, in its order; it has no name and no number of the child."""
        QGuiApplication.clipboard().setText(self._text)
        self.copy.set_words("Copied")

    def _add(self, part: QWidget) -> None:
        """What is put into a dialog that is shown already would wait for the next turn of the event loop."""
        self.body.addWidget(part)
        part.show()
