"""Errors that nothing else caught, wherever they come up: they are told as any other, and never shown raw."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.services.crashes import log_crash, report_of, trail_in
from desktop.services.logs import QT_TOLD, UNRAISABLE, CodeName
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks

log = logging.getLogger(__name__)


@contextmanager
def faults_caught(messages: Messages, tasks: Tasks, folder: Path) -> Generator[None]:
    """From here on a fault in a slot, in a thread or in Qt is told as any other; ``folder`` takes the crash log."""
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    keep, messages.keep = messages.keep, _keeper(folder)

    telling = threading.Lock()

    def tell(error: BaseException) -> None:
        # an error of the telling itself is written down and goes no further, or it would call itself without end
        if not telling.acquire(blocking=False):
            log_crash(report_of(error), folder)
            return
        try:
            messages.report(error)
        finally:
            telling.release()

    def caught(error: BaseException) -> None:
        if isinstance(error, KeyboardInterrupt):
            tasks.later(_quit)
        elif threading.current_thread() is threading.main_thread():
            tell(error)
        else:
            tasks.later(lambda: tell(error))

    def raised(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        caught(error)

    def in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            caught(told.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = raised, in_thread, _unraisable
    qt = qInstallMessageHandler(_qt_told)
    try:
        yield
    finally:
        qInstallMessageHandler(qt)
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        messages.keep = keep


def _keeper(folder: Path) -> Callable[[str], None]:
    """Writes each report down; one that comes again and again only now and then."""
    seen: dict[str, int] = {}

    def keep(report: str) -> None:
        trail = trail_in(report)
        times = seen[trail] = seen.get(trail, 0) + 1
        # the first, the second, the fourth, the eighth
        if times & (times - 1) == 0:
            log_crash(report if times == 1 else f"{times} times by now:\n{trail}", folder)

    return keep


def _unraisable(told: sys.UnraisableHookArgs) -> None:
    """While something is cleaned up nobody can be told; what it was about is left out, only its kind is noted."""
    log.error(UNRAISABLE, CodeName(told.exc_type.__name__))


def _qt_told(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
    """Qt's own warnings may quote what a field holds: their kind and category are noted, their text is not."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        log.warning(QT_TOLD, kind.value, CodeName(str(context.category)))


def _quit() -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.closeAllWindows()
