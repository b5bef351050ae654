"""What a locked window keeps out of sight: its pages as they were, its dialogs, and where the keyboard was."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.locking.curtain import Curtain
from desktop.ui.locking.words import Kept

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

TITLE = "Crestboard"
"""The title of a locked window, which is seen in task bars: it names nothing."""


class Behind:
    """From ``cover`` over ``put_away`` to ``bring_back`` and ``bring_back_dialogs``."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._title = window.windowTitle()
        self._focus = window.focusWidget()
        self._curtain = Curtain(window)
        self._pages: QWidget | None = None
        self.rebuild_wanted = False

    @property
    def broken_off(self) -> bool:
        """Whether somebody was choosing a file or a printer, which cannot be gone on with."""
        return self._curtain.broken_off

    def kept(self) -> Kept:
        """What was typed and is on no board."""
        page, settings = (self._window.__dict__.get(name) for name in ("page", "settings"))
        fields = len(page.forms.unused()) if page is not None else 0
        fields += len(settings.unused()) if settings is not None else 0
        return Kept(fields, self._curtain.typed_in())

    def cover(self) -> None:
        """Nothing is seen from here on; then what is being typed is taken over, which may have to wait for a write."""
        window = self._window
        window.setWindowTitle(TITLE)
        blind = QWidget(window)
        blind.setAutoFillBackground(True)
        blind.setGeometry(window.rect())
        blind.show()
        blind.raise_()
        blind.repaint()
        self._curtain.fall()
        try:
            window.commit()
        except Exception as error:
            window.messages.report(error)
        window.menuBar().hide()
        window.status.hide()
        self._blind = blind

    def put_away(self, screen: QWidget) -> None:
        """The pages leave the window, and the lock screen takes their place."""
        self._pages = self._window.takeCentralWidget()
        self._window.setCentralWidget(screen)
        screen.show()
        self._blind.deleteLater()
        self._blind.hide()
        self._window.enable_actions()

    def show_screen(self, screen: QWidget) -> None:
        """Another lock screen takes the place of the one there is."""
        self._window.setCentralWidget(screen)
        screen.show()

    def throw_away(self) -> None:
        """Another person goes on: dialogs end without an answer."""
        self._curtain.throw_away()

    def bring_back(self) -> None:
        """The pages as they were, with the keyboard where it was."""
        window = self._window
        # not set by replacing the other: that would delete it while a button on it is still being pressed
        before = window.takeCentralWidget()
        if self._pages is not None:
            window.setCentralWidget(self._pages)
            self._pages.show()
        if before is not None:
            before.deleteLater()
        window.menuBar().show()
        window.status.show()
        window.setWindowTitle(self._title)
        with suppress(RuntimeError):  # what had the keyboard may be gone
            if self._focus is not None:
                self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_back_dialogs(self) -> None:
        """Our dialogs, with what is typed in them."""
        self._curtain.rise()
