"""One fact that two cases tell differently: both values side by side with who said them; a person marks one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.clinical.merging import Side
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Text

_INDENT = 28
_BETWEEN = 16

Told = tuple[str, str, str]
"""Which case, what it says, and who said it."""


class Choice(QWidget):
    """``picked``: a side was marked. At first neither is."""

    picked = Signal()

    def __init__(self, look: Look, name: str, sides: Sequence[Told]) -> None:
        super().__init__()
        self._look, self.name = look, name
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(_BETWEEN))
        grid.setVerticalSpacing(2)
        grid.addWidget(Text(look, name, step="label", weight=STRONG, tone="text2"), 0, 0, 1, 2)
        for place, told in enumerate(sides):
            grid.addLayout(self._side(place, told), 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        self._group.idToggled.connect(lambda _place, _on: self.picked.emit())

    @property
    def buttons(self) -> list[QRadioButton]:
        """The two, the case that stays first."""
        return [one for one in self._group.buttons() if isinstance(one, QRadioButton)]

    @property
    def chosen(self) -> Side | None:
        """The side that is marked, if one is."""
        return {0: Side.KEPT, 1: Side.OTHER}.get(self._group.checkedId())

    def mark(self, side: Side | None) -> None:
        """Mark a side, as it was marked before the cases changed places."""
        if side is not None:
            self.buttons[0 if side is Side.KEPT else 1].setChecked(True)

    def _side(self, place: int, told: Told) -> QVBoxLayout:
        """The mark, and beneath it the whole value, however long, and who said it."""
        look, (case, value, source) = self._look, told
        button = QRadioButton(case)
        button.setAccessibleName(f"{self.name}, {case}: {value}")
        button.setAccessibleDescription(source)
        self._group.addButton(button, place)
        column, beneath = QVBoxLayout(), QVBoxLayout()
        column.setSpacing(0)
        beneath.setSpacing(0)
        beneath.setContentsMargins(look.px(_INDENT), 0, 0, 0)
        beneath.addWidget(Text(look, value, wrap=True))
        beneath.addWidget(Text(look, source, step="label", tone="text2", wrap=True))
        column.addWidget(button)
        column.addLayout(beneath)
        return column
