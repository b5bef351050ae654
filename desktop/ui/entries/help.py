"""Help about the field with the keyboard, beneath the fields of a dialog: what, why, where, and from which sources."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.field_help import FieldHelp
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import Text, settle

_HIGH, _MOST = 140, 230
"""So high at standard text; with large text the fields keep the greater part."""


class EntryHelp(Scroll):
    """Hidden until it is asked for with F1 in a field; asked for again in the same field, it goes.

    Every field of the dialog is made known to it with ``explain``; it stands beneath them and follows the keyboard.
    """

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
        self._known: dict[str, tuple[str, FieldHelp]] = {}
        self._editors: dict[QWidget, str] = {}
        self.hide()

    def serve(self, dialog: QWidget) -> None:
        """Listen for F1 in a dialog, and for the keyboard that goes from field to field."""
        QShortcut(QKeySequence("F1"), dialog, self.toggle_here)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def explain(self, editor: QWidget, name: str, label: str, told: FieldHelp) -> None:
        """Make a field known, with everything that is typed inside it; ``label`` is what stands above it."""
        self._known[name] = (label, told)
        # of a field that was built anew only the last is there
        self._editors = {one: of for one, of in self._editors.items() if of != name} | {editor: name}
        for one in (editor, *editor.findChildren(SilenceField)):
            if isinstance(one, SilenceField):
                one.has_help = True
                one.helped.connect(lambda: self.toggle(name))

    def toggle_here(self) -> None:
        """Help about the field with the keyboard comes, or goes."""
        name = self._name_of(QApplication.focusWidget())
        if name:
            self.toggle(name)

    def toggle(self, name: str) -> None:
        """Help about a field comes, or goes."""
        if not self.isHidden() and self.name == name:
            self.hide()
            return
        # only what is in sight takes the height that its words need
        self.show()
        self.show_field(name)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        name = self._name_of(now) if self.isVisible() else ""
        if name and name != self.name:
            self.show_field(name)

    def _name_of(self, widget: QWidget | None) -> str:
        """The field that a widget is part of."""
        while widget is not None and widget not in self._editors:
            widget = widget.parentWidget()
        return self._editors[widget] if widget is not None else ""

    def show_field(self, name: str) -> None:
        """Tell of a field."""
        self.name, (label, told) = name, self._known[name]
        self._head.setText(f"About {label}")
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
