"""Windows narrower than a laptop's screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.panels.case_page import BIOLOGY, OVERVIEW, TREATMENT
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

_SMALL, _SMALLER = (1100, 700), (960, 640)


def list_1100(studio: Studio) -> QWidget:
    return studio.window(size=_SMALL)


def list_960(studio: Studio) -> QWidget:
    return studio.window(size=_SMALLER)


def overview_1100(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", OVERVIEW, size=_SMALL)


def overview_960(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", OVERVIEW, size=_SMALLER)


def biology_1100(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", BIOLOGY, size=_SMALL)


def biology_960(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", BIOLOGY, size=_SMALLER)


def treatment_1100(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", TREATMENT, size=_SMALL)


def treatment_960(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", TREATMENT, size=_SMALLER)


SCENES = scenes(
    "narrow", list_1100, list_960, overview_1100, overview_960, biology_1100, biology_960, treatment_1100,
    treatment_960,
)  # fmt: skip
