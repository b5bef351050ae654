"""What the case list really paints, measured: at every size of text and width nothing is cut but a very long name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from desktop.clinical.listing import CaseLine
from desktop.ui.main_window import MainWindow
from desktop.ui.models.case_columns import COLUMNS, PLACES, due_words, look_words, missing_names, phase_words
from desktop.ui.models.case_layout import FOLDED, Need, lay_out
from desktop.ui.panels.case_table import CaseTable
from desktop.ui.words import risk_words
from tests.gallery.studio import Studio

SIZES = (960, 1100, 1366, 1920)
SHORTENED = "…"


@dataclass
class Drawn:
    """One piece of text: where it was to stand, and where its ink is."""

    words: str
    room: QRect
    ink: QRect


class Recorder(QPainter):
    """Draws, and remembers every text with its room."""

    def __init__(self, picture: QImage) -> None:
        super().__init__(picture)
        self.drawn: list[Drawn] = []

    def drawText(self, rect: QRect, flags: int, words: str) -> None:  # type: ignore[override]  # noqa: N802
        """Note it before it is drawn."""
        wide = QFontMetrics(self.font()).horizontalAdvance(words)
        right = bool(int(flags) & int(Qt.AlignmentFlag.AlignRight.value))
        left = rect.right() + 1 - wide if right else rect.left()
        self.drawn.append(Drawn(words, rect, QRect(left, rect.top(), wide, rect.height())))
        super().drawText(rect, flags, words)


def painted(table: CaseTable, row: int) -> list[Drawn]:
    """All texts of one row, as its delegate draws them."""
    picture = QImage(table.viewport().size(), QImage.Format.Format_RGB32)
    painter = Recorder(picture)
    for column in range(len(COLUMNS)):
        if not table.isColumnHidden(column):
            option = QStyleOptionViewItem()
            index = table.model().index(row, column)
            option.rect = QRect(
                table.columnViewportPosition(column), 0, table.columnWidth(column), table.rowHeight(row)
            )  # fmt: skip
            before = len(painter.drawn)
            table.delegate.paint(painter, option, index)
            for one in painter.drawn[before:]:
                assert option.rect.contains(one.ink), (one.words, option.rect, one.ink)
    painter.end()
    return painter.drawn


def heads(table: CaseTable) -> list[Drawn]:
    """The texts of the heads."""
    picture = QImage(table.head.size(), QImage.Format.Format_RGB32)
    painter = Recorder(picture)
    for section in range(len(COLUMNS)):
        if not table.isColumnHidden(section):
            at = table.head.sectionViewportPosition(section)
            table.head.paintSection(painter, QRect(at, 0, table.columnWidth(section), table.head.height()), section)
    painter.end()
    return painter.drawn


def overlapping(drawn: list[Drawn]) -> Iterator[tuple[str, str]]:
    """Pairs of texts in one line whose ink meets."""
    for at, one in enumerate(drawn):
        for other in drawn[:at]:
            if one.ink.adjusted(0, 4, 0, -4).intersects(other.ink.adjusted(0, 4, 0, -4)):
                yield other.words, one.words


def said(table: CaseTable, line: CaseLine) -> list[str]:
    """What must stand in a row whole, whatever the room is."""
    reading = table._model.reading
    risk = risk_words(
        reading.labels, line.groups, conflict=line.only_sources_differ, not_covered=line.not_covered
    )  # fmt: skip
    due = [line.next_due, due_words(line, reading.today())[0]] if line.next_due else []
    # a decision that is to be looked at stands in the place of what is due
    due = [one for one in look_words(reading, line) if one] or due
    deciding, verb, _ = missing_names(reading.labels, line)
    others = ("age", "diagnosed", "stage", "meeting")
    plain = [COLUMNS[PLACES[name]].words(reading, line) for name in others]
    return [risk, phase_words(line), *due, *plain, *([verb] if deciding and not line.only_sources_differ else [])]


def check(table: CaseTable) -> None:
    assert table.horizontalScrollBar().maximum() == 0
    assert list(overlapping(heads(table))) == []
    assert sorted(one.words for one in heads(table)) == sorted(
        str(table.model().headerData(at, Qt.Orientation.Horizontal)) for at, one in enumerate(COLUMNS) if not one.hidden
    )
    for row in range(table.model().rowCount()):
        line = table._model.line(row)
        assert line is not None
        drawn = painted(table, row)
        words = [one.words for one in drawn]
        assert list(overlapping(drawn)) == []
        for one in drawn:
            assert one.ink.width() <= one.room.width() + 1, one
        assert set(said(table, line)) <= set(words), (said(table, line), words)
        for cut in (one for one in words if SHORTENED in one):
            whole = next(full for full in (line.name, line.mrn) if full.startswith(cut.partition(SHORTENED)[0]))
            assert len(whole) > 20, "only what is very long is shortened"
            name = "child" if whole == line.name else "identifier"
            index = table.model().index(row, PLACES[name])
            assert index.data(Qt.ItemDataRole.ToolTipRole) == whole
            assert whole in table.model().index(row, 0 if table.layout_now.folded else PLACES[name]).data(
                Qt.ItemDataRole.AccessibleTextRole
            )


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_that_is_painted_is_cut(studio: Studio, scale: float) -> None:
    with studio.dressed("light", scale):
        for board in (studio.boards.full, studio.boards.odd):
            window = studio.window(board)
            for width in SIZES:
                window.resize(width, 768)
                studio.settle()
                check(window.list.table)
            window.close()


def test_with_large_text_a_laptop_shows_four_children_whole(studio: Studio) -> None:
    with studio.dressed("light", 2.0):
        window = studio.window()
        table = window.list.table
        assert len(table.layout_now.lines) == 2
        assert table.viewport().height() >= 4 * table.rowHeight(0)
        table.hide_columns([])
        studio.settle()
        assert table.horizontalScrollBar().maximum() == 0, "a column more is no reason to scroll"


def test_at_the_usual_size_all_columns_stand_side_by_side(studio: Studio) -> None:
    with studio.dressed():
        table = studio.window().list.table
        assert not table.layout_now.folded
        assert not table.layout_now.short
        assert [table.columnWidth(PLACES[one]) for one in ("child", "phase")] == [148, 252]


def test_a_long_name_gets_the_room_of_the_strip_of_steps(studio: Studio) -> None:
    with studio.dressed():
        table = studio.window(studio.boards.odd).list.table
        assert not table.layout_now.folded
        assert table.layout_now.short
        assert table.columnWidth(0) >= 240


@pytest.fixture
def folded(studio: Studio) -> Iterator[MainWindow]:
    """The list in a narrow window, its rows on two lines."""
    with studio.dressed():
        yield studio.window(size=(1000, 700))


def test_in_a_folded_row_heads_sort_and_tooltips_tell_by_place(qtbot: QtBot, folded: MainWindow) -> None:
    table = folded.list.table
    assert table.layout_now.folded
    rooms = dict(table.head.rooms(table.head.viewport().rect()))
    at = rooms[PLACES["due"]].center()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        place = QPointF(at)
        event = QMouseEvent(kind, place, QPointF(table.head.mapToGlobal(at)), left, left, none)
        QApplication.sendEvent(table.head.viewport(), event)
    assert folded.list.model.query.sort == "next_due_on"
    line = folded.list.model.line(0)
    assert line is not None
    row = table.visualRect(table.model().index(0, 0))
    for column in ("risk", "due"):
        room = dict(table.delegate.rooms(row))[column]
        told: QPoint = room.center()
        option = QStyleOptionViewItem()
        option.rect = row
        event = QHelpEvent(QEvent.Type.ToolTip, told, table.viewport().mapToGlobal(told))
        table.delegate.helpEvent(event, table, option, table.model().index(0, 0))
        assert QToolTip.text() == COLUMNS[PLACES[column]].words(folded.list.model.reading, line)
    QToolTip.hideText()


def test_a_folded_row_is_read_out_whole(folded: MainWindow) -> None:
    index = folded.list.table.model().index(0, 0)
    told = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert [part.partition(":")[0] for part in told.split("; ")][:4] == ["Child", "Identifier", "Age now", "Diagnosed"]
    assert "Missing: " in told
    folded.resize(1366, 768)
    QApplication.processEvents()
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Child: ")
    assert "Missing" not in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_list_gives_way_step_by_step() -> None:
    names = [column.name for column in COLUMNS]
    full = {name: Need(100, 80, 60, 120) if name == "child" else Need(100, 80, 80, 80) for name in names}
    short = {**full, "phase": Need(50, 40, 40, 40)}
    ladder = [(14 * 100, 1, False), (14 * 80, 1, False), (13 * 80 + 40, 1, True), (13 * 80 + 20, 1, True),
              (13 * 80 + 19, 2, False), (5 * 80 + 8, 3, False), (340, 5, False), (100, 9, True)]  # fmt: skip
    for width, lines, is_short in ladder:
        layout = lay_out(width, full, short, indent=8)
        assert (len(layout.lines), layout.short) == (lines, is_short), width
        placed = [one.column for line in layout.lines for one in line]
        assert sorted(placed) == sorted(names), "nothing is left out"
        for line in layout.lines:
            assert all(one.left + one.width <= other.left for one, other in pairwise(line))
    wide = lay_out(2000, full, short, indent=8)
    assert (wide.lines[0][0].width, wide.lines[0][-1].left + wide.lines[0][-1].width) == (120, 2000)


def test_every_way_of_folding_names_every_column_once() -> None:
    for way in FOLDED:
        assert sorted(name for line in way for name in line) == sorted(column.name for column in COLUMNS)
