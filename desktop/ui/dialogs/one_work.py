"""One piece of work at a time before a board is open: until it ends nothing else can be asked for on the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.tasks import Tasks

T = TypeVar("T")


class OneWork(QObject):
    """Belongs to the widget that holds the pages; the keyboard comes back to where it was."""

    def __init__(self, tasks: Tasks, pages: QWidget) -> None:
        super().__init__(pages)
        self._tasks, self._pages = tasks, pages
        self._typing_in: QWidget | None = None

    @property
    def under_way(self) -> bool:
        """Whether a board is being made or opened, or its passphrase set."""
        return not self._pages.isEnabled()

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        """Work beside the window."""

        def finished(result: T) -> None:
            self._end()
            done(result)

        def refused(error: BaseException) -> None:
            self._end()
            failed(error)

        self._typing_in = self._pages.window().focusWidget()
        self._pages.setEnabled(False)
        self._tasks.start(work, finished, refused, owner=self)

    def _end(self) -> None:
        self._pages.setEnabled(True)
        if self._typing_in is not None and self._typing_in.isVisible():
            self._typing_in.setFocus()
