"""What all fuzz tests share: the library, and the count of what was tried, told at the end of the run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fuzz_inputs import taken, tried, wanted

from desktop.app import build_library
from desktop.services.library import Library


def pytest_configure(config: pytest.Config) -> None:
    """The mark that ``fuzzed`` puts on a test."""
    config.addinivalue_line("markers", "fuzzed(kind): a test that is given many inputs of a kind")


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything that ships as data."""
    return build_library()


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of a test's inputs, from its mark; as many as were wanted must have been tried."""
    name = request.node.get_closest_marker("fuzzed").args[0]
    tried[name] = taken[name] = 0
    yield name
    assert tried[name] >= wanted(name), f"{tried[name]} of {wanted(name)} inputs were tried"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried, kind by kind."""
    if tried:
        terminalreporter.section("fuzzing")
        for name, count in tried.items():
            terminalreporter.write_line(f"{count:6,} tried, {taken[name]:6,} taken  {name}")
        terminalreporter.write_line(f"{sum(tried.values()):6,} tried in all")
