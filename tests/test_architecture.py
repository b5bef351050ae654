"""The layers, checked: who may import whom, what clinical code may know, and what lies at the top of the project."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import packaging

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop", "db", "resources")
TOP_LEVEL = {"pyproject.toml", "desktop", "resources", "db", "tests", "packaging", "README.md"}
UNTRACKED = {"__pycache__", "node_modules", "dist", "build"}

# pure: values and arithmetic, text and its parsing; no files, no clock, no network, no chance, no processes
CLINICAL_MAY_IMPORT = {
    "__future__", "abc", "bisect", "calendar", "collections", "copy", "dataclasses", "datetime", "decimal", "desktop",
    "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "itertools", "json", "math", "operator", "re",
    "statistics", "string", "textwrap", "tomllib", "types", "typing", "unicodedata", "uuid",
}  # fmt: skip
CLOCK = {"now", "utcnow", "today", "fromtimestamp"}
IMPURE_CALLS = {"open", "print", "input", "exec", "eval", "__import__"}


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    """A file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.AST) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def project_files() -> Iterator[Path]:
    """Every file that is part of the project: no environment, cache or version control."""
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        hidden = here != ROOT
        folders[:] = [one for one in folders if one not in UNTRACKED and (one == ".ci" or not one.startswith("."))]
        yield from (here / name for name in names if not (hidden and name.startswith(".")))


@pytest.fixture
def project() -> dict[str, object]:
    """``pyproject.toml``, its project table."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert isinstance(table, dict)
    return table


def test_import_contracts_are_kept(tmp_path: Path) -> None:
    call = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=sys.argv[1]))"
    run = subprocess.run(
        [sys.executable, "-c", call, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken" in run.stdout


@pytest.mark.parametrize("path", python_files("desktop/clinical"), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_clinical_code_is_pure(path: Path) -> None:
    tree = parsed(path)
    names = set(imported(tree))
    assert {name.partition(".")[0] for name in names} <= CLINICAL_MAY_IMPORT
    ours = {name for name in names if name.partition(".")[0] == "desktop"}
    assert all(f"{name}.".startswith("desktop.clinical.") for name in ours), ours
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in CLOCK], (
        "reads the clock"
    )
    assert not [call.id for call in calls if isinstance(call, ast.Name) and call.id in IMPURE_CALLS]


def test_only_the_tasks_module_of_the_window_starts_threads() -> None:
    starters = {"QThread", "QThreadPool", "QRunnable", "Thread", "ThreadPoolExecutor", "ProcessPoolExecutor", "Process"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in python_files("desktop/ui")
        if starters & set(names_used(parsed(path)))
    }
    assert found <= {"desktop/ui/tasks.py"}


def names_used(tree: ast.AST) -> Iterator[str]:
    """Every name a file imports or uses; comments and texts do not count."""
    yield from imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_packages_import_nothing_and_say_what_lives_there() -> None:
    for path in python_files(*PACKAGES):
        if path.name == "__init__.py":
            assert ast.get_docstring(parsed(path)), f"{path.relative_to(ROOT)} has no docstring"
    assert not list(imported(parsed(ROOT / "desktop" / "__init__.py"))), "storage would load a window with it"


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in python_files(*PACKAGES)}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists() and not is_data(folder)]


def is_data(folder: Path) -> bool:
    """Migrations are scripts that Alembic reads as files."""
    return "migrations" in folder.relative_to(ROOT).parts


def test_packaging_is_a_folder_of_scripts() -> None:
    # with an __init__.py it would hide the library of that name, and pytest would not start
    assert not list((ROOT / "packaging").rglob("__init__.py"))
    assert ROOT / "packaging" not in Path(packaging.__file__ or "").parents


def test_scripts_need_the_standard_library_only() -> None:
    own = {path.stem for path in python_files("packaging")}
    for path in python_files("packaging"):
        names = {name.partition(".")[0] for name in imported(parsed(path))}
        # two of them are run by the environment's Python, where the program is
        program = {"desktop"} if path.name in {"write_demonstration.py", "write_record_schema.py"} else set()
        assert names <= own | program | sys.stdlib_module_names, path.name


def test_the_top_of_the_project_holds_only_what_the_design_names() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - UNTRACKED
    assert found <= TOP_LEVEL
    assert found >= TOP_LEVEL


def test_no_file_names_a_registry_or_a_machine() -> None:
    # put together here, so that this file does not find itself
    hosts = [
        "py" + "pi.org",
        "files.python" + "hosted.org",
        "registry." + "npmjs",
        "proxy." + "golang",
        "/sim" + "ple/",
    ]
    options = ["--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "--trusted" + "-host"]
    paths = [
        "/ro" + "ot/",
        "/ho" + "me/[a-z]",
        "/Us" + "ers/[a-z]",
        "/wo" + "rk/",
        "/op" + "t/",
        "C:" + r"\\Us" + "ers",
    ]
    pattern = re.compile("|".join([*map(re.escape, hosts + options), *paths]), re.IGNORECASE)
    found = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a spreadsheet or another encoding: test data
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in pattern.finditer(text)]
    assert not found


def test_the_qt_that_loses_references_is_excluded(project: dict[str, object]) -> None:
    asked = project["dependencies"]
    assert isinstance(asked, list)
    (qt,) = [one for one in map(Requirement, asked) if one.name.casefold().startswith("pyside6")]
    assert qt.name == "PySide6-Essentials"
    assert not qt.specifier.contains("6.12.0")
    assert qt.specifier.contains(pinned()["pyside6-essentials"])


def test_what_the_project_asks_for_is_pinned(project: dict[str, object]) -> None:
    extras = project["optional-dependencies"]
    assert isinstance(extras, dict)
    asked = project["dependencies"]
    assert isinstance(asked, list)
    pins = pinned()
    for one in map(Requirement, [*asked, *(line for lines in extras.values() for line in lines)]):
        assert one.specifier.contains(pins[normal(one.name)]), one.name


def pinned() -> dict[str, str]:
    """Names and versions of the constraints; each line is NAME==VERSION, perhaps with a marker, and nothing else."""
    found: dict[str, str] = {}
    for line in (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            one = Requirement(line)
            (version,) = one.specifier
            assert version.operator == "==", line
            assert one.url is None, line
            assert normal(one.name) not in found, line
            found[normal(one.name)] = version.version
    return found


def normal(name: str) -> str:
    """A package's name as packages compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.skipif(os.name == "nt", reason="this system has no such mark on files")
def test_the_check_that_runs_everything_calls_the_one_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "exec python3 packaging/test.py"
