"""What opens a board: the recovery key as it is typed back, this computer's keyring, and one's own passphrase."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from PySide6.QtWidgets import QScrollArea, QWidget

from db.recovery import recovery_text
from desktop.clinical.errors import UserError
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.keyring_unlocking import State
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.board import BoardPart
from desktop.ui.panels.settings.page import BOARD
from tests.gallery.scene import scenes
from tests.gallery.studio import SIZE, Studio

_FOLDER = Path(PurePosixPath("/data/zztest/Documents", "Neuroblastoma board.crestboard"))
_KEY = recovery_text(sha256(b"a board that does not exist").digest())
_SECRET = "nine violet otters sing"


def recovery_key_printed(studio: Studio) -> QWidget:
    start = _recovery(studio)
    page = start.recovery
    page._is_out("Sent to the printer.", "printed")
    page.back.fields[0].setText(_KEY.split("-")[page.back.asked[0]].lower())
    page.back.fields[1].setText("7K2M")
    page.back.fields[1].setFocus()
    return start


def recovery_key_not_kept(studio: Studio) -> QWidget:
    start = _recovery(studio)
    start.recovery.not_kept.click()
    return start


def passphrase_guessed(studio: Studio) -> QWidget:
    """Of the same words as the board."""
    start = _first_start(studio)
    start.show_create()
    page = start.create_page
    page.name.setText("Neuroblastoma board")
    page.place.setText(str(_FOLDER.parent))
    page.person.setText("Zztest Coordinator")
    page.passphrase.setText("zztest neuroblastoma board 2026")
    return start


def asking_keyring(studio: Studio) -> QWidget:
    start = _locked(studio)
    start.open_page.say_keyring("Asking this computer's keyring; the passphrase opens the board as well.")
    return start


def keyring_ended(studio: Studio) -> QWidget:
    start = _locked(studio)
    start.open_page.say_keyring(
        "This computer's keyring no longer opens the board: since it was turned on, the passphrase or the board's key "
        "was changed; type your passphrase.",
        tone="caution",
    )
    return start


def settings_passphrase(studio: Studio) -> QWidget:
    window, part = _settings(studio, State.OFF)
    for field in (part.own.new.first, part.own.new.second):
        field.setText(_SECRET)
    part.own.present.setText("not the passphrase")
    part._not_changed()(
        UserError("That is not the passphrase of Zztest Coordinator on this board; try again, or use the recovery key.")
    )
    _scroll_to(studio, part, part.own)
    return window


def settings_keyring_off(studio: Studio) -> QWidget:
    window, part = _settings(studio, State.OFF)
    _scroll_to(studio, part, part.keyring)
    return window


def settings_keyring_missing(studio: Studio) -> QWidget:
    window, part = _settings(studio, State.OFF)
    part.keyring.say_missing()
    _scroll_to(studio, part, part.keyring)
    return window


def settings_keyring_on(studio: Studio) -> QWidget:
    window, part = _settings(studio, State.ON)
    _scroll_to(studio, part, part.keyring)
    return window


def _settings(studio: Studio, state: State) -> tuple[MainWindow, BoardPart]:
    """A board of children who exist, in a folder of a fixed name; the system's keyring is never asked."""
    folder = Path("/boards/Zztest ward.crestboard")
    desk = studio.desk(replace(studio.boards.full, folder=folder, demonstration=False, name="Zztest ward"))
    desk.keyring = ComputerKeyring(Path("/data/zztest/no-home"))
    window = MainWindow(studio.look, desk, studio.stage.tasks, studio.stage.messages)
    window.resize(*SIZE)
    studio.show(window).show_settings(BOARD)
    part = window.settings.board
    part.keyring.show_state(state)
    return window, part


def _scroll_to(studio: Studio, part: BoardPart, control: QWidget) -> None:
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert isinstance(area, QScrollArea)
    studio.settle()
    area.ensureWidgetVisible(control, 0, 400)


def _recovery(studio: Studio) -> FirstStart:
    start = _first_start(studio)
    start.recovery.show_key("Neuroblastoma board", _KEY)
    start.pages.setCurrentIndex(2)
    return start


def _locked(studio: Studio) -> FirstStart:
    start = _first_start(studio)
    start.pages.setCurrentIndex(3)
    start.open_page.show_board(_FOLDER)
    return start


def _first_start(studio: Studio) -> FirstStart:
    stage = studio.stage
    return studio.show(FirstStart(stage.look, stage.tasks, stage.messages))


SCENES = scenes(
    "keys", recovery_key_printed, recovery_key_not_kept, passphrase_guessed, asking_keyring, keyring_ended,
    settings_passphrase, settings_keyring_off, settings_keyring_missing,
    settings_keyring_on,
)  # fmt: skip
