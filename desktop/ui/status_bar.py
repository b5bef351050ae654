"""The foot of the window: which board it is, what was just done, what can be undone, whether all is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStatusBar, QWidget

from desktop.clinical.rights import Right, may
from desktop.services.boards import Board
from desktop.services.undoing import UndoStep
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STATUS_HEIGHT
from desktop.ui.undoing import UNDO_KEYS
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Toast
from desktop.ui.widgets.text import ElidedText, Icon, ShorterText

STATE_ICONS = {"text": ("done", "accent"), "error": ("failed", "error")}
"""The mark before the words of the save state, by their tone."""

_GAP, _NARROWEST = 7, 480

_GIVING_WAY = (
    (0, 0, True, True), (1, 0, True, True), (0, 1, True, True), (1, 1, True, True), (1, 1, False, True),
    (1, 1, False, False), (2, 1, False, False), (2, 2, False, False),
)  # fmt: skip
"""From all to the least: how short the board is, how short the save state, whether the step and the work are there."""


class StatusBar(QStatusBar):
    """Left the board (a demonstration says so on every page), right what was done, can be undone, and the save state.

    Every part is whole or in a shorter form; what is less worth goes as a whole. ``undo``: the name of the next step
    was pressed.
    """

    undo = Signal()

    def __init__(self, look: Look, board: Board) -> None:
        super().__init__()
        self._look = look
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(look.px(STATUS_HEIGHT))
        forms, tone = board_words(board)
        self.board_words = ShorterText(look, forms, step="label", tone=tone)
        self.toast = Toast(look)
        self.toast.moved.connect(self._fit)
        self.work = ElidedText(look, step="label", tone="text2")
        # what is going on and the save state are two statements
        self.work.setContentsMargins(0, 0, look.px(16), 0)
        self.step = Button(look, "", kind="status", shortcut=UNDO_KEYS[0])
        # pressed with the pointer, it leaves the keyboard in the field that is being typed in
        self.step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.step.clicked.connect(self.undo)
        self._step_wanted = False
        writes = not board.read_only and may(board.person, Right.EDIT)
        self._said = self._good = ("No changes yet" if writes else "Read only", "text2")
        self._held = ""
        self.state = ShorterText(look, (), step="label", tone="text2")
        self._icon = Icon(look, "", "accent", 14)
        self._flask = Icon(look, "demonstration" if board.demonstration else "", "caution", 14)
        self._flask.setVisible(board.demonstration)
        # not in Qt's own layout, which keeps for white space what a button needs that can be pressed
        self._whole = self._row()
        self._whole.setParent(self)
        self._show_state()

    # what is told

    def say(self, words: str, tone: str) -> None:
        """Show the save state: tone ``text`` for saved, ``error`` for not saved, ``text2`` while it is being done."""
        self._said = (words, tone)
        if tone != "error":
            self._good = self._said
        self._show_state()
        if tone == "text2":
            # the write that follows may keep the window from drawing
            self.state.repaint()

    def hold(self, words: str) -> None:
        """As long as there are such words, something typed is not saved, and nothing here says otherwise."""
        if self._held and not words and self._said[1] == "error":
            # what was refused is mended or taken back
            self._said = self._good
        self._held = words
        self._show_state()

    def tell(self, words: str, tone: str) -> None:
        """Show how work that changes no case is going, such as writing a page."""
        self.work.setText(words)
        self.work.set_tone(tone or "text2")
        self._fit()

    def show_step(self, step: UndoStep | None) -> None:
        """Name the step that would be undone."""
        self.step.set_words(f"Undo {step.name}" if step else "")
        self._step_wanted = step is not None
        self._fit()

    def _show_state(self) -> None:
        words, tone = (self._held, "error") if self._held and self._said[1] != "error" else self._said
        self._icon.show_icon(*STATE_ICONS.get(tone, ("", "")))
        self._icon.setVisible(tone in STATE_ICONS)
        self.state.say(_shorter(words))
        self.state.setAccessibleName(words)
        self.state.set_tone(tone or "text2")
        self._fit()

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for more."""
        super().resizeEvent(event)
        self._whole.setGeometry(0, 1, self.width(), self.height() - 1)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What the shortest forms need: what is shown now must not keep the window wide."""
        widest = self._look.px(_NARROWEST)
        return QSize(min(self._needed(2, 2, step=False, work=False), widest), self._look.px(STATUS_HEIGHT))

    def sizeHint(self) -> QSize:
        """As high as it always is."""
        return QSize(self._look.px(_NARROWEST), self._look.px(STATUS_HEIGHT))

    def _fit(self) -> None:
        """Everything, or as much as there is room for; the words of the toast give way last."""
        for board, state, step, work in _GIVING_WAY:
            if self._needed(board, state, step=step, work=work) <= self.width():
                break
        self.board_words.show_form(board)
        self.state.show_form(state)
        self.step.setVisible(self._step_wanted and step)
        self.work.setVisible(bool(self.work.text()) and work)

    def _needed(self, board: int, state: int, *, step: bool, work: bool) -> int:
        parts = [self.board_words.width_of(board), self.state.width_of(state)]
        parts += [one.width() for one in (self._flask, self._icon) if not one.isHidden()]
        if step and self._step_wanted:
            parts.append(self.step.sizeHint().width())
        if work and self.work.text():
            parts.append(self.work.sizeHint().width())
        if not self.toast.isHidden():
            parts.append(self.toast.sizeHint().width())
        return sum(parts) + _GAP * (len(parts) + 1) + 2 * PAGE_PADDING

    def _row(self) -> QFrame:
        frame = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(PAGE_PADDING, 1, PAGE_PADDING, 1)
        row.setSpacing(_GAP)
        row.addWidget(self._flask)
        row.addWidget(self.board_words)
        row.addStretch(1)
        parts: tuple[QWidget, ...] = (self.toast, self.work, self.step, self._icon, self.state)
        for part in parts:
            row.addWidget(part)
        return frame


def board_words(board: Board) -> tuple[tuple[str, ...], str]:
    """What the status bar says of the board, from the fullest to the shortest, and its tone."""
    if board.demonstration:
        told = ("Demonstration board: no real children", "Demonstration board", "Demonstration")
        return told, "caution"
    return (f"Board: {board.name} (encrypted, on this computer)", f"Board: {board.name}", board.name), "text2"


def _shorter(words: str) -> Sequence[str]:
    """``Not saved: Date of diagnosis: why``, the same without the reason, without the field."""
    parts = words.split(": ")
    return words, ": ".join(parts[:2]) if len(parts) > 2 else parts[0], parts[0]
