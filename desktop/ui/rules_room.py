"""Rules in the window: the notice that the program brings others, looking at them, and going on with those adopted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.services.rule_packs import board_library
from desktop.ui.notices import Told
from desktop.ui.words import counted

if TYPE_CHECKING:  # the list is painted before these are loaded
    from desktop.services.rule_changes import ProposedRules, RuleChanges
    from desktop.ui.main_window import MainWindow

_STATEMENT = "The program brings other rules."


class RulesRoom(QObject):
    """Belongs to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._told: Told | None = None

    def offer(self, words: str) -> None:
        """Say in the bar that the program brings other rules, and where to look at them; nothing said, nothing told."""
        if words:
            self._told = Told("note", _STATEMENT, words, ("See what would change", self.look_at_shipped))
            self._window.notices.tell(self._told)

    def look_at_shipped(self) -> None:
        """What the rules of this program would change."""
        from desktop.services.rule_changes import shipped_rules

        self.look_at(partial(shipped_rules, self._window.desk.library))

    def look_at(self, load: Callable[[], ProposedRules]) -> None:
        """Show what rules would change, and adopt them if the person does."""
        # loaded when it is first wanted, so that the list is there sooner
        from desktop.ui.dialogs.adopt_rules import AdoptRulesDialog

        window = self._window
        window.commit()
        dialog = AdoptRulesDialog(window.look, window.desk, window.tasks, window.messages, load, window)
        dialog.adopted.connect(self._adopted)
        dialog.open()

    def _adopted(self, changes: RuleChanges) -> None:
        """Every page goes on with the rules that were adopted."""
        from desktop.ui.panels.settings.page import RULE_TABLES

        window = self._window
        window.desk.library = board_library(window.desk.board, window.desk.library)
        if self._told is not None:
            window.notices.take_away(self._told)
        at_settings = window.at_settings()
        window.rebuild()
        if at_settings:
            window.show_settings(RULE_TABLES)
        got = counted(changes.regrouped, "child", "children")
        window.confirm(f"The board has adopted the rules; {got} got another answer")
