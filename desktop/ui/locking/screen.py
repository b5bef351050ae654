"""What the window shows while the board is locked: one narrow column, and at the foot the version and the help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import __version__
from desktop.ui.locking.other_page import OtherPage
from desktop.ui.locking.page import LockPage
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import put_in_middle
from desktop.ui.widgets.text import Text

_COLUMN = 400


class LockScreen(QWidget):
    """``page`` asks for the passphrase; ``help_wanted`` from the foot."""

    help_wanted = Signal()

    def __init__(self, look: Look, page: LockPage) -> None:
        super().__init__()
        self._look, self.page = look, page
        self.other: OtherPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self._in_column(page))
        keys = Button(look, "Help", kind="link", shortcut="F1")
        keys.clicked.connect(self.help_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 6)
        foot.addWidget(Text(look, f"Crestboard {__version__}", step="label", tone="text3"))
        foot.addStretch(1)
        foot.addWidget(keys)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 12, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._pages, 1)
        outer.addLayout(foot)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def minimumSizeHint(self) -> QSize:
        """It must not make the window larger than it was."""
        return QSize(0, 0)

    def ask_other(self, title: str, sentence: str) -> OtherPage:
        """Ask whether what another person typed may be lost, instead of the passphrase."""
        self.other = OtherPage(self._look, title, sentence)
        self._pages.addWidget(self._in_column(self.other))
        self._pages.setCurrentIndex(1)
        self.other.focus_first()
        return self.other

    def _in_column(self, page: QWidget) -> QWidget:
        holder = QWidget()
        page.setFixedWidth(self._look.px(_COLUMN))
        put_in_middle(holder, page)
        return holder
