"""A new passphrase, typed twice, with its strength in words. Nothing typed leaves these fields but for the service."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.passphrase import LEAST, strength, weakness
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit, mark_wrong
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Icon, Text

_AT_ONCE = 64
"""A longer one takes too long to judge at each key, and is judged when the typing pauses."""

_PAUSE = 200


class NewPassphrase(QWidget):
    """``judged`` says after each key whether it may be used; ``wanted`` that Enter was pressed.

    ``words`` is what it is called. Why one cannot be used is said while it is typed.
    """

    judged = Signal(bool)
    wanted = Signal()

    def __init__(self, look: Look, words: str = "Passphrase") -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._weak: str | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.first, self.second = SecretEdit(look, words), SecretEdit(look, f"{words} once more")
        self.strength = Text(look, step="label", tone="text2", wrap=True)
        self._icon = Icon(look, "wrong", "error", 14)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addLayout(labelled(look, words, self.first), 1)
        pair.addLayout(labelled(look, f"{words} once more", self.second), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(pair)
        self.reveal = RevealBox(self.first, self.second)
        told = QHBoxLayout()
        told.setSpacing(6)
        told.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.strength, 1)
        column.addLayout(told)
        column.addWidget(self.reveal)
        column.addWidget(CapsLockHint(look, self.first, self.second))
        self._pause.timeout.connect(self._judge_now)
        self.first.textChanged.connect(lambda _text: self._judge_anew())
        self.second.textChanged.connect(lambda _text: self._judge())
        for editor in (self.first, self.second):
            editor.returnPressed.connect(self._ask)
        self._judge()

    @property
    def enough(self) -> bool:
        """Whether it may be used."""
        return strength(self.first.text(), self.second.text(), self._weakness()).enough

    @property
    def enough_so_far(self) -> bool:
        """The same without judging one that is still being typed."""
        return self._weak is not None and self.enough

    def know(self, *names: str) -> None:
        """The names of the board and its person, which are no secret."""
        if names != self._names:
            self._names = names
            self._judge_anew()

    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.reveal.setChecked(False)
        self.first.clear()
        self.second.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """What it is judged by is loaded once the fields are seen, and not at the fifteenth letter."""
        super().showEvent(event)
        QTimer.singleShot(0, self, _load)

    def _judge_anew(self) -> None:
        self._weak = None
        self._judge()

    def _judge_now(self) -> None:
        self._weakness()
        self._judge()

    def _judge(self) -> None:
        if self._weak is None and len(self.first.text()) > _AT_ONCE:
            self._pause.start()
            self._say("Long; it is judged when you pause.", refused=False)
            self.judged.emit(False)
            return
        told = strength(self.first.text(), self.second.text(), self._weakness())
        self._say(told.words, refused=told.refused)
        self.judged.emit(told.enough)

    def _say(self, words: str, *, refused: bool) -> None:
        """Beneath the passphrase; where it cannot be used with icon and red edge."""
        self.strength.setText(words)
        self.strength.set_tone("error" if refused else "text2")
        self._icon.setVisible(refused)
        mark_wrong(self.first, wrong=refused)

    def _weakness(self) -> str:
        if self._weak is None:
            self._pause.stop()
            self._weak = weakness(self.first.text(), *self._names)
        return self._weak

    def _ask(self) -> None:
        self._judge_now()
        self.wanted.emit()


def _load() -> None:
    weakness(" " * LEAST)
