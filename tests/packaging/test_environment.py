"""When ``.venv`` is ready, has to be filled, or has to be made anew; nothing is installed and no network is used."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TAG = "cpython-3.11-x86_64"
Script = Callable[[str], ModuleType]


@pytest.fixture
def setup(script: Script) -> Any:
    """The script that makes the environment."""
    return script("setup_environment")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the two files that an environment depends on, and an environment as an installation leaves it."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "constraints.txt").write_text("attrs==26.1.0\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / ".venv").mkdir()
    return tmp_path


def stamped(setup: Any, root: Path, extra: str) -> Any:
    """An environment that says it holds ``extra``."""
    environment = setup.Environment(root)
    environment.stamp.write_text(json.dumps(setup.wanted_stamp(root, extra, TAG)))
    return environment


def state(setup: Any, root: Path, extra: str = "test", answer: str = TAG) -> str:
    """What ``prepare`` would do."""
    return str(setup.state_of(setup.Environment(root), setup.wanted_stamp(root, extra, TAG), answer))


def test_a_stamped_environment_is_ready(setup: Any, project: Path) -> None:
    stamped(setup, project, "test")
    assert state(setup, project) == "ready"


def test_an_environment_with_tests_also_serves_the_program(setup: Any, project: Path) -> None:
    stamped(setup, project, "test")
    assert state(setup, project, extra="") == "ready"


def test_an_environment_without_tests_lacks_them(setup: Any, project: Path) -> None:
    stamped(setup, project, "")
    assert state(setup, project, extra="") == "ready"
    assert state(setup, project, extra="test") == "install"


@pytest.mark.parametrize("name", ["packaging/constraints.txt", "pyproject.toml"])
def test_another_version_is_installed(setup: Any, project: Path, name: str) -> None:
    stamped(setup, project, "test")
    (project / name).write_text("attrs==26.2.0\n")
    assert state(setup, project) == "install"


def test_line_endings_make_no_difference(setup: Any, project: Path) -> None:
    before = setup.digest(project)
    (project / "pyproject.toml").write_bytes(b"[project]\r\n")
    assert setup.digest(project) == before


def test_an_environment_without_a_stamp_is_filled(setup: Any, project: Path) -> None:
    assert state(setup, project) == "install"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"extra": "all"}', '{"versions": 1}'])
def test_a_stamp_that_cannot_be_read_is_none(setup: Any, project: Path, text: str) -> None:
    setup.Environment(project).stamp.write_text(text)
    assert state(setup, project) in ("install", "rebuild")


def test_an_unknown_extra_in_a_stamp_is_installed_over(setup: Any, project: Path) -> None:
    stamped(setup, project, "everything")
    assert state(setup, project) == "install"


def test_an_installation_that_was_cut_off_is_begun_anew(setup: Any, project: Path) -> None:
    stamped(setup, project, "test").mark.touch()
    assert state(setup, project) == "rebuild"


@pytest.mark.parametrize("answer", ["", "cpython-3.12-x86_64"])
def test_a_dead_python_or_another_one_means_anew(setup: Any, project: Path, answer: str) -> None:
    stamped(setup, project, "test")
    assert state(setup, project, answer=answer) == "rebuild"


def test_a_copied_folder_means_anew(setup: Any, project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    stamped(setup, project, "test")
    copy = project.rename(tmp_path_factory.mktemp("elsewhere") / "copy")
    assert state(setup, copy) == "rebuild"


def test_a_half_made_environment_does_not_answer(setup: Any, project: Path) -> None:
    assert setup.ask(setup.Environment(project)) == ""


def test_the_installation_is_pinned_and_names_no_source(setup: Any, project: Path) -> None:
    environment = setup.Environment(project)
    pip = [str(environment.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pins = ["-c", "packaging/constraints.txt", "-e"]
    assert setup.install_command(environment, "") == [*pip, *pins, "."]
    assert setup.install_command(environment, "test") == [*pip, *pins, ".[test]"]


def test_nothing_of_the_users_leads_the_installation_astray(setup: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert {"PIP_TARGET", "PYTHONPATH"}.isdisjoint(setup.clean_surroundings())


def fake_installation(setup: Any, monkeypatch: pytest.MonkeyPatch, during: Callable[[], int]) -> list[str]:
    """Replace what takes minutes; returns what was done, in order."""
    done: list[str] = []
    monkeypatch.setattr(setup, "python_tag", lambda: TAG)
    monkeypatch.setattr(setup, "ask", lambda _: TAG)
    monkeypatch.setattr(setup, "_make", lambda _: done.append("make"))

    def installing(command: list[str], *_: object) -> int:
        done.append(command[-1])
        return during()

    monkeypatch.setattr(setup, "watch", installing)
    return done


def test_a_second_run_does_nothing(setup: Any, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = fake_installation(setup, monkeypatch, lambda: 0)
    for _ in range(2):
        assert setup.prepare(project, "test") == setup.Environment(project).python
    assert done == [".[test]"]


def test_a_run_that_is_cut_off_is_repaired_by_the_next(
    setup: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut() -> int:
        raise KeyboardInterrupt

    fake_installation(setup, monkeypatch, cut)
    with pytest.raises(KeyboardInterrupt):
        setup.prepare(project, "test")
    again = fake_installation(setup, monkeypatch, lambda: 0)
    monkeypatch.setattr(setup, "_make", lambda environment: (again.append("make"), environment.mark.unlink()))
    setup.prepare(project, "test")
    assert again == ["make", ".[test]"]
    assert state(setup, project) == "ready"


def test_a_failed_installation_is_a_sentence_and_no_stamp(
    setup: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(setup, project, "")
    fake_installation(setup, monkeypatch, lambda: 1)
    with pytest.raises(setup.RefusalError, match="run the same command again"):
        setup.prepare(project, "test")
    assert state(setup, project) == "install"


def test_two_runs_do_not_set_up_at_once(setup: Any, project: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="this system has no such lock")
    with (
        setup.only_one(project),
        (project / "pyproject.toml").open("rb") as other,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_long_command_is_watched(setup: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    heard = tmp_path / "heard"

    def say(line: str) -> None:
        said.append(line)
        heard.touch()

    monkeypatch.setattr(setup, "say", say)
    monkeypatch.setattr(setup, "HEARTBEAT_SECONDS", 0.01)
    # works on until the first word about it, however slow the machine is
    script = "import pathlib, sys\nwhile not pathlib.Path(sys.argv[1]).exists(): pass\nsys.exit(3)"
    command = [sys.executable, "-c", script, str(heard)]
    assert setup.watch(command, tmp_path, dict(os.environ), ()) == 3
    assert "still at work" in said[0]


def test_without_the_part_that_makes_environments_the_command_is_named(
    setup: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "_venv_is_whole", lambda: False)
    monkeypatch.setattr(setup.system_packages, "may_install", lambda: False)
    with pytest.raises(setup.RefusalError, match=r"sudo apt-get install python3\.\d+-venv$"):
        setup.prepare(project, "")


@pytest.mark.parametrize(
    ("found", "refused"), [((2, 7), True), ((3, 10, 9), True), ((3, 11, 0), False), ((4, 0), False)]
)
def test_an_old_python_is_refused_with_a_sentence(script: Script, found: tuple[int, ...], refused: bool) -> None:
    sentence = script("python_version").sentence(found)
    assert bool(sentence) == refused
    if refused:
        assert "needs Python 3.11 or later" in sentence
