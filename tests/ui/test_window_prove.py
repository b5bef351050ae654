"""Proving the rules from the window: by key, beside the window's own work, told plainly however it ends."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.clinical.errors import RuleFileError
from desktop.services import proving
from desktop.services.library import Library
from desktop.services.proving import prove_rules
from desktop.ui.desk import Desk
from desktop.ui.dialogs.prove import ProveDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.proof_words import parts_words
from desktop.ui.widgets.notice import Notice
from tests.gallery.proofs import library_with_faults

Key = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def told(dialog: ProveDialog) -> str:
    return " ".join(one.accessibleName() for one in dialog.findChildren(Notice) if not one.isHidden())


def opened(window: MainWindow) -> ProveDialog:
    (dialog,) = [one for one in window.findChildren(ProveDialog) if one.isVisible()]
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> ProveDialog:
    qtbot.keyClick(window, Key.Key_R, CTRL_SHIFT)
    found = opened(window)
    qtbot.waitUntil(lambda: found.proof is not None, timeout=15_000)
    return found


def on_desk(window: MainWindow, desk: Desk, start: bool = True) -> ProveDialog:
    dialog = ProveDialog(window.look, desk, window.tasks, window.messages, window, start=start)
    dialog.open()
    return dialog


def test_a_key_proves_the_rules_and_says_that_all_passed(dialog: ProveDialog, desk: Desk) -> None:
    proof = prove_rules(desk.library)
    assert told(dialog).startswith(f"All {proof.passed:,} worked cases passed.")
    assert dialog.tables.rowCount() == len(proof.tables)
    first = [dialog.tables.index(0, column).data() for column in range(dialog.tables.columnCount())]
    assert first[0] == proof.tables[0].table.title
    assert first[1:] == ["Passed", "1.0.0", str(proof.tables[0].passed), str(proof.tables[0].passed), "0"]


def test_the_arrows_go_through_tables_and_cases(qtbot: QtBot, dialog: ProveDialog, desk: Desk) -> None:
    assert dialog.table.hasFocus()
    tables = prove_rules(desk.library).tables
    qtbot.keyClick(dialog.table, Key.Key_Down)
    assert dialog.cases.rowCount() == len(tables[1].cases)
    qtbot.keyClick(dialog.table, Key.Key_Up)
    qtbot.keyClick(dialog.table, Key.Key_Tab)
    assert dialog.case_table.hasFocus()
    qtbot.keyClick(dialog.case_table, Key.Key_Down)
    case = tables[0].cases[1]
    assert dialog.cases.index(1, 1).data() == case.text
    known, source = dialog.whole.text().splitlines()
    assert known.startswith("Known: Age ")
    assert source == f"Source: {case.source}"


def test_a_case_is_told_in_words(dialog: ProveDialog) -> None:
    rows = [[str(dialog.cases.index(row, column).data()) for column in range(4)] for row in range(4)]
    place, worst = next((place, row) for place, row in enumerate(rows) if "unfavourable" in row[1])
    assert worst[0] == "Passed"
    assert worst[2].startswith("Low. Settled. By row: C2-01. Sources agree. Covered. Nothing is left to settle.")
    assert worst[3] == "As expected"
    dialog.case_table.selectRow(place)
    assert "Stage L1; Category neuroblastoma; Grade undifferentiated" in dialog.whole.text()
    assert "Symptoms yes" in dialog.whole.text()


def test_a_failure_is_told_without_the_words_of_a_program(library: Library) -> None:
    expected = {"groups": ["intermediate", "high"], "conflict": [True, {"says": ["hypodiploid"]}]}
    told = parts_words(library.labels, expected)
    assert told == "Intermediate or high. Sources differ, says “hypodiploid”"
    assert parts_words(library.labels, {"settled": True, "conflict": None}) == "Settled. Sources agree."


def test_a_failed_proof_says_what_not_to_rely_on(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    dialog = on_desk(window, replace(desk, library=library_with_faults(desk.library)))
    qtbot.waitUntil(lambda: dialog.proof is not None, timeout=15_000)
    assert dialog.proof is not None
    assert dialog.proof.failed > 0
    assert told(dialog).startswith(f"{dialog.proof.failed} of ")
    assert "Do not rely on COG risk classification version 2 until a proof of it passes." in told(dialog)
    row = [str(dialog.cases.index(0, column).data()) for column in range(4)]
    assert row[0] == "Failed"
    assert (row[2].split("; ")[0], row[3].split("; ")[0]) == ("High", "Intermediate")
    assert row[1].endswith("high."), "the child in words, what was expected of it and the table agree"
    assert "\nSource: " in dialog.whole.text()


def test_it_can_be_stopped_and_done_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = on_desk(window, desk, start=False)
    asked = proving.table_answers

    def stop_first(library: object) -> object:
        dialog._stop.set()
        return asked(library)  # type: ignore[arg-type]

    monkeypatch.setattr(proving, "table_answers", stop_first)
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert dialog.do.text() == "Stop"
    qtbot.waitUntil(lambda: "Stopped: nothing is proved." in told(dialog), timeout=15_000)
    assert dialog.proof is None
    monkeypatch.setattr(proving, "table_answers", asked)
    qtbot.keyClick(dialog, Key.Key_F5)
    qtbot.waitUntil(lambda: dialog.proof is not None, timeout=15_000)
    assert told(dialog).startswith("All ")


def test_the_button_stops_what_is_under_way(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    dialog = on_desk(window, desk, start=False)
    dialog.prove()
    dialog.do.click()
    assert dialog._stop.is_set()
    window.tasks.wait()
    QApplication.processEvents()


def test_leaving_stops_it(window: MainWindow, desk: Desk) -> None:
    dialog = on_desk(window, desk, start=False)
    dialog.prove()
    dialog.reject()
    assert dialog._stop.is_set()
    window.tasks.wait()
    QApplication.processEvents()


def test_rules_that_cannot_be_asked_prove_nothing(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    dialog = on_desk(window, desk, start=False)
    dialog.say_running()
    dialog.end(RuleFileError("risk/cases/zz.toml: there is no case; write each as [[case]]."))
    assert told(dialog).startswith("The rules could not be proved. risk/cases/zz.toml: there is no case")
    assert told(dialog).endswith("Do not rely on the rules until a proof of them passes.")


def test_without_cases_nothing_is_proved(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    bare = copy(desk.library)
    bare.__dict__["worked_cases"] = ()
    dialog = on_desk(window, replace(desk, library=bare))
    qtbot.waitUntil(lambda: dialog.proof is not None, timeout=15_000)
    assert told(dialog).startswith("Nothing was proved. No worked cases ship with these rules.")
    assert dialog.tables.index(0, 1).data() == "Not proved: no cases"
