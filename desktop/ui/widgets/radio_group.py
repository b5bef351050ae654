"""Radio buttons that belong together: the keyboard comes to the one that is marked, not to the first of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup


def enter_at_marked(group: QButtonGroup) -> None:
    """Tab comes to the marked button, from now on and whatever is marked; where none is, to the first.

    Qt sees to it only once one of them has had the keyboard.
    """
    group.idToggled.connect(lambda _place, on: _fix(group) if on else None)
    _fix(group)


def _fix(group: QButtonGroup) -> None:
    marked = group.checkedButton()
    for button in group.buttons():
        reached = marked is None or button is marked
        policy = button.focusPolicy()
        button.setFocusPolicy(policy | Qt.FocusPolicy.TabFocus if reached else policy & ~Qt.FocusPolicy.TabFocus)
