"""A name for the filters and the order that the case list has now."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.theme import Look

_LONGEST = 24


class SaveViewDialog(Frame):
    """``named`` carries the name."""

    named = Signal(str)

    def __init__(self, look: Look, taken: Collection[str], parent: QWidget) -> None:
        told = (
            "The filters and the order become a view of your own, kept on this board and encrypted with it. "
            "What you searched for is left out."
        )
        super().__init__(look, "Save this view", told, parent)
        self._taken = {name.casefold() for name in taken}
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.body.addLayout(labelled(look, "Name of the view", self.name))
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Save view")
        self.do.clicked.connect(self._accept)
        self.name.textEdited.connect(lambda _text: self.say_wrong(""))
        self.name.setFocus()

    def _accept(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.say_wrong("Type a name for the view.")
        elif name.casefold() in self._taken:
            self.say_wrong(f"There is a view {name} already; choose another name.")
        else:
            self.named.emit(name)
            self.accept()
            return
        self.name.setFocus()
