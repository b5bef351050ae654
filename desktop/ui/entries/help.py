"""Help about the field with the keyboard, beneath the fields of a dialog: what, why, where, and from which sources."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.record.entry_kinds import EntryField
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import Text, settle

_HIGH, _MOST = 140, 190
"""So high at standard text; with large text the fields keep the greater part."""


class EntryHelp(Scroll):
    """Hidden until it is asked for; asked for again in the same field, it goes."""

    def __init__(self, look: Look) -> None:
        content = QWidget()
        self._head = Text(look, step="label", weight=STRONG, wrap=True)
        self._what, self._why, self._where = (Text(look, step="label", tone="text2", wrap=True) for _ in range(3))
        self._sources = Text(look, step="note", tone="text3", wrap=True)
        column = QVBoxLayout(content)
        column.setContentsMargins(12 - BORDER, 6, 12 - BORDER, 8)
        column.setSpacing(4)
        for part in (self._head, self._what, self._why, self._where, self._sources):
            column.addWidget(part)
        column.addStretch(1)
        super().__init__(content, "Help about this field")
        self.setProperty("part", "block")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(min(look.px(_HIGH), _MOST))
        self.name = ""
        self.hide()

    def toggle(self, field: EntryField) -> None:
        """Help about a field comes, or goes."""
        if not self.isHidden() and self.name == field.name:
            self.hide()
            return
        # only what is in sight takes the height that its words need
        self.show()
        self.show_field(field)

    def follow(self, field: EntryField) -> None:
        """The keyboard went into another field."""
        if not self.isHidden():
            self.show_field(field)

    def show_field(self, field: EntryField) -> None:
        """Tell of a field."""
        self.name, told = field.name, field.help
        self._head.setText(f"About {field.label}")
        self._what.setText(told.what)
        self._why.setText(f"Why: {told.why}")
        self._where.setText(f"Where: {told.where}")
        self._sources.setText("Sources: " + "; ".join(told.sources) + ".")
        self.verticalScrollBar().setValue(0)
        content = self.widget()
        if content is not None:
            settle(content)
            # of longer words than before, the last lines would be drawn into each other
            QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
            settle(content)
