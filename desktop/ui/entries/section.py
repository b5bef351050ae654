"""A section of a child's page with its tabs: what it showed before there were entries, and a tab for each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.ui.entries.head import KindPage
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import Line

FACTS = "facts"
"""The key of the first tab; those of the others are the tables of their kinds."""


class TabbedSection(QWidget):
    """``facts`` is the page of the first tab and its name, and what fills it; a section of entries alone has none.
    ``count`` says what a tab has.

    Which kinds there are is asked when it first comes into sight, and each page is built when its tab is gone to.
    ``moved``: another tab came into sight.
    """

    moved = Signal()

    def __init__(
        self, look: Look, name: str, kinds: Callable[[], Sequence[EntryKind]], make: Callable[[EntryKind], KindPage],
        facts: tuple[str, QWidget, Callable[[Case], object]] | None,
        count: Callable[[Case, EntryKind], int | str | None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._kinds, self._make, self._facts, self._count = kinds, make, facts, count
        self._of: dict[str, EntryKind] | None = None
        self._pages: dict[str, KindPage] = {}
        self._case: Case | None = None
        self._read_only = False
        self._fresh: set[str] = set()
        self.current = FACTS if facts is not None else ""
        self.tabs = Tabs(look)
        self.tabs.setAccessibleName(f"Parts of {name}")
        self.tabs.picked.connect(self.go)
        self._stack = QStackedWidget()
        # its pages scroll: in a low window they give way before the tabs are cut
        self._stack.setMinimumHeight(1)
        if facts is not None:
            self._stack.addWidget(facts[1])
        above = QVBoxLayout()
        above.setContentsMargins(PAGE_PADDING, 0 if look.is_large else 4, PAGE_PADDING, 0)
        above.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show this version of the case: the counts, and the tab in sight; the others when they are gone to."""
        self._case, self._read_only = case, read_only
        self._fresh.clear()
        kinds = self._known()
        self.current = self.current or next(iter(kinds), "")
        named = [TabSpec(FACTS, self._facts[0])] if self._facts is not None else []
        counted = [TabSpec(key, kind.title, self._count(case, kind)) for key, kind in kinds.items()]
        self.tabs.show_tabs((*named, *counted), self.current)
        self._fill()

    def go(self, key: str) -> None:
        """Show a tab."""
        if key == self.current:
            return
        self.current = key
        self.tabs.mark(key)
        self._fill()
        self.moved.emit()

    def step(self, by: int) -> None:
        """The next tab or the one before; after the last comes the first. The keyboard goes with it."""
        keys = [one.spec.key for one in self.tabs.tabs]
        if self.current in keys:
            at = (keys.index(self.current) + by) % len(keys)
            self.tabs.focus(keys[at], Qt.FocusReason.ShortcutFocusReason)
            self.go(keys[at])

    def to_first(self) -> None:
        """Another child begins at the first tab."""
        self.current = FACTS if self._facts is not None else next(iter(self._of or {}), "")
        self.tabs.mark(self.current)
        if self._facts is not None:
            self._stack.setCurrentWidget(self._facts[1])

    def to_facts(self) -> None:
        """Show the first tab, where that has facts."""
        if self._facts is not None:
            self.go(FACTS)

    @property
    def page(self) -> KindPage | None:
        """The page of entries that is in sight; None on the first tab."""
        return self._pages.get(self.current)

    def _known(self) -> dict[str, EntryKind]:
        if self._of is None:
            self._of = {one.table: one for one in self._kinds()}
        return self._of

    def _fill(self) -> None:
        """Bring the tab into sight; it is filled unless it shows this version of the case already."""
        if self._case is None:
            return
        fresh = self.current in self._fresh
        self._fresh.add(self.current)
        if self._facts is not None and self.current == FACTS:
            if not fresh:
                self._facts[2](self._case)
            self._stack.setCurrentWidget(self._facts[1])
        elif self.current in self._known():
            page = self._page_of(self._known()[self.current])
            if not fresh:
                page.show_case(self._case, self._read_only)
            self._stack.setCurrentWidget(page)

    def _page_of(self, kind: EntryKind) -> KindPage:
        if kind.table not in self._pages:
            self._pages[kind.table] = self._make(kind)
            self._stack.addWidget(self._pages[kind.table])
        return self._pages[kind.table]
