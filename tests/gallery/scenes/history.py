"""What happened: to one child, to one fact, on another day, and on the board."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.services.boards import Board
from desktop.ui.dialogs.as_of import AsOfDialog
from desktop.ui.dialogs.changes_since import ChangesSinceDialog
from desktop.ui.dialogs.field_history import FieldHistoryDialog
from desktop.ui.dialogs.history_step import HistoryStepDialog
from desktop.ui.history.board_history import BoardHistory
from desktop.ui.history.case_history import CaseHistory
from desktop.ui.main_window import MainWindow
from desktop.ui.places import HISTORY as OF_BOARD
from desktop.ui.sections import HISTORY, OVERVIEW
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _alpha(studio: Studio) -> Case:
    return studio.child("Alpha", studio.boards.past)


def _section(studio: Studio) -> tuple[MainWindow, CaseHistory]:
    window = studio.case_window("Alpha", HISTORY, studio.boards.past)
    shown = window.page.history.shown
    assert shown is not None
    return window, shown


def case(studio: Studio) -> QWidget:
    return _section(studio)[0]


def case_filtered(studio: Studio) -> QWidget:
    """Only what was changed about one fact, found by a word of people."""
    window, shown = _section(studio)
    shown.filters.kind.pick("changes")
    shown.filters.search.setText("segmental")
    shown.filters.search.returnPressed.emit()
    return window


def case_nothing(studio: Studio) -> QWidget:
    window, shown = _section(studio)
    shown.filters.search.setText("no such word")
    shown.filters.search.returnPressed.emit()
    return window


def case_narrow(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", HISTORY, studio.boards.past, size=(900, 700))


def step(studio: Studio) -> QWidget:
    """Everything that the first step said, as it opens."""
    _, shown = _section(studio)
    line = shown.model.lines[-1].step
    look, stage = studio.look, studio.stage
    return studio.show(
        HistoryStepDialog(
            look,
            studio.desk(studio.boards.past),
            stage.tasks,
            stage.messages,
            line,
            studio.host(),
            case_id=_alpha(studio).id,
        )
    )


def field(studio: Studio) -> QWidget:
    stage, board = studio.stage, studio.boards.past
    return studio.show(
        FieldHistoryDialog(
            studio.look, studio.desk(board), stage.tasks, stage.messages, _alpha(studio), "mycn", studio.host()
        )
    )


def field_never(studio: Studio) -> QWidget:
    stage, board = studio.stage, studio.boards.past
    return studio.show(
        FieldHistoryDialog(
            studio.look, studio.desk(board), stage.tasks, stage.messages, _alpha(studio), "wishes", studio.host()
        )
    )


def _as_of(studio: Studio, day: date | None) -> QWidget:
    stage, board = studio.stage, studio.boards.past
    dialog = studio.show(
        AsOfDialog(studio.look, studio.desk(board), stage.tasks, stage.messages, _alpha(studio), studio.host())
    )
    studio.settle()
    if day is not None:
        dialog.show_day(day)
        studio.settle()
    return dialog


def as_of(studio: Studio) -> QWidget:
    return _as_of(studio, None)


def as_of_not_yet(studio: Studio) -> QWidget:
    return _as_of(studio, date(2026, 11, 1))


def _since(studio: Studio, day: date | None, child: str = "Alpha") -> QWidget:
    stage, board = studio.stage, studio.boards.past
    case = studio.child(child, board)
    dialog = studio.show(
        ChangesSinceDialog(studio.look, studio.desk(board), stage.tasks, stage.messages, case, studio.host())
    )
    studio.settle()
    if day is not None:
        dialog.show_day(day)
        studio.settle()
    return dialog


def since(studio: Studio) -> QWidget:
    """Since the last board."""
    return _since(studio, None)


def since_nothing(studio: Studio) -> QWidget:
    return _since(studio, date(2026, 11, 22))


def since_entered_later(studio: Studio) -> QWidget:
    """Before the child was entered: everything is new."""
    return _since(studio, date(2026, 10, 27))


def since_no_board(studio: Studio) -> QWidget:
    """No board about this child has passed: it says so, and begins a week ago."""
    return _since(studio, None, "Bravo")


def since_on_overview(studio: Studio) -> QWidget:
    window = studio.case_window("Alpha", OVERVIEW, studio.boards.past)
    studio.settle()
    return window


def _board(studio: Studio, board: Board | None = None) -> tuple[MainWindow, BoardHistory]:
    window = studio.window(board or studio.boards.past)
    window.places.show(OF_BOARD)
    studio.settle()
    return window, window.places.history


def board(studio: Studio) -> QWidget:
    return _board(studio)[0]


def board_searched(studio: Studio) -> QWidget:
    """By a case, a kind and days."""
    window, page = _board(studio)
    page.filters.kind.pick("changes")
    page.number.setText("1")
    page.number.returnPressed.emit()
    return window


def board_whole(studio: Studio) -> QWidget:
    window, page = _board(studio)
    page.check_history()
    return window


def board_damaged(studio: Studio) -> QWidget:
    """Somebody who has the file and its key changed what an entry says, and cut the end off."""
    window, page = _board(studio, studio.boards.damaged)
    page.check_history()
    return window


SCENES = scenes(
    "history", case, case_filtered, case_nothing, case_narrow, step, field, field_never, as_of, as_of_not_yet, since,
    since_nothing, since_entered_later, since_no_board, since_on_overview, board, board_searched, board_whole,
    board_damaged,
)  # fmt: skip
