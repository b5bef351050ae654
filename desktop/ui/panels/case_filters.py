"""The filter bar of the case list. It never hides: search, chips, how many cases are left, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.clinical.dates import PartialDate
from desktop.clinical.labels import Labels
from desktop.clinical.listing import Where
from desktop.clinical.risk_groups import APART
from desktop.clinical.vocabulary import CaseStatus, Inrgss
from desktop.ui.models.case_columns import short_fact
from desktop.ui.panels.list_views import NO_MEETING
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.bar import Bar
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.chip import Chip, Offer
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.search_field import SearchField
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital, counted, short_date

ANY = "*"

Values = Callable[[str], Mapping[str, int]]
"""How many cases have each value of one filter, among those that the other filters leave."""


class CaseFilters(Bar):
    """``changed``: a chip; ``typed``: the search text; ``entered``: Enter in the search; ``cleared``: Clear filters."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, look: Look, labels: Labels, today: Callable[[], date], values: Values) -> None:
        self._labels, self._today, self._values = labels, today, values
        self.search = SearchField(look, "Name, identifier or note", "Ctrl+F")
        self.stage = Chip(look, "Stage", offers=self._stages, words=str)
        self.risk = Chip(look, "Risk", offers=self._groups, words=lambda code: labels.word("group", code))
        self.phase = Chip(look, "Phase", offers=self._phases, words=str)
        self.status = Chip(look, "Status", offers=self._statuses,
                           words=lambda code: labels.word("status", code).lower())  # fmt: skip
        self.missing = Chip(
            look, "Missing", offers=lambda: self._facts("missing", "Anything"), words=self._fact,
            whole={ANY: "Missing something"}, off="Missing something", icon="matters",
        )  # fmt: skip
        # these two come with a view, and can be seen and taken away while they are on
        self.board = Chip(look, "Meeting", offers=self._boards, words=self._day, whole={NO_MEETING: "No meeting yet"})
        self.waiting = Chip(
            look, "Waiting for", offers=lambda: self._facts("waiting", "Any result"), words=self._fact,
            whole={ANY: "Waiting for a result"},
        )  # fmt: skip
        self.look = Chip(
            look, "Decision", offers=lambda: [(ANY, "To look at", None)], words=str,
            whole={ANY: "Decisions to look at"},
        )  # fmt: skip
        self._chips = {"stage": self.stage, "group": self.risk, "phase": self.phase, "status": self.status,
                       "missing": self.missing, "board": self.board, "waiting": self.waiting,
                       "look": self.look}  # fmt: skip
        self.save = Button(look, "Save view…", kind="chip", icon="bookmark")
        self.count = Text(look, step="label", tone="text2")
        self.clear = Button(look, "Clear filters", kind="link")
        chips = self._line = QWidget()
        flow = Flow(chips, gap=8)
        for part in (*self._chips.values(), self.save):
            flow.addWidget(part)
        super().__init__(look, self.search, chips, (self.count, self.clear))
        self.clear.clicked.connect(self.cleared)
        for chip in self._chips.values():
            chip.picked.connect(self._picked)
        self.clear.hide()
        self._show_visiting()

    def where(self) -> Where:
        """The filters that are on."""
        return tuple(_condition(key, chip.code) for key, chip in self._chips.items() if chip.code)

    def set_where(self, where: Where) -> None:
        """Put exactly these filters on, without telling anybody."""
        codes = dict(_code(*one) for one in where)
        for key, chip in self._chips.items():
            chip.set_code(codes.get(key, ""))
        self._show_visiting()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One chip does not take a line of its own where it fits without its icon."""
        super().resizeEvent(event)
        self.save.show_icon(True)
        self.save.show_icon(self._line.sizeHint().width() <= self.width() - 2 * PAGE_PADDING)

    def show_count(self, found: int, of_all: int | None, *, filtered: bool) -> None:
        """``16 of 24 cases`` while something is filtered, else ``24 cases``."""
        narrowed = filtered and of_all is not None
        self.count.setText(f"{found:,} of {counted(of_all or 0, 'case')}" if narrowed else counted(found, "case"))
        self.clear.setVisible(filtered)

    def _picked(self, _code: str) -> None:
        self._show_visiting()
        self.changed.emit()

    def _show_visiting(self) -> None:
        for chip in (self.board, self.waiting, self.look):
            chip.setVisible(bool(chip.code))

    # what the chips offer

    def _stages(self) -> list[Offer]:
        found = self._values("stage")
        codes = [one.value for one in Inrgss] + sorted(one for one in found if one not in {*Inrgss})
        return [(code, code, found.get(code, 0)) for code in codes]

    def _groups(self) -> list[Offer]:
        found = self._values("group")
        return [(code, capital(self._labels.word("group", code)), found.get(code, 0)) for code in APART]

    def _phases(self) -> list[Offer]:
        return [(code, code, count) for code, count in self._values("phase").items()]

    def _statuses(self) -> list[Offer]:
        found = self._values("status")
        return [(one.value, self._labels.word("status", one), found.get(one.value, 0)) for one in CaseStatus]

    def _boards(self) -> list[Offer]:
        return [(code, self._day(code), count) for code, count in self._values("board").items()]

    def _facts(self, key: str, anything: str) -> list[Offer]:
        found = self._values(key)
        by_count = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        return [(ANY, anything, None), *((code, self._fact(code), count) for code, count in by_count)]

    def _fact(self, code: str) -> str:
        return short_fact(self._labels, code)

    def _day(self, code: str) -> str:
        return short_date(PartialDate.parse(code), self._today())


def _condition(key: str, code: str) -> tuple[str, str]:
    return ("any", key) if code == ANY else (key, code)


def _code(key: str, value: str) -> tuple[str, str]:
    return (value, ANY) if key == "any" else (key, value)
