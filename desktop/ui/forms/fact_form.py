"""A section's form: groups of facts, one row each, in a fixed order. Every row saves on its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels
from desktop.ui.forms.fact_row import DATE, NAME, NAME_WIDTH, PLACE, ROWS, VALUE, FactRow
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.biology_strip import decides
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text

Group = tuple[str, tuple[str, ...]]
"""A head and the names of its facts."""


class FactForm(QWidget):
    """``edited`` carries the field and how to make the new case."""

    edited = Signal(object, object)

    def __init__(self, look: Look, labels: Labels, groups: Sequence[Group], today: Callable[[], date]) -> None:
        super().__init__()
        self.rows: dict[str, FactRow] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        heads = next((names for _, names in groups if any(FIELDS[name].results for name in names)), ())
        for head, names in groups:
            section = Section(look, head)
            grid = QGridLayout()
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(4)
            self._columns(look, grid, with_heads=names is heads)
            for index, name in enumerate(names):
                row = FactRow(look, labels, FIELDS[name], today, self)
                row.put(grid, ROWS * index + 1)
                row.edited.connect(self.edited)
                self.rows[name] = row
            section.body.addLayout(grid)
            outer.addWidget(section)
        outer.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_case(self, case: Case, deciding: Collection[str], doubts: Mapping[str, str], read_only: bool) -> None:
        """Show all facts of a case; ``doubts`` are sentences about facts worth a second look."""
        for name, row in self.rows.items():
            row.show_case(case, decides(name, deciding), doubts.get(name, ""), read_only)

    def forget(self) -> None:
        """Let go of what was typed and not saved; for showing another case."""
        for row in self.rows.values():
            row.forget()

    def commit(self) -> None:
        """Take over what is still being typed."""
        for row in self.rows.values():
            row.value.commit()
            row.date.commit()
            row.place.commit()

    def _columns(self, look: Look, grid: QGridLayout, *, with_heads: bool) -> None:
        grid.setColumnMinimumWidth(NAME, look.px(NAME_WIDTH))
        grid.setColumnMinimumWidth(VALUE, look.px(234))
        grid.setColumnMinimumWidth(DATE, look.px(118))
        grid.setColumnMinimumWidth(PLACE, look.px(140))
        grid.setColumnStretch(VALUE, 2)
        grid.setColumnStretch(PLACE, 1)
        if not with_heads:
            return
        for column, words in (
            (NAME, "Fact"),
            (VALUE, "Value, or why there is none"),
            (DATE, "Date"),
            (PLACE, "Laboratory"),
        ):
            grid.addWidget(Text(look, words, step="label", weight=STRONG, tone="text2"), 0, column)
