"""The parts of what changed since a day: stage and groups first, then the sections of a child's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.services.changes_since import ChangesSince
from desktop.services.changes_since_groups import GroupChange, Regrouped
from desktop.services.changes_since_words import NOTHING, SAME_GROUPS, SinceLine, SinceSection, SinceWords
from desktop.services.library import Library
from desktop.ui.history.words import whole_dates
from desktop.ui.panels.risk_parts import glyph_of
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, STRONG
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital, counted

_TOP = Qt.AlignmentFlag.AlignTop
_SHARES = (4, 7, 5)
"""What, before and after, where from and by whom."""


class SinceParts:
    """Makes the parts; they hold words only and nothing that can be pressed."""

    def __init__(self, look: Look, library: Library) -> None:
        self._look, self._labels, self._words = look, library.labels, SinceWords(library)

    def marks(self, found: ChangesSince) -> Iterator[QWidget]:
        """What must be seen before the changes are read."""
        for sentence in self._words.cautions(found):
            yield Notice(self._look, "caution", "", sentence)

    def all_of(self, found: ChangesSince) -> Iterator[QWidget]:
        """Everything in its order."""
        if found.groups is not None:
            yield self._effects(found.groups)
        for section in self._words.sections(found):
            yield self._section(section)
        if not found.changes:
            yield Text(self._look, NOTHING, tone="text2", wrap=True)

    def _effects(self, groups: Regrouped) -> QWidget:
        section = Section(self._look, "Stage and risk groups", self._words.by_todays(groups))
        if not groups.restaged and not groups.changed:
            section.body.addWidget(Text(self._look, SAME_GROUPS, step="label", wrap=True))
            return section
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        changed = {one.scheme: one for one in groups.changed}
        for row, line in enumerate(self._words.effects(groups)):
            one = changed.get(line.field)
            grid.addWidget(Text(self._look, line.fact, step="label", weight=MEDIUM), row, 0, _TOP)
            for column, words, weight in ((1, line.before, None), (3, line.after, STRONG)):
                grid.addWidget(self._answer(one, words, weight, before=column == 1), row, column, _TOP)
            grid.addWidget(Icon(self._look, "leads_to", "text3", 14, "became"), row, 2, _TOP)
        section.body.addLayout(grid)
        return section

    def _answer(self, one: GroupChange | None, words: str, weight: int | None, *, before: bool) -> QWidget:
        """The words of a stage; of a group with its bars."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if one is not None:
            row.addWidget(glyph_of(self._look, self._labels, one.before if before else one.after), 0, _TOP)
        text = Text(self._look, capital(words), step="label", tone="text2" if before else "text", wrap=True)
        if weight is not None:
            text.set_font(self._look.font("label", weight))
        row.addWidget(text, 1)
        return box

    def _section(self, told: SinceSection) -> QWidget:
        section = Section(self._look, told.name, counted(len(told.lines), "change"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for column, share in enumerate(_SHARES):
            grid.setColumnStretch(column, share)
        for row, line in enumerate(told.lines):
            for column, part in enumerate(self._cells(line)):
                grid.addWidget(part, row, column, _TOP)
        section.body.addLayout(grid)
        return section

    def _cells(self, line: SinceLine) -> Sequence[QWidget]:
        what = f"{line.what} ({line.done})" if line.done else line.what
        said = whole_dates("\n".join(capital(one) for one in line.sentences))
        about = "\n".join(whole_dates(one) for one in (line.origin, line.who) if one)
        words = Text(self._look, said, step="label", wrap=True)
        words.setAccessibleName(f"{what}: {said}")
        return (
            Text(self._look, what, step="label", weight=MEDIUM, wrap=True),
            words,
            Text(self._look, about, step="note", tone="text2", wrap=True),
        )
