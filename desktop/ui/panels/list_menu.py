"""The menu of the list's heads: what it is sorted by, first and then, and which columns are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.clinical.listing import MOST_KEYS, SortKey
from desktop.ui.list_state import ListState
from desktop.ui.models.case_columns import COLUMNS, SORTS

Sort = Callable[[Sequence[SortKey]], None]

_THEN = ("&Then by", "&And then by")
"""What the keys after the first are called."""


def list_menu(parent: QWidget, state: ListState, sort: Sort, show: Callable[[str, bool], None]) -> QMenu:
    """``sort`` takes the keys of the order that was chosen, ``show`` a column and whether it is shown."""
    menu, keys = QMenu(parent), state.keys
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _offer_fields(menu, "Sort by ", keys, 0, sort)
    menu.addSeparator()
    _offer_ways(menu, keys, 0, sort)
    menu.addSeparator()
    for place in range(1, min(len(keys), MOST_KEYS - 1) + 1):
        _offer_further(menu, keys, place, sort)
    menu.addSeparator()
    columns = menu.addMenu("&Columns")
    for column in COLUMNS[1:]:
        action = columns.addAction(f"Show “{column.head}”")
        action.setCheckable(True)
        action.setChecked(column.name not in state.hidden)
        action.triggered.connect(lambda on=False, name=column.name: show(name, on))
    return menu


def _offer_further(menu: QMenu, keys: Sequence[SortKey], place: int, sort: Sort) -> None:
    """What orders the children who are alike so far, beside the menu; or nothing more than the keys before it."""
    there = place < len(keys)
    chosen = f" “{COLUMNS[SORTS[keys[place].field]].head}”" if there else ""
    beside = menu.addMenu(f"{_THEN[place - 1]}{chosen}")
    group = _offer_fields(beside, "", keys, place, sort)
    nothing = beside.addAction("Nothing more")
    nothing.setCheckable(True)
    nothing.setChecked(not there)
    group.addAction(nothing)
    nothing.triggered.connect(lambda _on=False: sort(keys[:place]))
    if there:
        beside.addSeparator()
        _offer_ways(beside, keys, place, sort)


def _offer_fields(menu: QMenu, before: str, keys: Sequence[SortKey], place: int, sort: Sort) -> QActionGroup:
    """The fields that one key of the order may be: those that no other key is, for the first of them all."""
    group = QActionGroup(menu)
    taken = {one.field for one in keys[:place]}
    for column in (one for one in COLUMNS if one.sort not in taken):
        action = menu.addAction(f"{before}“{column.head}”" if before else column.head)
        action.setCheckable(True)
        action.setChecked(place < len(keys) and column.sort == keys[place].field)
        group.addAction(action)
        action.triggered.connect(lambda _on=False, field=column.sort: sort(_with(keys, place, field)))
    return group


def _offer_ways(menu: QMenu, keys: Sequence[SortKey], place: int, sort: Sort) -> None:
    ways = QActionGroup(menu)
    for words, descending in (("Ascending", False), ("Descending", True)):
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(descending is keys[place].descending)
        ways.addAction(action)
        turned = keys[place]._replace(descending=descending)
        action.triggered.connect(lambda _on=False, one=turned: sort((*keys[:place], one, *keys[place + 1 :])))


def _with(keys: Sequence[SortKey], place: int, field: str) -> tuple[SortKey, ...]:
    """The order with another field at one place; it is no key after that any more, and the way it goes stays."""
    descending = place < len(keys) and keys[place].descending
    after = (one for one in keys[place + 1 :] if one.field != field)
    return (*keys[:place], SortKey(field, descending), *after)
