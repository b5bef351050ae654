"""What a scene is. To add one: write a function in a file of ``scenes`` and put its name into that file's tuple.

A scene is a function that takes the Studio and gives the widget to be looked at, shown and settled::

    def deleting(studio: Studio) -> QWidget:
        return studio.show(DeleteDialog(studio.look, studio.child("Lima"), studio.host()))

    SCENES = scenes("dialogs", deleting)

It is then rendered light and dark, with text at 100 and 200 %, and walked by the accessibility tests. Everything it
shows must be fixed: the clock is, times of stored entries are; use fixed names and places, never a temporary folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from tests.gallery.studio import Studio

Make = Callable[[Studio], QWidget]


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of one window or dialog."""

    name: str
    make: Make

    def __str__(self) -> str:
        return self.name


def scenes(group: str, *makes: Make) -> tuple[Scene, ...]:
    """The scenes of one file; ``cases`` and ``empty_board`` give ``cases-empty-board``."""
    return tuple(Scene(f"{group}-{make.__name__}".replace("_", "-"), make) for make in makes)
