"""The walk through windows finds what it is meant to find: each fault made on purpose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.text import ElidedText, Icon, Text
from tests.accessibility.keyboard import unreached, unseen_focus
from tests.accessibility.names import by_colour_alone, nameless, small, without_buddies
from tests.accessibility.room import clipped
from tests.gallery.studio import Studio


def page(studio: Studio, *parts: QWidget) -> QWidget:
    holder = QWidget()
    studio.look.dress(holder)
    column = QVBoxLayout(holder)
    for part in parts:
        column.addWidget(part)
    holder.resize(300, 300)
    return studio.show(holder)


def test_a_nameless_button_and_a_label_without_buddy_are_found(studio: Studio) -> None:
    with studio.dressed():
        field = QLineEdit()
        field.setAccessibleName("Reason")
        root = page(studio, QPushButton(), QLabel("Reason"), field)
        assert [one.split(":")[0] for one in nameless(root)] == ["no name"]
        assert [one.split(":")[0] for one in without_buddies(root)] == ["label without its buddy"]


def test_a_small_target_is_found(studio: Studio) -> None:
    with studio.dressed():
        button = QPushButton("x")
        button.setFixedSize(20, 20)
        assert len(list(small(page(studio, button)))) == 1


def test_a_picture_without_words_is_found(studio: Studio) -> None:
    with studio.dressed():
        alone = page(studio, Icon(studio.look, "clock"))
        assert len(list(by_colour_alone(alone))) == 1
        beside = page(studio, Icon(studio.look, "clock"), Text(studio.look, "Requested"))
        assert list(by_colour_alone(beside)) == []


def test_a_control_that_tab_skips_is_found(studio: Studio) -> None:
    class Back(QPushButton):
        def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802 - Qt's name
            first.setFocus()
            return True

    with studio.dressed():
        first, second, third = QPushButton("One"), Back("Two"), QPushButton("Three")
        root = page(studio, first, second, third)
        first.setFocus()
        assert [one.split(":")[0] for one in unreached(root)] == ["Tab does not reach"]


def test_a_trap_for_the_keyboard_is_found(studio: Studio) -> None:
    class Trap(QLineEdit):
        def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802 - Qt's name
            return True

    with studio.dressed():
        trap = Trap()
        root = page(studio, trap, QPushButton("Out"))
        trap.setFocus()
        assert any("Tab is stuck" in one for one in unreached(root))


def test_focus_that_nobody_sees_is_found(studio: Studio) -> None:
    class Plain(QLabel):
        pass

    with studio.dressed():
        plain = Plain("No ring")
        plain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        root = page(studio, plain, QPushButton("Beside"))
        assert any("focus is not seen" in one for one in unseen_focus(root, set()))


def test_clipped_text_is_found(studio: Studio) -> None:
    with studio.dressed(scale=2.0):
        narrow = Text(studio.look, "Words that do not fit", weight=MEDIUM)
        narrow.setFixedWidth(60)
        wrapped = Text(studio.look, "Words that wrap into more lines than there is room for, many of them", wrap=True)
        wrapped.setFixedHeight(30)
        told = ElidedText(studio.look, "Shortened, and told in the tooltip")
        told.setFixedWidth(60)
        field = QLineEdit("A long word in a small field")
        field.setFixedWidth(60)
        faults = "\n".join(clipped(page(studio, narrow, wrapped, told, field)))
        assert "px of text in 60 px" in faults
        assert "px of lines in 30 px" in faults
        assert "in a small field" in faults
        assert "Shortened" not in faults


def test_what_sticks_out_is_found(studio: Studio) -> None:
    with studio.dressed():
        root = page(studio)
        out = Text(studio.look, "Outside", weight=MEDIUM)
        out.setParent(root)
        out.setGeometry(270, 10, 90, 20)
        out.show()
        assert any("sticks out sideways" in one for one in clipped(root))
