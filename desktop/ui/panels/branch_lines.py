"""What each answer to an open question would make of the group. Lines are kept and filled anew: building them costs
more than their words, as a child follows another quickly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from desktop.clinical.labels import Labels
from desktop.services.assessing import Branch
from desktop.services.tracing import answer_words
from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, STRONG
from desktop.ui.widgets.part import Part
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import risk_words


class BranchLines(Part):
    """One line an answer: the answer, the groups it leaves, and the row; beneath it why the scheme has none."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self._lines: list[_Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)

    def show_branches(self, fact: str, found: Sequence[Branch]) -> None:
        """Show the answers to one question."""
        while len(self._lines) < len(found):
            self._lines.append(_Line(self._look, self._grid, 2 * len(self._lines)))
        for line, branch in zip(self._lines, found, strict=False):
            line.show(self._look, self._labels, answer_words(self._labels, fact, branch), branch)
        for line in self._lines[len(found) :]:
            line.hide()


def branch_lines(look: Look, labels: Labels, fact: str, found: Sequence[Branch]) -> BranchLines:
    """The lines of one question, for where they are shown once."""
    lines = BranchLines(look, labels)
    lines.show_branches(fact, found)
    return lines


class _Line:
    """One answer; all its parts stand in the grid itself, so that the columns of all answers are of one width."""

    def __init__(self, look: Look, grid: QGridLayout, row: int) -> None:
        self._answer = Text(look, step="label", tone="text2", wrap=True)
        self._leads = Icon(look, "leads_to", "text3", 14)
        self._glyph = RiskGlyph(look)
        self._groups = Text(look, step="label", wrap=True)
        self._rows = Text(look, step="note", tone="text3")
        self._not_covered = Text(look, step="note", tone="text2", wrap=True)
        self._beside = (self._answer, self._leads, self._glyph, self._groups, self._rows)
        for column, part in enumerate(self._beside):
            grid.addWidget(part, row, column)
        grid.addWidget(self._not_covered, row + 1, 0, 1, len(self._beside))

    def show(self, look: Look, labels: Labels, answer: str, branch: Branch) -> None:
        """Show what an answer would leave."""
        words = risk_words(labels, branch.groups, not_covered=not branch.groups)
        self._answer.setText(answer)
        self._glyph.show_groups(branch.groups, words, uncovered=not branch.groups)
        self._groups.set_font(look.font("label", STRONG if len(branch.groups) == 1 else REGULAR))
        self._groups.setText(words if len(branch.groups) < 2 else f"{words}, still open")
        rows = branch.rows[0] if len(branch.rows) == 1 else f"{len(branch.rows)} rows" if branch.rows else ""
        self._rows.setText(rows)
        self._not_covered.setText(branch.not_covered or "")
        for part in self._beside:
            part.setVisible(True)
        self._not_covered.setVisible(bool(branch.not_covered))

    def hide(self) -> None:
        """Nothing of it is shown."""
        for part in (*self._beside, self._not_covered):
            part.setVisible(False)
