"""What a person is to type into is seen whole, with text twice as large: nothing that comes beneath it cuts it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from desktop.ui.dialogs.further_result import FurtherResultDialog
from desktop.ui.dialogs.keep_key import KeepKeyDialog
from desktop.ui.main_window import MainWindow
from tests.gallery.catalogue import SCENES
from tests.gallery.studio import Studio


def scene(studio: Studio, name: str) -> QWidget:
    shown = next(one for one in SCENES if one.name == name).make(studio)
    studio.settle()
    return shown


def is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_help_that_comes_leaves_the_field_that_it_explains_in_sight(studio: Studio) -> None:
    with studio.dressed(scale=2.0):
        dialog = scene(studio, "results-further-taught")
        assert isinstance(dialog, FurtherResultDialog)
        assert dialog.help.isVisible()
        assert is_whole(dialog.origins["specimen"])
        assert dialog.help.verticalScrollBar().maximum() == 0, "one bar is enough"


def test_a_refusal_leaves_the_fields_that_it_asks_for_in_sight(studio: Studio) -> None:
    with studio.dressed(scale=2.0):
        dialog = scene(studio, "people-new-recovery-key-not-kept")
        assert isinstance(dialog, KeepKeyDialog)
        fields = [one for one in dialog.page.back.fields if isinstance(one, QLineEdit)]
        assert len(fields) == 2
        assert all(is_whole(one) for one in fields)


def test_a_person_is_added_without_scrolling(studio: Studio) -> None:
    with studio.dressed(scale=2.0):
        (body,) = [one for one in scene(studio, "people-add").findChildren(QScrollArea) if one.isVisible()]
        assert body.verticalScrollBar().maximum() <= 1


def test_settings_scroll_no_further_than_their_last_line(studio: Studio) -> None:
    window = scene(studio, "people-administrator-one-who-left")
    assert isinstance(window, MainWindow)
    around = window.settings.pages.currentWidget()
    assert isinstance(around, QScrollArea)
    assert around.verticalScrollBar().maximum() == 0
