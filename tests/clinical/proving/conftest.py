"""The worked cases that ship, and what answers them, loaded once."""

from __future__ import annotations

import pytest

from desktop.app import build_library
from desktop.clinical.proving import Answers, CaseFile
from desktop.services.library import Library
from desktop.services.proving import table_answers


@pytest.fixture(scope="session")
def library() -> Library:
    return build_library()


@pytest.fixture(scope="session")
def files(library: Library) -> tuple[CaseFile, ...]:
    return library.worked_cases


@pytest.fixture(scope="session")
def answers(library: Library) -> Answers:
    return table_answers(library)
