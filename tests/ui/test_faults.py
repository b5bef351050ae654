"""A fault of the program: told once and counted, readable before it is saved; the session goes on or ends in order."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import open_dialog

from db.database import Database
from db.errors import StorageError
from desktop.services.crashes import FILE as CRASHES
from desktop.services.crashes import with_trail
from desktop.services.logs import logging_to
from desktop.ui.desk import Desk
from desktop.ui.dialogs.cannot_go_on import CannotGoOnDialog
from desktop.ui.dialogs.crash import CrashDialog
from desktop.ui.faults import faults_caught
from desktop.ui.main_window import MainWindow
from desktop.ui.start import Stage
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

NAME = "Zztest-Marker"


def fault(name: str = NAME) -> ValueError:
    """An error with a name in its text, raised at one place."""
    try:
        raise ValueError(name)
    except ValueError as error:
        return error


@pytest.fixture
def faulty(qtbot: QtBot, stage: Stage, desk: Desk) -> Iterator[MainWindow]:
    """A window that is allowed to have faults."""
    shown = MainWindow(stage.look, desk, stage.tasks, stage.messages)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    yield shown
    stage.tasks.wait()
    stage.messages.crash.disconnect(shown.faults.tell)


def said(notice: Notice) -> str:
    return " ".join(one.text() for one in notice.findChildren(Text))


def notices(window: MainWindow) -> list[Notice]:
    return [one for one in window.findChildren(Notice) if one.isVisible()]


def press(notice: Notice, words: str) -> None:
    (button,) = [one for one in notice.findChildren(Button) if one.text() == words]
    button.click()


def dialog_of(qtbot: QtBot) -> CrashDialog:
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, CrashDialog)
    return dialog


def test_the_report_is_read_whole_before_it_is_saved(
    faulty: MainWindow, stage: Stage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty.actions_by_name["bin"].trigger()
    stage.messages.report(fault())
    (notice,) = notices(faulty)
    assert "What you saved is safe" in said(notice)
    assert "ValueError" not in said(notice)
    press(notice, "What happened…")
    dialog = dialog_of(qtbot)
    report = dialog.report.toPlainText()
    for told in ("Crestboard", "Python", "Qt 6", "SQLite", "SQLCipher", "schema 0", "cog-v2", "Chosen last: Bin"):
        assert told in report
    assert report.endswith("fault")
    assert "test_faults.py:" in report
    assert NAME not in report
    path = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.waitUntil(dialog.save.hasFocus)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert path.read_text(encoding="utf-8").strip() == report
    assert dialog.done_words.text() == "Saved as report.txt."
    dialog.save_to(tmp_path / "nowhere" / "report.txt")
    assert dialog.wrong.text().startswith("The file report.txt could not be written")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == report
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    # looking into it is not having dealt with it
    assert len(notices(faulty)) == 1
    press(notices(faulty)[0], "Close")
    assert notices(faulty) == []


def test_the_same_error_again_is_counted_and_another_is_told_beside(
    faulty: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    for number in range(50):
        stage.messages.report(fault(f"{NAME} {number}"))
    qtbot.waitUntil(lambda: "The same fault has now happened 50 times." in said(notices(faulty)[0]))
    assert len(notices(faulty)) == 1
    stage.messages.report(KeyError(NAME))
    assert len(notices(faulty)) == 2


@contextmanager
def caught(stage: Stage, log: Path) -> Iterator[None]:
    """Everything is caught as in the real program; within a test, as pytest-qt has hooks of its own around it."""
    with logging_to(log), faults_caught(stage.messages, stage.tasks, log):
        yield


class Sender(QObject):
    """Something with a signal."""

    sent = Signal()


def fail() -> None:
    raise fault()


def in_a_slot() -> None:
    sender = Sender()
    sender.sent.connect(fail)
    sender.sent.emit()


def in_a_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_a_timer() -> None:
    QTimer.singleShot(0, fail)


@pytest.mark.parametrize("deed", [in_a_slot, in_a_thread, in_a_timer])
def test_a_fault_wherever_it_comes_up_reaches_the_person(
    faulty: MainWindow, stage: Stage, qtbot: QtBot, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    deed: Callable[[], None],
) -> None:  # fmt: skip
    with caught(stage, tmp_path / "log"):
        deed()
        qtbot.waitUntil(lambda: len(notices(faulty)) == 1)
    assert "ValueError" in (tmp_path / "log" / CRASHES).read_text(encoding="utf-8")
    shown = capfd.readouterr()
    assert NAME not in read(tmp_path / "log") + shown.out + shown.err
    if os.name != "nt":
        assert [path.stat().st_mode & 0o77 for path in (tmp_path / "log").iterdir()] == [0, 0]


def read(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_what_qt_and_python_would_write_to_the_screen_is_noted_without_its_words(
    stage: Stage, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    class Stubborn:
        def __del__(self) -> None:
            raise ValueError(NAME)

    with caught(stage, tmp_path / "log"):
        qWarning(f"cannot draw {NAME}")
        Stubborn()
        gc.collect()
    told = read(tmp_path / "log")
    assert "Qt wrote a message of kind 1 about default" in told
    assert "where nobody could be told: ValueError" in told
    shown = capfd.readouterr()
    assert NAME not in told + shown.out + shown.err


def test_an_error_of_the_telling_itself_does_not_call_itself_without_end(
    stage: Stage, tmp_path: Path, qtbot: QtBot
) -> None:
    stage.messages.crash.connect(refuse)
    try:
        with caught(stage, tmp_path / "log"):
            in_a_slot()
    finally:
        stage.messages.crash.disconnect(refuse)
    told = (tmp_path / "log" / CRASHES).read_text(encoding="utf-8")
    assert "ValueError" in told
    assert "RuntimeError" in told


def refuse(_: str) -> None:
    raise RuntimeError(NAME)


def test_a_board_that_still_answers_goes_on(faulty: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.messages.report(fault())
    stage.tasks.wait()
    qtbot.waitUntil(lambda: not faulty.faults._looking)
    assert QApplication.activeModalWidget() is None
    assert faulty.isVisible()


def test_a_board_that_does_not_answer_ends_the_session_in_order(
    faulty: MainWindow, stage: Stage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: Database) -> int:
        raise StorageError("The disk does not answer.")

    committed = list[bool]()
    monkeypatch.setattr(Database, "last_entry", refuses)
    monkeypatch.setattr(faulty, "commit", lambda: committed.append(True))
    stage.messages.report(fault())
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, CannotGoOnDialog)
    assert "stopped answering" in dialog.notice.accessibleName()
    assert committed
    dialog.why.click()
    report = open_dialog(qtbot)
    assert isinstance(report, CrashDialog)
    qtbot.keyClick(report, Qt.Key.Key_Escape)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not faulty.isVisible())


def test_a_locked_board_is_not_asked(faulty: MainWindow, stage: Stage, desk: Desk, qtbot: QtBot) -> None:
    desk.board.database.close()
    stage.messages.report(fault())
    assert not faulty.faults._looking
    assert faulty.isVisible()


def test_after_a_session_that_broke_off_one_sentence_and_the_report(faulty: MainWindow, qtbot: QtBot) -> None:
    faulty.faults.tell_ended([with_trail("The program ended\nSegmentation fault\n  view.py:12 paint")])
    (notice,) = notices(faulty)
    assert said(notice) == (
        "The last session ended unexpectedly. Everything saved is here. Check the last thing you entered."
    )
    press(notice, "What happened…")
    assert "view.py:12 paint" in dialog_of(qtbot).report.toPlainText()
