"""One of several, as radio buttons with one name for the whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.radio_group import enter_at_marked
from desktop.ui.widgets.text import Text

_INDENT, _BELOW = 28, 6


class OneOf(QWidget):
    """One of several, as radio buttons in a row. ``picked`` carries the chosen value.

    ``upright`` options stand above each other, and so do those with a remark, each with its remark beneath.
    """

    picked = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        options: Sequence[tuple[object, str]],
        chosen: object,
        remarks: Sequence[str] = (),
        *,
        upright: bool = False,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._values = [value for value, _ in options]
        self._group = QButtonGroup(self)
        row: QHBoxLayout | QVBoxLayout = QVBoxLayout(self) if remarks or upright else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 if remarks or upright else 12)
        for place, (_, words) in enumerate(options):
            button = QRadioButton(words)
            button.setAccessibleName(f"{name}: {words}")
            self._group.addButton(button, place)
            row.addWidget(button)
            if remarks:
                button.setAccessibleDescription(remarks[place])
                remark = Text(look, remarks[place], step="label", tone="text2", wrap=True)
                # beneath the words of its button, and clear of the ring of the next
                remark.setContentsMargins(look.px(_INDENT), 0, 0, look.px(_BELOW))
                row.addWidget(remark)
        row.addStretch(1)
        if upright and not remarks:  # in a body that scrolls its buttons are never pressed together
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for value, button in zip(self._values, self.buttons, strict=True):
            button.setChecked(value == chosen)
        enter_at_marked(self._group)
        self._group.idToggled.connect(self._toggled)

    @property
    def buttons(self) -> list[QRadioButton]:
        """The radio buttons, in order."""
        return [one for one in self._group.buttons() if isinstance(one, QRadioButton)]

    def focus_chosen(self) -> None:
        """Put the keyboard on the chosen one."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, value: object) -> None:
        """Choose this one."""
        self._group.button(self._values.index(value)).setChecked(True)

    @property
    def chosen(self) -> object:
        """The value that is chosen, or None."""
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.picked.emit(self._values[place])
