"""Importing from the window: a preview that writes nothing, then the import itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.clinical.listing import CaseQuery
from desktop.services.cases import delete_case
from desktop.services.listing import list_cases
from desktop.ui.desk import Desk
from desktop.ui.dialogs.import_list import ImportDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.notice import Notice


def a_list(folder: Path, rows: str) -> Path:
    path = folder / "zztest-referrals.csv"
    path.write_text(f"mrn,family_name,given_name,born,diagnosed,inrgss,mycn\n{rows}", encoding="utf-8")
    return path


def test_preview_then_import(qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    path = a_list(
        tmp_path,
        "TEST-0001,Zztest,Alpha,2025-08-21,2026-11-02,M,not_amplified\n"
        "TEST-0002,Zztest,Bravo,2025-08-21,2026-02-31,M,amplified\n",
    )
    dialog = window.deeds.preview(path)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=15_000)
    assert dialog.report is not None
    assert (dialog.report.rows, dialog.report.created, len(dialog.report.rejected)) == (2, 1, 1)
    assert dialog.model.rowCount() == 1
    assert dialog.do.text() == "Leave out 1 and import 1"
    (notice,) = dialog.findChildren(Notice)
    told = notice.accessibleName()
    assert told.startswith("Nothing was imported yet. 1 of 2 rows cannot be read. Mend it in the file")
    assert "First: row 3, diagnosed: The value is a day that no calendar has" in told
    assert list_cases(desk.board, CaseQuery()).total == 0
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        dialog.do.click()
    assert window.list.model.total == 1
    assert window.toast._words.text() == "1 case added, 0 changed; 1 row left out"
    (left,) = [one.words for one in window.notices.told if one.words.startswith("Left out of the import: ")]
    assert "row " in left.lower(), "which row and why stays in sight when the toast is gone"


def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"\x00\x01 not a spreadsheet")
    dialog = window.deeds.preview(path)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(Notice)), timeout=15_000)
    (notice,) = dialog.findChildren(Notice)
    assert notice.accessibleName().startswith("Nothing was imported.")
    assert not dialog.do.isEnabled()
    dialog.reject()
    assert list_cases(desk.board, CaseQuery()).total == 0


GOOD = "TEST-0001,Zztest,Alpha,2025-08-21,2026-11-02,M,not_amplified\n"
BAD = "TEST-0002,Zztest,Bravo,2025-08-21,2026-02-31,M,amplified\n"


def previewed(qtbot: QtBot, window: MainWindow, path: Path) -> ImportDialog:
    dialog = window.deeds.preview(path)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=15_000)
    return dialog


def notice_of(dialog: ImportDialog) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (notice,) = dialog.findChildren(Notice)
    return notice.accessibleName()


def shown(dialog: ImportDialog) -> list[tuple[str, ...]]:
    return list(dialog.model.page.rows)


def test_the_keyboard_starts_on_what_is_safe_and_f5_reads_the_mended_file(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    dialog = previewed(qtbot, window, a_list(tmp_path, GOOD + BAD))
    focused = dialog.focusWidget()
    assert isinstance(focused, QPushButton), focused
    assert focused.text() == "Try again"
    assert (dialog.do.kind(), dialog.do.isDefault()) == ("", False)
    a_list(tmp_path, GOOD + BAD.replace("02-31", "02-28"))
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: dialog.do.text() == "Import 2", timeout=15_000)
    assert notice_of(dialog).startswith("Nothing was imported yet. Every row can be read.")
    assert (dialog.do.kind(), dialog.do.isDefault(), dialog.focusWidget()) == ("primary", True, dialog.do)
    assert list_cases(desk.board, CaseQuery()).total == 0


def test_a_file_that_went_away_leaves_nothing_to_import_until_it_is_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = a_list(tmp_path, GOOD)
    dialog = previewed(qtbot, window, path)
    path.unlink()
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: dialog.report is None, timeout=15_000)
    assert notice_of(dialog).startswith("Nothing was imported. ")
    assert not dialog.do.isEnabled()
    a_list(tmp_path, GOOD)
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)


def test_the_arrows_go_through_the_tabs_and_the_sum_adds_up(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    first = previewed(qtbot, window, a_list(tmp_path, GOOD + GOOD.replace("0001", "0005")))
    with qtbot.waitSignal(first.imported, timeout=15_000):
        first.do.click()
    changed = GOOD.replace("not_amplified", "amplified")
    new = GOOD.replace("0001", "0003").replace("Alpha", "Charlie")
    dialog = previewed(qtbot, window, a_list(tmp_path, changed + BAD + new + GOOD.replace("0001", "0005")))
    assert dialog.sum.text() == "1 new + 1 changed + 1 the same + 1 rejected = 4 rows; 1 to check"
    assert [(tab.spec.name, tab.spec.count) for tab in dialog.tabs.tabs[:4]] == [
        ("Rejected", 1), ("Would be new", 1), ("Would change", 1), ("Same as now", 1),
    ]  # fmt: skip
    (row,) = shown(dialog)
    assert row[:5] == ("3", "TEST-0002", "Zztest, Bravo", "diagnosed", "2026-02-31")
    assert dialog.model.is_faulty(dialog.model.index(0, 4))
    assert row[5].startswith("The value is a day that no calendar has")
    dialog.tabs.tabs[0].setFocus()
    qtbot.keyClick(dialog.tabs.tabs[0], Qt.Key.Key_Right)
    assert shown(dialog) == [("4", "TEST-0003", "Zztest, Charlie")]
    qtbot.keyClick(dialog.tabs.tabs[1], Qt.Key.Key_Right)
    assert shown(dialog) == [("2", "TEST-0001", "Zztest, Alpha", "mycn: amplified")]
    qtbot.keyClick(dialog.tabs.tabs[2], Qt.Key.Key_Right)
    assert shown(dialog) == [("5", "TEST-0005", "Zztest, Alpha")]


def test_the_rejected_rows_are_saved_as_a_list(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mend.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    dialog = previewed(qtbot, window, a_list(tmp_path, GOOD + BAD))
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Save the list…").click()
    head, row = target.read_text(encoding="utf-8-sig").splitlines()
    assert head == '"row","column","value","reason"'
    assert row.startswith('"3","diagnosed","2026-02-31",')
    target.unlink()
    target.mkdir()
    dialog.save_list(target)
    assert dialog.wrong.text()


def test_rows_whose_children_are_in_the_bin_say_how_to_get_them_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    path = a_list(tmp_path, GOOD + GOOD.replace("0001", "0005"))
    first = previewed(qtbot, window, path)
    with qtbot.waitSignal(first.imported, timeout=15_000):
        first.do.click()
    for line in list_cases(desk.board, CaseQuery()).lines:
        delete_case(desk.board, desk.library, line.case_id, "entered twice")
    dialog = previewed(qtbot, window, path)
    assert "2 of them name children in the bin" in notice_of(dialog)
    assert not dialog.do.isEnabled()


def test_a_file_changed_after_it_was_shown_is_refused_and_read_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    dialog = previewed(qtbot, window, a_list(tmp_path, GOOD))
    a_list(tmp_path, GOOD.replace("not_amplified", "amplified"))
    dialog.do.click()
    qtbot.waitUntil(lambda: not dialog._working and not dialog.do.isEnabled(), timeout=15_000)
    told = notice_of(dialog)
    assert told.startswith("Nothing was imported. The file zztest-referrals.csv was changed after it was shown")
    assert list_cases(desk.board, CaseQuery()).total == 0
    dialog.read_again()
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        dialog.do.click()
    assert list_cases(desk.board, CaseQuery()).total == 1


def test_a_list_is_imported_again_after_its_import_was_undone(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    path = a_list(tmp_path, GOOD + GOOD.replace("0001", "0005"))
    first = previewed(qtbot, window, path)
    with qtbot.waitSignal(first.imported, timeout=15_000):
        first.do.click()
    window.undo()
    assert list_cases(desk.board, CaseQuery()).total == 0
    dialog = previewed(qtbot, window, path)
    assert "2 children come back out of the bin, where undoing their import had put them" in notice_of(dialog)
    assert shown(dialog)[0][3].startswith("Back out of the bin")
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        dialog.do.click()
    assert list_cases(desk.board, CaseQuery()).total == 2
