"""Names and values that the grid places itself: nothing overlaps, nothing is cut, whatever the width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.clinical.vocabulary import Silence
from desktop.ui.start import Stage
from desktop.ui.statements import Statement
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Text, settle

LONG = "MYCN not amplified in the primary tumour and amplified in the marrow, which the pathologist reports again"
TOLD = (
    Statement("Histology", LONG),
    Statement("", "A sentence that has no name before it and is long enough to wrap in a narrow column"),
    Statement("A name that is itself too long for its column", "short"),
    Statement("Ploidy", "not asked yet", silence=Silence.NOT_ASKED),
    Statement("Lesions", "two of them", items=("liver, 32 mm", "marrow, both sides, each with a long remark to it")),
    Statement("Group", "High", strong=True),
)


def shown(qtbot: QtBot, stage: Stage, width: int) -> tuple[QWidget, StatementGrid]:
    page = QWidget()
    column = QVBoxLayout(page)
    grid = StatementGrid(stage.look)
    column.addWidget(grid)
    column.addStretch(1)
    page.resize(width, 600)
    qtbot.addWidget(page)
    page.show()
    grid.show_statements(TOLD)
    settle(page)
    return page, grid


def parts(grid: StatementGrid) -> list[QWidget]:
    return [one for one in grid.children() if isinstance(one, QWidget) and not one.isHidden()]


@pytest.mark.parametrize("width", [180, 260, 400, 900])
def test_no_two_parts_overlap_and_none_is_cut(qtbot: QtBot, stage: Stage, width: int) -> None:
    _page, grid = shown(qtbot, stage, width)
    seen = parts(grid)
    for place, one in enumerate(seen):
        assert grid.rect().contains(one.geometry()), (one, grid.rect())
        for other in seen[:place]:
            assert not one.geometry().intersects(other.geometry())
        if isinstance(one, Text):
            assert one.height() >= one.heightForWidth(one.width())


def test_fewer_statements_leave_nothing_behind(qtbot: QtBot, stage: Stage) -> None:
    page, grid = shown(qtbot, stage, 400)
    high = grid.height()
    grid.show_statements(TOLD[-1:])
    settle(page)
    assert [one.text() for one in parts(grid) if isinstance(one, Text)] == ["Group", "High"]
    assert grid.height() < high


def test_larger_text_asks_for_more_room_by_itself(qtbot: QtBot, stage: Stage) -> None:
    _page, grid = shown(qtbot, stage, 300)
    high, value = grid.height(), next(one for one in parts(grid) if isinstance(one, Text) and one.text() == LONG)
    font = value.font()
    font.setPixelSize(font.pixelSize() * 2)
    value.setFont(font)
    qtbot.waitUntil(lambda: grid.height() > high)
    assert value.height() >= value.heightForWidth(value.width())


@pytest.mark.parametrize("width", [90, 140, 200, 400])
def test_a_short_value_is_as_high_as_it_would_be_if_it_were_laid_out(qtbot: QtBot, stage: Stage, width: int) -> None:
    grid = StatementGrid(stage.look)
    qtbot.addWidget(grid)
    grid.resize(width, 100)
    # the first teaches the row how high a line is; those after it may be told by that alone
    for words in ("low", *("W" * count for count in range(1, 30, 4)), "@@@@@@@@", "\u00e9", "one\ntwo"):
        grid.show_statements((Statement("", words),))
        (value,) = (one for one in parts(grid) if isinstance(one, Text))
        assert grid.heightForWidth(width) == value.heightForWidth(width), words
