"""Treatment options as published summaries name them, each source apart; read only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.options import Course, Fit
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.services.options import (
    INFORMS,
    FittingList,
    OptionLine,
    Present,
    SourceOptions,
    is_shown,
    options_of,
    options_text,
    present_course,
)
from desktop.ui.dialogs.copied_tabs import CopiedTabs
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, STRONG
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.tabs import TabSpec
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital

_TOP = Qt.AlignmentFlag.AlignTop
CHILD, AGAIN, FIRST, ALL = "child", "again", "first", "all"
_Tabs = dict[str, tuple[str, Callable[[FittingList], bool]]]
_AGAIN: _Tabs = {
    AGAIN: ("Came back or did not respond", lambda one: one.course is not Course.FIRST and one.fit is not Fit.NO)
}
_FIRST: _Tabs = {FIRST: ("Newly diagnosed", lambda one: one.course is Course.FIRST and one.fit is not Fit.NO)}
_NOTHING = "This source has no list for this child's group and stage."


class OptionsDialog(CopiedTabs):
    """A tab with the lists for the child as the disease is now, with the reason; then the other courses; everything."""

    def __init__(
        self, look: Look, library: Library, case: Case, assessed: CaseAssessment, today: date, parent: QWidget
    ) -> None:
        super().__init__(look, "Treatment options in published summaries", INFORMS, "Lists", case, parent)
        self._present = present_course(library, case) if case.recurrences else Present()
        self._found = options_of(library, assessed, today, self._present)
        again = self._present.course is not Course.FIRST
        self._tabs: _Tabs = {
            CHILD: ("For this child", is_shown),
            **({**_FIRST, **_AGAIN} if again else _AGAIN),
            ALL: ("All lists", lambda _one: True),
        }
        self.tabs.picked.connect(self.show_tab)
        self.show_tab(CHILD)
        self.tabs.setFocus()

    def show_tab(self, key: str) -> None:
        """Show the lists of one tab, source by source."""
        shown = self._tabs[key][1]
        tabs = [TabSpec(one, name) for one, (name, _) in self._tabs.items()]
        parts: list[QWidget] = []
        if self._present.words and key == CHILD:
            parts.append(Notice(self.look, "note", "", self._present.words))
        parts += [self._source(source, [one for one in source.lists if shown(one)]) for source in self._found]
        self.show_parts(tabs, key, parts, options_text(self._found, shown))

    def _source(self, source: SourceOptions, lists: list[FittingList]) -> QWidget:
        section = Section(self.look, source.title, source.dated)
        section.body.setSpacing(8)
        if source.old:
            section.body.addWidget(Notice(self.look, "caution", "", source.old))
        section.body.addWidget(Text(self.look, source.attribution, step="label", tone="text2", wrap=True))
        for one in lists:
            section.body.addWidget(self._list(one))
        if not lists:
            section.body.addWidget(Text(self.look, _NOTHING, wrap=True))
        for words in source.foot:
            foot = Text(self.look, words, step="note", tone="text3", wrap=True)
            foot.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            section.body.addWidget(foot)
        return section

    def _list(self, one: FittingList) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addWidget(Text(self.look, one.title, weight=STRONG, wrap=True))
        told = QHBoxLayout()
        told.setSpacing(6)
        if one.fit is Fit.MAYBE and one.chosen:
            told.addWidget(Icon(self.look, "decides", "caution"), 0, _TOP)
        weight = MEDIUM if one.fit is not Fit.YES else REGULAR
        told.addWidget(Text(self.look, capital(f"{one.why}."), step="label", weight=weight, wrap=True), 1)
        column.addLayout(told)
        for words in (one.none, one.intro):
            if words:
                column.addWidget(Text(self.look, words, step="label", weight=MEDIUM, wrap=True))
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 1)
        for row, line in enumerate(one.lines):
            self._line(grid, row, line)
        column.addLayout(grid)
        return box

    def _line(self, grid: QGridLayout, row: int, line: OptionLine) -> None:
        if line.part:
            grid.addWidget(Text(self.look, line.part, step="label", tone="text2"), row, 0, _TOP)
        told = QVBoxLayout()
        told.setSpacing(1)
        # not for this child: still there, quietly, and with the reason
        told.addWidget(Text(self.look, line.words, step="label", tone="text2" if line.unfit else "text", wrap=True))
        if line.unfit:
            told.addWidget(Text(self.look, line.unfit, step="note", weight=MEDIUM, tone="text2", wrap=True))
        if line.remark:
            tone = "caution" if line.doubt else "text2"
            told.addWidget(Text(self.look, line.remark, step="note", tone=tone, wrap=True))
        grid.addLayout(told, row, 1)
        origin = QVBoxLayout()
        origin.setSpacing(1)
        if line.doubt:
            origin.addWidget(Text(self.look, line.doubt, step="label", weight=MEDIUM, tone="caution", wrap=True))
        origin.addWidget(Text(self.look, f"{line.id}. {line.source}.", step="note", tone="text3", wrap=True))
        origin.addStretch(1)
        grid.addLayout(origin, row, 2)
