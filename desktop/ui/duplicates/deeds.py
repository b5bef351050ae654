"""From the pairs to both cases side by side, and to the one case that they become; and what the window says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.errors import UserError
from desktop.clinical.merging import Side
from desktop.services.duplicates import TwoCases, merge_cases, two_cases
from desktop.ui.duplicates.dialog import DuplicatesDialog
from desktop.ui.duplicates.merge_dialog import MergeDialog
from desktop.ui.words import clock_words

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


class DuplicateDeeds:
    """Stands between the dialogs of duplicates and one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def look(self) -> None:
        """Show who may be on the board twice."""
        window = self._window
        dialog = DuplicatesDialog(window.look, window.desk.board, window.tasks, window.messages, window)
        dialog.compared.connect(lambda first, second: self.compare(dialog, first, second))
        dialog.open()

    def compare(self, pairs: DuplicatesDialog, first: UUID, second: UUID) -> None:
        """Show two cases side by side; the one of the smaller number stays unless that is changed."""
        try:
            two = two_cases(self._window.desk.board, first, second)
        except UserError as error:
            pairs.say_wrong(str(error))
            return
        pairs.say_wrong("")
        self._ask(pairs, two, {})

    def _ask(self, pairs: DuplicatesDialog, two: TwoCases, chosen: Mapping[str, Side]) -> None:
        window = self._window
        dialog = MergeDialog(window.look, window.desk.library, two, pairs)
        for name, side in chosen.items():
            dialog.choices[name].mark(side)
        dialog.wanted.connect(lambda both, choices: self._merge(pairs, dialog, both, choices))
        dialog.swapped.connect(lambda both: self._swap(pairs, dialog, both))
        dialog.open()

    def _swap(self, pairs: DuplicatesDialog, dialog: MergeDialog, two: TwoCases) -> None:
        """The other case stays; what was chosen stays chosen."""
        turned = {Side.KEPT: Side.OTHER, Side.OTHER: Side.KEPT}
        chosen = {name: turned[side] for name, side in dialog.picked().items()}
        dialog.accept()
        self._ask(pairs, two, chosen)

    def _merge(self, pairs: DuplicatesDialog, dialog: MergeDialog, two: TwoCases, choices: Mapping[str, Side]) -> None:
        window, desk = self._window, self._window.desk
        window.say_state("Saving…", "text2")
        try:
            merge_cases(desk.board, desk.library, two.kept, two.other, choices, desk.today())
        except UserError as error:
            window.say_state(f"Not saved: {error}", "error")
            dialog.say_wrong(str(error))
            return
        except BaseException:
            window.say_state("Not saved", "error")
            raise
        dialog.accept()
        window.say_state(f"Saved {clock_words(desk.now())}", "text")
        window.list.refresh(two.kept.id)
        window.undoing.refresh()
        window.confirm(f"Case {two.other.number} was merged into case {two.kept.number}")
        pairs.look_again()
