"""Another person unlocked the board: what the first one typed and could not save is not theirs, so they are asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.dialogs.body import Leaf
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Icon, Text


class OtherPage(Leaf):
    """``back``: lock again, which loses nothing; ``throw_away``: go on without it."""

    back = Signal()
    throw_away = Signal()

    def __init__(self, look: Look, title: str, sentence: str) -> None:
        super().__init__(title)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(look, "caution", "caution", 22))
        head.addWidget(Text(look, title, step="title", weight=STRONG, wrap=True), 1)
        self.head.addLayout(head)
        self.column.addWidget(Text(look, sentence, wrap=True))
        self.stay = Button(look, "Lock again", kind="primary")
        self.do = Button(look, "Discard it and go on", kind="danger")
        self.do.setAccessibleDescription(sentence)
        self.stay.setAutoDefault(True)
        self.do.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.stay)
        row.addWidget(self.do)
        row.addStretch(1)
        self.foot.addLayout(row)
        self.stay.clicked.connect(self.back)
        self.do.clicked.connect(self.throw_away)

    def focus_first(self) -> None:
        """The answer that loses nothing."""
        self.stay.setFocus()
