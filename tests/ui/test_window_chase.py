"""To chase, in the window: a key, the groups, a child from a row, the text for a mail, a file; undo works there too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, a_child

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.family import GermlineResult
from desktop.clinical.record.people import FamilySituation
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.services.cases import history, new_case, save_case
from desktop.services.chase_lines import Kind
from desktop.ui.chase.page import ChasePage
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.rail import CHASE

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def waiting(desk: Desk) -> Case:
    """A child whose MYCN was requested eleven days ago."""
    answer = silent(Silence.REQUESTED, PartialDate(2026, 11, 12), "Demo Lab")
    return new_case(desk.board, desk.library, FIELDS["mycn"].write(a_child("Bravo", "TEST-0002"), answer))


@pytest.fixture
def chase(qtbot: QtBot, window: MainWindow, alpha: Case, waiting: Case) -> ChasePage:
    """The page as its key shows it."""
    assert alpha.number < waiting.number
    window.list.refresh()
    qtbot.keyClick(window, Key.Key_T, CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(window.places.chase.groups), timeout=15_000)
    return window.places.chase


def test_a_key_shows_who_must_act(window: MainWindow, chase: ChasePage) -> None:
    assert window.places.shown == CHASE
    assert window.rail.buttons["chase"].isChecked()
    assert [one.owner for one in chase.groups] == ["Demo Lab", "Your team: not asked yet"]
    first = chase.model
    words = [str(first.data(first.index(0, column))) for column in range(first.columnCount())]
    assert words[:3] == ["Demo Lab", "Zztest, Bravo, TEST-0002, case 2", "MYCN"]
    assert words[4] == "Requested 12 Nov 2026, 11 days"
    heard = [str(first.data(first.index(2, 0), Qt.ItemDataRole.AccessibleTextRole))]
    assert heard == ["Who must act: Your team: not asked yet"]


def test_a_row_opens_its_child_and_escape_leads_to_the_list(
    qtbot: QtBot, window: MainWindow, chase: ChasePage, waiting: Case
) -> None:
    assert chase.table.hasFocus()
    qtbot.keyClick(chase.table, Key.Key_Return)
    assert window.at_case()
    assert window.page.case is not None and window.page.case.id == waiting.id
    window.places.show(CHASE)
    qtbot.keyClick(window, Key.Key_Escape)
    assert window.at_list()


def test_the_views_show_all_or_what_decides(qtbot: QtBot, chase: ChasePage) -> None:
    every = sum(len(one.lines) for one in chase.chosen())
    chase.views.tabs[0].setFocus()
    qtbot.keyClick(chase.views.tabs[0], Key.Key_Right)
    assert 0 < sum(len(one.lines) for one in chase.chosen()) < every
    assert chase.count.text() == f"{sum(len(one.lines) for one in chase.chosen())} items, 2 children"


def test_the_text_for_a_mail_has_no_name(chase: ChasePage) -> None:
    chase.copy.click()
    assert chase.copy.text() == "Copied, without names"
    copied = QGuiApplication.clipboard().text()
    assert "Hospital no. TEST-0002 (case 2): MYCN" in copied
    assert "Zztest" not in copied


def test_the_list_is_saved_as_pdf_and_that_is_written_down(
    window: MainWindow, chase: ChasePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "chase.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    chase.save_button.click()
    with pypdfium2.PdfDocument(path) as document:
        assert "Demo Lab" in document[0].get_textpage().get_text_range()
    with desk.board.database.read() as work:
        assert [one.action for one in work.audit.entries() if one.entity == "print"] == ["Chase list"]
    assert window.toast.isVisible()


def test_ctrl_p_prints_the_list_here_and_not_a_page(
    qtbot: QtBot, window: MainWindow, chase: ChasePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("desktop.ui.printing_lists.ask_for_printer", lambda _paper, pages, _parent: asked.append(pages))
    assert window.actions_by_name["print"].isEnabled()
    qtbot.keyClick(window, Key.Key_P, CTRL)
    assert asked == [1]
    assert chase.groups


def test_an_answer_takes_the_row_away(
    qtbot: QtBot, window: MainWindow, chase: ChasePage, desk: Desk, waiting: Case
) -> None:
    save_case(
        desk.board, desk.library, waiting, FIELDS["mycn"].write(waiting, known(Mycn.NOT_AMPLIFIED)), "Change of MYCN"
    )
    window.places.show(CHASE)
    qtbot.waitUntil(lambda: all(one.owner != "Demo Lab" for one in chase.groups), timeout=15_000)
    window.undoing.refresh()
    window.undo()
    qtbot.waitUntil(lambda: any(one.owner == "Demo Lab" for one in chase.groups), timeout=15_000)
    assert window.places.shown == CHASE
    assert history(desk.board, waiting.id)


def test_a_view_shows_only_what_is_about_the_rules(qtbot: QtBot, chase: ChasePage) -> None:
    assert any(line.kind is Kind.CONSENT for one in chase.chosen() for line in one.lines)
    chase.views.tabs[2].click()
    kinds = {line.kind for one in chase.chosen() for line in one.lines}
    assert kinds == {Kind.FACT}


def test_what_is_asked_about_safeguarding_is_never_in_the_mail(
    qtbot: QtBot, window: MainWindow, chase: ChasePage, desk: Desk, waiting: Case
) -> None:
    asked, alone = (silent(Silence.REQUESTED, PartialDate(2026, 11, 12), place) for place in ("Demo Lab", "Demo Team"))
    family = FamilySituation(safeguarding=asked, school=asked, safeguarding_detail=alone)
    save_case(desk.board, desk.library, waiting, replace(waiting, family_situation=(family,)), "New family situation")
    window.places.show(CHASE)
    qtbot.waitUntil(lambda: any(line.confidential for one in chase.groups for line in one.lines), timeout=15_000)
    shown = {line.name: line for one in chase.groups for line in one.lines if line.kind is Kind.ENTRY}
    about = ("safeguarding concern", "safeguarding, detail", "school or nursery")
    assert {*shown} == {f"Family situation: {one}" for one in about}
    chase.table.select(waiting.id, shown["Family situation: school or nursery"].fact)
    chase.copy.click()
    assert chase.copy.text() == "Copied, without names; 1 confidential item left out"
    copied = QGuiApplication.clipboard().text()
    assert "family situation: school or nursery; requested" in copied
    assert "afeguarding" not in copied
    chase.table.select(waiting.id, shown["Family situation: safeguarding, detail"].fact)
    chase.copy.click()
    assert chase.copy.text() == "Nothing copied; 1 confidential item left out"
    assert QGuiApplication.clipboard().text() == copied


def test_what_an_entry_waits_for_is_a_row_and_in_the_mail(
    qtbot: QtBot, window: MainWindow, chase: ChasePage, desk: Desk, waiting: Case
) -> None:
    asked = silent(Silence.REQUESTED, PartialDate(2026, 11, 12), "Demo Lab")
    germline = GermlineResult(gene=known("alk"), finding=asked)
    save_case(desk.board, desk.library, waiting, replace(waiting, germline=(germline,)), "New germline test")
    window.places.show(CHASE)
    qtbot.waitUntil(lambda: any(line.kind is Kind.ENTRY for one in chase.groups for line in one.lines), timeout=15_000)
    shown = [row.line for row in chase.model.results if row.group.owner == "Demo Lab"]
    assert [line.name for line in shown] == ["MYCN", "Germline test, ALK: finding"]
    chase.table.select(shown[1].case_id, shown[1].fact)
    chase.copy.click()
    assert "case 2): germline test, ALK: finding; requested 12 Nov 2026" in QGuiApplication.clipboard().text()
    qtbot.keyClick(chase.table, Key.Key_Return)
    assert window.at_case()
