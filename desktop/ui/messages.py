"""Telling people what went wrong. This is the only place that decides how an error is shown.

Cancelled work is silent; an expected refusal is one sentence; anything else is a fault of the program: it is logged
by the kind of error and the places in the code, never with its text, because a text may carry patient data.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from desktop.clinical.errors import UserError
from desktop.services.crashes import report_of
from desktop.ui.tasks import CancelledError

log = logging.getLogger(__name__)


class Messages(QObject):
    """Takes every error of the window. ``notice`` carries a sentence; ``crash`` the report of a fault."""

    notice = Signal(str)
    crash = Signal(str)

    def report(self, error: BaseException) -> None:
        """Show an error the way its kind asks for."""
        if isinstance(error, CancelledError):
            return
        if isinstance(error, UserError):
            self.notice.emit(str(error))
            return
        report = report_of(error)
        log.critical("%s", report)
        self.crash.emit(report)
