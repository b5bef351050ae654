"""The field teaches: what it is, why it matters, where it stands, what a silence means, and what an answer would do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.field_help import FieldHelp
from desktop.clinical.labels import Labels
from desktop.services.assessing import Branch, CaseAssessment
from desktop.services.library import Library
from desktop.services.uses import is_used, what_if
from desktop.ui.forms.form_view import form_name
from desktop.ui.panels.branch_lines import branch_lines
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import Section, empty
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital


class FieldHelpPanel(QWidget):
    """Shows the help of one fact; the same key closes it."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self.fact = ""
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16 - BORDER, 8, 16 - BORDER, 16)
        self._column.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content, "Help about this field"))

    def show_fact(self, library: Library, fact: str, case: Case, rules: CaseAssessment) -> None:
        """Show what is known of a fact, and what each answer would make of the group of this child."""
        first, pack = rules.assessments[0], library.rules
        column = next((one.key for one in pack.measured if one.number == fact), fact)
        until = library.help.until_settled if first.settled else library.help.until_open
        if not is_used(pack, fact):
            until = library.help.until_unused
        found = what_if(pack, rules.facts, first.scheme, fact)
        self._show(library.help.fields[fact], FIELDS[fact].read(case), until, column, found)

    def _show(self, entry: FieldHelp, answer: Answer[object], until: str, column: str, found: Sequence[Branch]) -> None:
        """``until`` is said while there is no answer; ``found`` are the groups that answers leave."""
        self.fact = entry.fact
        empty(self._column)
        about = Section(self._look, f"About {form_name(self._labels, entry.fact)}", "F1 closes it")
        about.body.setSpacing(12)
        told = [("What", entry.what), ("Why", entry.why), ("Where", entry.where)]
        # a name has no silence: an empty one is only empty
        if answer.silence is not None and not FIELDS[entry.fact].plain:
            word = capital(self._labels.word("silence", answer.silence))
            told.append(("Until then", until.format(silence=word)))
        for head, words in told:
            about.body.addLayout(self._part(head, words))
        self._column.addWidget(about)
        if found and not answer.is_known:
            becomes = Section(self._look, "If it is", "what the group becomes")
            becomes.body.addWidget(branch_lines(self._look, self._labels, column, tuple(found)))
            self._column.addWidget(becomes)
        self._column.addLayout(self._sources(entry))
        self._column.addStretch(1)

    def _part(self, head: str, words: str) -> QVBoxLayout:
        part = QVBoxLayout()
        part.setSpacing(2)
        part.addWidget(Text(self._look, head, weight=STRONG))
        part.addWidget(Text(self._look, words, tone="text2", wrap=True))
        return part

    def _sources(self, entry: FieldHelp) -> QHBoxLayout:
        row = QHBoxLayout()
        words = "Sources: " + "; ".join(entry.sources) + "."
        row.addWidget(Text(self._look, words, step="note", tone="text3", wrap=True), 1)
        return row
