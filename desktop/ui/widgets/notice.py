"""Notices stay until dealt with; toasts confirm and go. Nothing is said only in a toast."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import ElidedText, Icon, Text

_ICONS = {
    "note": ("note", "accent"),
    "read_only": ("read_only", "accent"),
    "caution": ("caution", "caution"),
    "error": ("failed", "error"),
}
_TOAST_MILLISECONDS = 6000


class Notice(QFrame):
    """A statement across the page. ``part`` is a key of ``_ICONS``; the shape says which, too.

    ``wide``: what can be done stands beneath the words and wraps, where there are several buttons. ``beside``: it
    stands beside the statement, and the words have the whole width, where text is large.
    """

    def __init__(
        self,
        look: Look,
        part: str,
        statement: str,
        words: str = "",
        *,
        closable: bool = False,
        wide: bool = False,
        beside: bool = False,
    ) -> None:
        super().__init__()
        self.look = look
        self.setProperty("part", "note" if part == "read_only" else part)
        icon, tone = _ICONS[part]
        self._statement = Text(look, statement, weight=STRONG, wrap=beside)
        self._words = Text(look, words, wrap=True)
        if not words:
            self._words.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        # one sentence stands in the middle of a button that is higher, its icon beside its first line
        said = QHBoxLayout()
        said.setSpacing(10)
        sign = Icon(look, icon, tone)
        told = QVBoxLayout()
        told.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        if beside:
            # level with the buttons, which are higher than one line; the words begin where the statement does
            first.setSpacing(10)
            first.addWidget(sign)
            first.addWidget(self._statement, 1, Qt.AlignmentFlag.AlignVCenter)
            told.addLayout(first)
            self._words.setContentsMargins(sign.width() + 10, 0, 0, 0)
        elif statement:
            told.addWidget(self._statement)
        # room to spare stands beneath the words, not between the statement and them
        told.addWidget(self._words, 1)
        if not beside:
            said.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(told, 1)
        row.addLayout(said, 1)
        row.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
        self._actions: QLayout = first if beside else row
        if wide:
            beneath = QWidget()
            self._actions = Flow(beneath, gap=8)
            told.addSpacing(6)
            told.addWidget(beneath)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(f"{statement} {words}".strip())
        if closable:
            self.add_action("Close", self.close)

    def add_remark(self, words: str) -> None:
        """A few words where the buttons stand."""
        self._actions.addWidget(Text(self.look, words, step="label", tone="text2"))

    def add_action(
        self, words: str, call: Callable[[], object], kind: str = "", icon: str = "", shortcut: str = ""
    ) -> Button:
        """Offer what can be done about it; the safest first."""
        button = Button(self.look, words, kind=kind, icon=icon, shortcut=shortcut)
        button.clicked.connect(lambda: call())
        self._actions.addWidget(button)
        return button


class Toast(QFrame):
    """A confirmation for six seconds at the foot of the window, where it covers nothing that a person works with.

    Pointer or focus stops the clock. ``moved``: it came, went or changed its words.
    """

    moved = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("part", "toast")
        self._words = ElidedText(look, step="label", tone="on_toast", weight=STRONG)
        self._icon = Icon(look, "done", "on_toast", 14)
        self._action = Button(look, "", kind="toast")
        # pressed with the pointer, it leaves the keyboard in the field that is being typed in: leaving saves, and what
        # was saved last would be offered in place of what the words say
        self._action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._call: Callable[[], object] | None = None
        self._action.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        for part in (self._icon, self._words, self._action):
            row.addWidget(part)
        self._clock = QTimer(self, singleShot=True, interval=_TOAST_MILLISECONDS)
        self._clock.timeout.connect(self.hide)
        self._action.installEventFilter(self)
        self.hide()

    def say(
        self, words: str, action: str = "", call: Callable[[], object] | None = None, shortcut: str = ""
    ) -> None:  # fmt: skip
        """Show one confirmation, in place of the one before; read aloud with the key of its action."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._action.set_words(action)
        self._action.set_shortcut(shortcut)
        self._action.setVisible(bool(action))
        self._call = call
        self.show()
        self.moved.emit()
        self._let_go()
        told = f"{words}. {action}: {shortcut}" if action and shortcut else words
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def _act(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()

    def hideEvent(self, event: QHideEvent) -> None:
        """Others may have its room."""
        super().hideEvent(event)
        self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard on the action stops the clock, too."""
        if event.type() == QEvent.Type.FocusIn and watched is self._action:
            self._clock.stop()
        elif event.type() == QEvent.Type.FocusOut and watched is self._action:
            self._let_go(focused=False)
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer stops the clock."""
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And starts it again, unless the keyboard is there."""
        self._let_go(pointed=False)
        super().leaveEvent(event)

    def _let_go(self, *, pointed: bool | None = None, focused: bool | None = None) -> None:
        """Start the clock if neither pointer nor keyboard is on the toast."""
        pointed = self.underMouse() if pointed is None else pointed
        focused = self._action.hasFocus() if focused is None else focused
        if not pointed and not focused:
            self._clock.start()
