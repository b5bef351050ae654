"""No word is cut through: at the edge of what it stands in, in front of the sign that there is more, or by a line."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.forms.cut_mark import CutMark
from desktop.ui.start import Stage
from desktop.ui.widgets.text import ElidedText, Text, settle
from tests.gallery.catalogue import SCENES
from tests.gallery.studio import Studio


def test_the_sign_that_there_is_more_stands_behind_a_whole_word(qtbot: QtBot, stage: Stage) -> None:
    edit = QLineEdit("Bone, bone marrow, distant lymph nodes")
    qtbot.addWidget(edit)
    mark = CutMark(stage.look, edit)
    mark.count(3)
    edit.resize(230, 28)
    edit.show()
    advance = edit.fontMetrics().horizontalAdvance
    seen = edit.width() - edit.textMargins().right()
    whole = [advance(words) for words in ("Bone,", "Bone, bone", "Bone, bone marrow,", "Bone, bone marrow, distant")]
    assert mark.isVisible() and min(abs(seen - 2 - end) for end in whole) == 0
    assert seen <= mark.x() and mark.geometry().right() < edit.width()
    edit.resize(600, 28)
    assert not mark.isVisible() and edit.textMargins().right() == 0


def test_one_long_word_is_cut_by_its_letters(qtbot: QtBot, stage: Stage) -> None:
    edit = QLineEdit("a Donaudampfschifffahrtsgesellschaft")
    qtbot.addWidget(edit)
    mark = CutMark(stage.look, edit)
    edit.resize(120, 28)
    edit.show()
    assert mark.isVisible() and mark.x() > 80


def test_words_that_grow_after_all_has_settled_are_seen_whole(qtbot: QtBot, stage: Stage) -> None:
    outside, inside, lowest = QWidget(), QWidget(), QWidget()
    qtbot.addWidget(outside)
    name, what = ElidedText(stage.look, "a long name of a file"), Text(stage.look, "waiting")
    line = QHBoxLayout()
    line.addWidget(name, 1)
    line.addWidget(what)
    QVBoxLayout(lowest).addWidget(Text(stage.look, "fields"))
    column = QVBoxLayout(inside)
    column.addLayout(line)
    column.addWidget(lowest)
    QVBoxLayout(outside).addWidget(inside)
    outside.resize(400, 200)
    outside.show()
    settle(outside)
    what.setText("PDF, 391 KB, two pages")
    QApplication.processEvents()
    assert what.width() >= what.sizeHint().width()


def test_the_box_of_the_recovery_key_is_whole(studio: Studio) -> None:
    for scale in (1.0, 2.0):
        with studio.dressed("light", scale):
            shown = next(one for one in SCENES if one.name == "start-recovery-key").make(studio)
            studio.settle()
            assert isinstance(shown, FirstStart)
            area, box = shown.recovery.area, shown.recovery.key.parentWidget()
            assert box.geometry().right() < area.viewport().width()
