"""The benchmarks still run: on few children, each figure is taken. How large it is passes or fails nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.sampled(6, 3)
@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("assessing", ("assess known", "assess unknown")),
        ("opening", ("open", "open, ratio", "open, first", "open full", "open full, ratio")),
        ("searching", ("search 24", "search 240")),
        ("importing", ("import csv", "import xlsx")),
        ("encrypting", ("encrypted import", "encrypted open", "encrypted save", "encrypted search")),
        ("timelines", ("plan", "timeline repaint")),
        ("packs", ("pack", "pack, ratio")),
        ("adopting", ("preview, one risk table", "preview, every table", "adopt", "open adopted")),
    ],
)
def test_a_benchmark_takes_its_figures(name: str, figures: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--only", name, "--rows", "24"],
        cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, capture_output=True, text=True, encoding="utf-8",
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    taken = [line for line in done.stdout.splitlines() if line.endswith(("within", "OVER"))]
    assert {line.partition("  ")[0] for line in taken} >= set(figures) - {"open, first"}
