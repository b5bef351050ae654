"""The demonstration board with its year of meetings, made once; what only reads may share it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from papers_helpers import meeting_on

from desktop.app import build_library
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.boards import Board
from desktop.services.demo import make_demonstration
from desktop.services.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return build_library()


@pytest.fixture(scope="session")
def year(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """The demonstration board, to be read."""
    folder: Path = tmp_path_factory.mktemp("papers") / "demo.crestboard"
    with make_demonstration(folder, library) as made:
        yield made


@pytest.fixture(scope="session")
def coming(year: Board) -> Meeting:
    """The next meeting."""
    return meeting_on(year, date(2026, 11, 26))
