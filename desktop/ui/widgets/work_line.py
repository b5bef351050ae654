"""Long work above a page: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text


class WorkLine(QFrame):
    """Hidden until there is work. ``stopped`` is what a person asks for."""

    stopped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.words = Text(look, step="label", tone="text2", wrap=True)
        self.stop = Button(look, "Stop", kind="link")
        self.stop.clicked.connect(self.stopped)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self.bar)
        self.hide()

    def show_work(self, words: str, done: int, total: int) -> None:
        """Say what is being done, and how much of it."""
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.show()
