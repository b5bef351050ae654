"""Telling people what went wrong. This is the only place that decides how an error is shown.

Cancelled work is silent; an expected refusal is one sentence; anything else is a fault of the program: it is logged
by the kind of error and the places in the code, never with its text, because a text may carry patient data.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from desktop.clinical.errors import UserError
from desktop.services.crashes import report_of
from desktop.services.logs import FAULT, CodeName
from desktop.ui.tasks import CancelledError

log = logging.getLogger(__name__)


class Messages(QObject):
    """Takes every error of the window. ``notice`` carries a sentence; ``crash`` the report of a fault.

    ``about`` gives what a report says besides the error itself (versions, what was being done) and ``keep`` stores it.
    """

    notice = Signal(str)
    crash = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.about: Callable[[], Sequence[str]] = lambda: ()
        self.keep: Callable[[str], object] = lambda _report: None

    def report(self, error: BaseException) -> None:
        """Show an error the way its kind asks for."""
        if isinstance(error, CancelledError):
            return
        if isinstance(error, UserError):
            self.notice.emit(str(error))
            return
        about: Sequence[str] = ()
        # what the report says besides must not hide the error
        with suppress(Exception):
            about = self.about()
        report = report_of(error, about)
        log.critical(FAULT, CodeName(type(error).__name__))
        self.keep(report)
        self.crash.emit(report)
