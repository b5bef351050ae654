"""Each bad day before a board is open: the condition, the sentence, and that the way on works. Nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import PASSPHRASE, small_case
from child import line_of, start
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import TODAY, open_dialog

from db import lock
from db.errors import FullError, PlaceError
from db.folder import BoardFolder
from db.recovery import recovery_text
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services import boards
from desktop.services.attachments import Source, add_attachment, look_at
from desktop.services.backups import backups_of, make_backup, paused
from desktop.services.boards import Board, open_board
from desktop.services.library import Library
from desktop.services.ways_on import Way
from desktop.ui.dialogs import first_start
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.dialogs.restore import RestoreDialog
from desktop.ui.dialogs.salvage import SalvageDialog
from desktop.ui.start import Stage
from desktop.ui.widgets.text import Text

HOLD = (
    "import sys; from pathlib import Path; from db.folder import BoardFolder; from db.lock import BoardLock\n"
    "lock = BoardLock(BoardFolder(Path(sys.argv[1]))); lock.take('Zztest Night Shift')\n"
    "print('held', flush=True); input()"
)
Open = Callable[[Path], FirstStart]


@pytest.fixture
def folder(board: Board) -> Path:
    """A closed board with two cases and a backup of the first."""
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(1)], "New case")
    make_backup(board)
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(2)], "New case")
    board.close()
    return board.folder


@pytest.fixture
def shown(qtbot: QtBot, stage: Stage, library: Library, crashes: list[str]) -> Iterator[Open]:
    """What stands before a board, at this one; what it opened is closed."""
    dialogs: list[FirstStart] = []

    def show(folder: Path) -> FirstStart:
        dialog = FirstStart(stage.look, stage.tasks, stage.messages, folder=folder, library=library)
        qtbot.addWidget(dialog)
        dialog.show()
        dialogs.append(dialog)
        return dialog

    yield show
    stage.tasks.wait()
    for dialog in dialogs:
        if dialog.board is not None:
            dialog.board.close()


def cases(board: Board) -> int:
    with board.database.read() as work:
        return len(work.cases.all_ids())


def unlock(qtbot: QtBot, dialog: FirstStart) -> None:
    if dialog.open_page.isVisible():
        dialog.open_page.secret.setText(PASSPHRASE)
        qtbot.keyClick(dialog.open_page.secret, Qt.Key.Key_Return)


def opened(qtbot: QtBot, dialog: FirstStart) -> Board:
    qtbot.waitUntil(lambda: dialog.board is not None, timeout=15_000)
    assert dialog.board is not None
    return dialog.board


def take(dialog: FirstStart, words: str) -> None:
    next(step for step in dialog.bad_days.page.steps if step.text().startswith(words)).click()


def torn_header(folder: Path) -> None:
    with BoardFolder(folder).database.open("r+b") as file:
        file.write(b"x" * 4096)


def no_database(folder: Path) -> None:
    for path in folder.glob("board.sqlite3*"):
        path.unlink()


def no_keys(folder: Path) -> None:
    BoardFolder(folder).keys.unlink()


def torn_keys(folder: Path) -> None:
    BoardFolder(folder).keys.write_bytes(b'{"format": "crest')


def no_slots(folder: Path) -> None:
    keys = BoardFolder(folder).keys
    keys.write_text(json.dumps(json.loads(keys.read_text()) | {"slots": []}))


def newer(folder: Path) -> None:
    with open_board(folder, passphrase=PASSPHRASE) as board, board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def empty_database(folder: Path) -> None:
    no_database(folder)
    BoardFolder(folder).database.touch()


@dataclass(frozen=True)
class Day:
    spoil: Callable[[Path], None]
    words: str
    ways: tuple[Way, ...]


WORDS = {
    Way.READ_ONLY: "Open to read only",
    Way.RECOVERY_KEY: "Use the recovery key…",
    Way.RESTORE: "Restore a backup…",
    Way.SALVAGE: "Salvage what can be read…",
}
DAMAGED = (Way.RESTORE, Way.READ_ONLY, Way.SALVAGE)
DAYS = {
    "damaged": Day(torn_header, "cannot be read completely", DAMAGED),
    "emptied": Day(empty_database, "nothing was changed", DAMAGED),
    "no-database": Day(no_database, "has no board.sqlite3", (Way.RESTORE,)),
    "no-keys": Day(no_keys, "recovery key", (Way.RECOVERY_KEY, Way.RESTORE)),
    "torn-keys": Day(torn_keys, "recovery key", (Way.RECOVERY_KEY, Way.RESTORE)),
    "no-slots": Day(no_slots, "nobody's passphrase", (Way.RECOVERY_KEY, Way.RESTORE)),
    "newer": Day(newer, "newer Crestboard", (Way.RESTORE,)),
}


@pytest.mark.parametrize("name", DAYS)
def test_one_sentence_and_a_backup_brings_the_board_back(qtbot: QtBot, shown: Open, folder: Path, name: str) -> None:
    day = DAYS[name]
    day.spoil(folder)
    dialog = shown(folder)
    unlock(qtbot, dialog)
    page = dialog.bad_days.page
    qtbot.waitUntil(page.isVisible, timeout=15_000)
    assert day.words in page.told.text()
    assert page.told.text().endswith(".")
    assert ("damaged" in page.heading.text()) == (name in {"damaged", "emptied"})
    assert [step.text() for step in page.steps] == [*(WORDS[way] for way in day.ways), "Choose another board"]
    qtbot.waitUntil(page.steps[0].hasFocus)
    before = {path.name for path in BoardFolder(folder).backups.iterdir()}
    take(dialog, "Restore")
    restore = open_dialog(qtbot)
    assert isinstance(restore, RestoreDialog)
    qtbot.waitUntil(lambda: restore.facts is not None)
    restore.secret.setText(PASSPHRASE)
    qtbot.keyClick(restore.secret, Qt.Key.Key_Return)
    board = opened(qtbot, dialog)
    assert cases(board) == 1
    assert board.folder == folder
    # and what was there is kept beside
    assert {path.name for path in BoardFolder(folder).backups.iterdir()} > before
    assert paused(folder) is not None


def test_a_damaged_board_is_salvaged_into_a_new_one_without_typing_twice(
    qtbot: QtBot, shown: Open, folder: Path
) -> None:
    torn_header(folder)
    spoilt = BoardFolder(folder).database.read_bytes()
    dialog = shown(folder)
    unlock(qtbot, dialog)
    qtbot.waitUntil(dialog.bad_days.page.isVisible, timeout=15_000)
    take(dialog, "Salvage")
    salvage = open_dialog(qtbot)
    assert isinstance(salvage, SalvageDialog)
    assert not salvage.secret.isVisible()
    assert salvage.target() == folder.with_name("zztest salvaged.crestboard")
    qtbot.keyClick(salvage.do, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: salvage.made is not None, timeout=15_000)
    assert salvage.heading.text() == "2 cases salvaged"
    qtbot.keyClick(salvage.do, Qt.Key.Key_Return)
    board = opened(qtbot, dialog)
    assert board.folder == folder.with_name("zztest salvaged.crestboard")
    assert cases(board) == 2
    assert any("2 cases salvaged.\nThe history" in told for told in board.notices)
    assert BoardFolder(folder).database.read_bytes() == spoilt


def test_documents_that_a_salvage_lost_are_named_on_the_screen_and_counted_in_the_notice(
    qtbot: QtBot, shown: Open, folder: Path, library: Library
) -> None:
    with open_board(folder, passphrase=PASSPHRASE) as board:
        with board.database.read() as work:
            child = work.cases.by_number(2)
        told = {"title": "Zztest report", "kind": AttachmentKind.OTHER, "dated": None, "today": TODAY}
        add_attachment(board, library, child.id, look_at(Source.memory("zztest.txt", b"a report")), **told)
        with board.database.work(board.person.id) as work:
            work.connection.exec_driver_sql("DELETE FROM attachment_pieces")
    torn_header(folder)
    dialog = shown(folder)
    unlock(qtbot, dialog)
    qtbot.waitUntil(dialog.bad_days.page.isVisible, timeout=15_000)
    take(dialog, "Salvage")
    salvage = open_dialog(qtbot)
    assert isinstance(salvage, SalvageDialog)
    qtbot.keyClick(salvage.do, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: salvage.made is not None, timeout=15_000)
    texts = [one.text() for one in salvage.findChildren(Text) if one.isVisible()]
    assert "Case 2, damaged: Zztest report" in texts
    assert any("1 document of case 2 is damaged" in one for one in texts)
    qtbot.keyClick(salvage.do, Qt.Key.Key_Return)
    notices = " ".join(opened(qtbot, dialog).notices)
    assert "1 document of case 2 is damaged" in notices
    assert "Zztest report" not in notices


def test_a_salvage_that_is_refused_says_why_and_asks_again(qtbot: QtBot, shown: Open, folder: Path) -> None:
    torn_header(folder)
    dialog = shown(folder)
    unlock(qtbot, dialog)
    qtbot.waitUntil(dialog.bad_days.page.isVisible, timeout=15_000)
    take(dialog, "Salvage")
    salvage = open_dialog(qtbot)
    assert isinstance(salvage, SalvageDialog)
    salvage.place.setText(str(BoardFolder(folder).keys))
    salvage.do.click()
    qtbot.waitUntil(lambda: bool(salvage.wrong.text()), timeout=15_000)
    assert "choose another folder" in salvage.wrong.text()
    salvage.reject()
    assert dialog.board is None


def test_without_its_keys_the_recovery_key_opens_it(qtbot: QtBot, shown: Open, folder: Path) -> None:
    with open_board(folder, passphrase=PASSPHRASE) as board:
        key = recovery_text(board.database.key)
    no_keys(folder)
    dialog = shown(folder)
    take(dialog, "Use the recovery key")
    assert dialog.open_page.isVisible()
    dialog.open_page.other.click()
    dialog.open_page.secret.setText(key)
    dialog.open_page.do.click()
    qtbot.waitUntil(dialog.after_recovery.isVisible, timeout=15_000)
    dialog.after_recovery.later.emit()
    assert cases(opened(qtbot, dialog)) == 2


def test_a_lock_left_by_a_dead_process_is_no_matter(qtbot: QtBot, shown: Open, folder: Path) -> None:
    with start(HOLD, folder) as holder:
        assert line_of(holder) == "held"
        holder.kill()
        holder.wait()
    assert BoardFolder(folder).holder.exists()
    dialog = shown(folder)
    unlock(qtbot, dialog)
    board = opened(qtbot, dialog)
    assert not board.read_only
    assert board.notices == ()


def test_a_board_that_another_holds_is_named_and_read(qtbot: QtBot, shown: Open, folder: Path) -> None:
    with open_board(folder, passphrase=PASSPHRASE):
        dialog = shown(folder)
        unlock(qtbot, dialog)
        qtbot.waitUntil(lambda: bool(dialog.open_page.wrong.text()), timeout=15_000)
        assert "Zztest Coordinator" in dialog.open_page.wrong.text()
        dialog.open_page.read_only.click()
        board = opened(qtbot, dialog)
        assert board.read_only
        assert cases(board) == 2


def test_what_a_killed_program_had_begun_is_finished(qtbot: QtBot, shown: Open, folder: Path) -> None:
    place = BoardFolder(folder)
    place.replacement.mkdir()
    shutil.copy(place.keys, place.replacement / place.keys.name)
    dialog = shown(folder)
    dialog.open_page.secret.setText(PASSPHRASE)
    dialog.open_page._try(write=False)
    qtbot.waitUntil(lambda: bool(dialog.open_page.wrong.text()), timeout=15_000)
    assert "open it once for writing to finish" in dialog.open_page.wrong.text()
    unlock(qtbot, dialog)
    assert cases(opened(qtbot, dialog)) == 2
    assert not place.replacement.exists()


def test_a_folder_that_cannot_be_written_is_read(
    qtbot: QtBot, shown: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(lock.FileLock, "acquire", refuse)
    dialog = shown(folder)
    unlock(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(dialog.open_page.wrong.text()), timeout=15_000)
    assert "open it for reading only" in dialog.open_page.wrong.text()
    dialog.open_page.read_only.click()
    assert opened(qtbot, dialog).read_only


def test_on_a_full_disk_it_is_read_or_tried_again(
    qtbot: QtBot, shown: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, *, write: bool = True, **how: object) -> Board:
        if write:
            raise FullError("The disk with the board zztest.crestboard is full; nothing was changed, free some space.")
        return open_board(folder, write=False, **how)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(first_start, "open_board", full)
        dialog = shown(folder)
        unlock(qtbot, dialog)
        qtbot.waitUntil(lambda: bool(dialog.open_page.wrong.text()), timeout=15_000)
        assert "free some space" in dialog.open_page.wrong.text()
        assert dialog.open_page.read_only.isVisible()
    unlock(qtbot, dialog)
    assert not opened(qtbot, dialog).read_only


def test_on_a_network_drive_another_board_is_chosen(
    qtbot: QtBot, shown: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def network(folder: Path) -> None:
        raise PlaceError(f"The folder {folder} is on a network drive, where a board is not safe; use a local disk.")

    monkeypatch.setattr(boards, "refuse_network_drive", network)
    dialog = shown(folder)
    unlock(qtbot, dialog)
    qtbot.waitUntil(dialog.bad_days.page.isVisible, timeout=15_000)
    assert "network drive" in dialog.bad_days.page.told.text()
    (only,) = dialog.bad_days.page.steps
    qtbot.keyClick(only, Qt.Key.Key_Return)
    assert dialog.welcome.isVisible()


def test_a_folder_that_never_was_a_board_offers_another(qtbot: QtBot, shown: Open, tmp_path: Path) -> None:
    dialog = shown(tmp_path)
    assert "is no board" in dialog.bad_days.page.told.text()
    assert len(dialog.bad_days.page.steps) == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.welcome.isVisible()


def test_the_backups_are_listed_without_a_key(folder: Path) -> None:
    no_keys(folder)
    no_database(folder)
    assert [line.cases for line in backups_of(folder)] == [1]
