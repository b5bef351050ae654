"""The fault of PySide6 6.12.0 on Python 3.11: each call that returns nothing loses a reference to ``None``."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 300


def test_calls_that_return_nothing_keep_their_references(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    # others may take or give back a few meanwhile; the fault loses one for each call, and the program dies of it
    assert abs(sys.getrefcount(None) - before) < CALLS / 2
