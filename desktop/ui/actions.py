"""Every action of the window: a menu entry, a shortcut, what it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True, slots=True)
class Entry:
    """One action as data. ``where`` says when it can be used: ``always``; on the ``list``; on a ``case``; to ``edit``
    a case that is not in the bin; with what is ``standing`` on the list or ``binned``.
    ``writes``: it changes the board, so it is absent from a board that is open for reading only.
    """

    name: str
    words: str
    keys: tuple[str, ...]
    call: Callable[[], object]
    where: str = "always"
    writes: bool = False
    checkable: bool = False


Menu = tuple[str, tuple[Entry | None, ...]]
"""A menu's title and its entries; None is a line."""


def build_menus(window: QMainWindow, menus: tuple[Menu, ...], *, read_only: bool) -> dict[str, QAction]:
    """Fill the menu bar and give the actions by name."""
    actions: dict[str, QAction] = {}
    for title, entries in menus:
        menu = window.menuBar().addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif not (read_only and entry.writes):
                actions[entry.name] = _action(window, menu, entry)
    return actions


def _action(window: QMainWindow, menu: QMenu, entry: Entry) -> QAction:
    action = QAction(entry.words, window)
    action.setShortcuts([QKeySequence(one) for one in entry.keys])
    action.setCheckable(entry.checkable)
    action.triggered.connect(lambda _checked=False: entry.call())
    action.setData(entry.where)
    menu.addAction(action)
    window.addAction(action)
    return action


def shortcuts_of(actions: dict[str, QAction]) -> list[tuple[str, str]]:
    """What each action is called and which keys it has, for the list of shortcuts."""
    told = []
    for action in actions.values():
        keys = ", ".join(one.toString(QKeySequence.SequenceFormat.NativeText) for one in action.shortcuts())
        if keys:
            told.append((action.text().replace("&", "").rstrip("…"), keys))
    return told
