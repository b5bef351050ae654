"""Preferences are remembered, each on its own; what cannot be meant is the usual, what is not known is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.ui.list_state import ListState
from desktop.ui.preferences import FILE, Preferences, read_preferences, write_preferences


def test_preferences_are_remembered(tmp_path: Path) -> None:
    assert read_preferences(tmp_path) == Preferences()
    chosen = Preferences(appearance="dark", text_size=150, paper="letter", template="cog-high-risk")
    write_preferences(tmp_path / "home", chosen)
    assert read_preferences(tmp_path / "home") == chosen


@pytest.mark.parametrize(
    "text", ["[", "[" * 100_000, "[]", "null", '"dark"', '{"appearance": "pink", "text_size": 110, "paper": 4}']
)
def test_a_broken_file_means_the_usual(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert read_preferences(tmp_path) == Preferences()
    assert ListState.parse(text) == ListState()


def test_one_wrong_value_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"appearance": "pink", "text_size": true, "paper": "letter"}')
    assert read_preferences(tmp_path) == Preferences(paper="letter")


def test_what_a_newer_program_keeps_there_stays(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"newer": [1, 2], "paper": "letter"}')
    write_preferences(tmp_path, Preferences(appearance="dark"))
    saved = json.loads((tmp_path / FILE).read_text())
    assert (saved["newer"], saved["appearance"], saved["paper"]) == ([1, 2], "dark", "a4")
