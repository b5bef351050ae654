"""The checklist of image-defined risk factors by region; staging takes over what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_kinds import Choice, EntryKind
from desktop.services.boards import Board
from desktop.services.idrf import (
    ABSENT,
    checklist,
    open_factors,
    put_findings,
    put_study_day,
    staging_differs,
    study_day,
    summary,
)
from desktop.services.library import Library
from desktop.ui.entries.head import KindPage
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.idrf.model import FactorModel
from desktop.ui.idrf.table import FactorTable
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow, together
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Text, WrongText, settle
from desktop.ui.words import capital

_ABOUT = "What is found here is what staging counts: none only where every factor was looked for and is absent."
_ABOUT_NOT_YET = "What is found here does not count in staging yet."
_DIFFERS = (
    "Staging counts other factors than this list has. As soon as one is ticked off here, this list is what staging "
    "counts; until then both stay as they are."
)
_DATE = 150
_COG = "COG_"
"""How the codes of what only COG's list has begin, in the data."""
_BESIDE = "Recorded beside the risk factors; staging does not count it."


class IdrfPage(KindPage):
    """Every factor is stored as it is ticked off."""

    def __init__(self, look: Look, library: Library, kind: EntryKind, today: Callable[[], date]) -> None:
        super().__init__(look, kind)
        self._look, self._library = look, library
        self._case: Case | None = None
        self.model = FactorModel()
        self.table = FactorTable(look, self.model)
        self._summary = Text(look, weight=STRONG, wrap=True)
        self._about = Text(look, _ABOUT, step="label", tone="text2", wrap=True)
        self.differs = Text(look, _DIFFERS, step="label", tone="caution", wrap=True)
        self.rest = Button(look, "All others absent")
        self.rest.clicked.connect(self.all_others_absent)
        self.list_of = OneOf(look, "List", [(False, "INRG 2009"), (True, "With COG's additions")], False)
        self.list_of.picked.connect(lambda _with_cog: self._show())
        self.day = DateEdit(look, "Date of the study that they were read from", today)
        self.day.setFixedWidth(look.px(_DATE))
        self.day.committed.connect(self._put_day)
        self._wrong = WrongText(look)
        self.day.refused.connect(self._wrong.say)
        self._told = Section(look, "About this factor")
        self._grid = StatementGrid(look)
        self._told.body.addWidget(self._grid)
        self.table.found.connect(lambda code, answer: self._put({code: answer}))
        self.table.chosen.connect(self._explain)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(self._body(), "Image-defined risk factors, by region"))

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the checklist of a case; the bar stays where it was."""
        other = self._case is None or self._case.id != case.id
        if other:
            self.list_of.choose(any(str(one.factor.value).startswith(_COG) for one in standing(case.idrf_findings)))
        if other or standing(case.idrf_findings):
            self.day.forget()
            self.day.show_date(study_day(case))
        self.day.setReadOnly(read_only)
        self._case, self.read_only, self.table.read_only = case, read_only, read_only
        self._show()
        self.rest.setVisible(not read_only and bool(open_factors(self.model.lines)))
        if other or self.table.currentIndex().row() < 0:
            self.table.go_to(0)
        self._explain(self.table.currentIndex().row())

    def all_others_absent(self) -> None:
        """Say of every factor that nobody has looked for yet that it is absent; one step that can be undone."""
        left = [one.choice.code for one in self.model.lines if one.finding == NOT_ASKED]
        answers: Mapping[str, Answer[str]] = {code: known(ABSENT) for code in left}
        if answers and not self.table.read_only:
            self._put(answers)

    def ask_new(self) -> None:
        """The keyboard goes to the first factor that nobody has looked for."""
        left = [row for row, one in enumerate(self.model.lines) if one.finding == NOT_ASKED]
        self.table.go_to(left[0] if left else 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, answers: Mapping[str, Answer[str]]) -> None:
        self.day.commit()
        self.store.emit(partial(_stored, answers, self.day.date), "Saved the image-defined risk factors")

    def _put_day(self, day: object) -> None:
        """The day of the study counts for every row there is, and for those that are ticked off next."""
        on = day if isinstance(day, PartialDate) else None
        if self._case is not None and standing(self._case.idrf_findings) and on != study_day(self._case):
            self.store.emit(partial(_day_stored, on), "Saved the date of the study")

    def _show(self) -> None:
        if self._case is None:
            return
        lines = checklist(self._library, self._case)
        with_cog = bool(self.list_of.chosen)
        self.model.show_lines(tuple(one for one in lines if with_cog or not one.choice.code.startswith(_COG)))
        self._summary.setText(capital(summary(lines)))
        differs = staging_differs(self._library, self._case)
        self._about.setText(_ABOUT_NOT_YET if differs else _ABOUT)
        self.differs.setVisible(differs)

    def _explain(self, row: int) -> None:
        lines = self.model.lines
        if not 0 <= row < len(lines):
            return
        self._told.set_name(capital(lines[row].choice.words))
        counts = (
            "Staging counts it."
            if lines[row].counts
            else "Recorded beside the risk factors; staging does not count it."
        )
        told = [Statement("Code", lines[row].choice.code), Statement("Counts", counts), *_notes(lines[row].choice)]
        self._grid.show_statements(told)
        settle(self._told)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._summary)
        column.addWidget(self.differs)
        column.addWidget(self._about)
        named = Text(self._look, "Read from the study of", step="label", tone="text2")
        named.setBuddy(self.day)
        bar = QWidget()
        row = Flow(bar, gap=self._look.px(16), line_gap=self._look.px(8))
        row.addWidget(self.list_of)
        row.addWidget(together(named, self.day))
        row.addWidget(self.rest)
        column.addWidget(bar)
        column.addWidget(self._wrong)
        return head

    def _body(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        edge = PAGE_PADDING - BORDER
        column.setContentsMargins(edge, 12 - BORDER, edge, edge)
        column.setSpacing(12)
        column.addWidget(self._head())
        column.addWidget(self.table)
        keys = "P present, A absent, N not assessable: says it and goes on. Delete: not looked for."
        column.addWidget(Text(self._look, keys, step="note", tone="text3", wrap=True))
        column.addWidget(self._told)
        column.addStretch(1)
        return content


def _notes(choice: Choice) -> list[Statement]:
    """What the sources say beside the name, with how well it is supported."""
    noted = f"{choice.note} [{choice.status}]" if choice.note and choice.status else choice.note
    told = [Statement("Note", noted)] if noted else []
    return [*told, Statement("Source", "; ".join(choice.sources))]


def _stored(
    answers: Mapping[str, Answer[str]], on: PartialDate | None, board: Board, library: Library, case: Case, today: date
) -> Case:
    return put_findings(board, library, case, answers, today, on)


def _day_stored(on: PartialDate | None, board: Board, library: Library, case: Case, today: date) -> Case:
    return put_study_day(board, library, case, on, today)
