"""A value, or several, picked from a menu: what is picked stands on the button, what can be is told in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button

_SHOWN = 2
_NONE = "None"


class Pick(Button):
    """``picked`` carries a list of values. ``several``: each press of an entry adds it or takes it away."""

    picked = Signal(list)

    def __init__(self, look: Look, name: str, *, several: bool) -> None:
        super().__init__(look, _NONE)
        self._name, self._several = name, several
        self._offers: Mapping[str, str] = {}
        self.chosen: list[str] = []
        self.set_right_icon("open_list")
        self.setAutoDefault(False)
        self.clicked.connect(self.offer)

    def show_picked(self, chosen: Sequence[str], offers: Mapping[str, str]) -> None:
        """What is picked, and what can be, by value."""
        self.chosen, self._offers = list(chosen), offers
        words = [one if self._several else offers.get(one, one) for one in self.chosen]
        more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
        self.set_words(f"{', '.join(words[:_SHOWN])}{more}" or _NONE)
        self.setAccessibleName(f"{self._name}: {', '.join(words) or _NONE}")
        self.setToolTip("; ".join(offers.get(one, one) for one in self.chosen))

    def offer(self) -> QMenu:
        """Open the menu, at what is picked."""
        menu = QMenu(self)
        for value, words in {**{one: one for one in self.chosen}, **self._offers}.items():
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in self.chosen)
            action.triggered.connect(lambda _checked=False, one=value: self.pick(one))
            if value in self.chosen and menu.activeAction() is None:
                menu.setActiveAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def pick(self, value: str) -> None:
        """Pick a value; of several, add it or take it away."""
        if not self._several:
            self.picked.emit([value])
        elif value in self.chosen:
            self.picked.emit([one for one in self.chosen if one != value])
        else:
            self.picked.emit([*self.chosen, value])
