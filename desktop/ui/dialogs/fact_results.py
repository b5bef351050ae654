"""All results of one fact, the newest first: which one counts for the risk tables and why, and choosing another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.editing import Field
from desktop.clinical.labels import within
from desktop.services.fact_results import answer_in
from desktop.services.fact_results_told import FactResults, ResultLine, results_of
from desktop.services.library import Library
from desktop.ui.dialogs.frame import Frame
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text, settle
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted

_HEADS = ("Result", "Besides", "Date", "Laboratory and method", "Specimen and report", "Counts")
_SEEN = 2
_READ_ONLY = "Read only: nothing can be changed here."
_NEVER = "A further result replaces none of them."


class FactResultsDialog(Frame):
    """``add``: a further result is wanted; ``use`` carries the line of the one to mark; ``back``: no mark any more;
    ``correct`` carries the line that was entered wrongly, ``remove`` one that does not belong here.

    With ``read_only`` nothing is offered but to look, and it says so. ``marked_by``: who marked one, and when.
    """

    add = Signal()
    use = Signal(object)
    correct = Signal(object)
    remove = Signal(object)
    back = Signal()

    def __init__(
        self,
        look: Look,
        library: Library,
        case: Case,
        field: Field,
        parent: QWidget,
        *,
        read_only: bool = False,
        marked_by: Callable[[Case], str] = lambda _case: "",
    ) -> None:
        self.name = within(library.labels.name(field.name))
        super().__init__(look, f"Results of {self.name}", _NEVER, parent)
        self.name_child(case)
        self.ask_size(1080, 440)
        self.case, self.field, self._library, self._marked_by = case, field, library, marked_by
        self._about = _READ_ONLY if read_only else _NEVER
        self.shown = results_of(library, case, field)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        self._cautions = QVBoxLayout()
        self.counting = Text(look, weight=MEDIUM, wrap=True)
        column.addLayout(self._cautions)
        column.addWidget(self.counting)
        # what counts and what contradicts it never scrolls away: the rows do, to the one that is looked for
        self.add_above(above)
        self.model = WordsModel(_HEADS)
        self.table = WordTable(look, self.model, f"Results of {self.name}", "No result is recorded yet.", seen=_SEEN)
        self.body.addWidget(self.table, 1)
        self.further = self._button("Add a result…", self.add.emit)
        self.mend = self._button("Correct…", lambda: self.correct.emit(self.line))
        self.choose = self._button("Use this one…", lambda: self.use.emit(self.line))
        self.rule = self._button("Back to the rule", self.back.emit)
        self.away = self._button("Remove…", lambda: self.remove.emit(self.line))
        if not read_only:
            self._lay_deeds()
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Show the results as they stand now; the bar stays on its result."""
        before = self.line
        self.case, self.shown = case, results_of(self._library, case, self.field, self._marked_by(case))
        self._say(self.shown)
        lines = self.shown.lines
        rows = [_row(one) for one in lines]
        # a column of nothing says nothing
        kept = [place for place in range(len(_HEADS)) if any(row[place] for row in rows) or not rows]
        self.model.show_rows(
            [tuple(row[place] for place in kept) for row in rows], tuple(_HEADS[place] for place in kept)
        )
        again = [place for place, one in enumerate(lines) if before and one.result.id == before.result.id]
        if lines:
            # the one that counts is what everybody looks for, however far down it stands
            counts = [place for place, one in enumerate(lines) if one.is_used]
            self.table.selectRow((*again, *counts, 0)[0])
            self.table.setFocus()
        elif self.further.isVisibleTo(self):
            self.further.setFocus()
        self._allow()

    def showEvent(self, event: QShowEvent) -> None:
        """The result under the bar is in sight as soon as everything has its place."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    @property
    def line(self) -> ResultLine | None:
        """The result under the bar."""
        rows = self.table.selectionModel().selectedRows()
        return self.shown.lines[rows[0].row()] if rows and rows[0].row() < len(self.shown.lines) else None

    def _say(self, shown: FactResults) -> None:
        empty(self._cautions)
        if shown.contradiction:
            self._cautions.addWidget(Notice(self.look, "caution", "", shown.contradiction))
        self.sentence.setText(f"{counted(len(shown.lines), 'result')}, the newest first. {self._about}")
        # of none the table itself says so
        self.counting.setVisible(bool(shown.lines))
        if not shown.lines:
            self.sentence.setText(self._about)
        self.sentence.setVisible(bool(shown.lines) or self._about is _READ_ONLY)
        self.counting.setText(shown.counting)
        settle(self)

    def _button(self, words: str, do: object) -> Button:
        made = Button(self.look, words)
        made.setAutoDefault(False)
        made.clicked.connect(do)
        return made

    def _lay_deeds(self) -> None:
        holder = QWidget()
        row = Flow(holder, gap=8)
        for one in (self.further, self.mend, self.choose, self.rule, self.away):
            row.addWidget(one)
        self.add_beneath(holder)

    def _allow(self) -> None:
        line = self.line
        self.mend.setEnabled(line is not None)
        self.away.setEnabled(line is not None)
        self.choose.setEnabled(line is not None and answer_in(line.result, self.field).is_known)
        self.rule.setEnabled(self.shown.marked)


def _row(line: ResultLine) -> tuple[str, ...]:
    return (
        line.value,
        line.also,
        line.performed,
        _joined(line.laboratory, line.method),
        _joined(line.specimen, line.report),
        line.counts,
    )


def _joined(*parts: str) -> str:
    return ", ".join(one for one in parts if one)
