"""Templates that a board's team writes: copied, changed, withdrawn, out and in as files; plans keep their version."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import PASSPHRASE, small_case

from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import Template
from desktop.services.boards import Board, open_board
from desktop.services.cases import get_case, new_case
from desktop.services.history import AuditQuery, trail
from desktop.services.history_words import HistoryWords
from desktop.services.library import Library
from desktop.services.own_templates import (
    copy_template,
    export_template,
    import_template,
    own_templates,
    save_template,
    template_versions,
    withdraw_template,
)
from desktop.services.plan_course import start_plan
from desktop.services.plan_words import plan_lines, version_words
from desktop.services.plans import begun_template, current_plan, plan_case
from desktop.services.receiving import receive_record
from desktop.services.record_files import export_record
from desktop.services.rule_packs import board_library
from desktop.services.template_checks import LARGEST
from desktop.services.template_stamp import is_own_id, number_of, number_words

SHIPPED = build_library()
START = date(2026, 1, 5)
TODAY = date(2026, 11, 30)
Values = dict[str, Any]


@pytest.fixture
def library(board: Board) -> Library:
    return board_library(board, SHIPPED)


def values_of(library: Library, template: Template) -> Values:
    text = library.shelf.text(template.id, template.version)
    assert text is not None
    return tomllib.loads(text)


def later(values: Values, event: str = "C2", days: int = 28) -> Values:
    """The same with another interval before an event."""
    changed = deepcopy(values)
    row = next(one for one in changed["event"] if one["id"] == event)
    row["after"][0]["days"] = days
    return changed


def dates(library: Library, board: Board, case_id: Any) -> Mapping[str, date]:
    return {one.id: one.planned for one in plan_case(library, get_case(board, case_id))}


def history(board: Board, library: Library) -> list[str]:
    told = HistoryWords(library)
    found = [line.entry for line in trail(board, AuditQuery())]
    return [told.action(one.action) for one in found if one.entity == "own_templates"]


def test_a_plan_keeps_the_dates_of_the_version_it_was_begun_with(board: Board, library: Library) -> None:
    copied = copy_template(board, library, "siopen-rapid-cojec", "Ours: COJEC every 12 days")
    first = save_template(board, library, copied.id, copied.version, later(values_of(library, copied), days=12))
    assert library.templates[copied.id].version == first.version
    child = start_plan(board, library, new_case(board, library, small_case(7)), copied.id, START)
    assert dates(library, board, child.id)["C2"] == START + timedelta(days=12)
    second = save_template(board, library, copied.id, first.version, later(values_of(library, first), days=14))
    other = start_plan(board, library, new_case(board, library, small_case(8)), copied.id, START)
    assert dates(library, board, child.id)["C2"] == START + timedelta(days=12), "the old plan keeps its dates"
    assert dates(library, board, other.id)["C2"] == START + timedelta(days=14)
    assert [number_words(one.version) for one in template_versions(board, copied.id)] == ["3", "2", "1"]
    assert library.templates[copied.id].version == second.version
    assert history(board, library) == [
        "Saved a version of a treatment template", "Saved a version of a treatment template",
        "Copied a treatment template",
    ]  # fmt: skip


def test_another_opening_of_the_board_has_the_same_templates(board_folder: Path) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        library = board_library(board, SHIPPED)
        copied = copy_template(board, library, "anbl1221", "Ours")
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as board:
        library = board_library(board, SHIPPED)
        assert library.templates[copied.id] == copied
        assert library.templates["anbl1221"] is SHIPPED.templates["anbl1221"]
        assert copied.id not in SHIPPED.templates, "a board's own templates stay on it"


def test_a_shipped_template_is_never_changed(board: Board, library: Library) -> None:
    values = values_of(library, library.templates["anbl1221"])
    with pytest.raises(UserError, match="Only a template of this board is changed"):
        save_template(board, library, "anbl1221", library.templates["anbl1221"].version, {**values, "title": "Mine"})
    with pytest.raises(UserError, match="Only a template of this board can be withdrawn"):
        withdraw_template(board, library, "anbl1221")
    assert not [one for one in SHIPPED.templates if is_own_id(one)]


def test_withdrawn_is_not_offered_and_its_plans_go_on(board: Board, library: Library) -> None:
    copied = copy_template(board, library, "anbl1221", "Ours")
    child = start_plan(board, library, new_case(board, library, small_case(7)), copied.id, START)
    before = dates(library, board, child.id)
    withdraw_template(board, library, copied.id)
    assert copied.id not in library.templates
    assert [one.withdrawn for one in own_templates(board)] == [True]
    assert dates(library, board, child.id) == before
    assert next(iter(plan_lines(library, child.plans[-1]))).name == "Ours"
    with pytest.raises(UserError, match="There is no treatment template"):
        start_plan(board, library, new_case(board, library, small_case(8)), copied.id, START)
    with pytest.raises(UserError, match="is withdrawn"):
        save_template(board, library, copied.id, copied.version, later(values_of(library, copied), "C1", 1))
    withdraw_template(board, library, copied.id, withdrawn=False)
    assert copied.id in library.templates
    assert history(board, library)[:2] == ["Uses a treatment template again", "Withdrew a treatment template"]


def test_what_changed_meanwhile_or_not_at_all_is_not_saved(board: Board, library: Library) -> None:
    copied = copy_template(board, library, "siopen-rapid-cojec", "Ours")
    values = values_of(library, copied)
    with pytest.raises(UserError, match="Nothing differs from version 1"):
        save_template(board, library, copied.id, copied.version, values)
    save_template(board, library, copied.id, copied.version, later(values))
    with pytest.raises(UserError, match="Version 2 of this template was stored meanwhile"):
        save_template(board, library, copied.id, copied.version, later(values, days=3))
    with pytest.raises(UserError, match="already; give this one another title"):
        copy_template(board, library, "anbl1221", "OURS")
    with pytest.raises(UserError, match="needs a title"):
        copy_template(board, library, "anbl1221", " \n ")
    assert len(template_versions(board, copied.id)) == 2


def test_a_file_goes_to_another_board_as_the_same_version(
    board: Board, library: Library, empty_board: Path, tmp_path: Path
) -> None:
    copied = copy_template(board, library, "siopen-rapid-cojec", "Ours")
    first = save_template(board, library, copied.id, copied.version, later(values_of(library, copied)))
    path = tmp_path / "ours.toml"
    assert export_template(board, library, copied.id, path)
    with pytest.raises(UserError, match="is on this board already"):
        import_template(board, library, path)
    other_folder = _another(empty_board, tmp_path)
    with open_board(other_folder, passphrase=PASSPHRASE) as other:
        there = board_library(other, SHIPPED)
        assert import_template(other, there, path) == first
        own = save_template(other, there, first.id, first.version, later(values_of(there, first), days=5))
        mine = save_template(board, library, first.id, first.version, later(values_of(library, first), days=6))
        assert own.version != mine.version, "both are version 3, and never taken for each other"
        export_template(other, there, own.id, path)
    import_template(board, library, path)
    assert {one.version for one in template_versions(board, first.id)} >= {own.version, mine.version}


def _another(empty_board: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(empty_board, tmp_path / "other.crestboard"))


def test_a_record_on_an_own_template_is_received_once_its_file_was(
    board: Board, library: Library, empty_board: Path, tmp_path: Path
) -> None:
    copied = copy_template(board, library, "anbl1221", "Ours")
    child = start_plan(board, library, new_case(board, library, small_case(7)), copied.id, START)
    record, file = tmp_path / "record.json", tmp_path / "ours.toml"
    export_record(board, child.id, record)
    export_template(board, library, copied.id, file)
    with open_board(_another(empty_board, tmp_path), passphrase=PASSPHRASE) as other:
        there = board_library(other, SHIPPED)
        with pytest.raises(UserError, match=f'"{copied.id}" in version {copied.version}.*import the file') as refused:
            receive_record(other, there, record, today=TODAY)
        assert "nothing was changed" in str(refused.value)
        import_template(other, there, file)
        received, _ = receive_record(other, there, record, today=TODAY)
        plan = current_plan(received)
        assert plan is not None
        assert begun_template(there, plan) == copied


def test_a_file_changed_by_hand_is_the_next_version_and_a_shipped_one_a_new_template(
    board: Board, library: Library, tmp_path: Path
) -> None:
    copied = copy_template(board, library, "siopen-rapid-cojec", "Ours")
    path = tmp_path / "ours.toml"
    export_template(board, library, copied.id, path)
    path.write_text(path.read_text(encoding="utf-8").replace("days = 10,", "days = 11,", 1), encoding="utf-8")
    changed = import_template(board, library, path)
    assert (changed.id, number_words(changed.version)) == (copied.id, "2")
    assert number_of(values_of(library, changed)) == 2
    export_template(board, library, "anbl1221", path)
    path.write_text(path.read_text(encoding="utf-8").replace('title = "', 'title = "Our ', 1), encoding="utf-8")
    new = import_template(board, library, path)
    assert is_own_id(new.id)
    assert template_versions(board, new.id)[0].based_on == "anbl1221"


CITED = 'status = "verified"\nsource = ["S"]\n'
ROW = f'[[event]]\nid = "X1"\nphase = "p"\nkind = "procedure"\ntitle = "X"\nshort = "X"\n{CITED}'
HEAD = (
    f'id = "t"\nversion = "1"\ntitle = "T"\nstart = "Day 1"\n{CITED}[sources]\nS = "A source"\n'
    f'[[phase]]\nid = "p"\ntitle = "P"\nstep = 1\n{CITED}'
)


def anchored(anchor: str = "start", days: object = 0, more: str = "") -> str:
    return (
        f'{HEAD}{ROW}after = [{{ anchor = "{anchor}", days = {days}, status = "verified", source = ["S"], '
        f'basis = "b" }}]\n{more}'
    )


BAD: dict[str, tuple[bytes, str]] = {
    "another encoding": ("title = \"Schéma\"".encode("utf-16"), "not UTF-8"),
    "binary": (bytes(range(256)) * 4, "not UTF-8"),
    "nul": (b"\x00" * 50, "not TOML"),
    "empty": (b"", "must be a table of keys"),
    "huge": (b"# x\n" * LARGEST, "larger than"),
    "one line for hours": (b"a." * 4000 + b"a = 1", "a line has more than"),
    "deep": (b"a = " + b"[\n" * 2000 + b"]" * 2000, "not TOML"),
    "circle": (anchored("X2", 1, ROW.replace("X1", "X2") + 'after = [{ anchor = "X1", days = 1, status = "verified", '
               'source = ["S"], basis = "b" }]\n').encode(), "run in a circle: X"),
    "unknown source": (anchored().replace('kind = "procedure"', 'kind = "procedure"\nnote = "n"').replace(
        'status = "verified"\nsource = ["S"]\nafter', 'status = "verified"\nsource = ["NO"]\nafter').encode(),
        'event "X1": "source" names "NO"'),
    "unknown key": (anchored().replace('short = "X"', 'short = "X"\ndose = "1 mg"').encode(), 'event "X1": "dose"'),
    "beyond the calendar": (anchored(days=10**9).encode(), "beyond the calendar"),
    "far too late": (anchored(days=50_000).encode(), 'event "X1": it ends more than'),
    "number that is none": (anchored(days='"1"').encode(), '"days" is missing or no whole number'),
    "many events": (anchored().replace('id = "X1"', f'id = "X{{n}}"\neach = [{", ".join(map(str, range(1, 700)))}]'
                    ).encode(), "more than 600 events"),
    "event that is a text": (b"event = ['a']", "must be a table"),
    "title of two lines": (anchored().replace('title = "T"', 'title = "T\\nU"').encode(), "title of one line"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_template_is_refused_in_one_sentence(
    board: Board, library: Library, tmp_path: Path, name: str
) -> None:
    content, told = BAD[name]
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(UserError, match=told) as refused:
        import_template(board, library, path)
    assert "\n" not in str(refused.value).replace("\\n", "")
    assert not own_templates(board)
    assert set(library.templates) == set(SHIPPED.templates)
    assert not history(board, library)


def test_a_small_file_is_taken(board: Board, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(anchored(), encoding="utf-8")
    assert import_template(board, library, path).title == "T"
    with pytest.raises(UserError, match="cannot be opened"):
        import_template(board, library, tmp_path / "none.toml")


def test_a_plan_of_a_shipped_template_says_with_which_version_it_was_begun(board: Board, library: Library) -> None:
    child = start_plan(board, library, new_case(board, library, small_case(7)), "anbl1221", START)
    plan = child.plans[-1]
    version = library.templates["anbl1221"].version
    assert version_words(plan, begun_template(library, plan)) == f"version {version}"
    old = type(plan)(template="anbl1221", template_version="0.9.0", start=START)
    told = version_words(old, begun_template(library, old))
    assert told == f"begun with version 0.9.0; laid out by version {version}"
    assert next(iter(plan_lines(library, old))).why == told


@pytest.mark.parametrize("act", [
    lambda b, lib, one: copy_template(b, lib, one.id, "Other"),
    lambda b, lib, one: withdraw_template(b, lib, one.id),
])  # fmt: skip
def test_nothing_is_written_on_a_board_open_for_reading(
    board_folder: Path, act: Callable[[Board, Library, Template], object]
) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        one = copy_template(board, board_library(board, SHIPPED), "anbl1221", "Ours")
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as board:
        library = board_library(board, SHIPPED)
        with pytest.raises(Exception):  # noqa: B017 - whichever sentence a board open for reading has
            act(board, library, one)
        assert [*library.templates][-1] == one.id
