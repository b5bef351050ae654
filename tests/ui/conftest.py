"""A real window on a real board, drawn into memory, with the clock stopped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import NOW, TODAY, a_child

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Grade, Histology, Inrgss, Mycn, Ploidy
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.start import Stage, build_stage
from tests.gallery.studio import Studio, make_boards


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything that ships as data."""
    return build_library()


@pytest.fixture(scope="session")
def stage(qapp: QApplication) -> Stage:
    """The application object with our face and colours."""
    return build_stage("light")


@pytest.fixture(scope="session")
def studio(stage: Stage, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Where the gallery's scenes are built, on boards of its own."""
    boards = make_boards(tmp_path_factory.mktemp("gallery"), library)
    yield Studio(stage, library, boards)
    boards.close()


@pytest.fixture
def crashes(stage: Stage) -> Iterator[list[str]]:
    """What the window would report as a fault of the program; a test that causes one fails."""
    told: list[str] = []
    stage.messages.crash.connect(told.append)
    yield told
    stage.messages.crash.disconnect(told.append)
    assert told == []


@pytest.fixture
def desk(board: Board, library: Library) -> Desk:
    """The board with the clock stopped on 23 Nov 2026 at 10:42."""
    return Desk(board=board, library=library, today=lambda: TODAY, now=lambda: NOW)


@pytest.fixture
def window(qtbot: QtBot, stage: Stage, desk: Desk, crashes: list[str]) -> Iterator[MainWindow]:
    """The window, shown and in front."""
    shown = MainWindow(stage.look, desk, stage.tasks, stage.messages)
    yield from _shown(qtbot, shown)
    stage.tasks.wait()


def _shown(qtbot: QtBot, shown: MainWindow) -> Iterator[MainWindow]:
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    yield shown


@pytest.fixture
def alpha(desk: Desk) -> Case:
    """A child of 438 days, stage M, whose group hangs on segmental changes only."""
    facts = {
        "inrgss": Inrgss.M,
        "histology": Histology.FAVOURABLE,
        "grade": Grade.POORLY_DIFFERENTIATED,
        "mycn": Mycn.NOT_AMPLIFIED,
        "ploidy": Ploidy.HYPERDIPLOID,
    }
    case = a_child("Alpha", "TEST-0001")
    for name, value in facts.items():
        case = FIELDS[name].write(case, known(value))
    return new_case(desk.board, desk.library, case)
