"""What ``packaging/test.py`` does: the environment, then every check in order, then one table of what they found."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import system_packages
from setup_environment import ROOT, RefusalError, clean_surroundings, prepare, say

MINUTES = 14.5  # for everything; a run that hangs ends with a sentence instead of being cut off
NO_TESTS = 5  # pytest's exit code when it found nothing to run
# these would add tests, options or a board of the user's to a run that has to be the same everywhere
FOREIGN = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "CRESTBOARD_BOARD", "MYPYPATH", "RUFF_CONFIG", "PYTHONWARNINGS")
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@dataclass(frozen=True)
class Check:
    """One check: its name in the table, and the command, run from the project's folder."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What a check found: passed where ``fault`` is empty."""

    name: str
    seconds: float
    fault: str


def checks(python: Path, arguments: Sequence[str]) -> tuple[Check, ...]:
    """Every check in order; ``arguments`` go to pytest."""
    run = (str(python), "-m")
    return (
        Check("ruff check", (*run, "ruff", "check", ".")),
        Check("ruff format", (*run, "ruff", "format", "--check", ".")),
        Check("mypy", (*run, "mypy")),
        Check("import contracts", (str(python), "-c", LINT_IMPORTS)),
        Check("pytest", (*run, "pytest", *pytest_options(arguments), *arguments)),
    )


def pytest_options(arguments: Sequence[str]) -> tuple[str, ...]:
    """Our own options for pytest: all processors unless asked otherwise, reasons of skipped tests, traces of hangs."""
    spread = any(word.startswith(("-n", "--numprocesses", "--pdb", "-s", "--capture")) for word in arguments)
    return (*(() if spread else ("-n", "auto")), "-q", "-rs", "-o", "faulthandler_timeout=240")


def surroundings(found: Mapping[str, str]) -> dict[str, str]:
    """The environment variables for checks: nothing of the user's own, and Qt without a screen."""
    kept = {name: value for name, value in found.items() if name not in FOREIGN}
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}


def main(arguments: Sequence[str]) -> int:
    """Set up, run every check, print the table. Exit code 0 only if all of them passed."""
    started = time.monotonic()
    try:
        python = prepare(ROOT, "test")
        _system_parts()
        results = [_run(check, started) for check in checks(python, arguments)]
    except RefusalError as refusal:
        say(f"test.py: {refusal}")
        return 1
    except KeyboardInterrupt:
        say("test.py: stopped on request.")
        return 130
    print("\n" + table(results), flush=True)
    return 1 if any(result.fault for result in results) else 0


def _system_parts() -> None:
    """Bring what tests need from the system when root; otherwise say what is missing and go on."""
    if not sys.platform.startswith("linux"):
        return
    missing = _missing_parts()
    if missing and system_packages.provide(missing.values(), say):
        missing = _missing_parts()
    if missing:
        say(f"Missing on this system: {', '.join(missing)}. Tests that need one of them are skipped or fail;")
        say(f"  to have them: {system_packages.command(missing.values())}")


def _missing_parts() -> dict[str, str]:
    return {
        **system_packages.missing_libraries(system_packages.WINDOW),
        **system_packages.missing_tools(system_packages.TEST_TOOLS),
    }


def _run(check: Check, started: float) -> Result:
    say(f"== {check.name}" + (" (a few minutes)" if check.name == "pytest" else ""))
    begun = time.monotonic()
    left = MINUTES * 60 - (begun - started)
    try:
        code = subprocess.run(
            check.command, cwd=ROOT, env=surroundings(clean_surroundings()), timeout=max(left, 1), check=False
        ).returncode
        fault = fault_of(check.name, code)
    except subprocess.TimeoutExpired:
        fault = f"cut off: everything together may take {MINUTES} minutes"
    return Result(check.name, time.monotonic() - begun, fault)


def fault_of(name: str, code: int) -> str:
    """What an exit code means; empty where the check passed."""
    if code == 0:
        return ""
    if name == "pytest" and code == NO_TESTS:
        return "no test was found"
    return f"failed (exit code {code})"


def table(results: Sequence[Result]) -> str:
    """One line for each check, and one for all of them."""
    lines = [f"{result.name:<18} {result.seconds:6.1f} s  {result.fault or 'passed'}" for result in results]
    faults = sum(1 for result in results if result.fault)
    lines.append("All checks passed." if not faults else f"{faults} of {len(results)} checks failed.")
    return "\n".join(lines)
