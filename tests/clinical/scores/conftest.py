"""The scoring methods that ship, loaded once."""

from __future__ import annotations

import pytest

import resources
from desktop.clinical.scores import ScorePack


@pytest.fixture(scope="session")
def score_texts() -> dict[str, str]:
    return {name: resources.read_text(name) for name in resources.names("scores", ".toml")}


@pytest.fixture(scope="session")
def scores(score_texts: dict[str, str]) -> ScorePack:
    return ScorePack.load(score_texts)
