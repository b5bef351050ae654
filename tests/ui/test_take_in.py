"""A record beside the case of the same child in the window: chosen by keyboard, taken in, taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, in_front, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.vocabulary import Mycn
from desktop.services.cases import get_case
from desktop.services.records import record_bytes, record_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.receive import ReceiveDialog
from desktop.ui.dialogs.take_in import TakeInDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import Text


def _record(folder: Path, case: Case) -> Path:
    path = folder / "record.json"
    path.write_bytes(record_bytes(record_of(case)))
    return path


def _compared(qtbot: QtBot, window: MainWindow, path: Path) -> TakeInDialog:
    """From the record's preview to both side by side."""
    preview = window.records_room.preview(path)
    qtbot.waitUntil(lambda: preview.seen is not None, timeout=15_000)
    assert isinstance(preview, ReceiveDialog)
    assert not preview.do.isVisible()
    preview.compare_button.setFocus()
    qtbot.keyClick(preview.compare_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(open_dialog(qtbot), TakeInDialog), timeout=15_000)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, TakeInDialog)
    return dialog


def test_what_differs_is_chosen_by_key_and_taken_in_as_one_step(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    alpha = get_case(desk.board, alpha.id)
    told = replace(alpha.mycn[0], mycn=known(Mycn.AMPLIFIED))
    record = replace(alpha, mycn=(told, *alpha.mycn[1:]), family_name="Zztest-Other", wishes=known("Zztest wish"))
    dialog = _compared(qtbot, window, _record(tmp_path, record))
    assert "Zztest" not in dialog.windowTitle()
    assert list(dialog.choices) == ["family_name", f"mycn {alpha.mycn[0].id}"]
    assert not dialog.do.isEnabled()
    assert dialog.held.text() == "2 differences still to be chosen."
    first, second = dialog.choices.values()
    assert first.buttons[0].accessibleName() == f"Family name, Case {alpha.number}: {alpha.family_name}"
    assert dialog.focusWidget() is first.buttons[0]
    in_front(qtbot, dialog)
    qtbot.keyClick(first.buttons[0], Qt.Key.Key_Space)
    qtbot.keyClick(second.buttons[1], Qt.Key.Key_Space)
    assert dialog.do.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=15_000)
    done = get_case(desk.board, alpha.id)
    assert (done.family_name, done.mycn[0].mycn, done.wishes) == (
        alpha.family_name, known(Mycn.AMPLIFIED), known("Zztest wish"),
    )  # fmt: skip
    assert window.toast._words.text() == f"The record was taken into case {alpha.number}"
    qtbot.waitUntil(lambda: window.undoing.next_undo is not None, timeout=15_000)
    window.undo()
    qtbot.waitUntil(
        lambda: record_bytes(record_of(get_case(desk.board, alpha.id))) == record_bytes(record_of(alpha)),
        timeout=15_000,
    )


def test_a_record_that_brings_nothing_can_only_be_left(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    before = desk.board.database.last_entry()
    dialog = _compared(qtbot, window, _record(tmp_path, get_case(desk.board, alpha.id)))
    assert dialog.choices == {}
    assert not dialog.do.isVisible()
    assert dialog.focusWidget() is dialog.cancel
    assert not any("case 0" in one.text() for one in dialog.findChildren(Text))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert desk.board.database.last_entry() == before


def test_what_cannot_be_stored_is_said_in_place(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    path = _record(tmp_path, replace(get_case(desk.board, alpha.id), wishes=known("Zztest wish")))
    dialog = _compared(qtbot, window, path)
    path.write_bytes(b"{}")
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert "nothing was changed" in dialog.wrong.text()
    assert dialog.isVisible()
    dialog.reject()
