"""Tables of dialogs and of the markers page: every word has room with text of any size, and an empty one says so."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.models.proof_model import ProofModel, Row
from desktop.ui.start import Stage
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.sharing import share
from desktop.ui.widgets.word_delegate import extent, laid
from desktop.ui.widgets.word_table import WordTable
from tests.accessibility.tables import cut_words
from tests.gallery.catalogue import SCENES
from tests.gallery.scene import Scene
from tests.gallery.studio import Studio

WITH_TABLES = (
    "markers-over-time", "markers-without-own-limit", "markers-read-only",
    "case-treatment-table",
    "duplicates-pairs-alike", "duplicates-nobody-twice", "duplicates-side-by-side",
    "dialog-import-good", "dialog-import-with-bad-rows", "dialog-keys", "prove-passed", "prove-failed",
    "prove-no-cases", "rules-others", "rules-tables", "rules-failing", "rules-same", "rules-read-only",
)  # fmt: skip
MARKERS = [scene for scene in SCENES if scene.name == "markers-over-time"]
HEADS = ("Case", "Why")
LONG = "Row C2-11 gives very low instead of intermediate, for children of 365 to under 547 days. " * 3


@pytest.mark.sampled(5, 0)
@pytest.mark.parametrize("scene", [one for one in SCENES if one.name in WITH_TABLES], ids=str)
def test_every_word_of_a_table_has_room(studio: Studio, scene: Scene) -> None:
    for scale in (1.0, 1.5, 2.0):
        with studio.dressed(scale=scale):
            root = scene.make(studio)
            studio.settle()
            root.grab()
            tables = [one for one in root.findChildren(WordTable) if one.isVisibleTo(root)]
            assert tables, "the scene shows a table"
            assert list(cut_words(root)) == [], scale


def test_all_scenes_with_tables_are_there() -> None:
    assert set(WITH_TABLES) <= {scene.name for scene in SCENES}


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_markers_page_has_one_scroll_bar(studio: Studio, scale: float) -> None:
    with studio.dressed(scale=scale):
        root = MARKERS[0].make(studio)
        studio.settle()
        (table,) = [one for one in root.findChildren(WordTable) if one.isVisibleTo(root)]
        last = table.visualRect(table.model().index(table.model().rowCount() - 1, 0))
        assert table.model().rowCount() > 9
        assert table.verticalScrollBar().maximum() == 0
        assert last.bottom() <= table.viewport().height()


def test_short_columns_keep_their_need_and_long_ones_share_the_rest() -> None:
    assert share([20, 30], [50, 60], 200) == [50, 150]
    assert share([20, 30, 30], [50, 400, 900], 450) == [50, 173, 227]
    # a text of many words does not stand in a tower beside columns of one
    assert share([20, 30, 30], [230, 330, 4000], 1000) == [212, 239, 549]
    assert share([20, 30, 280], [50, 400, 900], 450) == [50, 120, 280]
    assert sum(share([300, 300, 300], [400, 400, 400], 451)) == 451
    assert share([], [], 100) == []


def a_table(qtbot: QtBot, stage: Stage, rows: int, words: str) -> tuple[WordTable, ProofModel]:
    model = ProofModel(HEADS)
    table = WordTable(stage.look, model, "Zztest", "Nothing is here.")
    qtbot.addWidget(table)
    table.resize(300, 400)
    table.show()
    model.show_rows([Row((str(row), words)) for row in range(rows)])
    return table, model


def test_an_empty_table_says_so_until_it_has_a_row(qtbot: QtBot, stage: Stage) -> None:
    table, model = a_table(qtbot, stage, 0, "")
    assert table.none.isVisible()
    assert table.none.text() == "Nothing is here."
    model.show_rows([Row(("1", "Zztest"))])
    assert not table.none.isVisible()


def test_rows_of_a_long_list_grow_when_they_come_into_sight(qtbot: QtBot, stage: Stage) -> None:
    table, _model = a_table(qtbot, stage, 900, LONG)
    assert table.rowHeight(0) > 3 * 28
    assert table.rowHeight(899) < table.rowHeight(0)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.rowHeight(899) == table.rowHeight(0))


def test_a_narrower_table_has_higher_rows(qtbot: QtBot, stage: Stage) -> None:
    table, _model = a_table(qtbot, stage, 2, LONG)
    before = table.rowHeight(0)
    table.resize(220, 400)
    assert table.rowHeight(0) > before
    assert sum(table.columnWidth(column) for column in range(2)) == table.viewport().width()


def test_heads_of_an_empty_table_do_not_crowd_at_the_left(qtbot: QtBot, stage: Stage) -> None:
    table, model = a_table(qtbot, stage, 0, "")
    widths = [table.columnWidth(one) for one in range(model.columnCount())]
    assert sum(widths) == table.viewport().width()
    assert min(widths) > table.viewport().width() // (2 * len(widths))


def test_a_head_is_no_wider_than_its_column(qtbot: QtBot, stage: Stage) -> None:
    font = stage.look.font("label", STRONG)
    for word in ("Department", "Coordinator", "Laboratory", "Unfavourable"):
        assert laid(word, font, extent(word, font)[0])[0].lineCount() == 1
