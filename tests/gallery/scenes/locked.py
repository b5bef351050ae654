"""The locked window: as it usually is, after a wrong passphrase, while work ends, with several people, and the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.services.locking import ASKED, IDLE, Tries
from desktop.ui.locking.page import LockPage
from desktop.ui.locking.screen import LockScreen
from desktop.ui.locking.words import Kept, kept_in, kept_words, locked_words, other_words
from desktop.ui.panels.settings.page import LOCK
from tests.gallery.scene import scenes
from tests.gallery.studio import SIZE, Studio

_FRESH = Tries(3, timedelta(), timedelta(seconds=1))
_ME, _SECOND = "Zztest Coordinator", "Zztest Second"


def timer(studio: Studio) -> QWidget:
    return _screen(studio)


def kept_text(studio: Studio) -> QWidget:
    return _screen(studio, kept=Kept(2, 1))


def wrong_passphrase(studio: Studio) -> QWidget:
    screen = _screen(studio, Tries(0, timedelta(seconds=4), timedelta(seconds=8)))
    screen.page.secret.setText("nine violet otters")
    screen.page.caps.show()
    screen.page.say_wrong(
        f"That is not the passphrase of {_ME} on this board; try again, or use the recovery key."
    )  # fmt: skip
    return screen


def finishing(studio: Studio) -> QWidget:
    screen = _screen(studio)
    screen.page.set_ready(False)
    return screen


def several_people(studio: Studio) -> QWidget:
    return _screen(studio, people=(_ME, _SECOND))


def choosing_who(studio: Studio) -> QWidget:
    screen = _screen(studio, people=(_ME, _SECOND, "Zztest Third"))
    screen.page.another.click()
    return screen


def recovery_key(studio: Studio) -> QWidget:
    screen = _screen(studio)
    screen.page.other.click()
    return screen


def other_person(studio: Studio) -> QWidget:
    screen = _screen(studio, people=(_ME, _SECOND))
    screen.ask_other(*other_words(_ME, Kept(2, 1)))
    return screen


def demonstration(studio: Studio) -> QWidget:
    """The window itself, on a board without a passphrase."""
    board = studio.boards.full
    window = studio.window(replace(board, read_only=True))
    shown = replace(board, folder=Path("/data/zztest/Documents/Demonstration.crestboard"))
    page = LockPage(
        studio.look, locked_words("10:42", ASKED, 10, ""), (board.person.name,), board.name, kept_in(shown), None
    )
    window.menuBar().hide()
    window.status.hide()
    window.setCentralWidget(LockScreen(studio.look, page))
    page.focus_first()
    return window


def settings(studio: Studio) -> QWidget:
    folder = Path("/boards/Zztest ward.crestboard")
    window = studio.window(replace(studio.boards.full, folder=folder, demonstration=False, name="Zztest ward"))
    window.show_settings(LOCK)
    return window


def settings_of_a_demonstration(studio: Studio) -> QWidget:
    window = studio.window()
    window.show_settings(LOCK)
    return window


_PLACE = "/data/zztest/Documents, encrypted"


def _screen(
    studio: Studio, tries: Tries = _FRESH, *, people: tuple[str, ...] = (_ME,), kept: Kept | None = None
) -> LockScreen:
    told = locked_words("10:52", IDLE, 10, "10:41")
    unsaved = kept_words(kept or Kept())
    page = LockPage(studio.look, told, people, "Zztest ward", _PLACE, lambda: tries, kept=unsaved)
    screen = LockScreen(studio.look, page)
    studio.look.dress(screen)
    screen.setWindowTitle("Crestboard")
    screen.resize(*SIZE)
    studio.show(screen)
    page.focus_first()
    return screen


SCENES = scenes(
    "locked", timer, kept_text, wrong_passphrase, finishing, several_people, choosing_who, recovery_key, other_person,
    demonstration, settings, settings_of_a_demonstration,
)  # fmt: skip
