"""The window with rules of a board: what it works with, what others would change, accepting them and going back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.clinical.case import Case
from desktop.clinical.risk import checksum_of
from desktop.clinical.rule_set import RuleSet
from desktop.services.history import AuditQuery, trail
from desktop.services.library import Library
from desktop.services.rule_changes import ProposedRules, shipped_rules
from desktop.services.rule_packs import adopt_first, adoptions, board_library, offer_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.adopt_rules import AdoptRulesDialog
from desktop.ui.dialogs.prove import ProveDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.page import RULE_TABLES
from desktop.ui.panels.settings.rule_tables import in_groups
from desktop.ui.widgets.text import Text

TABLE = "risk/cog-v2.toml"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """On a board that has adopted the rules of this program."""
    adopt_first(desk.board, desk.library)
    return replace(desk, library=board_library(desk.board, desk.library))


@pytest.fixture(scope="module")
def others(library: Library) -> ProposedRules:
    """A newer table in which every row that gave high gives intermediate: nobody's medicine."""
    text = library.rule_texts[TABLE].replace('then = ["high"]', 'then = ["intermediate"]')
    texts = {**library.rule_texts, TABLE: text.replace('version = "1.', 'version = "7.', 1)}
    return ProposedRules(tables=RuleSet(texts), cases={}, origin="from rules.zip")


def looked_at(qtbot: QtBot, window: MainWindow) -> AdoptRulesDialog:
    (dialog,) = [one for one in window.findChildren(AdoptRulesDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: dialog.changes is not None, timeout=60_000)
    return dialog


def words(widget: object) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text))  # type: ignore[attr-defined]


def test_the_settings_say_which_rules_hold(window: MainWindow, desk: Desk) -> None:
    window.show_settings(RULE_TABLES)
    told = words(window.settings.rule_tables)
    adopted = adoptions(desk.board)[0]
    assert in_groups(adopted.checksum) in told
    for table in adopted.tables:
        assert table.title in told
        assert table.checksum[:12] in told
        assert all(source in told for source in table.sources.values())


def test_rules_are_looked_at_accepted_and_left_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, others: ProposedRules
) -> None:
    window.show_settings(RULE_TABLES)
    window.rules_room.look_at(lambda: others)
    dialog = looked_at(qtbot, window)
    assert dialog.changes is not None
    assert [one.number for one in dialog.changes.changed if one.regrouped] == [alpha.number]
    assert "1 child would get another answer." in words(dialog)
    assert "No worked cases came with these rules" in words(dialog)
    assert "becomes 7." in str(dialog.models["tables"].rows)
    assert not dialog.do.isEnabled()
    assert "write a reason" in dialog.held.text()
    assert dialog.held.isVisible()
    dialog.reason.setFocus()
    qtbot.keyClicks(dialog.reason, "Zztest, a trial")
    assert not dialog.held.isVisible()
    with qtbot.waitSignal(dialog.adopted, timeout=60_000):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert adoptions(desk.board)[0].reason == "Zztest, a trial"
    assert desk.library.rules.checksum == others.checksum
    assert window.settings.section == RULE_TABLES
    (back,) = [one for one in window.settings.rule_tables.buttons if one.text() == "Look at these rules again"]
    window.open_case(alpha.id)
    assert "rules 7." in words(window.page.risk)
    window.show_settings(RULE_TABLES)
    back.click()
    again = looked_at(qtbot, window)
    with qtbot.waitSignal(again.adopted, timeout=60_000):
        again.do.click()
    assert desk.library.rules.checksum == desk.library.shipped.rules.checksum


def test_the_bar_says_that_the_program_brings_others(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, others: ProposedRules
) -> None:
    assert offer_words(desk.board, desk.library) == ""
    window.rules_room.look_at(lambda: others)
    dialog = looked_at(qtbot, window)
    dialog.reason.setText("Zztest, a trial")
    with qtbot.waitSignal(dialog.adopted, timeout=60_000):
        dialog.do.click()
    told = offer_words(desk.board, desk.library)
    assert "7." in told
    assert "hold until somebody adopts the others" in told
    window.rules_room.offer(told)
    assert window.notices.count() == 1
    window.rules_room.look_at_shipped()
    again = looked_at(qtbot, window)
    with qtbot.waitSignal(again.adopted, timeout=60_000):
        again.do.click()
    assert window.notices.count() == 0


def test_the_same_rules_and_refused_ones_cannot_be_accepted(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    window.rules_room.look_at(lambda: shipped_rules(desk.library))
    dialog = looked_at(qtbot, window)
    assert "The board has adopted these rules already." in words(dialog)
    assert not dialog.do.isEnabled()
    assert [one.text() for one in dialog.buttons()] == ["Close"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    window.show_settings(RULE_TABLES)
    window.settings.rule_tables.look_into(tmp_path)
    (refused,) = [one for one in window.findChildren(AdoptRulesDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: "There is no rule file" in words(refused), timeout=60_000)
    assert not refused.do.isEnabled()
    assert [one.text() for one in refused.buttons()] == ["Close"]


def test_the_list_of_changes_is_saved(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, others: ProposedRules, tmp_path: Path
) -> None:
    window.rules_room.look_at(lambda: others)
    dialog = looked_at(qtbot, window)
    dialog.save_list(tmp_path / "changes.csv")
    (entry,) = [one.entry for one in trail(desk.board, AuditQuery(kinds=("export",)))]
    assert entry.action == "List of other rules saved", "what leaves the board is written down"
    text = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("case,scheme,before,after")
    assert "Zztest" not in text


def test_settings_open_on_rules_that_this_program_cannot_read(window: MainWindow, desk: Desk) -> None:
    broken = {
        name: text.replace('kind = "scheme"', 'kind = "plan"', 1) for name, text in desk.library.rule_texts.items()
    }
    with desk.board.database.work(desk.board.person.id) as work:
        tables = adoptions(desk.board)[0].tables
        work.rules.adopt(checksum_of(broken), broken, {}, tables, origin="elsewhere", reason="a trial", changed=0)
    desk.library = board_library(desk.board, desk.library)
    window.show_settings(RULE_TABLES)
    assert window.settings.rule_tables.buttons[0].isVisible()
    assert "This program cannot read the rules" in words(window.settings.rules)


def test_rules_that_fail_their_cases_cannot_be_accepted_and_cases_without_a_table_are_named(
    qtbot: QtBot, window: MainWindow, desk: Desk, others: ProposedRules
) -> None:
    text = desk.library.case_texts["risk/cases/cog-v2.toml"]
    stray = text.replace('table = "cog-v2"', 'table = "cog-v9"', 1)
    cases = {"risk/cases/cog-v2.toml": text, "risk/cases/cog-v9.toml": stray}
    window.rules_room.look_at(lambda: replace(others, cases=cases))
    dialog = looked_at(qtbot, window)
    told = words(dialog)
    assert "Rules that fail cannot be adopted; ask whoever made them." in told
    assert (
        f"Not asked, because these rules do not have the table: {stray.count('[[case]]')} worked cases of cog-v9"
        in told
    )
    assert not dialog.do.isEnabled()
    assert not dialog.reason.isVisible()


def test_help_proves_the_rules_that_the_board_works_with(
    qtbot: QtBot, window: MainWindow, desk: Desk, others: ProposedRules
) -> None:
    window.rules_room.look_at(lambda: others)
    dialog = looked_at(qtbot, window)
    dialog.reason.setText("Zztest, a trial")
    with qtbot.waitSignal(dialog.adopted, timeout=60_000):
        dialog.do.click()
    proving = ProveDialog(window.look, window.desk, window.tasks, window.messages, window)
    proving.open()
    qtbot.waitUntil(lambda: proving.proof is not None, timeout=60_000)
    assert f"from rules.zip; checksum {others.checksum[:12]}" in words(proving)
    # no cases came with them: nothing is proved of any table
    assert "Nothing was proved." in words(proving)


def test_escape_stops_the_look_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, others: ProposedRules
) -> None:
    window.rules_room.look_at(lambda: others)
    (dialog,) = [one for one in window.findChildren(AdoptRulesDialog) if one.isVisible()]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    window.tasks.wait()
    assert dialog._stop.is_set()
    assert len(adoptions(desk.board)) == 1
