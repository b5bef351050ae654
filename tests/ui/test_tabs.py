"""Tabs keep to one line: those without room are in a menu, and pointer and keyboard reach each of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.ui.start import Stage
from desktop.ui.widgets.tabs import Tabs, TabSpec

Key = Qt.Key
NAMES = ("Facts", "Primary tumours", "Metastatic sites", "Imaging studies", "Bone marrow", "Scans")
SPECS = [TabSpec(name.lower(), name, place) for place, name in enumerate(NAMES)]
SPECS_WIDE = 400


@pytest.fixture
def tabs(qtbot: QtBot, stage: Stage) -> Tabs:
    made = Tabs(stage.look)
    qtbot.addWidget(made)
    made.picked.connect(made.mark)
    made.show_tabs(SPECS, "facts")
    made.resize(made.minimumSizeHint().width() + 160, made.sizeHint().height())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def shown(tabs: Tabs) -> list[str]:
    return [one.spec.name for one in tabs.tabs if one.isVisible()]


def menu_of(tabs: Tabs) -> QMenu:
    tabs.open_menu()
    (menu,) = tabs.findChildren(QMenu)
    return menu


def test_what_has_no_room_is_in_the_menu_with_its_count(tabs: Tabs) -> None:
    assert shown(tabs) == ["Facts", "Primary tumours"]
    assert tabs.more.text() == "4 more"
    assert tabs.more.accessibleName() == "4 more: Metastatic sites, Imaging studies, Bone marrow, Scans"
    for one in (*(tab for tab in tabs.tabs if tab.isVisible()), tabs.more):
        assert tabs.rect().contains(one.geometry())
    menu = menu_of(tabs)
    assert [one.text() for one in menu.actions()] == [
        "Metastatic sites\t2", "Imaging studies\t3", "Bone marrow\t4", "Scans\t5",
    ]  # fmt: skip
    menu.close()


def test_the_one_that_was_picked_comes_into_the_row(tabs: Tabs) -> None:
    menu = menu_of(tabs)
    menu.actions()[3].trigger()
    menu.close()
    assert "Scans" in shown(tabs)
    assert tabs.tabs[5].isChecked() and tabs.tabs[5].hasFocus()
    assert tabs.rect().contains(tabs.more.geometry())


def test_the_keyboard_reaches_all_of_them_and_the_menu(qtbot: QtBot, tabs: Tabs) -> None:
    tabs.tabs[0].setFocus()
    for _ in NAMES[1:]:
        qtbot.keyClick(tabs, Key.Key_Right)
    assert tabs.tabs[-1].hasFocus() and tabs.tabs[-1].isChecked()
    qtbot.keyClick(tabs, Key.Key_Home)
    assert tabs.tabs[0].hasFocus() and shown(tabs)[0] == "Facts"
    qtbot.keyClick(tabs.tabs[0], Key.Key_Tab)
    assert tabs.more.hasFocus()
    qtbot.keyClick(tabs.more, Key.Key_Down)
    (menu,) = tabs.findChildren(QMenu)
    assert menu.activeAction() is menu.actions()[0]
    menu.close()


def test_with_room_there_is_no_menu(tabs: Tabs) -> None:
    tabs.resize(tabs.sizeHint())
    assert shown(tabs) == [*NAMES] and not tabs.more.isVisible()


def test_one_with_a_count_in_words_does_not_take_the_later_ones_into_the_menu(tabs: Tabs) -> None:
    long = TabSpec("risk", "Image-defined risk factors", "2 present, 1 absent, 17 not looked for yet")
    tabs.show_tabs((*SPECS[:2], long, SPECS[5]), "facts")
    tabs.resize(SPECS_WIDE, tabs.height())
    assert shown(tabs) == ["Facts", "Primary tumours", "Scans"]
    assert tabs.more.text() == "1 more" and tabs.rect().contains(tabs.more.geometry())
