"""No word is cut through: at the edge of what it stands in, in front of the sign that there is more, or by a line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.forms.cut_mark import CutMark
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import BIOLOGY
from desktop.ui.start import Stage
from desktop.ui.widgets.text import ElidedText, Text, settle
from desktop.ui.widgets.whole import whole
from desktop.ui.widgets.word_delegate import laid
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
    inside = mark._inside()
    seen = inside.width() - edit.textMargins().right()
    whole = [advance(words) for words in ("Bone,", "Bone, bone", "Bone, bone marrow,", "Bone, bone marrow, distant")]
    assert mark.isVisible() and min(abs(seen - 2 - end) for end in whole) == 0
    assert inside.left() + seen <= mark.x() and mark.geometry().right() < edit.width()
    edit.resize(600, 28)
    assert not mark.isVisible() and edit.textMargins().right() == 0


def test_one_long_word_is_cut_by_its_letters(qtbot: QtBot, stage: Stage) -> None:
    edit = QLineEdit("a Donaudampfschifffahrtsgesellschaft")
    qtbot.addWidget(edit)
    mark = CutMark(stage.look, edit)
    edit.resize(120, 28)
    edit.show()
    assert mark.isVisible() and mark.x() > 80


def test_a_laboratory_that_has_no_room_in_its_frame_has_its_sign_inside_of_it(studio: Studio) -> None:
    window = next(one for one in SCENES if one.name == "results-row").make(studio)
    studio.settle()
    assert isinstance(window, MainWindow)
    place = window.page.form(BIOLOGY).rows["mycn"].place
    (mark,) = place.findChildren(CutMark)
    assert place.text() == "Demo Reference Lab" and mark.isVisible()
    inside, end = mark._inside(), mark.geometry().right()
    assert inside.left() > 5, "it has a frame and a padding"
    assert inside.left() < mark.x() and end <= inside.right()
    assert inside.right() - place.textMargins().right() < mark.x(), "no letter under the sign"


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


def test_what_belongs_together_stays_on_one_line(qtbot: QtBot, stage: Stage) -> None:
    assert whole("case 6").split(" ") == ["case\u00a06"]
    for words in (
        "29 Oct 2026", "25 days", "20 %", "100 mg/m²", "not amplified", "1310 U/L", "3 y 7 m", "Table 3", "17 d",
        "2 mmol/mol",
    ):  # fmt: skip
        assert " " not in whole(words), words
        assert whole(words).replace("\u00a0", " ").replace("\u2060", "") == words
    # both letters that are written for micro
    for words in ("100 mg/m²", "\u00b5mol/mmol creatinine", "\u03bcmol/mmol creatinine"):
        assert "\u2060" in whole(words)
    for words in ("Requested on Monday", "and/or", "a third-party", "3 results", "2 present"):
        assert whole(words) == words


def test_only_what_is_drawn_is_changed(qtbot: QtBot, stage: Stage) -> None:
    words = "Zztest, Foxtrot, born 08 Mar 2024, case 6"
    text = Text(stage.look, words, wrap=True)
    qtbot.addWidget(text)
    metrics = text.fontMetrics()
    text.resize(metrics.horizontalAdvance("Zztest, Foxtrot, born 08 Mar") + 2, 200)
    text.show()
    assert "08\u00a0Mar\u00a02024" in QLabel.text(text)
    assert text.text() == text.accessibleName() == words
    text.setAccessibleName("The child")
    text.setText("case 7")
    assert text.accessibleName() == "The child"
    # narrower than the date, which parts instead of being cut
    text.setText(words)
    text.resize(metrics.horizontalAdvance("Foxtrot,") + 2, 200)
    assert QLabel.text(text) == words
    text.resize(400, 200)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    assert QLabel.text(text) == words


def test_cells_keep_it_together_where_the_column_has_room(qtbot: QtBot, stage: Stage) -> None:
    font = stage.look.font("label")
    room = QFontMetrics(font).horizontalAdvance("Requested 29") + 4
    layout, _ = laid("Requested 29 Oct 2026", font, room)
    lines = [layout.lineAt(at) for at in range(layout.lineCount())]
    assert [layout.text()[one.textStart() :][: one.textLength()].strip() for one in lines] == [
        "Requested",
        "29\u00a0Oct\u00a02026",
    ]
    assert laid("29 Oct 2026", font, QFontMetrics(font).horizontalAdvance("2026") + 4)[0].lineCount() == 3
