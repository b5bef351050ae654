"""A section's form: groups of facts, one row each, in a fixed order. Every row saves on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.editing import FIELDS
from desktop.services.library import Library
from desktop.ui.forms.fact_row import DATE, NAME, NAME_WIDTH, PLACE, ROWS, USED, VALUE, FactRow
from desktop.ui.forms.form_view import FormView, used_by
from desktop.ui.forms.unused import PARTS
from desktop.ui.forms.ways import ways_of
from desktop.ui.forms.worked_row import WorkedRow
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text

Group = tuple[str, tuple[str, ...]]
"""A head (perhaps empty) and the names of its facts."""

Drafts = dict[tuple[str, str], str]
"""Typed text that cannot be used yet, by fact and part of its row."""

_HEADS = ((NAME, "Fact"), (VALUE, "Value, or why there is none"), (DATE, "Date"), (PLACE, "Laboratory"),
          (USED, "Used by"))  # fmt: skip
_WIDTHS = ((NAME, NAME_WIDTH), (VALUE, 200), (DATE, 112), (PLACE, 132), (USED, 64))


class FactForm(QWidget):
    """``edited`` carries the field and how to make the new case; ``entered`` and ``helped`` the name of a fact,
    ``past`` of one whose history is wanted, and ``results`` of one whose results are.

    ``refused`` carries the row in which something cannot be used, with what is said beneath it; ``marked``: a row
    holds such text now, or no more.
    """

    edited = Signal(object, object)
    refused = Signal(object)
    marked = Signal()
    entered = Signal(str)
    helped = Signal(str)
    past = Signal(str)
    results = Signal(str)

    def __init__(self, look: Look, library: Library, groups: Sequence[Group], today: Callable[[], date]) -> None:
        super().__init__()
        self._look, self._groups = look, groups
        labels, rules = library.labels, library.rules
        self.rows: dict[str, FactRow] = {}
        self.worked: dict[str, WorkedRow] = {}
        uses = {name: used_by(labels, rules, name) for _, names in groups for name in names}
        self._with_results = any(FIELDS[name].results for name in uses)
        # a column of nothing but "none" says nothing
        self._with_uses = any(one not in {"", "none"} for one in uses.values())
        for name in uses:
            used = self._used(uses[name])
            self.rows[name] = FactRow(look, labels, FIELDS[name], today, used, self, ways_of(library, name))
            self.rows[name].edited.connect(self.edited)
            self.rows[name].refused.connect(partial(self._refused, name))
            self.rows[name].marked.connect(self.marked)
            self._teach(name, has_help=name in library.help.fields)
            self.rows[name].value.entered.connect(partial(self.entered.emit, name))
            self.rows[name].value.past.connect(partial(self.past.emit, name))
            self.rows[name].value.results.connect(partial(self.results.emit, name))
            self.rows[name].several.clicked.connect(partial(self.results.emit, name))
            if name in labels.words["worked_out"]:
                self.worked[name] = WorkedRow(look, labels, name, used, self)
        self._section_heads = {head: Section(look, head) for head, _ in groups if head}
        self._heads = [Text(look, words, step="label", weight=STRONG, tone="text2") for _, words in _HEADS]
        self._grid: QGridLayout | None = None
        self._narrow: bool | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Date and laboratory under the value where there is no room beside it."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if self._grid is not None:
            _take_all(self._grid)
            self._outer.takeAt(1)
            self._outer.removeItem(self._grid)
        self._grid = QGridLayout()
        # first into the form, so that nothing shown while it is placed is a window of its own
        self._outer.addLayout(self._grid)
        self._outer.addStretch(1)
        self._place(self._grid, narrow)

    def show_case(self, view: FormView) -> None:
        """Show all facts of a case."""
        for row in self.rows.values():
            row.show_case(view)
        for worked in self.worked.values():
            worked.show_case(view)
        self._show_heads()

    def drafts(self) -> Drafts:
        """What is typed and could not be taken over, by fact and part."""
        parts = ((name, part, getattr(row, part).draft()) for name, row in self.rows.items() for part in PARTS)
        return {(name, part): text for name, part, text in parts if text is not None}

    def unused(self) -> Drafts:
        """What stands in a field and is not in the record, by fact and part; also an answer that was picked."""
        parts = ((name, part, row.unused(part)) for name, row in self.rows.items() for part in PARTS)
        return {(name, part): text for name, part, text in parts if text is not None}

    def refused_facts(self) -> list[str]:
        """The facts whose row holds something that cannot be used."""
        return [name for name, row in self.rows.items() if row.is_refused]

    def type_again(self, drafts: Drafts) -> None:
        """Put drafts back, each with what is wrong with it."""
        for (name, part), text in drafts.items():
            getattr(self.rows[name], part).type_again(text)

    def forget(self) -> None:
        """Let go of what was typed and not saved; for showing another case."""
        for row in self.rows.values():
            row.forget()

    def commit(self) -> None:
        """Take over what is still being typed."""
        for row in self.rows.values():
            row.commit()

    def _teach(self, name: str, *, has_help: bool) -> None:
        """F1 tells of a fact wherever in its row the keyboard is."""
        row = self.rows[name]
        for part in (row.value, row.date, row.place):
            part.has_help = has_help
            part.helped.connect(partial(self.helped.emit, name))

    def _refused(self, name: str) -> None:
        self.refused.emit(self.rows[name])

    def _used(self, words: str) -> str:
        """Who uses a fact, as the head of the column begins it; a form without heads says it in the row."""
        if not words or not self._with_uses:
            return ""
        return words if self._with_results else f"Used by\n{words}"

    def _place(self, grid: QGridLayout, narrow: bool) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, width in _WIDTHS:
            grid.setColumnMinimumWidth(column, 0 if narrow and column in {DATE, PLACE} else self._look.px(width))
        grid.setColumnStretch(VALUE, 3)
        grid.setColumnStretch(PLACE, 0 if narrow else 1)
        self._place_heads(grid)
        row = 1
        for place, (head, names) in enumerate(self._groups):
            if head:
                grid.addWidget(self._section_heads[head], row, NAME, 1, USED - NAME + 1)
            if place:
                grid.setRowMinimumHeight(row, self._look.px(34 if head else 8))
            row += 1
            for name in names:
                self.rows[name].put(grid, row, narrow=narrow)
                row += ROWS
                if name in self.worked:
                    self.worked[name].put(grid, row, narrow=narrow)
                    row += ROWS

    def _place_heads(self, grid: QGridLayout) -> None:
        for (column, _), text in zip(_HEADS, self._heads, strict=True):
            grid.addWidget(text, 0, column, Qt.AlignmentFlag.AlignVCenter)
        self._show_heads()
        if self._with_results:
            grid.setRowMinimumHeight(0, self._look.px(24))

    def _show_heads(self) -> None:
        """No head stands over an empty column: date and laboratory come with the first row that has them."""
        dated = not self._narrow and any(not row.date.isHidden() for row in self.rows.values())
        wanted = {DATE: dated, PLACE: dated, USED: self._with_uses}
        for (column, _), text in zip(_HEADS, self._heads, strict=True):
            text.setVisible(self._with_results and wanted.get(column, True))


def _take_all(grid: QGridLayout) -> None:
    """Take everything out of a grid; the widgets stay."""
    while (item := grid.takeAt(0)) is not None:
        inner = item.layout()
        while inner is not None and inner.takeAt(0) is not None:
            pass
