"""A dialog of several fields whose typed fields are kept on the board until it is left."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.services.drafts import State
from desktop.ui.dialogs.frame import Frame


class Drafted(Frame):
    """``typed``: another field was taken over; what stands in all of them then is ``state``.

    ``left_behind``: it is taken down without anybody having left it, so what was typed stays kept.
    ``ended``: it was left. A field that loses the keyboard after that is taken over too, and nothing is kept of it.
    """

    typed = Signal()

    left_behind = False
    ended = False
    _goes_on = False

    def state(self) -> dict[str, object]:
        """What stands in its fields, by name."""
        raise NotImplementedError

    def show_state(self, state: State) -> bool:
        """Show this in its fields. False, or a ValueError or KeyError, where another version of the program kept it."""
        raise NotImplementedError

    def name_of(self, field: str) -> str:
        """What a field is called."""
        raise NotImplementedError

    def go_on(self, words: str) -> None:
        """It stands as somebody left it when the program ended; leaving it loses what was typed then."""
        self._goes_on = True
        self.sentence.setText(words)
        self.sentence.show()

    def is_typed_in(self) -> bool:
        """Whether leaving it would lose something, typed now or before the program ended."""
        return self._goes_on or super().is_typed_in()

    def _forget_typed(self) -> None:
        self._goes_on = False
        super()._forget_typed()
