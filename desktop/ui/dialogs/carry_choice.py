"""What a PDF is to carry, asked anew for every one: the record, and in it what is left out otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.services.carrying import Carry
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text

_INSIDE = "Not encrypted. Another centre can receive it from the PDF."


class CarryChoice(QWidget):
    """``changed``: something else was chosen. At first nothing is carried."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.record = QCheckBox("With the record")
        self.relatives = QCheckBox("also relatives")
        self.confidential = QCheckBox("also confidential items")
        self.relatives.setAccessibleName("In the record also what is known of relatives")
        self.confidential.setAccessibleName("In the record also what is marked as confidential")
        self._words = Text(look, _INSIDE, step="label", tone="caution", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for one in (self.record, self.relatives, self.confidential):
            row.addWidget(one)
        row.addWidget(self._words, 1)
        row.addStretch()
        self.record.toggled.connect(self._turn)
        for one in self._parts:
            one.toggled.connect(lambda _on: self.changed.emit())
        self._has_parts = True
        self._show_parts()

    def show_parts(self, shown: bool) -> None:
        """Whether its parts can be chosen: a de-identified record never has any."""
        self._has_parts = shown
        if not shown:
            for one in self._parts:
                one.blockSignals(True)
                one.setChecked(False)
                one.blockSignals(False)
        self._show_parts()

    @property
    def carry(self) -> Carry | None:
        """What is chosen; None for no record."""
        if not self.record.isChecked():
            return None
        return Carry(relatives=self.relatives.isChecked(), confidential=self.confidential.isChecked())

    @property
    def _parts(self) -> tuple[QCheckBox, QCheckBox]:
        return self.relatives, self.confidential

    def _turn(self) -> None:
        """Its parts are asked about only where the record goes in, and each time anew."""
        for one in self._parts:
            one.blockSignals(True)  # one choice is one change
            one.setChecked(False)
            one.blockSignals(False)
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        for one in self._parts:
            one.setVisible(self.record.isChecked() and self._has_parts)
        self._words.setVisible(self.record.isChecked())
