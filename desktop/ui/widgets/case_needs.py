"""How much room each column of the case list needs for what its lines say, in the size of text that is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from desktop.clinical.listing import CaseLine
from desktop.ui.models.case_columns import COLUMNS, Column, Reading
from desktop.ui.models.case_layout import Need
from desktop.ui.theme import Look
from desktop.ui.widgets.case_cells import Measures, cell_of

RIGHT = 4
"""White space after each column."""


class CaseNeeds:
    """Remembers the widest of each column, so that the columns stand still while a person searches and sorts."""

    def __init__(self, look: Look, measures: Measures, reading: Callable[[], Reading]) -> None:
        self._look, self._measures, self._reading = look, measures, reading
        self._seen: set[CaseLine] = set()
        self._read_as: object = None
        self._least: dict[tuple[str, bool], int] = {}
        self._wish: dict[tuple[str, bool], int] = {}

    def read(self, lines: Iterable[CaseLine]) -> None:
        """Take these lines into account."""
        reading = self._reading()
        if self._read_as != (reading.today(), reading.edited):
            self._read_as = (reading.today(), reading.edited)
            self._seen.clear()
        for line in lines:
            if line not in self._seen:
                self._seen.add(line)
                self._measure(reading, line)

    def forget(self) -> None:
        """Another list is shown, such as the bin: what stood in the one before gives its columns no room there."""
        for kept in (self._seen, self._least, self._wish):
            kept.clear()

    def of(self, heads: Mapping[str, int], *, short: bool) -> dict[str, Need]:
        """What each of these columns needs; ``heads`` says how wide its head is."""
        return {one.name: self._need(one, heads[one.name], short) for one in COLUMNS if one.name in heads}

    def _measure(self, reading: Reading, line: CaseLine) -> None:
        for column in COLUMNS:
            for short in (False, True) if column.name == "phase" else (False,):
                cell, key = cell_of(column.name, reading, line, short=short), (column.name, short)
                least = self._measures.least(cell)
                more = self._measures.words(cell.choices[0]) - self._measures.words(cell.choices[-1])
                self._least[key] = max(self._least.get(key, 0), least)
                self._wish[key] = max(self._wish.get(key, 0), least + more)

    def _need(self, column: Column, head: int, short: bool) -> Need:
        px, key = self._look.px, (column.name, short and column.name == "phase")
        white = px(column.before) + px(RIGHT)
        wish = max(self._wish.get(key, 0), head) + white
        always = max(self._least.get(key, 0), head) + white
        usual = px(column.width)
        if column.most:
            whole = min(wish, max(px(column.most), head + white))
            return Need(max(usual, whole), whole, min(wish, max(usual, head + white)), wish)
        return Need(max(usual, always), always, always, wish)
