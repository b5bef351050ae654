"""The foot of the window: every part whole or shorter, never contradicting the fields, and the toast over nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import type_over

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.vocabulary import Mycn
from desktop.services.undoing import UndoStep
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, PRESENTATION
from desktop.ui.status_bar import StatusBar
from desktop.ui.widgets.text import ShorterText
from tests.gallery.studio import Studio

REASON = "The diagnosis is before the birth; a tumour found before birth has its own date."


def parts(bar: StatusBar) -> Iterator[QWidget]:
    """What is shown, from left to right."""
    for one in (bar.board_words, bar.toast, bar.work, bar.step, bar.state):
        if one.isVisible():
            yield one


def place(part: QWidget, within: QWidget) -> QRect:
    return QRect(part.mapTo(within, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_part_of_the_foot_is_whole(studio: Studio, scale: float) -> None:
    with studio.dressed("light", scale):
        window = studio.window()
        bar = window.status
        for width in (1000, 1366, 1920):
            for words in ("Saved 10:42", f"Not saved: Date of diagnosis: {REASON}"):
                for toast in ("", "Changed MYCN to gain (not amplified)"):
                    window.resize(max(width, window.minimumSizeHint().width()), 768)
                    bar.say(words, "error" if words.startswith("Not") else "text")
                    bar.show_step(UndoStep(name="change of MYCN", first=1, last=1, cases=1, case_id=None))
                    if toast:
                        bar.toast.say(toast, "Undo", window.undo, "Ctrl+Z")
                    studio.settle()
                    before = -1
                    for one in parts(bar):
                        box = place(one, bar)
                        assert box.left() > before, "nothing lies over anything"
                        before = box.right()
                        if isinstance(one, ShorterText):
                            assert one.fontMetrics().horizontalAdvance(one.shown()) <= one.width(), one.shown()
                            assert one.toolTip() == ("" if one.shown() == one.text() else one.text()) or not toast
                    assert before <= bar.width()
                    assert bar.board_words.shown().startswith("Demonstration")
                    assert bar.state.shown().startswith(words[:9])
                    assert bar.step.width() >= bar.step.sizeHint().width() or not bar.step.isVisible()
                    bar.toast.hide()


def test_a_toast_covers_nothing_and_moves_nothing(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.resize(1366, 768)
    for shown in (lambda: window.back(), lambda: window.open_case(alpha.id), lambda: window.show_settings()):
        shown()
        QApplication.processEvents()
        before = place(window.pages, window)
        window.toast.say("Changed MYCN to amplified", "Undo", window.undo, "Ctrl+Z")
        QApplication.processEvents()
        assert window.toast.isVisible()
        assert window.status.isAncestorOf(window.toast)
        assert place(window.pages, window) == before
        assert not place(window.toast, window).intersects(before)
        assert window.toast._action.height() >= window.toast._action.sizeHint().height()
        window.toast.hide()


def test_typed_text_that_cannot_be_used_is_not_called_saved(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["mycn"]
    type_over(qtbot, row.value, "amplyfied")
    assert window.status.state.text() == "Not saved: MYCN"
    assert window.page.forms._pages[BIOLOGY]._saved.text() == "Not saved"
    # another field is saved: the foot still says what is not
    window.page.form(BIOLOGY).rows["alk"].value.setFocus()
    other = window.page.form(PRESENTATION).rows["family_name"]
    window.page.go(PRESENTATION)
    type_over(qtbot, other.value, "Zztest Other")
    assert window.status.state.text() == "Not saved: MYCN"
    assert window.page.forms._pages[PRESENTATION]._saved.text() == "Saved 10:42"
    assert window.page.forms._pages[BIOLOGY]._saved.text() == "Not saved"
    # mended: all is saved
    window.page.go(BIOLOGY)
    type_over(qtbot, row.value, "amplified")
    assert window.status.state.text() == "Saved 10:42"
    assert window.page.forms._pages[BIOLOGY]._saved.text() == "Saved 10:42"
    assert row.value.answer == known(Mycn.AMPLIFIED)


def test_what_was_refused_and_is_taken_back_is_no_longer_called_not_saved(
    qtbot: QtBot, window: MainWindow, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["mycn"]
    type_over(qtbot, row.value, "amplyfied")
    assert window.status.state.text() == "Not saved: MYCN"
    type_over(qtbot, row.value, "not amplified")
    assert window.status.state.text() == "No changes yet"
    assert window.page.forms._pages[BIOLOGY]._saved.text() == ""
    type_over(qtbot, row.value, "amplyfied")
    window.rebuild()
    assert window.status.state.text() == "Not saved: MYCN", "also after the text was made larger"


def test_the_toast_can_be_reached_with_the_keyboard(window: MainWindow) -> None:
    window.toast.say("Changed MYCN to amplified", "Undo", window.undo, "Ctrl+Z")
    assert window.toast._action.focusPolicy() == Qt.FocusPolicy.TabFocus
