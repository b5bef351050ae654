"""The log is an allow-list: no text of an error, of a library or of a value gets into it, whoever logs it."""

from __future__ import annotations

import ast
import logging
import os
import sys
import warnings
from pathlib import Path

import pytest
import sqlalchemy

from desktop.services import logs
from desktop.services.logs import FAULT, FILE, LARGEST, NO_GLYPH, SENTENCES, UNRAISABLE, CodeName, logging_to

ROOT = Path(__file__).resolve().parents[2]
NAME = "Zztest-Marker"


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def test_only_our_own_sentences_with_numbers_and_names_of_code_are_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ours = logging.getLogger("desktop.services.trial")
    with logging_to(tmp_path):
        ours.warning(FAULT, CodeName("KeyError"))
        ours.warning(NO_GLYPH, 3)
        ours.error(UNRAISABLE, CodeName("ValueError"))
        # what must not pass, each in a way of its own
        ours.error(UNRAISABLE, NAME)
        ours.error(UNRAISABLE, CodeName(f"{NAME} was here"))
        ours.error(f"{FAULT} {NAME}")
        ours.error("%s", NAME)
        ours.error("%(name)s", {"name": NAME})
        ours.error(ValueError(NAME))
        ours.error(FAULT, stack_info=True, extra={"told": NAME})
        try:
            raise ValueError(NAME)
        except ValueError:
            ours.exception(FAULT)
        for library in ("sqlalchemy", "alembic", "pikepdf", "PIL", "py.warnings", f"{NAME}", f"desktop.{NAME}"):
            logging.getLogger(library).error("… %s", NAME)
            logging.getLogger(library).error(FAULT)
        logging.getLogger("sqlalchemy").debug(NAME)
        warnings.showwarning(NAME, UserWarning, NAME, 1)
    told = written(tmp_path)
    assert NAME not in told
    lines = told.splitlines()
    assert [line.partition(" desktop.services.trial")[2] for line in lines[:4]] == [
        f": {FAULT % 'KeyError'}", f": {NO_GLYPH % 3}", f": {UNRAISABLE % 'ValueError'}", "",
    ]  # fmt: skip
    assert f": {UNRAISABLE % 'unnamed'}" in lines[4]
    # of others only who and how bad
    assert sqlalchemy.__name__ in sys.modules
    assert [line.split(" ", 1)[1] for line in lines if "sqlalchemy" in line] == ["ERROR sqlalchemy"] * 2
    assert lines[-1].endswith("WARNING py.warnings")
    shown = capfd.readouterr()
    assert shown.out + shown.err == ""


def test_nothing_is_left_behind_in_the_logging_of_python(tmp_path: Path) -> None:
    before = list(logging.getLogger().handlers)
    with logging_to(tmp_path):
        assert len(logging.getLogger().handlers) == len(before) + 1
    assert logging.getLogger().handlers == before
    assert list(tmp_path.iterdir()) == []


def test_the_files_are_private_and_do_not_grow_without_end(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    for number in range(12):
        logs.append_private(folder / FILE, f"{number}" * (LARGEST // 2 + 100))
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert set(sizes) == {FILE, f"{FILE}.1", f"{FILE}.2", f"{FILE}.3"}
    assert max(sizes.values()) < 2 * LARGEST
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_disk_that_refuses_does_not_disturb(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    with logging_to(tmp_path / "log"):
        logging.getLogger("desktop").error(FAULT)


def test_all_that_the_program_logs_is_a_sentence_of_the_list() -> None:
    """Read in the code: each call of a logger names a sentence, or a constant that is one."""
    names = {name for name, value in vars(logs).items() if isinstance(value, str) and value in SENTENCES}
    found = 0
    for layer in ("desktop", "db", "resources"):
        for path in (ROOT / layer).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                of, call = node.func.value, node.func.attr
                logger = isinstance(of, ast.Name) and of.id.lower() in ("log", "_log", "logger", "logging")
                if logger and call in ("debug", "info", "warning", "error", "exception", "critical", "log"):
                    first = node.args[0]
                    named = isinstance(first, ast.Name) and first.id in names
                    assert named or ast.literal_eval(first) in SENTENCES, f"{path.name}:{node.lineno}"
                    found += 1
    assert found >= 4


def test_a_sentence_with_more_than_it_has_room_for_is_left_out() -> None:
    record = logging.LogRecord("desktop", logging.ERROR, "", 1, FAULT, (NAME,), None)
    assert logs.AllowList().format(record).endswith("ERROR desktop")
