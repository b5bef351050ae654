"""Backups, going back to one, salvage, and a board that does not open: fixed files in fixed places."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from PySide6.QtWidgets import QWidget

from db.errors import DamagedError, NewerSchemaError, NoBoardError
from desktop.clinical.errors import UserError
from desktop.services.backups import BackupLine
from desktop.services.boards import Board
from desktop.services.going_back import Difference
from desktop.services.opening import clock_words, synced_words
from desktop.services.salvaging import LostDocument, SalvagedBoard
from desktop.services.ways_on import Way, trouble
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.dialogs.open_board import Key
from desktop.ui.dialogs.restore import RestoreDialog, Source, _Facts
from desktop.ui.dialogs.salvage import SalvageDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.notices import Told
from desktop.ui.panels.settings.page import BACKUPS
from tests.gallery.scene import scenes
from tests.gallery.studio import NOW, Studio

_FOLDER = Path(PurePosixPath("/data/zztest/Documents/Neuroblastoma board.crestboard"))
_MB = 2**20


def _line(day: int, hour: int, reason: str, cases: int, entries: int) -> BackupLine:
    made = datetime(2026, 11, day, hour, 5, tzinfo=UTC)
    path = _FOLDER / "backups" / f"{made:%Y%m%dT%H%M%S}000000Z-{reason}.crestboard-backup"
    return BackupLine(path=path, size=_MB + 4096 * entries, made=made, reason=reason, cases=cases, entries=entries)


LINES = (
    _line(23, 10, "automatic", 24, 214),
    _line(23, 9, "asked", 24, 202),
    _line(22, 16, "before-import", 20, 180),
    _line(21, 14, "automatic", 20, 171),
    _line(9, 8, "before-upgrade-0011", 12, 90),
    BackupLine(
        path=_FOLDER / "backups" / "20261108T080000000000Z-automatic.crestboard-backup",
        size=300_000,
        fault=(
            "The file 20261108T080000000000Z-automatic.crestboard-backup is no backup of a board, or is damaged; "
            "choose another."
        ),
    ),
)
_PEOPLE = ("Zztest Coordinator", "Zztest Second")


def _board(studio: Studio) -> Board:
    return replace(studio.boards.full, folder=_FOLDER, demonstration=False, name="Neuroblastoma board")


def part(studio: Studio) -> QWidget:
    return _part(studio, LINES, 0)


def part_with_a_damaged_file(studio: Studio) -> QWidget:
    return _part(studio, LINES, 5)


def part_checked(studio: Studio) -> QWidget:
    """Every file was read through, and one of them is not what it was any more."""
    told = "The backup 20261121T140500000000Z-automatic.crestboard-backup was damaged after it was made; make a new "
    told += "one, and have the disk checked."
    lines = [replace(line, checked=True) for line in LINES[:5]]
    lines[3] = replace(LINES[3], fault=told)
    return _part(studio, (*lines, LINES[5]), 3)


def part_empty(studio: Studio) -> QWidget:
    return _part(studio, (), 0)


def _part(studio: Studio, lines: tuple[BackupLine, ...], row: int) -> MainWindow:
    window = studio.window(_board(studio))
    window.show_settings(BACKUPS)
    studio.settle()
    window.settings.backups._show(list(lines))
    if lines:
        window.settings.backups.table.selectRow(row)
    return window


def restore(studio: Studio) -> QWidget:
    dialog = _restore(studio)
    differs = Difference(made=datetime(2026, 11, 21, 14, 5, tzinfo=UTC), cases=20, cases_now=24, entries=43)
    dialog.table.selectRow(3)
    studio.settle()
    dialog._looked(_Facts(LINES[3], differs, _PEOPLE, open=False))
    dialog.say_wrong("")
    return dialog


def restore_wrong_passphrase(studio: Studio) -> QWidget:
    dialog = _restore(studio)
    dialog.table.selectRow(3)
    studio.settle()
    dialog._looked(_Facts(LINES[3], None, _PEOPLE[:1], open=False))
    dialog.secret.setText("nine violet otters")
    dialog.say_wrong("That is not the passphrase; nothing was changed.")
    return dialog


def restore_as_a_new_board(studio: Studio) -> QWidget:
    """There is only a backup file: it becomes a board of its own."""
    stage = studio.stage
    source = Source(folder=_FOLDER, now=lambda: NOW, new=True)
    dialog = studio.show(RestoreDialog(studio.look, stage.tasks, stage.messages, source, studio.host()))
    dialog._listed(None, list(LINES[:1]))
    studio.settle()
    dialog._looked(_Facts(LINES[0], None, _PEOPLE[:1], open=False))
    dialog.say_wrong("")
    return dialog


def restore_a_damaged_file(studio: Studio) -> QWidget:
    dialog = _restore(studio)
    dialog.table.selectRow(5)
    return dialog


def restoring(studio: Studio) -> QWidget:
    dialog = _restore(studio)
    dialog.table.selectRow(0)
    studio.settle()
    dialog._looked(_Facts(LINES[0], None, _PEOPLE[:1], open=False))
    dialog.secret.setText("nine violet otters")
    dialog.say_wrong("")
    dialog._work(True)
    studio.settle()
    dialog.progress.setRange(0, 2)
    dialog.progress.setValue(1)
    return dialog


def _restore(studio: Studio) -> RestoreDialog:
    stage = studio.stage
    source = Source(folder=_FOLDER, now=lambda: NOW)
    dialog = studio.show(RestoreDialog(studio.look, stage.tasks, stage.messages, source, studio.host()))
    dialog._listed(None, list(LINES))
    return dialog


def salvage(studio: Studio) -> QWidget:
    return _salvage(studio)


def salvaged(studio: Studio) -> QWidget:
    dialog = _salvage(studio)
    new = replace(_board(studio), folder=_FOLDER.with_name("Neuroblastoma board salvaged.crestboard"))
    lost = ((7, "MIBG report, diagnosis", True), (12, "Letter of the referring hospital", False))
    documents = tuple(LostDocument(case=case, title=title, damaged=damaged) for case, title, damaged in lost)
    made = SalvagedBoard(
        board=new, cases=23, lost_pages=4, lost=1, incomplete=(7, 12), lost_numbers=(19,), documents=documents
    )
    dialog._salvaged(made)
    dialog.made = None
    return dialog


def _salvage(studio: Studio) -> SalvageDialog:
    stage = studio.stage
    return studio.show(
        SalvageDialog(studio.look, stage.tasks, stage.messages, studio.library, Key(_FOLDER), studio.host())
    )


def damaged(studio: Studio) -> QWidget:
    return _trouble(
        studio,
        DamagedError("The database of the board is damaged or has other keys."),
        (Way.RESTORE, Way.READ_ONLY, Way.SALVAGE),
    )


def missing_key_file(studio: Studio) -> QWidget:
    missing = NoBoardError("The key file of the board is missing; open the board with its recovery key.")
    return _trouble(studio, missing, (Way.RECOVERY_KEY, Way.RESTORE))


def of_a_newer_program(studio: Studio) -> QWidget:
    newer = NewerSchemaError("The board was written by a newer Crestboard (schema 0042, this one knows 0011).")
    return _trouble(studio, newer, ())


def _trouble(studio: Studio, error: UserError, ways: tuple[Way, ...]) -> FirstStart:
    stage = studio.stage
    start = FirstStart(stage.look, stage.tasks, stage.messages)
    start.bad_days.page.show_trouble(_FOLDER, trouble(error), ways)
    start.pages.setCurrentIndex(5)
    studio.show(start)
    start.bad_days.page.focus_safest()
    return start


def restored_and_waiting(studio: Studio) -> QWidget:
    window = studio.window(_board(studio))
    words = "Automatic backups are paused until you confirm this board."
    keep, back = ("Keep this board", studio.settle), ("Go back to the state before…", studio.settle)
    statement = "Restored from the backup of 23 Nov 2026, 10:05."
    window.notices.tell(Told("caution", statement, words, keep, other=back, close="Decide later"))
    window.status.tell("Backups paused", "text2")
    return window


def could_not_back_up(studio: Studio) -> QWidget:
    window = studio.window(_board(studio))
    words = (
        "There is not enough free space: a copy of the board needs 12 MB. Free some space and try again. Your records "
        "are saved. Crestboard tries again every half hour."
    )
    again, elsewhere = ("Try again now", studio.settle), ("Save a backup elsewhere…", studio.settle)
    window.notices.tell(Told("error", "No automatic backup could be made.", words, again, other=elsewhere))
    window.status.say("Saved 11:42", "text")
    return window


def warned_on_opening(studio: Studio) -> QWidget:
    """In a copied folder, on a computer whose clock was set back."""
    warnings = (*clock_words(NOW + timedelta(days=7), NOW), *synced_words("OneDrive"))
    return studio.window(replace(_board(studio), notices=warnings))


SCENES = scenes(
    "backups", part, part_with_a_damaged_file, part_checked, part_empty, restore, restore_wrong_passphrase,
    restore_as_a_new_board, restore_a_damaged_file, restoring, salvage, salvaged, damaged, missing_key_file,
    of_a_newer_program, restored_and_waiting, could_not_back_up, warned_on_opening,
)  # fmt: skip
