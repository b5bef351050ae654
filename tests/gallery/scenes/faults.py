"""Faults of the program: what is told, the report of it, and the end of a session whose board does not answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.crashes import with_trail
from desktop.ui.dialogs.cannot_go_on import CannotGoOnDialog
from desktop.ui.dialogs.crash import CrashDialog
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

TRAIL = "ValueError\n  case_page.py:214 go\n  case_forms.py:88 show\n  fact_form.py:131 _fill\n  fact_row.py:57 say"
ABOUT = (
    "Qt 6.11.3", "SQLite 3.50.4, SQLCipher 4.12.0 community, schema 0012", "cog-v2 1.3.0 (5d0c91ab)",
    "siopen-hr 1.1.0 (0b7e2f64)", "inrg-classification 1.0.2 (c41f88d0)", "Chosen last: Next section",
    "Shown: CasePage",
)  # fmt: skip


def _report() -> str:
    """The same on every machine and day."""
    lines = with_trail(TRAIL, ABOUT).splitlines()
    return "\n".join(
        ["Crestboard 0.5.0, Python 3.13.9", "Linux 6.12.0 x86_64", "2026-11-23 09:42 UTC", *lines[3:]]
    )  # fmt: skip


def what_happened(studio: Studio) -> QWidget:
    return studio.show(CrashDialog(studio.look, _report(), studio.host(), times=3))


def a_report_that_cannot_be_saved(studio: Studio) -> QWidget:
    dialog = CrashDialog(studio.look, _report(), studio.host())
    dialog.say_wrong(
        "The file crestboard-report.txt could not be written to /media/stick (No space left on device); nothing was "
        "changed, choose another folder or free some space."
    )
    return studio.show(dialog)


def the_board_does_not_answer(studio: Studio) -> QWidget:
    return studio.show(CannotGoOnDialog(studio.look, lambda: None, studio.host()))


def the_same_fault_again(studio: Studio) -> QWidget:
    window = studio.window()
    for _ in range(4):
        window.faults.tell(_report())
    window.faults._count()
    return window


def after_a_session_that_broke_off(studio: Studio) -> QWidget:
    window = studio.window()
    window.faults.tell_ended([_report()])
    return window


SCENES = scenes(
    "faults", what_happened, a_report_that_cannot_be_saved, the_board_does_not_answer, the_same_fault_again,
    after_a_session_that_broke_off,
)  # fmt: skip
