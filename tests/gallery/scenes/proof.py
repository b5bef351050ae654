"""Proving the rules: under way, passed, stopped, failed."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.services.library import Library
from desktop.ui.dialogs.prove import ProveDialog
from desktop.ui.tasks import CancelledError
from tests.gallery.proofs import library_with_faults
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _dialog(studio: Studio, library: Library | None = None, *, start: bool = True) -> ProveDialog:
    desk = replace(studio.desk(studio.boards.full), library=library or studio.library)
    return studio.show(
        ProveDialog(studio.look, desk, studio.stage.tasks, studio.stage.messages, studio.host(), start=start)
    )


def running(studio: Studio) -> QWidget:
    dialog = _dialog(studio, start=False)
    dialog.say_running()
    total = sum(len(one.cases) for one in studio.library.worked_cases)
    dialog.show_progress(total // 4, total)
    return dialog


def passed(studio: Studio) -> QWidget:
    return _dialog(studio)


def stopped(studio: Studio) -> QWidget:
    dialog = _dialog(studio, start=False)
    dialog.end(CancelledError())
    return dialog


def failed(studio: Studio) -> QWidget:
    return _dialog(studio, library_with_faults(studio.library))


def no_cases(studio: Studio) -> QWidget:
    bare = copy(studio.library)
    bare.__dict__["worked_cases"] = ()
    return _dialog(studio, bare)


SCENES = scenes("prove", running, passed, stopped, failed, no_cases)
