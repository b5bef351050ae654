"""A disagreement of sources is told apart from a child of whom too little is known."""

from __future__ import annotations

from dataclasses import replace

from window_helpers import a_child

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Grade, Inrgss, Mycn
from desktop.services.cases import new_case
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow


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
