"""What the meeting sees of a child on the wall, in large type: question, stage, biology, risk, what is new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.biology import biology_strip
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.risk import Assessment
from desktop.reports.content import TextBlock
from desktop.services.assessing import Branch, CaseAssessment, branches_of
from desktop.services.library import Library
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.panels.risk_words import group_words
from desktop.ui.statements import statements
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, STRONG
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Icon, Line, Text
from desktop.ui.words import capital, groups_words

_ABREAST = 4
_NEW = 6
"""So many lines of what is new stand on the wall; the rest is on the child's page."""
_TOP = Qt.AlignmentFlag.AlignTop


class WallSide(QWidget):
    """The left side of the view."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(12)

    def show_child(self, case: Case, question: str, rules: CaseAssessment, since: TextBlock | None) -> None:
        """Show a child; everything is built anew, as a board speaks of few children an hour."""
        empty(self._column)
        labels = self._library.labels
        self._say("Question", "wall_lead", STRONG, "text2")
        self._say(question or "No question was asked", "figure", STRONG)
        self._column.addWidget(Line())
        self._column.addLayout(self._stage(case))
        self._column.addWidget(Line())
        self._column.addLayout(self._biology(case))
        self._column.addWidget(Line())
        self._column.addLayout(self._risk(rules))
        differing = self._differing(rules)
        if differing:
            self._column.addWidget(Line())
            self._column.addLayout(self._line("sources_differ", "Schemes", differing))
        if since is not None:
            self._column.addWidget(Line())
            self._say(since.label, "wall_text", STRONG, "text2")
            for one in statements(labels, since.paragraphs)[:_NEW]:
                self._say(": ".join(part for part in (one.name, one.value) if part), "wall_text")
        self._column.addStretch(1)

    def _say(self, words: str, step: str, weight: int = REGULAR, tone: str = "text") -> None:
        self._column.addWidget(Text(self._look, words, step=step, weight=weight, tone=tone, wrap=True))

    def _stage(self, case: Case) -> QBoxLayout:
        labels = self._library.labels
        told = [f"Stage {case_stage(case)}"]
        rest = []
        for fact, head in (("metastases", ""), ("idrfs", "IDRF: ")):
            answer = FIELDS[fact].read(case)
            if answer.is_known:
                rest.append(f"{head}{labels.answer(fact, answer)}")
        large = self._look.is_large
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        row.setSpacing(4 if large else 24)
        row.addWidget(Text(self._look, told[0], step="wall_lead", weight=STRONG), 0, _TOP)
        row.addWidget(Text(self._look, "; ".join(rest), step="wall_text", tone="text2", wrap=True), 1)
        return row

    def _biology(self, case: Case) -> QGridLayout:
        look, labels = self._look, self._library.labels
        grid, abreast = QGridLayout(), 2 if look.is_large else _ABREAST
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for place, cell in enumerate(biology_strip(case)):
            name = labels.words["short"].get(cell.name) or labels.name(cell.name)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Text(look, name, step="wall", tone="text2"))
            silent = cell.answer.silence
            row = QHBoxLayout()
            row.setSpacing(6)
            if silent is not None:
                row.addWidget(Icon(look, SILENCE_ICONS[silent], "text2", 18), 0, _TOP)
            words = labels.word("silence", silent) if silent is not None else labels.answer(cell.name, cell.answer)
            weight, tone = (REGULAR, "text2") if silent is not None else (STRONG, "text")
            row.addWidget(Text(look, capital(words), step="wall_lead", weight=weight, tone=tone, wrap=True), 1)
            column.addLayout(row)
            column.addStretch(1)
            grid.addLayout(column, place // abreast, place % abreast)
        return grid

    def _risk(self, rules: CaseAssessment) -> QVBoxLayout:
        look, labels, one = self._look, self._library.labels, rules.assessments[0]
        words = group_words(labels, one)
        glyph = RiskGlyph(look, 2.5)
        glyph.show_groups(one.groups, words, conflict=one.only_sources_differ, uncovered=bool(one.not_covered))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(glyph, 0, _TOP)
        row.addWidget(Text(look, words, step="wall_risk", weight=STRONG if one.settled else MEDIUM, wrap=True), 1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(Text(look, self._settled(rules, one), step="wall_text", tone="text2", wrap=True))
        for name in [one[0] for one in rules.asking[one.scheme].sets if len(one) == 1][:1]:
            for branch in branches_of(self._library.rules, rules.facts, one.scheme, name):
                column.addLayout(self._branch(branch, name))
        return column

    def _settled(self, rules: CaseAssessment, one: Assessment) -> str:
        labels = self._library.labels
        scheme = labels.words["scheme_title"].get(one.scheme) or labels.scheme(one.scheme)
        if one.not_covered is not None:
            return f"{scheme}: not covered"
        if one.settled:
            return f"{scheme}, settled"
        deciding = [labels.name(name) for name in rules.asking[one.scheme].deciding]
        return f"{scheme}, not settled. {', '.join(deciding)} {'decides' if len(deciding) == 1 else 'decide'}."

    def _branch(self, branch: Branch, name: str) -> QHBoxLayout:
        look, labels = self._look, self._library.labels
        value, groups = branch.value, branch.groups
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Text(look, labels.value(name, value), step="wall_text", tone="text2"))
        row.addWidget(Icon(look, "leads_to", "text2", 18))
        glyph = RiskGlyph(look, 1.25)
        words = groups_words(labels, groups)
        glyph.show_groups(groups, words)
        row.addWidget(glyph)
        row.addWidget(Text(look, words, step="wall_lead", weight=STRONG))
        row.addStretch(1)
        return row

    def _differing(self, rules: CaseAssessment) -> str:
        labels = self._library.labels
        told = [(labels.scheme(one.scheme), group_words(labels, one)) for one in rules.assessments]
        if len({words for _, words in told}) < 2:
            return ""
        return ", ".join(f"{name} {words[:1].lower()}{words[1:]}" for name, words in told)

    def _line(self, icon: str, head: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon(self._look, icon, "caution", 18), 0, _TOP)
        if not self._look.is_large:
            row.addWidget(Text(self._look, head, step="wall_text", weight=STRONG), 0, _TOP)
        row.addWidget(Text(self._look, words, step="wall_text", wrap=True), 1)
        return row


def case_stage(case: Case) -> str:
    """INRGSS and INSS as they are known: ``M, INSS 4``; ``not known`` where neither is."""
    told: list[str] = []
    for fact, head in (("inrgss", ""), ("inss", "INSS ")):
        answer = FIELDS[fact].read(case)
        if answer.is_known:
            told.append(f"{head}{answer.value}")
    return ", ".join(told) or "not known"


def shown_facts(parts: Sequence[str]) -> str:
    """Parts that say something, one after the other."""
    return "  ·  ".join(part for part in parts if part)
