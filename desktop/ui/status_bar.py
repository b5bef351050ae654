"""The foot of the window: which board it is, and what was last saved."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStatusBar, QWidget

from desktop.services.boards import Board
from desktop.ui.theme import Look
from desktop.ui.tokens import STATUS_HEIGHT
from desktop.ui.widgets.text import Icon, Text

STATE_ICONS = {"text": ("check", "accent"), "error": ("octagon-alert", "error")}
"""The mark before the words of the save state, by their tone."""


class StatusBar(QStatusBar):
    """Left the board (a demonstration says so on every page), right the save state."""

    def __init__(self, look: Look, board: Board) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(look.px(STATUS_HEIGHT))
        told, tone = board_words(board)
        self.board_words = Text(look, told, step="label", tone=tone)
        self.state = Text(look, "No changes yet", step="label", tone="text2")
        self._icon = Icon(look, "", "accent", 14)
        flask = Icon(look, "flask-conical" if board.demonstration else "", "caution", 14)
        if not board.demonstration:
            flask.hide()
        self.addWidget(_row(12, 0, flask, self.board_words), 1)
        self.addPermanentWidget(_row(0, 12, self._icon, self.state))

    def say(self, words: str, tone: str) -> None:
        """Show the save state: tone ``text`` for saved, ``error`` for not saved, ``text2`` while it is being done."""
        self._icon.show_icon(*STATE_ICONS.get(tone, ("", "")))
        self.state.setText(words)
        self.state.set_tone(tone or "text2")


def board_words(board: Board) -> tuple[str, str]:
    """What the status bar says of the board, and its tone."""
    read_only = ". Read only" if board.read_only else ""
    if board.demonstration:
        return f"Demonstration board: these children do not exist{read_only}", "caution"
    return f"Board: {board.name} (encrypted, on this computer){read_only}", "text2"


def _row(left: int, right: int, *parts: QWidget) -> QFrame:
    frame = QFrame()
    row = QHBoxLayout(frame)
    row.setContentsMargins(left, 0, right, 0)
    row.setSpacing(7)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1 if left else 0)
    return frame
