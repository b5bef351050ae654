"""A second process, for what only another process can do: hold the board, or die in the middle of a write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Run a Python script in another process, with its input and output as pipes."""
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    return subprocess.Popen(
        [sys.executable, "-c", script, *(str(argument) for argument in arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings,
    )


def line_of(child: subprocess.Popen[str]) -> str:
    """The next line that the other process says; empty if it ended."""
    assert child.stdout is not None
    return child.stdout.readline().strip()
