"""The prognostic factors as a table of words: factor, value or silence, which schemes use it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.services.prognosis import NO_GROUP, FactorReading
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text

_TOP = Qt.AlignmentFlag.AlignTop


def factors(look: Look, found: Sequence[FactorReading]) -> QWidget:
    """Everything that the summary names, in its order; remarks stand beneath their factor."""
    section = Section(look, "Prognostic factors", "NCI's summary for patients")
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    for column, stretch in enumerate((5, 6, 4)):
        grid.setColumnStretch(column, stretch)
    for place, one in enumerate(found):
        row = 2 * place
        grid.addWidget(Text(look, one.words, step="label", wrap=True), row, 0, _TOP)
        grid.addLayout(_value(look, one), row, 1)
        grid.addWidget(Text(look, one.used, step="label", tone="text2", wrap=True), row, 2, _TOP)
        if one.told:
            tone = "caution" if one.doubtful else "text3"
            grid.addWidget(Text(look, one.told, step="note", tone=tone, wrap=True), row + 1, 0, 1, 3)
    section.body.addLayout(grid)
    section.body.addWidget(Text(look, NO_GROUP, step="note", tone="text3"))
    return section


def _value(look: Look, one: FactorReading) -> QVBoxLayout:
    """What is known stands out; why the rest is not known stands beneath it, quietly."""
    column = QVBoxLayout()
    column.setSpacing(1)
    if one.values:
        column.addWidget(Text(look, one.values, step="label", weight=STRONG, wrap=True))
    if one.silences:
        column.addWidget(Text(look, one.silences, step="label", tone="text2", wrap=True))
    column.addStretch(1)
    return column
