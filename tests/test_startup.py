"""What is loaded when: commands never load Qt, and the first window waits for no more than it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"PySide6", "shiboken6", "reportlab", "pikepdf", "alembic", "python_calamine", "xlsxwriter", "pypdfium2"}
# what a window is drawn with and what opens the database, and small things that they or we stand on
FIRST_WINDOW = {
    "PySide6", "shiboken6", "sqlcipher3", "cryptography", "cffi", "_cffi_backend", "filelock", "platformdirs",
    "fontpkg", "fontpkg_inter", "lucide",
}  # fmt: skip
# our own parts that take their time, and that nobody sees in a list of children
LATER = {
    "db.tables", "db.cases", "db.engine", "desktop.clinical.risk", "desktop.clinical.timeline",
    "desktop.services.cases", "desktop.services.importing", "desktop.services.demo", "desktop.ui.deeds",
    "desktop.ui.panels.case_page", "desktop.ui.dialogs.first_start", "desktop.commands.cases",
}  # fmt: skip

# prints the top-level modules that came from packages, once the program's own code is at the point of interest
REPORT = """
import json, sys
def loaded():
    found = set()
    for name, module in list(sys.modules.items()):
        origin = getattr(module, "__file__", None) or ""
        if "site-packages" in origin or "dist-packages" in origin:
            found.add(name.partition(".")[0])
    return sorted(name for name in found if not name.startswith(("_distutils", "_editable", "__editable")))
def own():
    return sorted(name for name in sys.modules if name.partition(".")[0] in ("desktop", "db"))
def report():
    print("LOADED " + json.dumps(loaded()), flush=True)
    print("OWN " + json.dumps(own()), flush=True)
"""
COMMAND = """
from desktop.__main__ import main
try:
    code = main(sys.argv[1:])
except SystemExit as left:
    code = left.code
report()
sys.exit(code)
"""
# the first of these that the program calls is the moment before the first window; exec returns at once
WINDOW = """
import os
from PySide6 import QtWidgets
def watch(owner, name):
    before = getattr(owner, name)
    def call(*given, **named):
        report()
        os._exit(0)
    setattr(owner, name, call)
for name in ("show", "showMaximized", "showNormal", "setVisible", "open"):
    for owner in (QtWidgets.QWidget, QtWidgets.QDialog, QtWidgets.QMainWindow):
        if name in vars(owner) or owner is QtWidgets.QWidget and hasattr(owner, name):
            watch(owner, name)
for owner, name in ((QtWidgets.QApplication, "exec"), (QtWidgets.QDialog, "exec")):
    watch(owner, name)
from desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
# reports when the list was painted, and again once what was put off has been loaded
PAINTED = """
from PySide6 import QtCore, QtWidgets
class Watch(QtCore.QObject):
    def eventFilter(self, watched, event):
        table = watched.parent() if event.type() == QtCore.QEvent.Type.Paint else None
        if isinstance(table, QtWidgets.QTableView) and watched is table.viewport() and table.model().rowCount():
            QtWidgets.QApplication.instance().removeEventFilter(self)
            report()
            wait()
        return False
def wait():
    if "sqlalchemy" in sys.modules and "desktop.ui.panels.case_page" in sys.modules:
        QtWidgets.QApplication.closeAllWindows()
    else:
        QtCore.QTimer.singleShot(5, wait)
run = QtWidgets.QApplication.exec
def watched_exec(*given):
    global watch
    watch = Watch()
    QtWidgets.QApplication.instance().installEventFilter(watch)
    return run()
QtWidgets.QApplication.exec = watched_exec
from desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
EMPTY = """
from pathlib import Path
from desktop.services.boards import create_board
made = create_board(Path(sys.argv[1]), name="Empty", person_name="Zztest Coordinator", demonstration=True)
made.board.close()
"""


def run(script: str, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a Python of its own, with a home of its own."""
    surroundings = {name: value for name, value in os.environ.items() if name != "CRESTBOARD_BOARD"}
    surroundings |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "LOCALAPPDATA": str(home)}
    surroundings |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", REPORT + script, *words],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def loaded(done: subprocess.CompletedProcess[str]) -> set[str]:
    """What the run reported."""
    reports = [line for line in done.stdout.splitlines() if line.startswith("LOADED ")]
    assert reports, done.stdout + done.stderr
    return set(json.loads(reports[0].removeprefix("LOADED ")))


def own(done: subprocess.CompletedProcess[str]) -> set[str]:
    """Our own modules that the run had loaded when it reported first."""
    reports = [line for line in done.stdout.splitlines() if line.startswith("OWN ")]
    assert reports, done.stdout + done.stderr
    return set(json.loads(reports[0].removeprefix("OWN ")))


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration board."""
    folder = tmp_path_factory.mktemp("startup") / "demo.crestboard"
    made = run(COMMAND, folder.parent, "demo", str(folder), "--cases", "2")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_asking_for_help_loads_nothing_heavy(word: str, tmp_path: Path) -> None:
    done = run(COMMAND, tmp_path, word)
    assert done.returncode == 0, done.stderr
    assert not loaded(done) & HEAVY


@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("check",)])
def test_a_reading_command_loads_neither_qt_nor_pages(words: tuple[str, ...], board: Path) -> None:
    done = run(COMMAND, board.parent, "--board", str(board), *words)
    assert done.returncode == 0, done.stderr
    assert not loaded(done) & HEAVY


def test_a_summary_needs_no_qt(board: Path, tmp_path: Path) -> None:
    done = run(COMMAND, board.parent, "--board", str(board), "summary", "1", "-o", str(tmp_path / "one.pdf"))
    assert done.returncode == 0, done.stderr
    assert not loaded(done) & {"PySide6", "shiboken6", "alembic"}


def test_the_first_window_waits_for_no_more_than_it_needs(board: Path) -> None:
    done = run(WINDOW, board.parent, "--board", str(board))
    assert done.returncode == 0, done.stderr
    assert loaded(done) <= FIRST_WINDOW


def test_the_first_start_waits_for_no_more_than_it_needs(tmp_path: Path) -> None:
    done = run(WINDOW, tmp_path)
    assert done.returncode == 0, done.stderr
    assert loaded(done) <= FIRST_WINDOW


def test_the_painted_list_waited_for_nothing_that_it_does_not_show(board: Path) -> None:
    done = run(PAINTED, board.parent, "--board", str(board))
    assert done.returncode == 0, done.stderr
    assert loaded(done) <= FIRST_WINDOW
    assert not own(done) & LATER
    assert {path_to_module(path) for path in ROOT.rglob("*.py")} >= LATER, "a part that has another name by now"


def path_to_module(path: Path) -> str:
    """The name by which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_what_was_put_off_is_loaded_where_the_list_is_empty_too(tmp_path: Path) -> None:
    folder = str(tmp_path / "empty.crestboard")
    made = run(EMPTY, tmp_path, folder)
    assert made.returncode == 0, made.stderr
    # the window is closed once everything has been loaded; else this would not end
    done = run(PAINTED.replace("table.model().rowCount()", "True"), tmp_path, "--board", folder)
    assert done.returncode == 0, done.stderr
