"""The overview: the screen twin of the printed page, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS, Kind
from desktop.clinical.results import Staging
from desktop.clinical.timeline import EventStatus, PlannedEvent, next_due, phase_now
from desktop.reports.content import MissingLine, Phrase
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.gaps import missing
from desktop.services.plans import current_plan, template_of
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, REGULAR, STRONG
from desktop.ui.widgets.biology_strip import BiologyStrip
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital, counted, short_day

_MEMBERS_SHOWN = 3
_RANKS = (("split", "caution"), ("circle-dashed", "text2"), ("circle-slash", "text2"))
"""The marks of: decides, matters, cannot change."""


class Overview(QWidget):
    """Question, biology, stage and diagnosis, treatment, missing, child and family."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library, self._labels = look, library, library.labels
        self._question = Text(look, step="lead", weight=STRONG, wrap=True)
        self._asked = Text(look, "Question for the board", step="label", weight=STRONG, tone="text2")
        self._strip = BiologyStrip(look, self._labels)
        self._biology = Section(look, "Biology")
        self._biology.body.addWidget(self._strip)
        self._stage = Section(look, "Stage")
        self._diagnosis = Section(look, "Pathology")
        self._treatment = Section(look, "Treatment to date")
        self._missing = Section(look, "Missing, ranked")
        self._family = Section(look, "Child and family")
        self._source = Section(look, "Course as the source recorded it")
        self._lay_out()

    def show_case(self, case: Case, rules: CaseAssessment, plan: Sequence[PlannedEvent], today: date) -> None:
        """Show a case as it stands."""
        question = case.question
        self._question.setText(question.value or capital(self._labels.silence(question)))
        self._question.set_font(self._look.font("lead", STRONG if question.is_known else REGULAR))
        self._question.set_tone("text" if question.is_known else "text2")
        deciding = rules.assessments[0].deciding
        self._strip.show_case(case, deciding, today)
        self._answers(self._stage, case, ("inrgss", "inss", "metastases", "idrfs", "resection", "primary_site"))
        self._stage.set_remark(_assessed(case.stagings))
        self._answers(self._diagnosis, case, ("category", "grade", "mki"))
        self._show_treatment(case, plan, today)
        self._show_missing(case, rules, today)
        self._answers(self._family, case, ("wishes", "family_knows", "language"))
        self._show_source(case)

    def _answers(self, section: Section, case: Case, names: Sequence[str]) -> None:
        section.clear()
        grid = _grid(section)
        for row, name in enumerate(names):
            grid.addWidget(Text(self._look, self._labels.name(name), tone="text2", wrap=True), row, 0)
            grid.addLayout(self._answer(name, FIELDS[name].read(case)), row, 1)

    def _answer(self, name: str, answer: Answer[object]) -> QHBoxLayout:
        """A value in words, or the silence with its icon."""
        row = QHBoxLayout()
        row.setSpacing(6)
        if answer.silence is not None:
            row.addWidget(Icon(self._look, SILENCE_ICONS[answer.silence], "text2", 14), 0, Qt.AlignmentFlag.AlignTop)
            words, tone = capital(self._labels.silence(answer)), "text2"
        else:
            words, tone = self._value(name, answer.value), "text"
        row.addWidget(Text(self._look, words, tone=tone, wrap=True), 1)
        return row

    def _value(self, name: str, value: object) -> str:
        if isinstance(value, frozenset) and len(value) > _MEMBERS_SHOWN:
            shown = sorted(value, key=str)[:_MEMBERS_SHOWN]
            words = "; ".join(self._labels.value(name, one) for one in shown)
            return capital(f"{words}; and {len(value) - _MEMBERS_SHOWN} more")
        coded = FIELDS[name].kind in {Kind.CODE, Kind.CODES, Kind.YES_NO}
        words = self._labels.value(name if coded else "", value)
        return words if FIELDS[name].kind is Kind.LONG_TEXT else capital(words)

    def _show_treatment(self, case: Case, plan: Sequence[PlannedEvent], today: date) -> None:
        self._treatment.clear()
        chosen = current_plan(case)
        if chosen is None:
            self._treatment.set_remark("")
            words = "No treatment plan yet. Treatment lays one out from its first day."
            self._treatment.body.addWidget(Text(self._look, words, tone="text2", wrap=True))
            return
        template = template_of(self._library, chosen)
        phase, done, count = phase_now(template, plan)
        self._treatment.set_remark(f"{template.id}, began {short_day(chosen.start, today)}")
        lines = [f"{phase}, {done} of {count}"]
        given = [one for one in plan if one.status is EventStatus.DONE]
        if given:
            lines.append(f"Last: {given[-1].title}, {short_day(given[-1].on, today)}")
        due = next_due(plan)
        if due is not None:
            lines.append(f"Next: {due.title}, {short_day(due.planned, today)}")
        for line in lines:
            self._treatment.body.addWidget(Text(self._look, line, wrap=True))

    def _show_missing(self, case: Case, rules: CaseAssessment, today: date) -> None:
        """The printed page's own ranking."""
        self._missing.clear()
        block = missing(CasePage(self._library, case, rules, today, ""))
        grid = _grid(self._missing, 1, 2)
        for row, (line, (icon, tone)) in enumerate(zip(block.lines, _RANKS, strict=True)):
            head = QHBoxLayout()
            head.setSpacing(6)
            head.addWidget(Icon(self._look, icon, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
            head.addWidget(Text(self._look, line.head, weight=STRONG, wrap=True), 1)
            grid.addLayout(head, row, 0)
            words = Text(self._look, _missing_words(line, whole=row == 0), wrap=True)
            words.set_tone("text" if line.items else "text2")
            grid.addWidget(words, row, 1)
        self._missing.set_remark(f"{counted(sum(len(line.items) for line in block.lines), 'fact')} open")

    def _show_source(self, case: Case) -> None:
        self._source.clear()
        self._source.setVisible(bool(case.course))
        if not case.course:
            return
        course = case.course[-1]
        grid = _grid(self._source)
        names = (
            "high_risk", "outcome_class", "progression", "days_to_event", "death_from_disease", "follow_up_days",
        )  # fmt: skip
        for row, name in enumerate(names):
            answer: Answer[object] = getattr(course, name)
            grid.addWidget(Text(self._look, self._labels.name(name), tone="text2", wrap=True), row, 0)
            words = capital(self._labels.answer(name, answer))
            tone = "text" if answer.is_known else "text2"
            grid.addWidget(Text(self._look, words, tone=tone, wrap=True), row, 1)
        self._source.set_remark(course.high_risk_rules)

    def _lay_out(self) -> None:
        block = QFrame()
        block.setProperty("part", "block")
        asked = QVBoxLayout(block)
        asked.setContentsMargins(13, 9, 13, 10)
        asked.setSpacing(3)
        asked.addWidget(self._asked)
        asked.addWidget(self._question)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, PAGE_PADDING)
        outer.setSpacing(16)
        outer.addWidget(block)
        outer.addWidget(self._biology)
        for left, right in (
            (self._stage, self._diagnosis),
            (self._treatment, self._missing),
            (self._family, self._source),
        ):
            pair = QHBoxLayout()
            pair.setSpacing(20)
            pair.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
            pair.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
            outer.addLayout(pair)
        outer.addStretch(1)


def _missing_words(line: MissingLine, *, whole: bool) -> str:
    """The facts of one rank; ``whole`` with their silences, else only their names, which come first."""
    if not line.items:
        return _plain(line.sentence)
    return ", ".join(_plain(item) if whole else item[0].text for item in line.items)


def _grid(section: Section, left: int = 2, right: int = 3) -> QGridLayout:
    """Names and values in two columns of the section."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, left)
    grid.setColumnStretch(1, right)
    section.body.addLayout(grid)
    return grid


def _assessed(stagings: Sequence[Staging]) -> str:
    dates = [one.provenance.performed_on.words() for one in stagings if one.provenance.performed_on]
    return f"assessed {dates[-1]}" if dates else ""


def _plain(phrase: Phrase) -> str:
    """A statement of the page as plain text."""
    return "".join(words.text for words in phrase)
