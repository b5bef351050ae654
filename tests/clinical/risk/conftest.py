"""The rule files that ship, loaded once for all tests of the rules."""

from __future__ import annotations

import pytest

import resources
from desktop.clinical.risk import RulePack


@pytest.fixture(scope="session")
def rule_texts() -> dict[str, str]:
    return {name: resources.read_text(name) for name in resources.names("risk", ".toml")}


@pytest.fixture(scope="session")
def rules(rule_texts: dict[str, str]) -> RulePack:
    return RulePack.load(rule_texts)
