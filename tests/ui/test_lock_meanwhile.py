"""Locked in the middle of a save, an import, printing and a migration: each ends whole, and nothing is seen of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import locking_helpers
import pytest
from builders import COORDINATOR, PASSPHRASE, small_case
from locking_helpers import Pause, choose_person, page_of, seen, type_passphrase, unlock_now
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from db.audit_search import AuditQuery
from db.database import Database, driver_of
from db.errors import HeldError
from db.keys import NO_SECRET
from db.upgrade import HEAD, REVISIONS, SHIPPED, Migrations
from desktop.clinical.case import Case
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import Role
from desktop.services import boards, going_back, printing
from desktop.services.backups import make_backup
from desktop.services.boards import Board, open_board
from desktop.services.cases import history
from desktop.services.checking import check_board
from desktop.services.going_back import WentBack
from desktop.services.history import trail
from desktop.services.listing import list_cases
from desktop.services.locking import IDLE
from desktop.services.people import add_person, renew_key
from desktop.services.recovery_keeping import is_recovery_key_kept
from desktop.ui import people_deeds
from desktop.ui.desk import Desk
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.dialogs.import_list import ImportDialog
from desktop.ui.dialogs.keep_key import KeepKeyDialog
from desktop.ui.dialogs.new_key import NewKeyDialog
from desktop.ui.dialogs.print_page import PrintDialog
from desktop.ui.dialogs.restore import RestoreDialog
from desktop.ui.locking.system import SystemWatch
from desktop.ui.main_window import MainWindow
from desktop.ui.start import Stage

SECOND, OTHER = "Zztest Second", "eleven quiet herons wade"


@pytest.fixture
def pause() -> Pause:
    return Pause()


def locked_while(qtbot: QtBot, window: MainWindow, pause: Pause) -> None:
    """Lock while work waits in its middle, let it go on, and wait until the key is gone."""
    assert pause.begun.wait(30)
    window.locking.lock(IDLE)
    assert page_of(window).state.isVisible()
    assert QApplication.activeModalWidget() is None
    assert not [text for text in seen() if "zztest," in text.lower()]
    assert window.desk.board.database.key
    pause.goes_on.set()
    qtbot.waitUntil(lambda: window.locking.is_settled, timeout=15_000)
    assert window.desk.board.database.key == b""


def test_in_the_middle_of_an_import(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path, pause: Pause, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "zztest-referrals.csv"
    rows = "".join(f"TEST-{n:04},Zztest,Child {n},2025-08-21,2026-11-02\n" for n in range(30))
    path.write_text(f"mrn,family_name,given_name,born,diagnosed\n{rows}", encoding="utf-8")
    dialog = window.deeds.preview(path)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=15_000)
    step = ImportDialog._step

    def paused(self: ImportDialog, done: int, total: int) -> None:
        if done == 7:
            pause()
        step(self, done, total)

    monkeypatch.setattr(ImportDialog, "_step", paused)
    dialog.do.click()
    locked_while(qtbot, window, pause)
    assert not dialog.isVisible()
    unlock_now(qtbot, window)
    # what it came to is heard of now
    qtbot.waitUntil(lambda: not dialog.isVisible() and window.list.model.total == 30)
    assert window.toast._words.text() == "30 cases added, 0 changed"
    assert check_board(desk.board).ok
    imported, locked = (
        next(one.entry.seq for one in trail(desk.board, AuditQuery(kinds=(kind,)))) for kind in ("import", "unlocking")
    )
    assert imported < locked


def test_in_the_middle_of_a_preview(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path, pause: Pause, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "zztest-referrals.csv"
    path.write_text("mrn,family_name,given_name,born\nTEST-0001,Zztest,Alpha,2025-08-21\n", encoding="utf-8")
    step = ImportDialog._step
    monkeypatch.setattr(ImportDialog, "_step", lambda self, done, total: (pause(), step(self, done, total))[1])
    dialog = window.deeds.preview(path)
    locked_while(qtbot, window, pause)
    assert dialog.report is None
    unlock_now(qtbot, window)
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert dialog.isVisible()
    assert list_cases(desk.board, CaseQuery()).total == 0
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        dialog.do.click()
    assert list_cases(desk.board, CaseQuery()).total == 1


def _preview(qtbot: QtBot, window: MainWindow, case: Case) -> PrintDialog:
    window.open_case(case.id)
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PrintDialog)
    return dialog


def test_in_the_middle_of_saving_a_page(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, tmp_path: Path, pause: Pause,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The page goes out while the transaction that says so is open: both are done, or neither."""
    dialog = _preview(qtbot, window, alpha)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    keep = printing.kept_answers
    monkeypatch.setattr(printing, "kept_answers", lambda *given: (pause(), keep(*given))[1])
    dialog.save_to(tmp_path / "page.pdf")
    locked_while(qtbot, window, pause)
    assert (tmp_path / "page.pdf").stat().st_size > 0
    unlock_now(qtbot, window)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert window.toast._words.text() == "Page saved as page.pdf"
    assert [one.entity for one in history(desk.board, alpha.id)].count("print") == 1
    assert check_board(desk.board).ok


def test_while_the_page_is_drawn(
    qtbot: QtBot, window: MainWindow, alpha: Case, pause: Pause, monkeypatch: pytest.MonkeyPatch
) -> None:
    import desktop.ui.dialogs.print_page as module

    draw = module.page_of
    monkeypatch.setattr(module, "page_of", lambda *given, **named: (pause(), draw(*given, **named))[1])
    dialog = _preview(qtbot, window, alpha)
    locked_while(qtbot, window, pause)
    unlock_now(qtbot, window)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    assert dialog.isVisible()


def test_while_a_printer_is_being_chosen(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = _preview(qtbot, window, alpha)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    shown: list[bool] = []

    def strikes() -> None:
        shown.extend(isinstance(one, QPrintDialog) and one.isVisible() for one in QApplication.topLevelWidgets())
        window.locking.lock(IDLE)

    window.tasks.later(strikes)
    dialog.do.click()
    assert any(shown)
    qtbot.waitUntil(lambda: window.locking.is_settled)
    assert not dialog.isVisible()
    unlock_now(qtbot, window)
    assert dialog.isVisible()
    assert "choose it again" in window.notices.told[0].words
    assert [one.entity for one in history(desk.board, alpha.id)].count("print") == 0


@pytest.mark.parametrize("who", [COORDINATOR, SECOND])
def test_a_new_recovery_key_is_shown_to_nobody_but_whoever_asked_for_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, pause: Pause, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """Whoever else unlocks, an administrator as well, would have a key that nobody takes from them any more."""
    add_person(desk.board, SECOND, Role.ADMINISTRATOR, OTHER, NO_SECRET)
    monkeypatch.setattr(people_deeds, "renew_key", lambda board: (pause(), renew_key(board))[1])
    window.people_room.deeds.renew()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewKeyDialog)
    dialog.do.click()
    locked_while(qtbot, window, pause)
    if who == SECOND:
        choose_person(qtbot, window, SECOND)
    unlock_now(qtbot, window, PASSPHRASE if who == COORDINATOR else OTHER)
    assert desk.board.person.name == who
    if who == COORDINATOR:
        assert isinstance(open_dialog(qtbot), KeepKeyDialog)
    else:
        qtbot.waitUntil(lambda: any("not confirmed as kept" in one.statement for one in window.notices.told))
        assert not window.findChildren(KeepKeyDialog)
    assert not is_recovery_key_kept(desk.board)


@pytest.fixture
def restoring(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, pause: Pause, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Board]:
    """A window that was locked while a board of two people went back to a backup of one child; that board, locked."""
    add_person(desk.board, SECOND, Role.VIEWER, OTHER, NO_SECRET)
    make_backup(desk.board)
    with desk.board.database.work(desk.board.person.id) as work:
        work.cases.add_many([small_case(7)], "New case")
    restore = going_back.restore_board
    monkeypatch.setattr(going_back, "restore_board", lambda *words, **named: (pause(), restore(*words, **named))[1])
    window.backing_up.restore()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.facts is not None)
    dialog.secret.setText(PASSPHRASE)
    dialog.do.click()
    assert pause.begun.wait(30)
    window.locking.lock(IDLE)
    pause.goes_on.set()
    qtbot.waitUntil(lambda: window.locking.is_settled, timeout=15_000)
    (went,) = [one for one in window.tasks.results() if isinstance(one, WentBack)]
    assert went.board is not None
    yield went.board
    window.tasks.wait()
    window.desk.board.close()


@pytest.mark.parametrize("who", [COORDINATOR, SECOND])
def test_a_board_that_comes_back_from_a_backup_behind_the_lock_is_locked_as_well(
    qtbot: QtBot, window: MainWindow, desk: Desk, restoring: Board, who: str
) -> None:
    assert restoring.database.key == b""
    if who == SECOND:
        choose_person(qtbot, window, SECOND)
    type_passphrase(qtbot, window, PASSPHRASE if who == COORDINATOR else OTHER)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None and not window.locking.locked, timeout=15_000)
    assert desk.board.database is restoring.database
    assert desk.board.person.name == who
    assert list_cases(desk.board, CaseQuery()).total == 1
    assert window.list.model.total == 1
    assert [one.entry.action for one in trail(desk.board, AuditQuery(kinds=("unlocking",)))] == ["Unlocked", "Locked"]
    assert check_board(desk.board).ok
    # and it goes on being locked and unlocked
    window.locking.lock(IDLE)
    qtbot.waitUntil(lambda: window.locking.is_settled, timeout=15_000)
    assert restoring.database.key == b""
    unlock_now(qtbot, window, PASSPHRASE if who == COORDINATOR else OTHER)
    assert desk.board.person.name == who


def test_a_window_that_is_closed_lets_go_of_the_board_that_came_back(
    qtbot: QtBot, window: MainWindow, restoring: Board
) -> None:
    assert window.close()
    open_board(restoring.folder, passphrase=PASSPHRASE, user=COORDINATOR).close()


# before there is a window


def later_schema(folder: Path) -> Migrations:
    """What a later program would know: one revision more, whose script waits in its middle."""
    scripts = folder / "newer"
    shutil.copytree(SHIPPED.scripts, scripts)
    later = f"{int(HEAD) + 1:04d}"
    script = f"""
import sqlalchemy as sa
from alembic import op
import locking_helpers
revision = "{later}"
down_revision = "{HEAD}"
def upgrade():
    op.add_column("cases", sa.Column("nickname", sa.Text(), nullable=False, server_default=""))
    locking_helpers.MIGRATING()
"""
    (scripts / "versions" / f"{later}_next.py").write_text(script, encoding="utf-8")
    return Migrations((*REVISIONS, later), scripts)


def test_in_the_middle_of_a_migration(
    qtbot: QtBot, stage: Stage, crashes: list[str], board_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    pause: Pause,
) -> None:  # fmt: skip
    """It is finished, the board is closed again, and the passphrase asked for anew."""
    monkeypatch.setattr(locking_helpers, "MIGRATING", pause)
    monkeypatch.setattr(boards, "Database", _Opening(later_schema(tmp_path)))
    dialog = FirstStart(stage.look, stage.tasks, stage.messages, folder=board_folder)
    watch = SystemWatch(stage.application)
    watch.away.connect(dialog.note_away)
    qtbot.addWidget(dialog)
    dialog.show()
    # before anything is opened it is nothing to be noted
    watch.away.emit()
    qtbot.keyClicks(dialog.open_page.secret, PASSPHRASE)
    qtbot.keyClick(dialog.open_page.secret, Qt.Key.Key_Return)
    assert pause.begun.wait(30)
    watch.away.emit()
    pause.goes_on.set()
    qtbot.waitUntil(lambda: dialog.open_page.wrong.isVisible(), timeout=15_000)
    assert dialog.open_page.wrong.text().startswith("The computer was locked or slept")
    assert dialog.board is None
    assert dialog.open_page.secret.text() == ""
    # nobody holds it, and it is whole
    qtbot.keyClicks(dialog.open_page.secret, PASSPHRASE)
    qtbot.keyClick(dialog.open_page.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    with dialog.board.database.read() as work:
        assert driver_of(work.connection).execute("SELECT count(nickname) FROM cases").fetchone() == (0,)
    with pytest.raises(HeldError):
        open_board(board_folder, passphrase=PASSPHRASE)
    dialog.board.close()
    watch.deleteLater()


class _Opening:
    """The database as a later program would open it."""

    def __init__(self, migrations: Migrations) -> None:
        self.open = partial(Database.open, migrations=migrations)


def test_the_recovery_key_of_a_new_board_is_shown_first(
    qtbot: QtBot, stage: Stage, crashes: list[str], tmp_path: Path
) -> None:
    """It is shown once only: the board is closed when the key has been kept, and not before."""
    dialog = FirstStart(stage.look, stage.tasks, stage.messages)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_create()
    page = dialog.create_page
    page.place.setText(str(tmp_path))
    page.person.setText("Zztest Coordinator")
    for editor, text in ((page.name, "Zztest ward"), (page.passphrase, PASSPHRASE), (page.repeated, PASSPHRASE)):
        editor.setText(text)
    page.do.click()
    dialog.note_away()
    qtbot.waitUntil(lambda: dialog.recovery.isVisible(), timeout=15_000)
    dialog.recovery.save_to(tmp_path / "key.txt")
    back = dialog.recovery.back
    for field, place in zip(back.fields, back.asked, strict=True):
        qtbot.keyClicks(field, dialog.recovery._key.split("-")[place])
    qtbot.keyClick(back.fields[-1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.open_page.isVisible(), timeout=15_000)
    assert dialog.board is None
    assert dialog.open_page.wrong.text().startswith("The computer was locked or slept")
    open_board(tmp_path / "Zztest ward.crestboard", passphrase=PASSPHRASE).close()
