"""The plan of screening in the window: what is due, what can be entered, what is left out, and who needs none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.family import GermlineResult, Predisposition, Screening
from desktop.clinical.results import Provenance
from desktop.services.library import Library
from desktop.ui.screening.page import ScreeningPage
from desktop.ui.screening.table import NEXT, STATE
from desktop.ui.start import Stage

FOUND = Provenance(reported_on=PartialDate(2020, 9, 10))
ALK = GermlineResult(gene=known("alk"), finding=known("pathogenic"), provenance=FOUND)
LFS = Predisposition(syndrome=known("li_fraumeni"), standing=known("confirmed"), provenance=FOUND)
R337H = GermlineResult(gene=known("tp53_r337h"), finding=known("pathogenic"), provenance=FOUND)
NOONAN = Predisposition(syndrome=known("noonan"), standing=known("confirmed"), provenance=FOUND)
DONE = Screening(
    test=known("abdominal_ultrasound"),
    outcome=known("nothing_suspicious"),
    provenance=Provenance(performed_on=PartialDate(2021, 3, 9)),
)


def child(**facts: object) -> Case:
    born = {"born": known(PartialDate(2020, 3, 15))}
    return Case(family_name="Zztest", given_name="Alpha", **{**born, **facts})  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot, stage: Stage, library: Library) -> ScreeningPage:
    made = ScreeningPage(stage.look, library, lambda: date(2021, 3, 28))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def rows(page: ScreeningPage) -> list[list[str]]:
    count = range(page.model.columnCount())
    return [[str(page.model.index(row, one).data()) for one in count] for row in range(page.model.rowCount())]


def said(page: ScreeningPage) -> str:
    return "\n".join(f"{one.name}: {one.value} {' '.join(one.items)}" for one in page._grid._shown or ())


def test_what_is_overdue_and_what_comes_next(page: ScreeningPage) -> None:
    page.show_case(child(germline=(ALK,), screenings=(DONE,)), read_only=False)
    assert rows(page)[:3] == [
        ["10 Mar 2021", "Urine VMA and HVA", "Overdue", ""],
        ["10 Mar 2021", "Chest x-ray", "Overdue", ""],
        ["10 Jun 2021", "Abdominal ultrasound", NEXT.capitalize(), ""],
    ]
    assert page._due.text() == "2 examinations overdue. The next day is 10 Jun 2021."
    assert page._fit.text() == "A candidate for screening, by AACR 2017."
    heard = page.model.data(page.model.index(0, STATE), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "State: Overdue"


def test_the_whole_schedule_has_what_was_done_and_what_it_showed(page: ScreeningPage) -> None:
    page.show_case(child(germline=(ALK,), screenings=(DONE,)), read_only=False)
    page.shown.buttons[1].click()
    assert ["10 Mar 2021", "Abdominal ultrasound", "Done 09 Mar 2021", "Nothing suspicious"] in rows(page)
    assert page.model.rowCount() == len(page.plan.lines if page.plan else ())


def test_what_is_under_the_bar_can_be_entered_and_what_is_done_cannot(qtbot: QtBot, page: ScreeningPage) -> None:
    page.show_case(child(germline=(ALK,), screenings=(DONE,)), read_only=False)
    with qtbot.waitSignal(page.wanted) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == ["urine_catecholamines", date(2021, 3, 10)]
    page.shown.buttons[1].click()
    done = next(row for row, words in enumerate(rows(page)) if words[STATE].startswith("Done"))
    page.table.selectRow(done)
    assert not page.enter.isEnabled()
    with qtbot.assertNotEmitted(page.wanted):
        page.ask_enter()


def test_who_may_only_read_is_not_asked(qtbot: QtBot, page: ScreeningPage) -> None:
    page.show_case(child(germline=(ALK,)), read_only=True)
    assert not page.enter.isVisible()
    with qtbot.assertNotEmitted(page.wanted):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)


def test_no_chest_x_ray_in_li_fraumeni_and_it_says_so(page: ScreeningPage) -> None:
    page.show_case(child(predispositions=(LFS,), germline=(R337H,)), read_only=False)
    assert {words[1] for words in rows(page)} == {"Abdominal ultrasound", "Urine VMA and HVA"}
    assert "Left out: Chest x-ray is left out: no chest x-ray in Li-Fraumeni syndrome." in said(page)


def test_sources_and_doubts_stand_beneath(page: ScreeningPage) -> None:
    page.show_case(child(germline=(ALK,)), read_only=False)
    assert "AACR 2017" in said(page)
    assert "unverified" in said(page)
    assert "the board decides" in said(page)


def test_a_possible_candidate_is_not_called_late(page: ScreeningPage) -> None:
    page.show_case(child(predispositions=(LFS,)), read_only=False)
    assert page._fit.text().startswith("Possibly a candidate for screening, not settled")
    assert page._due.text().startswith("Nothing is due unless the board decides on screening.")


def test_another_schedule_is_looked_at_and_not_kept(page: ScreeningPage) -> None:
    case = child(germline=(ALK,))
    page.show_case(case, read_only=False)
    page.schedule.buttons[1].click()
    assert page.plan is not None
    assert page.plan.schedule == "aacr-2024"
    assert rows(page) == []
    assert "could not be read" in page.table.none.text()
    page.show_case(replace(child(germline=(ALK,)), number=2), read_only=False)
    assert page.schedule.chosen == "aacr-2017"


def test_a_schedule_without_a_row_for_the_child_says_who_has_one(page: ScreeningPage) -> None:
    page.show_case(child(predispositions=(NOONAN,)), read_only=False)
    assert page._fit.text().endswith("by NCI’s PDQ® summary for patients; AACR 2017 has no row for this child.")
    assert rows(page) == []


def test_a_child_without_any_reason_has_an_empty_page(page: ScreeningPage) -> None:
    page.show_case(child(), read_only=False)
    assert page.plan is None
    assert page._pages.currentIndex() == 1
