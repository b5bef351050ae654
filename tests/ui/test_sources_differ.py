"""A disagreement of sources is told apart from a child of whom too little is known."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from window_helpers import a_child

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Grade, Inrgss, Mycn
from desktop.services.cases import new_case
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import Text


def columns(window: MainWindow) -> list[str]:
    """What the first line of the list says."""
    model = window.list.model
    return [str(model.index(0, column).data()) for column in range(model.columnCount())]


def test_a_conflict_that_is_left_alone_names_the_groups_of_the_sources(window: MainWindow, desk: Desk) -> None:
    facts = {"inrgss": Inrgss.L2, "mycn": Mycn.NOT_AMPLIFIED, "grade": Grade.DIFFERENTIATING, "age_days": 2067}
    case = a_child("Juliett", "ZZ-10")
    for name, value in facts.items():
        case = FIELDS[name].write(case, known(value))
    case = new_case(desk.board, desk.library, replace(case, born=NOT_ASKED, diagnosed=NOT_ASKED))
    window.list.refresh()
    assert "Sources differ" in columns(window)
    window.open_case(case.id)
    assert window.page.risk.words == "Sources differ: intermediate or high"


def test_a_child_with_much_unknown_is_not_called_a_conflict(window: MainWindow, desk: Desk) -> None:
    case = a_child("Whiskey", "ZZ-23")
    case = new_case(desk.board, desk.library, replace(case, born=NOT_ASKED, diagnosed=NOT_ASKED))
    window.list.refresh()
    assert "Sources differ" not in columns(window)
    assert "Low to high" in columns(window)
    window.open_case(case.id)
    assert window.page.risk.words == "Low to high"


def test_a_conflict_that_may_never_come_to_be_is_not_told_as_the_findings_of_the_child(
    window: MainWindow, desk: Desk
) -> None:
    """Nothing is known, and the sentence of the row begins with a stage and a grade."""
    case = new_case(desk.board, desk.library, replace(a_child("Nobody", "ZZ-4"), born=NOT_ASKED, diagnosed=NOT_ASKED))
    window.open_case(case.id)
    area = window.page.risk.area
    texts = [one for one in area.findChildren(Text) if one.isVisibleTo(window)]
    texts.sort(key=lambda one: (one.mapTo(area, QPoint()).y(), one.mapTo(area, QPoint()).x()))
    told = [one.text() for one in texts]
    conflict = next(one for one in told if "L2 at 5 years or older" in one)
    assert conflict.startswith("If the child turns out to be so: L2")
    settles = next(place for place, one in enumerate(told) if one.endswith("results settle it"))
    assert told.index(conflict) > settles, "what can be done comes first"
    names = told[settles + 1]
    assert "grade of differentiation" in names, "names within a sentence begin small"
    assert "INPC histology" in names
