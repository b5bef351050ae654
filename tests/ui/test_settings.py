"""Settings: everything is labelled, saves at once, holds for the window; the board's own settings are audited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from builders import PASSPHRASE
from locking_helpers import Pause
from memory_keyring import InMemory
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from window_helpers import CTRL, type_over

from desktop.clinical.case import Case
from desktop.services.backup_rules import PAUSE
from desktop.services.boards import open_board, person_names
from desktop.services.centre import get_centre
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.variants import chosen_variants
from desktop.ui.backup_words import reason_words
from desktop.ui.chase import page as chase_page
from desktop.ui.desk import Desk
from desktop.ui.history import board_history
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY
from desktop.ui.panels.settings import backups as backups_part
from desktop.ui.panels.settings import board as board_part
from desktop.ui.panels.settings.page import APPEARANCE, BACKUPS, BOARD, CENTRE, PAGE, PERSON, RULES, TREATMENT
from desktop.ui.start import Stage
from desktop.ui.widgets.text import Text

Key = Qt.Key


@pytest.fixture
def usual_text(stage: Stage) -> Iterator[None]:
    """Text is of its usual size again afterwards."""
    yield
    stage.look.use_scale(1.0)


def pick(buttons: list[QRadioButton], words: str) -> None:
    next(one for one in buttons if one.text() == words).click()


def test_a_key_opens_the_settings_and_escape_leaves_them(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Key.Key_Comma, CTRL)
    assert window.settings.isVisible()
    assert window.rail.buttons["settings"].isChecked()
    assert not window.actions_by_name["open"].isEnabled()
    qtbot.keyClick(window.settings.sections, Key.Key_Escape)
    assert window.list.isVisible()
    assert window.rail.buttons["cases"].isChecked()
    qtbot.mouseClick(window.rail.buttons["settings"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.rail.buttons["cases"], Qt.MouseButton.LeftButton)
    assert window.list.isVisible()


def test_the_own_name_is_stored_and_used(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_settings(PERSON)
    type_over(qtbot, window.settings.person.own_name, "Zztest Second")
    assert desk.board.person.name == "Zztest Second"
    assert person_names(desk.board.folder) == ["Zztest Second"]
    assert window.status.state.text() == "Saved 10:42"


def test_a_name_cannot_be_empty_and_stays_as_typed(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_settings(PERSON)
    field = window.settings.person.own_name
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Key.Key_Delete)
    qtbot.keyClick(field, Key.Key_Return)
    assert "A person needs a name; nothing was changed." in shown_words(window.settings)
    assert desk.board.person.name == "Zztest Coordinator"


def test_what_is_being_typed_is_stored_when_the_settings_are_left(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_settings(CENTRE)
    window.settings.centre.other.setFocus()
    qtbot.keyClicks(window.settings.centre.other, "proton therapy")
    qtbot.keyClick(window.settings.centre.other, Key.Key_Escape)
    assert window.list.isVisible()
    assert get_centre(desk.board).other == "proton therapy"


def test_what_the_centre_has_not(window: MainWindow, desk: Desk) -> None:
    window.show_settings(CENTRE)
    available, absent, unsaid = window.settings.centre.rows["mibg_therapy"]
    assert unsaid.isChecked()
    absent.click()
    assert get_centre(desk.board).available == {"mibg_therapy": False}
    available.click()
    assert get_centre(desk.board).available == {"mibg_therapy": True}
    unsaid.click()
    assert get_centre(desk.board).available == {}


def test_a_variant_of_a_scheme_is_kept_audited_and_named(window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.show_settings(RULES)
    standard, variant = window.settings.rules.rows["2-amplified"]
    assert standard.isChecked()
    variant.click()
    assert chosen_variants(desk.board) == {"cog-v1": ("2-amplified",)}
    assert desk.library.rules.scheme("cog-v1").version == "1.0.0+2-amplified"
    assert get_centre(desk.board).available == {}, "a rule is no test or treatment"
    window.open_case(alpha.id)
    assert window.page.rules is not None
    assert window.page.rules.assessments[1].version == "1.0.0+2-amplified"
    with desk.board.database.read() as work:
        changes = [one.changes for one in work.audit.entries() if one.action == "Rule variants"]
    assert changes == [{"cog-v1/2-amplified": ["standard", "in use"]}]
    window.show_settings(RULES)
    standard.click()
    assert chosen_variants(desk.board) == {}
    assert desk.library.rules.scheme("cog-v1").version == "1.0.0"


def test_another_passphrase_opens_the_board_then(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_settings(BOARD)
    part = window.settings.board
    qtbot.keyClicks(part.passphrase.first, "short")
    assert not part.change.isEnabled()
    part.passphrase.clear()
    for field in (part.passphrase.first, part.passphrase.second):
        qtbot.keyClicks(field, "seven herons wade at dusk")
    # without the present one it cannot be changed
    assert not part.change.isEnabled()
    qtbot.keyClicks(part.own.present, PASSPHRASE)
    qtbot.keyClick(part.passphrase.second, Key.Key_Return)
    qtbot.waitUntil(lambda: window.status.state.text() == "Saved 10:42", timeout=15_000)
    assert (part.passphrase.text(), part.own.present.text()) == ("", "")
    desk.board.close()
    open_board(desk.board.folder, passphrase="seven herons wade at dusk").close()


def test_paper_and_template_are_remembered_together(window: MainWindow, desk: Desk) -> None:
    kept = []
    desk.keep = kept.append
    window.show_settings(PAGE)
    pick(window.settings.paper.paper.buttons, "Letter")
    window.settings.go(APPEARANCE)
    pick(window.settings.appearance.colours.buttons, "Dark")
    assert window.look.colours.dark
    pick(window.settings.appearance.colours.buttons, "Light")
    assert (kept[-1].paper, kept[-1].appearance) == ("letter", "light")
    window.settings.go(TREATMENT)
    assert window.settings.treatment.template.buttons[0].isChecked()
    assert desk.preferences.template == "", "no template stands marked before anybody chose one"
    pick(window.settings.treatment.template.buttons, "COG high risk")
    assert kept[-1].template == "cog-high-risk"
    pick(window.settings.treatment.template.buttons, "None: choose each time")
    assert kept[-1].template == ""


@pytest.mark.usefixtures("usual_text")
def test_larger_text_holds_at_once_and_for_every_page(window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.notices.caution("One sentence.")
    window.open_case(alpha.id)
    window.show_settings(APPEARANCE)
    before = height(window.settings)
    pick(window.settings.appearance.text_size.buttons, "200 %")
    assert desk.preferences.text_size == 200
    assert window.settings.isVisible()
    assert window.settings.section == APPEARANCE
    assert window.settings.appearance.text_size.buttons[-1].hasFocus()
    assert height(window.settings) > 1.8 * before
    assert "One sentence." in shown_words(window)
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    assert height(window.page) > 1.8 * before
    window.show_settings(APPEARANCE)
    pick(window.settings.appearance.text_size.buttons, "100 %")
    assert height(window.settings) == before


@pytest.mark.usefixtures("usual_text")
def test_with_large_text_the_parts_are_a_drop_down(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1366, 768)
    window.show_settings(PAGE)
    assert window.settings.sections.isVisible()
    assert not window.settings.chooser.isVisible()
    window.look.use_scale(2.0)
    window.resize(1366, 768)
    window.show_settings(PAGE)
    settings = window.settings
    assert not settings.sections.isVisible()
    assert settings.chooser.text() == "Page"
    assert settings.focusWidget() is settings.chooser
    menu = settings.chooser.offer()
    assert [one.text() for one in menu.actions()] == [part.name for part in settings.parts]
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    assert settings.section == APPEARANCE
    assert settings.chooser.text() == "Appearance"


@pytest.mark.usefixtures("usual_text")
def test_the_open_case_stays_open_when_the_text_grows(window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    window.look.use_scale(1.5)
    assert window.page.isVisible()
    assert window.page.pages.currentIndex() == BIOLOGY
    assert window.page.case is not None
    assert window.page.case.id == alpha.id


@pytest.mark.usefixtures("usual_text")
@pytest.mark.parametrize("deed", ["history check", "backup check", "passphrase", "keyring", "chase list"])
def test_what_comes_back_after_the_text_grew_meets_no_page_that_is_gone(
    qtbot: QtBot, window: MainWindow, desk: Desk, deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is still under way while the window is built anew; ``window`` fails for a fault."""
    pause, backend = Pause(), InMemory()
    desk.keyring = ComputerKeyring(tmp_path / "home", lambda: backend)
    for module, name in (
        (board_history, "check_board"), (backups_part, "backups_of"), (board_part, "change_passphrase"),
        (board_part, "turn_on"), (chase_page, "chase_list"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, partial(_after, pause, getattr(module, name)))
    if deed == "history check":
        window.places.show("history")
        window.places.history.check_history()
    elif deed == "chase list":
        window.places.show("chase")
    elif deed == "backup check":
        window.show_settings(BACKUPS)
        window.settings.backups.check_all.click()
    else:
        window.show_settings(BOARD)
        part = window.settings.board
        part.own.present.setText(PASSPHRASE)
        part.passphrase.first.setText("eleven quiet herons wade")
        part.passphrase.second.setText("eleven quiet herons wade")
        part.change.click() if deed == "passphrase" else part.keyring.wanted.emit(PASSPHRASE)
    assert pause.begun.wait(30)
    gone = window.centralWidget()
    window.look.use_scale(1.5)
    qtbot.waitUntil(lambda: not isValid(gone))
    pause.goes_on.set()
    window.tasks.wait()
    qtbot.waitUntil(lambda: window.tasks.is_quiet)
    assert window.isVisible()


def _after(pause: Pause, call: Callable[..., object], *words: object) -> object:
    pause()
    return call(*words)


@pytest.mark.parametrize("part", range(7))
def test_every_control_is_named_and_explained(window: MainWindow, part: int) -> None:
    window.show_settings(part)
    assert all(one.accessibleName() for one in window.settings.pages.currentWidget().findChildren(QRadioButton))
    long = [one for one in shown_words(window.settings.pages.currentWidget()) if one.endswith(".")]
    assert len(long) >= 2


def test_the_board_says_of_backups_what_happens(window: MainWindow) -> None:
    window.show_settings(BOARD)
    words = " ".join(shown_words(window.settings.board))
    assert "makes a backup at most every half hour if something changed" in words
    assert timedelta(minutes=30) == PAUSE
    # what else makes one by itself, as the reasons name it
    assert all(reason_words(f"before-{one}") == f"Before an {one}" for one in ("import", "upgrade"))
    assert "before every import, restore and upgrade" in words
    assert "listed under Backups, where one can be saved on another drive" in words


def test_a_board_open_for_reading_says_and_does_not_ask(
    qtbot: QtBot, stage: Stage, desk: Desk, board_folder: Path
) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as reading:
        window = MainWindow(stage.look, replace(desk, board=reading), stage.tasks, stage.messages)
        qtbot.addWidget(window)
        window.show()
        window.show_settings(CENTRE)
        assert window.settings.centre.rows == {}
        assert not hasattr(window.settings.person, "own_name")
        assert not hasattr(window.settings.board, "passphrase")
        window.back()


def shown_words(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(Text) if text.isVisibleTo(widget)]


def height(widget: QWidget) -> int:
    return max(QFontMetrics(text.font()).height() for text in widget.findChildren(Text))
