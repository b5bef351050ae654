"""Watched from outside: no part of the program, nor Qt or a library beneath it, writes a file where none belongs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("Quokkaberg", "Wombatine", "Numbatwiese", "QQ-77130955")
_CALL = re.compile(r"(?<![a-z])(?:openat|open|creat|rename|renameat2?|mkdir|mkdirat|link|linkat|symlink)\((.*)")
_TYPEFACES = "/var/cache/fontconfig/"
_PATH = re.compile(r'"([^"]*)"')


@pytest.fixture
def watcher() -> str:
    """The system's own tool for watching a process; skipped where it is not there or not allowed."""
    found = shutil.which("strace")
    if found is None or sys.platform != "linux":
        pytest.skip("there is no strace here")
    if subprocess.run([found, "-o", os.devnull, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("processes may not be watched here")
    return found


def written(trace: Path) -> set[str]:
    """Every path that was opened for writing, made, or given to a file."""
    found = set[str]()
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        call = _CALL.search(line)
        if call is None or " = -1 " in line:
            continue
        opens = "open" in call[0].split("(")[0]
        if not opens or any(flag in line for flag in ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE")):
            found |= set(_PATH.findall(call[1]))
    return found


def test_a_days_work_writes_only_where_it_should(watcher: str, board_folder: Path, tmp_path: Path) -> None:
    places = {name: tmp_path / name for name in ("asked", "home", "temp", "user", "run")}
    for place in places.values():
        place.mkdir(mode=0o700)
    trace = tmp_path / "trace"
    surroundings = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "QT_QPA_PLATFORM": "offscreen",
        "TMPDIR": str(places["temp"]), "HOME": str(places["user"]), "XDG_RUNTIME_DIR": str(places["run"]),
        "XDG_CACHE_HOME": str(places["user"] / "cache"), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    own = (board_folder, places["asked"], places["home"])
    script = [str(Path(__file__).with_name("everything.py")), *map(str, own)]
    # a path without a folder would lie there, too
    done = subprocess.run(
        [watcher, "-f", "-qq", "-s", "4096", "-e", "trace=file", "-o", str(trace), sys.executable, *script, *NAMES],
        env=surroundings, cwd=places["user"], capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "done", done.stdout + done.stderr
    assert not [name for name in NAMES if name.casefold() in (done.stdout + done.stderr).casefold()]
    allowed = (*map(str, own), "/dev/", "/proc/", "/sys/")
    found = written(trace)
    assert {str(board_folder / "board.sqlite3"), str(places["asked"] / "page.pdf")} <= found
    strange = {path for path in found if path.startswith("/") and not path.startswith(allowed)}
    # elsewhere may only be what holds nothing: an empty folder, or a cache of typefaces
    for path in strange:
        assert path.startswith((*(str(places[name]) for name in ("user", "temp", "run")), _TYPEFACES)), path
    for name in ("user", "temp", "run"):
        for path in places[name].rglob("*"):
            if path.is_file():
                content = path.read_bytes().lower() + str(path).lower().encode()
                assert not [one for one in NAMES if one.lower().encode() in content], path
                assert "fontconfig" in str(path), path
    sys.stdout.write(f"written elsewhere: {sorted(strange)}\n")
