"""How long the board speaks about each child: it runs while a child is shown, rests when told, and begins nothing."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

_SECOND = 1000


class CaseClock(QObject):
    """``ticked``: another second has gone. Each child keeps its own time while the meeting runs."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds: dict[UUID, int] = {}
        self._shown: UUID | None = None
        self.resting = False
        self._timer = QTimer(self, interval=_SECOND)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def show(self, key: UUID | None) -> None:
        """The time is this child's from now on; with None nobody's."""
        self._shown = key

    def tick(self) -> None:
        """A second more, unless it rests."""
        if self._shown is not None and not self.resting:
            self._seconds[self._shown] = self.seconds + 1
            self.ticked.emit()

    def toggle(self) -> None:
        """Rest, or go on."""
        self.resting = not self.resting
        self.ticked.emit()

    @property
    def seconds(self) -> int:
        """How long the board has spoken about the child that is shown."""
        return self._seconds.get(self._shown, 0) if self._shown is not None else 0

    def words(self, minutes: int) -> str:
        """``06:12 of 10:00``."""
        return f"{self.seconds // 60:02}:{self.seconds % 60:02} of {minutes:02}:00"

    def is_over(self, minutes: int) -> bool:
        """Whether the time of the child is used up."""
        return self.seconds > minutes * 60
