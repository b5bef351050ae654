"""The notices across the window: how many are shown at once."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.notices import Notices, Told
from desktop.ui.start import Stage
from desktop.ui.widgets.notice import Notice


def test_where_text_is_large_one_notice_stands_and_says_of_how_many(qtbot: QtBot, stage: Stage) -> None:
    """Three of them would leave one row of the list."""
    stage.look.use_scale(2.0)
    window = QWidget()
    qtbot.addWidget(window)
    notices = Notices(stage.look, window)
    ground = notices.place()
    qtbot.addWidget(ground)
    try:
        notices.tell(Told("caution", "First.", "What to do."))
        notices.tell(Told("caution", "Second.", "What to do."))
        assert notices.count() == 1
        shown = ground.findChildren(Notice)[-1]
        assert "1 of 2" in [one.text() for one in shown.findChildren(QLabel)]
        next(one for one in shown.findChildren(QPushButton) if one.text() == "Close").click()
        assert [one.statement for one in notices.told] == ["First."]
    finally:
        stage.look.use_scale(1.0)
