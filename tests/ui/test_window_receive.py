"""Receiving and exporting a record from the window: looked at first, stored as one step, dropped or chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import full_case, small_case
from filled_case import filled_attachment, filled_case
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import open_dialog

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import Role
from desktop.services.cases import delete_case, get_case, new_case
from desktop.services.history import AuditQuery, trail
from desktop.services.listing import list_cases
from desktop.services.records import record_bytes, record_of
from desktop.ui import records_room
from desktop.ui.desk import Desk
from desktop.ui.dialogs.receive import ReceiveDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import SECTIONS
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text


def a_record(folder: Path, case: Case, *documents: Attachment, name: str = "zztest-record.json") -> Path:
    path = folder / name
    path.write_bytes(record_bytes(record_of(case, documents)))
    return path


def looked(qtbot: QtBot, window: MainWindow, path: Path) -> ReceiveDialog:
    dialog = window.records_room.preview(path)
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=15_000)
    return dialog


def notices(dialog: ReceiveDialog) -> list[str]:
    return [one.accessibleName() for one in dialog.findChildren(Notice) if one.isVisibleTo(dialog)]


def words(dialog: ReceiveDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(Text) if one.isVisibleTo(dialog)]


def receive(qtbot: QtBot, window: MainWindow, path: Path) -> Case:
    dialog = looked(qtbot, window, path)
    with qtbot.waitSignal(dialog.received, timeout=15_000) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    stored = told.args[0]
    assert isinstance(stored, Case)
    return stored


def test_it_is_shown_whose_record_it_is_and_nothing_is_stored_before(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    dialog = looked(qtbot, window, a_record(tmp_path, full_case()))
    told = words(dialog)
    assert "Zztest, Alpha-Øyvind  ·  born 20 Jan 2024  ·  Hospital no. ZZ-4711  ·  R/ZZ-4711" in told
    assert any(one.startswith("13 entries: staging 1, pathology 1, MYCN result 2") for one in told)
    assert dialog.seen is not None
    assert dialog.seen.digest in {one.replace(" ", "") for one in told}
    assert notices(dialog)[0].startswith("Nothing was received yet. No case here has its numbers")
    assert "Zztest," not in dialog.windowTitle() + dialog.heading.text()
    assert dialog.focusWidget() is dialog.do
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert list_cases(desk.board, CaseQuery()).total == 0


def test_it_is_received_opened_and_taken_back_as_one_step(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    stored = receive(qtbot, window, a_record(tmp_path, full_case()))
    assert window.at_case()
    assert window.page.case == stored == get_case(desk.board, stored.id)
    assert window.toast._words.text() == "Case 1 was received"
    assert window.list.model.total == 1
    qtbot.waitUntil(lambda: window.undoing.next_undo is not None, timeout=15_000)
    window.undo()
    qtbot.waitUntil(lambda: get_case(desk.board, stored.id).deleted is not None, timeout=15_000)
    assert list_cases(desk.board, CaseQuery()).total == 0


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_received_can_be_read_in_every_section(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, seed: int
) -> None:
    receive(qtbot, window, a_record(tmp_path, filled_case(seed, gaps=seed > 0)))
    for section in range(len(SECTIONS)):
        window.go_section(section)
        QApplication.processEvents()
    window.tasks.wait()


def test_a_demonstration_child_documents_elsewhere_and_doubts_are_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    case = replace(full_case(), demonstration=True, born=filled_case(1, gaps=False).diagnosed)
    document = replace(filled_attachment(1), title="Zztest letter")
    dialog = looked(qtbot, window, a_record(tmp_path, case, document))
    _, made_up, documents, *doubts = notices(dialog)
    assert made_up.startswith("This child does not exist.")
    assert documents.startswith("Documents stay where they are. The record names 1 document and does not contain it")
    assert "Zztest letter" in documents
    assert all(one.startswith("Please check.") for one in doubts)


@pytest.mark.parametrize("binned", [False, True])
def test_a_child_who_is_here_is_said_and_can_be_opened(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path, binned: bool
) -> None:
    case = new_case(desk.board, desk.library, full_case())
    if binned:
        delete_case(desk.board, desk.library, case.id, "Entered twice")
    dialog = looked(qtbot, window, a_record(tmp_path, full_case()))
    assert not dialog.do.isVisible()
    assert dialog.cancel.text() == "Close"
    (told,) = notices(dialog)
    assert told.startswith(f"Nothing was received{'' if binned else ' yet'}. Case 1 of this board")
    assert ("Restore that one: a case in the bin takes nothing in." in told) is binned
    assert ("Put both side by side" in told) is not binned
    with qtbot.waitSignal(dialog.wanted):
        buttons = [one for one in dialog.findChildren(Notice)[0].findChildren(type(dialog.do)) if one.isVisible()]
        next(one for one in buttons if one.text() == "Open case 1").click()
    assert window.at_case()
    assert window.page.case is not None
    assert window.page.case.id == case.id


def test_what_is_no_record_is_refused_in_place_and_read_again_when_mended(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "zztest.json"
    path.write_bytes(b"%PDF-1.7")
    dialog = window.records_room.preview(path)
    qtbot.waitUntil(lambda: any("The PDF is damaged" in one for one in notices(dialog)), timeout=15_000)
    assert not dialog.do.isVisible()
    a_record(tmp_path, full_case(), name="zztest.json")
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=15_000)
    assert dialog.do.isVisible()
    a_record(tmp_path, small_case(), name="zztest.json")
    dialog.do.click()
    qtbot.waitUntil(lambda: any("was changed after it was shown" in one for one in notices(dialog)), timeout=15_000)
    dialog.reject()
    assert list_cases(desk.board, CaseQuery()).total == 0


def test_the_menu_asks_for_the_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_record(tmp_path, full_case())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    window.actions_by_name["receive"].trigger()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ReceiveDialog)
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=15_000)
    dialog.reject()


def dropped(window: MainWindow, *paths: Path) -> bool:
    """Drag files over the window and let them fall; whether it would take them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), copy, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), copy, mime, left, none))
    return enter.isAccepted()


def test_a_record_that_is_dropped_is_shown(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = a_record(tmp_path, full_case(), name="zztest.JSON")
    assert window.acceptDrops()
    assert dropped(window, path)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ReceiveDialog)
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=15_000)
    assert not dropped(window, path)  # one at a time
    dialog.reject()


def test_a_page_that_is_dropped_is_read_for_its_record(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "zztest.PDF"
    path.write_bytes(b"%PDF-1.7\n")
    assert dropped(window, path)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ReceiveDialog)
    qtbot.waitUntil(lambda: any("The PDF is damaged" in one for one in notices(dialog)), timeout=15_000)
    dialog.reject()


def test_other_files_and_several_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    path = a_record(tmp_path, full_case())
    assert not dropped(window, path.with_suffix(".docx"))
    assert not dropped(window, path, a_record(tmp_path, small_case(), name="other.json"))
    assert not dropped(window)
    assert records_room.record_in(QMimeData()) is None


def test_nothing_is_taken_where_the_record_cannot_be_changed(
    window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_record(tmp_path, full_case())
    viewer = replace(desk.board, person=replace(desk.board.person, role=Role.VIEWER))
    window.use_board(viewer)
    assert "receive" not in window.actions_by_name
    assert "export" in window.actions_by_name
    assert not dropped(window, path)


def test_a_locked_window_takes_nothing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.lock()
    qtbot.waitUntil(lambda: window.locking.locked, timeout=15_000)
    assert not dropped(window, a_record(tmp_path, full_case()))


def test_the_record_of_the_open_case_is_exported_and_that_is_written_down(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = new_case(desk.board, desk.library, full_case())
    path, asked = tmp_path / "out.json", list[str]()

    def ask(_parent: object, title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.extend((title, proposed))
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    assert not window.actions_by_name["export"].isEnabled()
    window.open_case(case.id)
    window.actions_by_name["export"].trigger()
    qtbot.waitUntil(path.is_file, timeout=15_000)
    qtbot.waitUntil(lambda: "exported" in window.toast._words.text(), timeout=15_000)
    assert path.read_bytes() == record_bytes(record_of(case))
    assert "not be encrypted" in asked[0]
    assert asked[1] == "case-1-record.json"
    (line,) = trail(desk.board, AuditQuery(kinds=("export",)))
    assert (line.entry.action, line.number) == ("Record given out", 1)


def test_a_disk_that_refuses_is_told(qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    case = new_case(desk.board, desk.library, full_case())
    window.open_case(case.id)
    with qtbot.waitSignal(window.messages.notice, timeout=15_000) as told:
        window.records_room.export_to(case, tmp_path / "nowhere" / "out.json")
    assert "could not be written" in told.args[0]
