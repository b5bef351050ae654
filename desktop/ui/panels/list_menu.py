"""The menu of the list's heads: what it is sorted by, and which columns are shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.list_state import ListState
from desktop.ui.models.case_columns import COLUMNS


def list_menu(
    parent: QWidget, state: ListState, sort: Callable[[str, bool], None], show: Callable[[str, bool], None]
) -> QMenu:
    """``sort`` takes a field and whether it descends, ``show`` a column and whether it is shown."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fields, ways = QActionGroup(menu), QActionGroup(menu)
    for column in COLUMNS:
        action = menu.addAction(f"Sort by “{column.head}”")
        action.setCheckable(True)
        action.setChecked(column.sort == state.sort)
        fields.addAction(action)
        action.triggered.connect(lambda _on=False, field=column.sort: sort(field, state.descending))
    menu.addSeparator()
    for words, descending in (("Ascending", False), ("Descending", True)):
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(descending is state.descending)
        ways.addAction(action)
        action.triggered.connect(lambda _on=False, turned=descending: sort(state.sort, turned))
    menu.addSeparator()
    for column in COLUMNS[1:]:
        action = menu.addAction(f"Show “{column.head}”")
        action.setCheckable(True)
        action.setChecked(column.name not in state.hidden)
        action.triggered.connect(lambda on=False, name=column.name: show(name, on))
    return menu
