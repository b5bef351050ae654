"""The schemes side by side: one line a scheme. Lines are kept and filled anew, as a child follows another quickly."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.clinical.labels import Labels
from desktop.clinical.risk import Assessment
from desktop.services.assessing import CaseAssessment
from desktop.services.differing import differing_sentences
from desktop.ui.panels.risk_words import scheme_note, standing
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, STRONG
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Line, Text


class Ledger(Section):
    """One line a scheme, in the pack's order and never sorted by result; beneath them why they differ."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__(look, "Schemes side by side")
        self._look, self._labels = look, labels
        self._lines: list[_SchemeLine] = []
        self._sentences: list[Text] = []
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    def show_assessment(self, case: CaseAssessment) -> None:
        """Show what each scheme says; a board may have other schemes than the last one shown."""
        while len(self._lines) < len(case.assessments):
            self._lines.append(_SchemeLine(self._look, self))
        for line, one in zip(self._lines, case.assessments, strict=False):
            line.show(self._labels, one)
        for line in self._lines[len(case.assessments) :]:
            line.set_visible(False)
        told = differing_sentences(self._labels, case)
        while len(self._sentences) < len(told):
            self._sentences.append(Text(self._look, step="label", tone="text2", wrap=True))
            # the gap above it goes with it
            self._sentences[-1].setContentsMargins(0, 4, 0, 0)
            self.body.addWidget(self._sentences[-1])
        for sentence, words in zip(self._sentences, told, strict=False):
            sentence.setText(words)
            sentence.show()
        for sentence in self._sentences[len(told) :]:
            sentence.setText("")
            sentence.hide()


class _SchemeLine:
    """The line of one scheme: its name, the bars, the groups, and how far it is settled."""

    def __init__(self, look: Look, ledger: Ledger) -> None:
        self._look = look
        self._name = Text(look, step="label", weight=MEDIUM)
        self._name.setMinimumWidth(look.px(76))
        self._glyph = RiskGlyph(look)
        self._standing = Text(look, step="label", wrap=True)
        self._note = Text(look, step="note", tone="text3")
        self._edge = Line()
        row = QHBoxLayout()
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._glyph)
        row.addWidget(self._standing, 1)
        row.addWidget(self._note)
        ledger.body.addLayout(row)
        ledger.body.addWidget(self._edge)

    def show(self, labels: Labels, one: Assessment) -> None:
        """Show what a scheme says."""
        words = standing(labels, one)
        self._name.setText(labels.scheme(one.scheme))
        self._glyph.show_groups(one.groups, words, conflict=one.only_sources_differ, uncovered=bool(one.not_covered))
        self._standing.set_font(self._look.font("label", STRONG if one.settled else REGULAR))
        self._standing.setText(words)
        self._note.setText(scheme_note(one))
        self.set_visible(True)

    def set_visible(self, visible: bool) -> None:
        """Show or hide all of it."""
        for part in (self._name, self._glyph, self._standing, self._note, self._edge):
            part.setVisible(visible)
