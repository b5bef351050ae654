"""The files of markers that ship, loaded once."""

from __future__ import annotations

import pytest

import resources
from desktop.clinical.biomarkers import MarkerRules


@pytest.fixture(scope="session")
def marker_texts() -> dict[str, str]:
    return {name: resources.read_text(name) for name in resources.names("biomarkers", ".toml")}


@pytest.fixture(scope="session")
def markers(marker_texts: dict[str, str]) -> MarkerRules:
    return MarkerRules.load(marker_texts)
