"""A dialog of several fields whose typed fields are kept on the board until it is left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from desktop.ui.dialogs.frame import Frame


class Drafted(Frame):
    """``typed``: another field was taken over; what stands in it then is ``content``."""

    typed = Signal()

    _goes_on = False

    def content(self) -> dict[str, object]:
        """What is typed, as a draft keeps it."""
        raise NotImplementedError

    def take_content(self, content: Mapping[str, object]) -> bool:
        """Show what a draft kept; False where it cannot be read, and then nothing is changed."""
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
