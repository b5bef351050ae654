"""Checking a document in the window: a code that is typed, a file that is chosen or dropped, all by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY, in_front, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.services.cases import save_case
from desktop.services.files import write_whole
from desktop.services.printing import SAVED, hand_out, page_of
from desktop.services.sealing import make_signing_key
from desktop.services.verifying import Verdict
from desktop.ui.desk import Desk
from desktop.ui.dialogs.check_document import CheckDocumentDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.notice import Notice

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def issued(desk: Desk, alpha: Case, tmp_path: Path) -> tuple[str, Path]:
    """The code and the file of a page that left the board."""
    make_signing_key(desk.board)
    page = page_of(desk.board, desk.library, alpha, today=TODAY, paper="a4")
    assert page.seal is not None
    path = tmp_path / "page.pdf"
    hand_out(desk.board, desk.library, page, SAVED, lambda: write_whole(path, page.pdf))
    return page.seal.code, path


def _opened(qtbot: QtBot, window: MainWindow) -> CheckDocumentDialog:
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL | ALT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, CheckDocumentDialog)
    return dialog


def _said(dialog: CheckDocumentDialog) -> list[tuple[str, str]]:
    return [(str(one.property("kind")), one.accessibleName()) for one in dialog.findChildren(Notice) if one.isVisible()]


def test_a_code_is_typed_and_the_verdict_told(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, issued: tuple[str, Path]
) -> None:
    dialog = _opened(qtbot, window)
    assert dialog.focusWidget() is dialog.code
    qtbot.keyClicks(dialog.code, issued[0].lower().replace("-", " "))
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.checked is not None, timeout=15_000)
    assert dialog.checked is not None
    assert dialog.checked.verdict is Verdict.GENUINE
    assert dialog.code.selectedText() == dialog.code.text()
    ((_, words),) = _said(dialog)
    assert words.startswith(f"Genuine. Summary of case {alpha.number}, issued on ")
    assert "Zztest," not in words
    save_case(desk.board, desk.library, alpha, replace(alpha, question=known("Zztest?")), "change of question")
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.checked is not None and dialog.checked.verdict is Verdict.SUPERSEDED, timeout=15_000)
    ((_, words),) = _said(dialog)
    assert words.startswith("Genuine, superseded on ")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_no_code_is_said_at_the_foot(qtbot: QtBot, window: MainWindow) -> None:
    dialog = _opened(qtbot, window)
    qtbot.keyClicks(dialog.code, "Zztest")
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "no document code" in dialog.wrong.text(), timeout=15_000)
    assert _said(dialog) == []


def test_a_file_is_chosen_by_key(
    qtbot: QtBot, window: MainWindow, issued: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = _opened(qtbot, window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(issued[1]), ""))
    in_front(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: dialog.checked is not None, timeout=15_000)
    assert dialog.checked is not None
    assert dialog.checked.verdict is Verdict.GENUINE


def test_a_file_is_dropped(qtbot: QtBot, window: MainWindow, issued: tuple[str, Path]) -> None:
    dialog = _opened(qtbot, window)
    issued[1].write_bytes(issued[1].read_bytes().replace(b"tumour board", b"tumour bored"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(issued[1]))])
    left, copy, none = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(60, 60).toPoint(), copy, mime, left, none)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(60, 60), copy, mime, left, none))
    qtbot.waitUntil(lambda: dialog.checked is not None, timeout=15_000)
    assert dialog.checked is not None
    assert dialog.checked.verdict is Verdict.ALTERED
    ((_, words),) = _said(dialog)
    assert words.startswith("Altered.")
