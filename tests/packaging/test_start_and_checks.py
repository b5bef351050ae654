"""What ``start.py`` and ``test.py`` would run, and what they do where there is no screen."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Script = Callable[[str], ModuleType]
PYTHON = Path("python")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(script: Script) -> Any:
    """What ``start.py`` does."""
    return script("start_crestboard")


@pytest.fixture
def checks(script: Script) -> Any:
    """What ``test.py`` does."""
    return script("run_checks")


def test_own_words_are_taken_and_the_rest_passes_through(start: Any) -> None:
    wishes = start.understand(["--demo", "--into", "out", "list", "--json"])
    assert (wishes.demo, wishes.into, wishes.rest) == (True, Path("out"), ("list", "--json"))
    with pytest.raises(start.RefusalError, match="--into needs"):
        start.understand(["--into"])


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["--board", "list"], True),
        (["--board=x", "--debug"], True),
        (["--user", "Zztest", "--passphrase-file", "p"], True),
        (["list"], False),
        (["--board", "x", "list", "--json"], False),
        (["--help"], False),
        (["--version"], False),
    ],
)
def test_when_the_window_opens(start: Any, words: list[str], window: bool) -> None:
    assert start.opens_window(words) == window


def test_the_program_is_run_from_its_environment_only(start: Any) -> None:
    assert start.program(PYTHON, ["list"]) == ["python", "-P", "-m", "desktop", "list"]


class Program:
    """Stands for the program: keeps what it was asked; one of its commands may fail."""

    def __init__(self, *, faulty: str = "") -> None:
        self.asked: list[tuple[str, ...]] = []
        self.faulty = faulty

    def __call__(self, _: Path, *words: str) -> subprocess.CompletedProcess[str]:
        self.asked.append(words)
        code = 1 if self.faulty and self.faulty in words else 0
        return subprocess.CompletedProcess(words, code, "", "crestboard: a sentence.")


@pytest.fixture
def ran() -> list[list[str]]:
    """The commands that were really started, in order."""
    return []


@pytest.fixture
def bare(start: Any, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A Linux without a screen; the environment is ready and the program is played."""

    def run(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(words)
        return subprocess.CompletedProcess(words, 2)

    monkeypatch.setattr(start.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(start, "prepare", lambda *_: PYTHON)
    monkeypatch.setattr(start, "_data_folder", lambda _: tmp_path / "data")
    monkeypatch.setattr(start.subprocess, "run", run)
    return start


def test_without_a_screen_the_demonstration_is_written(
    bare: Any,
    ran: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = Program()
    monkeypatch.setattr(bare, "_quietly", program)
    assert bare.main(["--demo", "--into", str(tmp_path / "out")]) == 2  # the exit code of what was run
    assert "There is no screen here" in capsys.readouterr().err
    board = str(tmp_path / "data" / "demonstration.crestboard")
    assert program.asked == [("demo", board)]
    assert ran == [["python", "-P", str(ROOT / "packaging/write_demonstration.py"), board, str(tmp_path / "out")]]
    assert (tmp_path / "out").is_dir()


def test_a_folder_that_cannot_be_written_is_refused(
    bare: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bare, "_quietly", Program())
    (tmp_path / "file").touch()
    assert bare.main(["--demo", "--into", str(tmp_path / "file")]) == 1
    assert "name another with --into" in capsys.readouterr().err


@pytest.mark.parametrize("faulty", ["", "summary", "list"])
def test_what_is_written_without_a_screen(
    script: Script, tmp_path: Path, capsys: pytest.CaptureFixture[str], faulty: str
) -> None:
    asked: list[tuple[str, ...]] = []

    def program(words: tuple[str, ...]) -> int:
        asked.append(words)
        listed = json.dumps([{"number": 1}, {"number": 2}]) if "--json" in words else "    1  Zztest, Alpha"
        sys.stdout.write(f"{listed}\n")
        return int(faulty in words)

    assert script("write_demonstration").write(program, "board", tmp_path) == int(bool(faulty))
    if faulty == "list":
        assert len(asked) == 1
        return
    assert (tmp_path / "list.txt").read_text() == "    1  Zztest, Alpha\n"
    assert len(json.loads((tmp_path / "list.json").read_text())) == 2
    assert [words[-1] for words in asked[2:]] == [str(tmp_path / f"summary-00{number}.pdf") for number in (1, 2)]
    assert str(tmp_path) in capsys.readouterr().out


def test_a_board_that_fails_its_check_is_kept_beside_and_made_anew(
    bare: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data" / "demonstration.crestboard").mkdir(parents=True)
    program = Program(faulty="check")
    monkeypatch.setattr(bare, "_quietly", program)
    bare.main(["--demo", "--into", str(tmp_path / "out")])
    assert (tmp_path / "data" / "demonstration-old-1.crestboard").is_dir()
    assert any(words[0] == "demo" for words in program.asked)


def test_the_board_of_last_time_is_used_again(bare: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data" / "demonstration.crestboard").mkdir(parents=True)
    program = Program()
    monkeypatch.setattr(bare, "_quietly", program)
    bare.main(["--demo", "--into", str(tmp_path / "out")])
    assert all(words[0] != "demo" for words in program.asked)


def test_without_a_screen_and_without_demo_it_says_so(bare: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert bare.main([]) == 1
    assert "no screen here" in capsys.readouterr().err


def test_a_command_needs_no_screen(bare: Any, ran: list[list[str]]) -> None:
    assert bare.main(["list", "--json"]) == 2
    assert ran == [["python", "-P", "-m", "desktop", "list", "--json"]]


def test_every_check_is_run_in_order(checks: Any) -> None:
    planned = checks.checks(PYTHON, ["-k", "risk"])
    assert [check.name for check in planned] == ["ruff check", "ruff format", "mypy", "import contracts", "pytest"]
    assert planned[-1].command[-2:] == ("-k", "risk")


@pytest.mark.parametrize(("words", "spread"), [([], True), (["-n", "3"], False), (["-n3"], False), (["--pdb"], False)])
def test_tests_run_side_by_side_unless_asked_otherwise(checks: Any, words: list[str], spread: bool) -> None:
    assert ("auto" in checks.pytest_options(words)) == spread


def test_nothing_of_the_users_gets_into_the_checks(checks: Any) -> None:
    found = {"PYTEST_ADDOPTS": "-k nothing", "CRESTBOARD_BOARD": "mine", "PATH": "p"}
    assert checks.surroundings(found) == {"PATH": "p", "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.parametrize(
    ("name", "code", "fault"), [("pytest", 0, ""), ("pytest", 5, "no test"), ("mypy", 1, "failed")]
)
def test_what_an_exit_code_means(checks: Any, name: str, code: int, fault: str) -> None:
    found = checks.fault_of(name, code)
    assert found.startswith(fault)
    assert bool(found) == bool(code)


@pytest.mark.parametrize(("codes", "expected"), [([0, 0, 0, 0, 0], 0), ([0, 1, 0, 0, 0], 1), ([0, 0, 0, 0, 5], 1)])
def test_one_fault_fails_all_and_the_rest_still_runs(
    checks: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], codes: list[int], expected: int
) -> None:
    left = iter(codes)
    monkeypatch.setattr(checks, "prepare", lambda *_: PYTHON)
    monkeypatch.setattr(checks, "_system_parts", lambda: None)
    monkeypatch.setattr(checks.subprocess, "run", lambda words, **_: subprocess.CompletedProcess(words, next(left)))
    assert checks.main([]) == expected
    printed = capsys.readouterr().out
    assert printed.count("passed\n") == codes.count(0)
    assert ("All checks passed." in printed) == (expected == 0)


def test_a_check_that_hangs_is_cut_off(checks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(words: list[str], *, timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired(words, timeout)

    monkeypatch.setattr(checks.subprocess, "run", hang)
    assert "cut off" in checks._run(checks.Check("pytest", ("pytest",)), 0.0).fault


@pytest.mark.parametrize("name", ["start.py", "test.py", "python_version.py"])
def test_entry_files_can_be_read_by_old_pythons(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)]
    assert "from __future__" not in text
