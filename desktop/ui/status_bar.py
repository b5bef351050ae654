"""The foot of the window: which board it is, what can be undone, and whether the last change was saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStatusBar, QWidget

from desktop.services.boards import Board
from desktop.services.undoing import UndoStep
from desktop.ui.theme import Look
from desktop.ui.tokens import STATUS_HEIGHT
from desktop.ui.undoing import UNDO_KEYS
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import ElidedText, Icon

STATE_ICONS = {"text": ("done", "accent"), "error": ("failed", "error")}
"""The mark before the words of the save state, by their tone."""


class StatusBar(QStatusBar):
    """Left the board (a demonstration says so on every page), right what can be undone and the save state.

    ``undo``: the name of the next step was pressed.
    """

    undo = Signal()

    def __init__(self, look: Look, board: Board) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(look.px(STATUS_HEIGHT))
        told, tone = board_words(board)
        self.board_words = ElidedText(look, told, step="label", tone=tone)
        self.work = ElidedText(look, step="label", tone="text2")
        self.step = Button(look, "", kind="status", shortcut=UNDO_KEYS[0])
        # pressed with the pointer, it leaves the keyboard in the field that is being typed in
        self.step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.step.clicked.connect(self.undo)
        self.step.hide()
        self.state = ElidedText(look, "Read only" if board.read_only else "No changes yet", step="label", tone="text2")
        self._icon = Icon(look, "", "accent", 14)
        self._icon.hide()
        flask = Icon(look, "demonstration" if board.demonstration else "", "caution", 14)
        if not board.demonstration:
            flask.hide()
        self.addWidget(_row(12, 0, flask, self.board_words), 1)
        self.addPermanentWidget(_row(0, 0, self.work, self.step))
        self.addPermanentWidget(_row(0, 12, self._icon, self.state))

    def say(self, words: str, tone: str) -> None:
        """Show the save state: tone ``text`` for saved, ``error`` for not saved, ``text2`` while it is being done."""
        self._icon.show_icon(*STATE_ICONS.get(tone, ("", "")))
        self._icon.setVisible(tone in STATE_ICONS)
        self.state.setText(words)
        self.state.setAccessibleName(words)
        self.state.set_tone(tone or "text2")
        if tone == "text2":
            # the write that follows may keep the window from drawing
            self.state.repaint()

    def tell(self, words: str, tone: str) -> None:
        """Show how work that changes no case is going, such as writing a page."""
        self.work.setText(words)
        self.work.set_tone(tone or "text2")

    def show_step(self, step: UndoStep | None) -> None:
        """Name the step that would be undone."""
        self.step.set_words(f"Undo {step.name}" if step else "")
        self.step.setVisible(step is not None)


def board_words(board: Board) -> tuple[str, str]:
    """What the status bar says of the board, and its tone."""
    if board.demonstration:
        return "Demonstration board: these children do not exist", "caution"
    return f"Board: {board.name} (encrypted, on this computer)", "text2"


def _row(left: int, right: int, *parts: QWidget) -> QFrame:
    frame = QFrame()
    row = QHBoxLayout(frame)
    row.setContentsMargins(left, 0, right, 0)
    row.setSpacing(7)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1 if left else 0)
    return frame
