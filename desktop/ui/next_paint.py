"""What may wait until a picture stands: it begins once the window was painted, so that it takes no time from that.

A timer of no duration does not wait so long: Qt paints after everything that was asked for before, whoever asked.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_AT_LATEST = 250
"""So many milliseconds after it was asked for it begins also where nothing of the window has to be painted."""


class NextPaint(QObject):
    """Belongs to one window. What waits is called once: what is owed first, then the rest in its order."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[tuple[Callable[[], None], bool]] = []
        self._latest = QTimer(self, singleShot=True, interval=_AT_LATEST)
        self._latest.timeout.connect(self.now)

    def then(self, call: Callable[[], None], *, owed: bool = False) -> None:
        """Call it once the picture that is due now stands; what is ``owed`` also if the window closes before."""
        if not self._waiting:
            self._window.installEventFilter(self)
            self._latest.start()
        self._waiting.append((call, owed))

    def now(self, *, closing: bool = False) -> None:
        """Call at once what waits: the picture stands, or the window locks; while it is ``closing`` what is owed."""
        self._latest.stop()
        self._window.removeEventFilter(self)
        waiting, self._waiting = self._waiting, []
        for call in [call for call, owed in waiting if owed]:
            call()
        for call in [call for call, owed in waiting if not owed and not closing]:
            call()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The window is painted before its parts; what comes next in line comes after all of them."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self.now)
        return False
