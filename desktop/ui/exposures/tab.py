"""The tab of exposures: the ledger with what follows from it, and beside it the list of what was entered."""

from __future__ import annotations

from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.ui.desk import Desk
from desktop.ui.entries.told import Told
from desktop.ui.entries.two_views import TwoViews
from desktop.ui.exposures.page import ExposuresPage
from desktop.ui.theme import Look

LEDGER = "ledger"


class ExposuresTab(TwoViews):
    """A child of whom anything was given or entered is shown by the ledger first, any other by the empty list."""

    def __init__(self, look: Look, desk: Desk, told: Told, kind: EntryKind) -> None:
        self.ledger = ExposuresPage(look, desk.library, desk.today)
        super().__init__(look, told, kind, self.ledger, (LEDGER, "Ledger"), "Exposures entered")
        self.ledger.add.connect(self.ask_new)

    def fill_made(self, case: Case, read_only: bool) -> None:
        """Show the ledger."""
        self.ledger.show_case(case, read_only)

    def has_made(self) -> bool:
        """Whether the ledger has a line."""
        return bool(self.ledger.lines)
