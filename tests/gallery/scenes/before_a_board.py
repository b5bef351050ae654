"""What stands before a board: first start, creating one, its recovery key, opening one."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from PySide6.QtWidgets import QWidget

from db.recovery import recovery_text
from desktop.ui.dialogs.first_start import FirstStart
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

_PLACE = "/data/zztest/Documents"
_KEY = recovery_text(sha256(b"a board that does not exist").digest())


def welcome(studio: Studio) -> QWidget:
    return _first_start(studio)


def welcome_refused(studio: Studio) -> QWidget:
    start = _first_start(studio)
    told = f"There is no board in the folder {_PLACE}/Letters; choose a folder that ends in .crestboard."
    start.welcome.say_wrong(told, start.welcome.buttons[1])
    return start


def create(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.show_create()
    start.create_page.place.setText(_PLACE)
    start.create_page.person.setText("Zztest Coordinator")
    return start


def create_weak_passphrase(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.show_create()
    page = start.create_page
    page.place.setText(_PLACE)
    page.person.setText("Zztest Coordinator")
    page.name.setText("Neuroblastoma board")
    page.passphrase.setText("too short")
    return start


def create_refused(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.show_create()
    page = start.create_page
    page.name.setText("Neuroblastoma board")
    page.place.setText(_PLACE)
    page.person.setText("Zztest Coordinator")
    for field in (page.passphrase, page.repeated):
        field.setText("nine violet otters sing")
    page.say_wrong(f"{_PLACE}/Neuroblastoma board.crestboard exists already; choose another name for the new board.")
    return start


def recovery_key(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.recovery.show_key("Neuroblastoma board", _KEY)
    start.pages.setCurrentIndex(2)
    return start


def locked(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.pages.setCurrentIndex(3)
    start.open_page.show_board(Path(PurePosixPath(_PLACE, "Neuroblastoma board.crestboard")))
    return start


def wrong_passphrase(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.pages.setCurrentIndex(3)
    page = start.open_page
    page.show_board(Path(PurePosixPath(_PLACE, "Neuroblastoma board.crestboard")))
    page.secret.setText("nine violet otters")
    page.say_wrong(
        "That is not the passphrase of Zztest Coordinator on this board; try again, or use the recovery key."
    )
    page.mark_secret(wrong=True)
    return start


def welcome_with_recent_boards(studio: Studio) -> QWidget:
    recent = [Path(PurePosixPath(_PLACE, f"{name}.crestboard")) for name in ("Neuroblastoma board", "Zztest ward")]
    return _first_start(studio, recent)


def locked_for_several(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.pages.setCurrentIndex(3)
    folder = Path(PurePosixPath(_PLACE, "Neuroblastoma board.crestboard"))
    start.open_page.show_board(folder, ["Zztest Coordinator", "Zztest Second"])
    start.open_page.caps.show()
    return start


def new_passphrase(studio: Studio) -> QWidget:
    start = _first_start(studio)
    start.pages.setCurrentIndex(4)
    start.after_recovery.ask("Zztest Coordinator")
    return start


def _first_start(studio: Studio, recent: Sequence[Path] = ()) -> FirstStart:
    stage = studio.stage
    start = FirstStart(stage.look, stage.tasks, stage.messages, recent=recent, demonstration=lambda: studio.boards.full)
    start.create_page.place.setText(_PLACE)
    start.create_page.person.setText("Zztest Coordinator")
    return studio.show(start)


SCENES = scenes(
    "start", welcome, welcome_refused, create, create_weak_passphrase, create_refused, recovery_key, locked,
    wrong_passphrase, welcome_with_recent_boards, locked_for_several, new_passphrase,
)  # fmt: skip
