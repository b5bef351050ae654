"""What may wait for a picture waits for it, and is not lost where none comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.clinical.case import Case
from desktop.services.history import AuditQuery, trail
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.next_paint import NextPaint


class Paints(QObject):
    """Writes down among other things when a widget was painted."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt calls it
        if event.type() == QEvent.Type.Paint:
            self.told.append("painted")
        return False


@pytest.fixture
def label(qtbot: QtBot) -> QLabel:
    made = QLabel("Zztest")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def says(told: list[str], words: str) -> Callable[[], None]:
    return lambda: told.append(words)


def test_it_begins_after_the_picture_and_what_is_owed_first(qtbot: QtBot, label: QLabel) -> None:
    told: list[str] = []
    paints, waits = Paints(told), NextPaint(label)
    label.installEventFilter(paints)
    label.setText("Zztest, Alpha")
    waits.then(says(told, "first"))
    waits.then(says(told, "owed"), owed=True)
    waits.then(says(told, "last"))
    qtbot.waitUntil(lambda: "last" in told)
    assert told == ["painted", "owed", "first", "last"]
    label.setText("Zztest, Bravo")
    QApplication.processEvents()
    assert told[4:] == ["painted"], "each once"


def test_it_begins_also_where_nothing_has_to_be_painted(qtbot: QtBot, label: QLabel) -> None:
    told: list[str] = []
    NextPaint(label).then(says(told, "begun"))
    QApplication.processEvents()
    assert told == []
    qtbot.waitUntil(lambda: told == ["begun"])


def test_at_the_end_only_what_is_owed_is_done(label: QLabel) -> None:
    told: list[str] = []
    waits = NextPaint(label)
    waits.then(says(told, "reading"))
    waits.then(says(told, "owed"), owed=True)
    waits.now(closing=True)
    label.setText("Zztest, Charlie")
    QApplication.processEvents()
    assert told == ["owed"]


def test_no_work_beside_the_window_begins_before_a_child_is_painted(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle_all(window)
    told: list[str] = []
    paints, start = Paints(told), window.tasks.start
    monkeypatch.setattr(window.tasks, "start", lambda *work, **how: (told.append("work"), start(*work, **how)))
    window.show_list(alpha.id)
    QApplication.processEvents()
    told.clear()
    window.installEventFilter(paints)
    window.open_case(alpha.id)
    qtbot.waitUntil(lambda: "work" in told)
    assert told[0] == "painted"


def test_a_window_closed_before_its_picture_has_still_written_who_looked(
    window: MainWindow, desk: Desk, alpha: Case
) -> None:
    settle_all(window)
    window.open_case(alpha.id)
    window.close()
    told = [one.entry.action for one in trail(desk.board, AuditQuery(kinds=("view",)))]
    assert told == ["Record opened"]


def settle_all(window: MainWindow) -> None:
    """What the first picture did not wait for is loaded."""
    window.page  # noqa: B018  # it is built when it is first asked for
    for _ in range(3):
        window.tasks.wait()
        QApplication.processEvents()
