"""The criteria that ship, loaded once, and a short way to ask them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import resources
from desktop.clinical.response import Response, ResponsePack

Ask = Callable[[object], Response]


@pytest.fixture(scope="session")
def criteria_texts() -> dict[str, str]:
    return {name: resources.read_text(name) for name in resources.names("response", ".toml")}


@pytest.fixture(scope="session")
def criteria(criteria_texts: dict[str, str]) -> ResponsePack:
    return ResponsePack.load(criteria_texts)


@pytest.fixture(scope="session")
def ask(criteria: ResponsePack) -> Ask:
    """The response that a facts document gives."""
    return lambda document: criteria.respond(criteria.read(document))
