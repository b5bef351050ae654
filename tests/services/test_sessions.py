"""A session that ended unexpectedly is told once at the next start, with places and without values."""

from __future__ import annotations

import os
from pathlib import Path

from child import line_of, start

from desktop.services.sessions import ended_unexpectedly, session

RUNS = """
import ctypes, sys
from pathlib import Path
from desktop.services.sessions import session

def look_at(child):
    ctypes.string_at(0)

with session(Path(sys.argv[1])):
    print("runs", flush=True)
    if sys.stdin.readline().strip() == "break down":
        look_at("Zztest-Marker")
"""


def ended(folder: Path, how: str) -> list[str]:
    """What is told after a session of another process."""
    with start(RUNS, folder) as child:
        assert line_of(child) == "runs"
        # while it runs, another window says nothing of it
        assert ended_unexpectedly(folder) == []
        if os.name != "nt":
            assert {path.stat().st_mode & 0o77 for path in folder.iterdir()} == {0}
        if how == "killed":
            child.kill()
        else:
            assert child.stdin is not None
            child.stdin.write(f"{how}\n")
            child.stdin.close()
        child.wait()
    return ended_unexpectedly(folder)


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    assert ended(tmp_path, "in order") == []
    assert list(tmp_path.iterdir()) == []


def test_after_a_kill_it_is_said_that_nothing_is_known(tmp_path: Path) -> None:
    (report,) = ended(tmp_path, "killed")
    assert "It left no trace" in report
    assert list(tmp_path.iterdir()) == []


def test_after_a_breakdown_the_places_are_told(tmp_path: Path) -> None:
    (report,) = ended(tmp_path, "break down")
    assert "look_at" in report
    assert "__init__.py:" in report
    assert "Zztest" not in report
    assert "/" not in report.rpartition("\n\n")[2]
    assert ended_unexpectedly(tmp_path) == []


def test_a_sign_that_somebody_wrote_into_gives_away_nothing(tmp_path: Path) -> None:
    sign = tmp_path / "session-0.txt"
    lines = (
        "Zztest",
        '  File "/data/Zztest/a.py", line 3 in run',
        '  File "x", line y in Zztest',
        "Thread 0x1: Zztest",
    )
    sign.write_text("\n".join(lines))
    (report,) = ended_unexpectedly(tmp_path)
    assert "a.py:3 run" in report
    assert "Zztest" not in report


def test_a_folder_that_cannot_be_written_is_no_reason_to_refuse(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    with session(tmp_path / "log"):
        pass
    assert ended_unexpectedly(tmp_path / "log") == []
