"""The risk panel beside every section: the group, what would settle it, the rows it rests on and their sources."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.clinical.risk import Assessment
from desktop.services.assessing import Branch, CaseAssessment
from desktop.services.library import Library
from desktop.ui.models.case_list_model import short_fact
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, SIDE_WIDTH, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.section import Section, empty
from desktop.ui.widgets.text import Icon, Line, Text
from desktop.ui.words import capital, days_words, groups_words, joined, risk_words

Branches = Callable[[str, str], tuple[Branch, ...]]
"""What each answer to an open column (scheme, column) would leave."""

_TOGETHER = {1: "One result settles it", 2: "Two results together settle it", 3: "Three results together settle it"}
_MOST_SETS = 3


class RiskPanel(QFrame):
    """Shows an assessment; it never edits anything. ``left`` asks to be hidden."""

    left = Signal()

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library, self._labels = look, library, library.labels
        self.setProperty("part", "side")
        self.setFixedWidth(look.px(SIDE_WIDTH))
        self.setAccessibleName("Risk group")
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(14, 4, 13, 14)
        self._column.setSpacing(10)
        scroll = QScrollArea()
        scroll.setAccessibleName("Risk group, with its reasons")
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        outer.addWidget(scroll, 1)
        self.words = ""

    def show_assessment(self, case: CaseAssessment, branches: Branches) -> None:
        """Show what the rules say now."""
        empty(self._column)
        first = case.assessments[0]
        self._group(first)
        if first.not_covered:
            self._column.addWidget(Text(self._look, first.not_covered, tone="text2", wrap=True))
        if first.conflict:
            self._remark("scale", "caution", first.conflict)
        if first.settling_sets:
            self._column.addWidget(self._settles(first, branches))
        self._unchanged(first, case)
        if len(case.assessments) > 1:
            self._column.addWidget(self._ledger(case))
        if first.rows:
            self._column.addWidget(self._rows(first, case))
        self._warnings(first, case)
        self._column.addStretch(1)

    def _head(self) -> QHBoxLayout:
        hide = Button(self._look, "Hide", kind="link", shortcut="Ctrl+R")
        hide.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 8, 0)
        row.addWidget(Text(self._look, "Risk group", step="label", weight=STRONG, tone="text2"), 1)
        row.addWidget(hide)
        return row

    def _group(self, one: Assessment) -> None:
        self.words = self._standing(one)
        if one.only_sources_differ:
            # the list has room for two words; here the groups that the sources give are named
            self.words = f"{self.words}: {groups_words(self._labels, one.groups).lower()}"
        glyph = RiskGlyph(self._look, 1.5)
        glyph.show_groups(one.groups, self.words, conflict=one.only_sources_differ, uncovered=bool(one.not_covered))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        words = Text(self._look, self.words, step="title", weight=STRONG if one.settled else MEDIUM, wrap=True)
        words.setObjectName("risk-group")
        row.addWidget(words, 1)
        self._column.addLayout(row)
        state = "" if one.not_covered else " Settled." if one.settled else " Not settled."
        told = f"{self._title(one)}, rules {one.version}.{state}"
        self._column.addWidget(Text(self._look, told, step="label", tone="text2", wrap=True))

    def _title(self, one: Assessment) -> str:
        found = next(scheme for scheme in self._library.rules.schemes if scheme.id == one.scheme)
        return found.title

    def _settles(self, one: Assessment, branches: Branches) -> QWidget:
        card = QFrame()
        card.setProperty("part", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(11, 10, 11, 10)
        column.setSpacing(6)
        size = len(one.settling_sets[0])
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(self._look, "split", "caution"))
        head.addWidget(Text(self._look, _TOGETHER.get(size, f"{size} results settle it"), weight=STRONG), 1)
        column.addLayout(head)
        for names in one.settling_sets[:_MOST_SETS]:
            column.addWidget(Text(self._look, joined([self._labels.name(name) for name in names]), wrap=True))
            if size == 1:
                for branch in branches(one.scheme, names[0]):
                    column.addLayout(self._branch(names[0], branch))
        more = len(one.settling_sets) - _MOST_SETS
        if more > 0:
            column.addWidget(Text(self._look, f"or {more} other sets of {size}", step="label", tone="text2"))
        return card

    def _branch(self, column: str, branch: Branch) -> QHBoxLayout:
        kind = column if column in self._labels.words else "yes_no"
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Text(self._look, self._labels.value(kind, branch.value), step="label", tone="text2"), 1)
        row.addWidget(Icon(self._look, "arrow-right", "text3", 14))
        words = groups_words(self._labels, branch.groups)
        glyph = RiskGlyph(self._look)
        glyph.show_groups(branch.groups, words)
        row.addWidget(glyph)
        row.addWidget(Text(self._look, words, step="label", weight=STRONG if len(branch.groups) == 1 else REGULAR), 1)
        return row

    def _unchanged(self, one: Assessment, case: CaseAssessment) -> None:
        """What can still narrow the groups without settling them, and what takes none away."""
        for head, names in (
            ("May narrow it", case.can_narrow[one.scheme]),
            ("Cannot change it", case.cannot_matter(one.scheme)),
        ):
            if names:
                told = ", ".join(self._inside(short_fact(self._labels, name)) for name in names)
                self._column.addWidget(Text(self._look, f"{head}: {told}", step="label", tone="text2", wrap=True))

    def _inside(self, name: str) -> str:
        """A fact's name within a sentence: acronyms stay as they are."""
        return name if name.isupper() or any(letter.isdigit() for letter in name) else name[:1].lower() + name[1:]

    def _standing(self, one: Assessment) -> str:
        covered = one.not_covered is None
        return risk_words(self._labels, one.groups, conflict=one.only_sources_differ, not_covered=not covered)

    def _ledger(self, case: CaseAssessment) -> QWidget:
        section = Section(self._look, "Schemes side by side")
        for one in case.assessments:
            words = self._standing(one)
            glyph = RiskGlyph(self._look)
            glyph.show_groups(one.groups, words, conflict=one.only_sources_differ, uncovered=bool(one.not_covered))
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Text(self._look, self._title(one), step="label", weight=MEDIUM, wrap=True), 1)
            row.addWidget(glyph)
            row.addWidget(Text(self._look, words, step="label", wrap=True), 1)
            section.body.addLayout(row)
            section.body.addWidget(Line())
        return section

    def _rows(self, one: Assessment, case: CaseAssessment) -> QWidget:
        fired = len(one.rows) == 1
        section = Section(self._look, "Row that applies" if fired else "Rows still open", ", ".join(one.rows[:6]))
        facts = " · ".join(self._fact(name, value) for name, value in case.facts.facts.items())
        section.body.setSpacing(6)
        if facts:
            section.body.addWidget(Text(self._look, f"Rests on: {facts}", step="label", tone="text2", wrap=True))
        for cited in one.citations:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Icon(self._look, "book-open", "text3", 14), 0, Qt.AlignmentFlag.AlignTop)
            doubtful = cited.status in {"CONFLICT", "UNVERIFIED"}
            status = self._labels.words.get("evidence", {}).get(cited.status, cited.status)
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addWidget(Text(self._look, f"{cited.row}: {cited.source}", step="label", tone="text2", wrap=True))
            told.addWidget(
                Text(self._look, capital(status), step="note", tone="caution" if doubtful else "text3", wrap=True)
            )
            row.addLayout(told, 1)
            section.body.addLayout(row)
        return section

    def _fact(self, name: str, value: object) -> str:
        if name == "age_days":
            return days_words(int(str(value)))
        kind = name if name in self._labels.words else "yes_no" if isinstance(value, bool) else ""
        return f"{short_fact(self._labels, name)} {self._labels.value(kind, value)}"

    def _warnings(self, one: Assessment, case: CaseAssessment) -> None:
        about = (*case.facts.warnings, *case.facts.notes, *case.stage.warnings, *case.histology.warnings)
        seen = dict.fromkeys((*one.warnings, *about))
        for sentence in seen:
            self._remark("triangle-alert", "caution", sentence)

    def _remark(self, icon: str, tone: str, sentence: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon(self._look, icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self._look, sentence, step="label", wrap=True), 1)
        self._column.addLayout(row)
