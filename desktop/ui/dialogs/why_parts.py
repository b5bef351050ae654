"""The parts of the reasons: facts with their origin, rows with their conditions, open tests, rows ruled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.labels import Labels, within
from desktop.clinical.risk import Assessment
from desktop.services.tracing import (
    NOTHING_OPEN,
    Condition,
    FactKind,
    OpenFact,
    RowTrace,
    SettlingTest,
    Standing,
    Trace,
    Weight,
    against_words,
    settling_words,
)
from desktop.ui.models.case_columns import short_fact
from desktop.ui.panels.branch_lines import branch_lines
from desktop.ui.panels.risk_parts import glyph_of, remark
from desktop.ui.panels.risk_words import group_words
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, STRONG
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import counted, joined

_MOST_NAMED = 3
"""So many deciding results are named in the heading; of more it says how many."""
_TOP = Qt.AlignmentFlag.AlignTop
_STANDING = {Standing.MET: "done", Standing.OPEN: "matters", Standing.NOT_MET: "clear"}
_WEIGHT = {
    Weight.DECIDES: "decides",
    Weight.MATTERS: "matters",
    Weight.CANNOT_MATTER: "cannot_change",
    Weight.NOT_APPLICABLE: "cannot_change",
}


class WhyParts:
    """Makes the parts; they hold words only and nothing that can be pressed."""

    def __init__(self, look: Look, labels: Labels) -> None:
        self._look, self._labels = look, labels

    def all_of(self, trace: Trace, one: Assessment) -> Iterator[QWidget]:
        """The answer, then what it rests on, what would settle it, and what is ruled out."""
        yield self._answer(trace, one)
        if trace.facts:
            yield self._facts(trace)
        if trace.rows:
            name = "Row that applies" if len(trace.rows) == 1 else "Rows still open"
            yield self._section(name, counted(len(trace.rows), "row"), [self._row(row) for row in trace.rows])
        if trace.open:
            yield self._section("What would settle it", self._sets(trace), [self._open(fact) for fact in trace.open])
        if trace.warnings:
            yield self._warnings(trace.warnings)
        if trace.ruled_out:
            yield self._ruled_out(trace.ruled_out)

    def tests(self, found: Sequence[SettlingTest]) -> QWidget:
        """Over all schemes: the tests that settle most first."""
        lines = [self._test(one) for one in found]
        if not lines:
            lines = [self._text(NOTHING_OPEN)]
        return self._section("Which test settles most", "whatever it shows", lines)

    def _answer(self, trace: Trace, one: Assessment) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(glyph_of(self._look, self._labels, one, 1.5), 0, _TOP)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(self._look, self.heading(trace, one), step="lead", weight=STRONG, wrap=True))
        told.addWidget(self._quiet(f"{trace.title}, rules {trace.version}. {trace.source}."))
        if trace.not_covered:
            told.addWidget(self._text(trace.not_covered))
        if trace.conflict:
            told.addLayout(remark(self._look, "sources_differ", "caution", trace.conflict))
        row.addLayout(told, 1)
        return box

    def heading(self, trace: Trace, one: Assessment) -> str:
        """``Intermediate or high: SCA decides. Not settled.``; where the sources differ, that they do."""
        if one.only_sources_differ:
            return f"{group_words(self._labels, one)}. {trace.state}."
        found = [within(short_fact(self._labels, each.name)) for each in _deciding(trace)]
        names = joined(found) if len(found) <= _MOST_NAMED else f"{len(found)} results"
        verb = "decides" if len(found) == 1 else "decide"
        return f"{trace.answer}{f': {names} {verb}' if names else ''}. {trace.state}."

    def _facts(self, trace: Trace) -> QWidget:
        deciding, can = {one.name for one in _deciding(trace)}, {one.name for one in _weighing(trace)}
        section = Section(self._look, "Facts", "value, and where it comes from")
        grid = self._grid((3, 4, 6))
        for row, fact in enumerate(trace.facts):
            grid.addWidget(self._quiet(fact.title), row, 0, _TOP)
            weight, tone, value = STRONG, "text", fact.value
            if fact.kind is FactKind.OPEN:
                # what decides stands out of what cannot change the group, as everywhere
                decides = fact.name in deciding
                weight, tone = (MEDIUM, "caution") if decides else (REGULAR, "text2")
                none = "" if fact.name in can or trace.not_covered else "cannot change the group"
                weighs = "decides" if decides else none
                value = f"{fact.kind}{f', {weighs}' if weighs else ''}: {fact.value}"
            grid.addWidget(Text(self._look, value, step="label", weight=weight, tone=tone, wrap=True), row, 1, _TOP)
            origin = fact.origin if fact.kind in {FactKind.OPEN, FactKind.ENTERED} else f"{fact.kind}; {fact.origin}"
            grid.addWidget(self._quiet(origin), row, 2, _TOP)
        section.body.addLayout(grid)
        return section

    def _row(self, row: RowTrace) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(3)
        column.addWidget(Text(self._look, f"{row.id}: {row.groups}", weight=STRONG, wrap=True))
        column.addWidget(self._text(f"{row.text}."))
        grid = self._grid((0, 0, 5, 4))
        # the same in every row of the table, whichever words it has
        grid.setColumnMinimumWidth(1, self._look.px(48))
        for place, one in enumerate(row.conditions):
            self._condition(grid, place, one)
        column.addLayout(grid)
        tone = "caution" if row.doubtful else "text2"
        column.addWidget(Text(self._look, f"{row.source}. {row.evidence}.", step="label", tone=tone, wrap=True))
        for sentence in row.remarks:
            column.addLayout(remark(self._look, "caution", "caution", sentence))
        return box

    def _condition(self, grid: QGridLayout, place: int, one: Condition) -> None:
        tone = "text3" if one.standing is Standing.NOT_MET else "text2"
        grid.addWidget(Icon(self._look, _STANDING[one.standing], tone, 14), place, 0, _TOP)
        grid.addWidget(Text(self._look, str(one.standing), step="label", tone=tone), place, 1, _TOP)
        enough = ", one of these is enough" if one.one_of else ""
        grid.addWidget(self._text(f"{one.title}: {one.wanted}{enough}"), place, 2, _TOP)
        grid.addWidget(self._quiet(f"seen: {one.seen}"), place, 3, _TOP)

    def _open(self, one: OpenFact) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        tone = "caution" if one.weight is Weight.DECIDES else "text3"
        head.addWidget(Icon(self._look, _WEIGHT[one.weight], tone), 0, _TOP)
        alone = " alone" if one.alone else ""
        weight = STRONG if one.weight is Weight.DECIDES else MEDIUM
        words = f"{one.weight}{alone}: {one.title}"
        head.addWidget(Text(self._look, words, step="label", weight=weight, wrap=True), 1)
        head.addWidget(self._quiet(one.silence), 1)
        column.addLayout(head)
        if one.branches:
            lines = QHBoxLayout()
            lines.setContentsMargins(self._look.px(24), 0, 0, 0)
            lines.addWidget(branch_lines(self._look, self._labels, one.name, one.branches))
            column.addLayout(lines)
        return box

    def _sets(self, trace: Trace) -> str:
        if not trace.sets:
            return ""
        size = len(trace.sets[0])
        return "one result is enough" if size == 1 else f"{size} results together, at the least"

    def _warnings(self, warnings: Sequence[str]) -> QWidget:
        section = Section(self._look, "Warnings and assumptions")
        for one in warnings:
            section.body.addLayout(remark(self._look, "caution", "caution", one))
        return section

    def _ruled_out(self, rows: Sequence[RowTrace]) -> QWidget:
        section = Section(self._look, "Rows ruled out", counted(len(rows), "row"))
        grid = self._grid((0, 1, 6))
        for place, row in enumerate(rows):
            grid.addWidget(self._quiet(row.id), place, 0, _TOP)
            grid.addWidget(self._quiet(row.groups), place, 1, _TOP)
            grid.addWidget(self._quiet(against_words(row)), place, 2, _TOP)
        section.body.addLayout(grid)
        return section

    def _test(self, one: SettlingTest) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 6)
        row.setSpacing(8)
        icon = "decides" if one.settles or one.decides else "matters"
        row.addWidget(Icon(self._look, icon, "caution" if one.settles else "text3"), 0, _TOP)
        told = QVBoxLayout()
        told.setSpacing(1)
        told.addWidget(Text(self._look, one.title, weight=STRONG if one.settles else MEDIUM, wrap=True))
        for words in settling_words(self._labels, one):
            told.addWidget(self._quiet(words))
        row.addLayout(told, 1)
        return box

    def _section(self, name: str, remark_words: str, parts: Sequence[QWidget]) -> QWidget:
        section = Section(self._look, name, remark_words)
        for part in parts:
            section.body.addWidget(part)
        return section

    def _grid(self, stretches: Sequence[int]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, stretch in enumerate(stretches):
            grid.setColumnStretch(column, stretch)
        return grid

    def _text(self, words: str) -> Text:
        return Text(self._look, words, step="label", wrap=True)

    def _quiet(self, words: str) -> Text:
        return Text(self._look, words, step="label", tone="text2", wrap=True)


def _deciding(trace: Trace) -> list[OpenFact]:
    return [one for one in trace.open if one.weight is Weight.DECIDES]


def _weighing(trace: Trace) -> list[OpenFact]:
    return [one for one in trace.open if one.weight is not Weight.CANNOT_MATTER]
