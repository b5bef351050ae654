"""Every action of the window: a menu entry, a shortcut, what it calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from desktop.clinical.rights import Right


@dataclass(frozen=True, slots=True)
class Entry:
    """One action as data. ``where`` says when it can be used: ``ever``, also while locked; ``always`` while it is not;
    ``away`` from the list; on the ``list``, or with what is ``listed`` outside of the bin; on a ``case``; where
    something ``prints``; to ``edit`` a case that is not in the bin; with its plan, as ``plan_actions`` say; with what
    is ``standing`` on the list or ``binned``. ``writes``: it changes the board, so it is absent from a board that is
    open for reading only;
    ``right``: it is absent too where the person's role has not that right.
    """

    name: str
    words: str
    keys: tuple[str, ...]
    call: Callable[[], object]
    where: str = "always"
    writes: bool = False
    right: Right | None = None
    checkable: bool = False


DOING = "doing"
"""The property of a window that says which action was chosen last, for the report of a fault."""

EVER = "ever"
"""Where an action can be used that shows nothing of the board."""

_WORDS = "entry"
"""What an action is called in general; the menu may name what it would do now, such as the step it would undo."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind that open beside the menu, so that it is whole on a small screen with large text."""

    words: str
    entries: tuple[Entry, ...]


Menu = tuple[str, tuple[Entry | Group | None, ...]]
"""A menu's title and its entries; None is a line."""


def build_menus(window: QMainWindow, menus: tuple[Menu, ...], offered: Callable[[Entry], bool]) -> dict[str, QAction]:
    """Fill the menu bar with what is offered, and give the actions by name."""
    actions: dict[str, QAction] = {}
    for title, entries in menus:
        menu = window.menuBar().addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, Group):
                beside = menu.addMenu(entry.words)
                actions |= {one.name: _action(window, beside, one) for one in entry.entries if offered(one)}
            elif offered(entry):
                actions[entry.name] = _action(window, menu, entry)
    return actions


def clear_menus(window: QMainWindow, actions: dict[str, QAction]) -> None:
    """Take every menu away, before others are built; their keys go with them."""
    window.menuBar().clear()
    for action in actions.values():
        window.removeAction(action)
        action.deleteLater()


def _action(window: QMainWindow, menu: QMenu, entry: Entry) -> QAction:
    action = QAction(entry.words, window)
    action.setProperty(_WORDS, entry.words)
    action.setShortcuts([QKeySequence(one) for one in entry.keys])
    action.setCheckable(entry.checkable)

    def run(_checked: bool = False) -> None:
        window.setProperty(DOING, _plain(entry.words))
        entry.call()

    action.triggered.connect(run)
    action.setData(entry.where)
    menu.addAction(action)
    window.addAction(action)
    return action


def shortcuts_of(bar: QMenuBar) -> list[tuple[str, str, str]]:
    """The menu, the words and the keys of every action, in the order of the menus."""
    return [
        (f"{_plain(menu.title())} menu", _plain(action.property(_WORDS)), keys_of(action))
        for top in bar.actions()
        if isinstance(menu := top.menu(), QMenu)
        for action in actions_of(menu)
    ]


def actions_of(menu: QMenu) -> Iterator[QAction]:
    """What can be done from a menu, also from what opens beside it."""
    for action in menu.actions():
        beside = action.menu()
        if isinstance(beside, QMenu):
            yield from actions_of(beside)
        elif not action.isSeparator():
            yield action


def keys_of(action: QAction) -> str:
    """The keys of an action as this system writes them."""
    keys = ", ".join(one.toString(QKeySequence.SequenceFormat.NativeText) for one in action.shortcuts())
    # the key is called Enter on a keyboard
    return keys.replace("Return", "Enter")


def _plain(words: str) -> str:
    return words.replace("&", "").rstrip("…")
