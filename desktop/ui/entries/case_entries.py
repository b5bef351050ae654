"""The entries of one child on its page: which section has which kinds, and what is asked for in any of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind, Place
from desktop.ui.desk import Desk
from desktop.ui.entries.head import KindPage
from desktop.ui.entries.section import TabbedSection
from desktop.ui.entries.special import count_of, special_page
from desktop.ui.entries.told import Told
from desktop.ui.sections import BIOLOGY, FAMILY, PRESENTATION, RESPONSE, SECTIONS, STAGING, TREATMENT
from desktop.ui.theme import Look

PLACES = {
    PRESENTATION: Place.PRESENTATION,
    FAMILY: Place.FAMILY,
    STAGING: Place.STAGING,
    BIOLOGY: Place.BIOLOGY,
    TREATMENT: Place.TREATMENT,
    RESPONSE: Place.RESPONSE,
}
"""The sections that have entries, and what the kinds of entry call each."""

_FIRST = {TREATMENT: "Timeline"}
"""What the first tab is called where it does not show facts."""


class CaseEntries(QObject):
    """``add`` carries a kind, ``change``, ``remove`` and ``copy`` a kind and an entry, ``paste`` a kind and text.

    ``store`` carries a use case and the words for it.
    ``save`` carries a page with a chart, and whether its picture is meant or its rows.
    ``moved``: another tab came into sight.

    Nothing of any kind is loaded before a section with tabs is.
    """

    add = Signal(object)
    change = Signal(object, object)
    remove = Signal(object, object)
    copy = Signal(object, object)
    store = Signal(object, str)
    paste = Signal(object, str)
    save = Signal(object, bool)
    moved = Signal()

    def __init__(self, look: Look, desk: Desk, documents: Callable[[UUID, bool], list[Attachment]]) -> None:
        super().__init__()
        self._look, self._desk, self._documents = look, desk, documents
        self.sections: dict[int, TabbedSection] = {}

    @cached_property
    def told(self) -> Told:
        """The words of entries."""
        return Told(self._desk.library, self._titles)

    def place(self, section: int, facts: QWidget | None, fill: Callable[[Case], object]) -> QWidget:
        """A section with its tabs; the first shows the facts, where there are any, and ``fill`` fills them."""
        first = None if facts is None else (_FIRST.get(section, "Facts"), facts, fill)
        made = TabbedSection(
            self._look,
            SECTIONS[section],
            lambda: self._desk.library.record.of_place(PLACES[section]),
            self._make,
            first,
            lambda case, kind: count_of(self._desk.library, case, kind),
        )
        made.moved.connect(self.moved)
        self.sections[section] = made
        return made

    def show_case(self, section: int, case: Case, read_only: bool) -> None:
        """Fill the section that is in sight."""
        self.sections[section].show_case(case, read_only)

    def show_facts(self, section: int) -> None:
        """Bring the facts of a section into sight."""
        if section in self.sections:
            self.sections[section].to_facts()

    def current(self, section: int) -> str:
        """The key of the tab that a section shows; empty where it has none."""
        return self.sections[section].current if section in self.sections else ""

    def go(self, section: int, tab: str) -> None:
        """Show a tab of a section by its key."""
        if section in self.sections and tab:
            self.sections[section].go(tab)

    def at_facts(self, section: int) -> bool:
        """Whether a section shows its facts, or has no tabs."""
        return section not in self.sections or self.sections[section].page is None

    def begin(self) -> None:
        """Another child: every section begins at its first tab."""
        for section in self.sections.values():
            section.to_first()

    def page(self, section: int) -> KindPage | None:
        """The page of entries that a section shows."""
        return self.sections[section].page if section in self.sections else None

    def step(self, section: int, by: int) -> None:
        """The next tab of a section, or the one before."""
        if section in self.sections:
            self.sections[section].step(by)

    def _make(self, kind: EntryKind) -> KindPage:
        from desktop.ui.entries.page import EntriesPage  # loaded when a tab of entries is first gone to
        from desktop.ui.entries.single import SinglePage

        page = special_page(self._look, self._desk, self.told, kind)
        page = page or (SinglePage if kind.single else EntriesPage)(self._look, self.told, kind)
        page.add.connect(partial(self.add.emit, kind))
        page.store.connect(self.store)
        page.change.connect(partial(self.change.emit, page.kind))
        page.remove.connect(partial(self.remove.emit, kind))
        page.copy.connect(partial(self.copy.emit, kind))
        page.paste.connect(partial(self.paste.emit, kind))
        page.save.connect(partial(self.save.emit, page))
        return page

    def _titles(self, case: Case) -> dict[str, str]:
        return {str(one.id): one.title for one in self._documents(case.id, False)}
