"""The smallest sets of results that settle the group; for a single one what each answer would give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.clinical.labels import Labels, within
from desktop.services.assessing import Branch
from desktop.ui.panels.branch_lines import BranchLines
from desktop.ui.panels.risk_kept import say
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.part import FramedPart, Part
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital, counted, joined

_TOGETHER = {1: "One result settles it", 2: "Two results together settle it", 3: "Three results together settle it"}
_MOST_SETS = 3


class Settling(FramedPart):
    """A card; where nothing settles the group it takes no room. Its parts are kept and filled anew."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._head = Text(look, weight=STRONG, wrap=True)
        self._sets = [_Set(look, labels) for _ in range(_MOST_SETS)]
        self._more = Text(look, step="label", tone="text2")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(look, "decides", "caution"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._head, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 10, 11, 10)
        column.setSpacing(6)
        column.addLayout(head)
        for one in self._sets:
            column.addWidget(one)
        column.addWidget(self._more)

    def show_sets(self, sets: Sequence[Sequence[str]], branches: Callable[[str], Sequence[Branch]]) -> None:
        """Show these sets of facts, all of one size; ``branches`` is asked for the answers where one fact settles."""
        self.setVisible(bool(sets))
        if not sets:
            return
        size = len(sets[0])
        self._head.setText(_TOGETHER.get(size, f"{size} results settle it"))
        for place, kept in enumerate(self._sets):
            names = sets[place] if place < len(sets) else ()
            kept.show_set(names, branches(names[0]) if len(names) == 1 else ())
        more = len(sets) - _MOST_SETS
        say(self._more, f"or {counted(more, 'other set')} of {size}" if more > 0 else "")


class _Set(Part):
    """The results of one set, and what each answer would give."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._labels = labels
        self._names, self._lines = Text(look, wrap=True), BranchLines(look, labels)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._names)
        column.addWidget(self._lines)

    def show_set(self, names: Sequence[str], found: Sequence[Branch]) -> None:
        """Show them; without a name nothing is shown."""
        self._names.setText(capital(joined([within(self._labels.name(name)) for name in names])) if names else "")
        self._lines.show_branches(names[0] if names else "", found)
        self._lines.setVisible(bool(found))
        self.setVisible(bool(names))
