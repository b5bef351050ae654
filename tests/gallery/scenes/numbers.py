"""The numbers by which other systems know a child."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.services.identifiers import Told
from desktop.ui.dialogs.identifiers import IdentifiersDialog
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _kept(_told: Sequence[Told]) -> None:
    """Nothing is stored in a picture."""


def _dialog(studio: Studio) -> IdentifiersDialog:
    return IdentifiersDialog(studio.look, studio.child("Alpha"), ("National registry",), _kept, studio.host())


def none_yet(studio: Studio) -> QWidget:
    return studio.show(_dialog(studio))


def two(studio: Studio) -> QWidget:
    dialog = _dialog(studio)
    for line, (system, value) in zip(
        (dialog.lines[0], dialog.add_line()),
        (("National registry", "TEST-R-0001"), ("Hospital Universitario Infantil, archivo central", "TEST-77/2026")),
        strict=True,
    ):
        line.system.setText(system)
        line.value.setText(value)
    return studio.show(dialog)


SCENES = scenes("numbers", none_yet, two)
