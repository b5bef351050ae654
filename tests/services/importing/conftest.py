"""Profiles as they ship, and small sheets made in the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from import_helpers import Outcome, decide_sheet

import resources
from desktop.clinical.case import Case
from desktop.services.importing.profiles import Profile, load_profiles
from desktop.services.importing.sheets import Cell, Sheet, sheet_of

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def profiles() -> tuple[Profile, ...]:
    return load_profiles({name: resources.read_text(name) for name in resources.names("profiles", ".toml")})


@pytest.fixture
def data() -> Path:
    return Path(__file__).parents[2] / "data"


@pytest.fixture
def take(profiles: tuple[Profile, ...]) -> Callable[..., Outcome]:
    """Decide about rows given as ``{heading: cell}``, under the general template."""

    def run(*rows: Mapping[str, Cell], stored: Sequence[Case] = (), profile: str | None = None) -> Outcome:
        headings = tuple(dict.fromkeys(heading for row in rows for heading in row))
        records = [headings, *(tuple(row.get(heading) for heading in headings) for row in rows)]
        sheet = sheet_of("Test", list(enumerate(records, start=1)))
        assert isinstance(sheet, Sheet)
        return decide_sheet((sheet,), profiles, stored, TODAY, profile)

    return run
