"""Importing from the window: a preview that writes nothing, then the import itself."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.clinical.listing import CaseQuery
from desktop.services.listing import list_cases
from desktop.ui.desk import Desk
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
    assert dialog.do.text() == "Import 1, leave out 1"
    assert list_cases(desk.board, CaseQuery()).total == 0
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        dialog.do.click()
    assert window.list.model.total == 1
    assert window.toast._words.text() == "1 case added, 0 changed; 1 row left out"


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
