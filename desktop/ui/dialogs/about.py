"""Help that needs no network: the keys of every action, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.text import Text


class PairsDialog(Frame):
    """Two columns of words: an action and its keys, or a part and its version."""

    def __init__(
        self, look: Look, title: str, sentence: str, pairs: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(look, title, sentence, parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for row, (left, right) in enumerate(pairs):
            grid.addWidget(Text(look, left), row, 0)
            grid.addWidget(Text(look, right, weight=MEDIUM, tone="text2"), row, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
