"""The gallery: pictures of everything, and the same pictures in every run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from inspect import getmembers, isfunction
from pathlib import Path

import pytest

from tests.gallery import catalogue
from tests.gallery.catalogue import SCENES

ROOT = Path(__file__).resolve().parents[1]
CHOSEN = (
    "cases-normal-light-100", "case-every-silence-dark-200", "case-every-fact-staging-light-100",
    "dialog-import-with-bad-rows-light-200", "start-recovery-key-dark-100", "page-every-fact-a4",
    "page-unsettled-letter",
)  # fmt: skip


@pytest.mark.sampled(4, 1)
def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    only = [word for name in CHOSEN for word in ("--only", name)]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.gallery", str(tmp_path / seed), *only],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stderr=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    told = [run.communicate()[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    assert told == ["", ""]
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / seed).glob("*.png")} for seed in ("1", "2"))
    assert len(first) >= len(CHOSEN)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert (tmp_path / "1" / "index.html").is_file()
    assert list((tmp_path / "1" / "sheets").glob("*.png"))


def test_every_scene_is_in_the_catalogue_once() -> None:
    written = {
        make
        for _, module in getmembers(catalogue)
        if getattr(module, "__name__", "").startswith("tests.gallery.scenes.")
        for _, make in getmembers(module, isfunction)
        if make.__module__ == module.__name__ and not make.__name__.startswith("_")
    }
    assert {scene.make for scene in SCENES} == written
    assert {name: count for name, count in Counter(scene.name for scene in SCENES).items() if count > 1} == {}
