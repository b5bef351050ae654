"""What happened on the board can be looked up: by words, person, day and kind, per fact, and a case as of any day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from builders import PASSPHRASE, full_case, small_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, get_case, new_case, restore_case, save_case
from desktop.services.checking import check_board
from desktop.services.history import (
    AuditQuery,
    case_as_of,
    export_trail,
    field_history,
    note_view,
    trail,
)  # fmt: skip
from desktop.services.history_words import HistoryWords
from desktop.services.library import Library

START = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def days(board: Board) -> Iterator[list[datetime]]:
    """A clock of the board: set ``days[0]`` to the present."""
    clock = [START]
    board.database.close()
    database = Database.open(board.folder, open_key(board), read_only=False, now=lambda: clock[0])
    object.__setattr__(board, "database", database)
    yield clock
    database.close()


def open_key(board: Board) -> bytes:
    from db.folder import BoardFolder
    from db.keys import read_keys, unwrap

    keys = read_keys(BoardFolder(board.folder).keys)
    return unwrap(keys.slots[0], PASSPHRASE, keys.board)


def renamed(board: Board, library: Library, case: Case, name: str) -> Case:
    return save_case(board, library, case, replace(case, given_name=name), "Change of name")


def test_a_case_as_it_was_on_any_day(board: Board, library: Library, days: list[datetime]) -> None:
    states = {}
    days[0] = START
    case = new_case(board, library, full_case())
    states[START.date()] = get_case(board, case.id)
    days[0] = START + timedelta(days=2)
    case = renamed(board, library, case, "Beta")
    case = save_case(board, library, case, replace(case, mycn=case.mycn[:1]), "Result removed")
    states[days[0].date()] = get_case(board, case.id)
    days[0] = START + timedelta(days=5)
    delete_case(board, library, case.id, "Entered twice")
    states[days[0].date()] = get_case(board, case.id)
    days[0] = START + timedelta(days=6)
    restore_case(board, library, case.id)
    assert case_as_of(board, case.id, START.date() - timedelta(days=1)) is None
    for offset in range(7):
        day = START.date() + timedelta(days=offset)
        known_day = max(one for one in states if one <= day) if offset < 6 else None
        was = case_as_of(board, case.id, day)
        assert was is not None
        expected = get_case(board, case.id) if known_day is None else states[known_day]
        bare = {"version": 0, "changed_at": None}
        assert replace(was, **bare) == replace(expected, **bare)  # type: ignore[arg-type]


def test_every_value_of_a_fact(board: Board, library: Library) -> None:
    case = renamed(board, library, new_case(board, library, full_case()), "Beta")
    renamed(board, library, case, "Gamma")
    changes = field_history(board, case.id, "cases", None, "given_name")
    assert [(one.before, one.after) for one in changes] == [
        ("Beta", "Gamma"), (full_case().given_name, "Beta"), (None, full_case().given_name),
    ]  # fmt: skip
    assert {one.person for one in changes} == {board.person.name}
    results = field_history(board, case.id, "mycn_results", case.mycn[0].id, "laboratory")
    assert len(results) == 1


def test_views_are_written_down_and_found(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    assert note_view(board, case.id)
    (line,) = trail(board, AuditQuery(kinds=("view",)))
    assert (line.entry.action, line.number, line.person) == ("Record opened", case.number, board.person.name)
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
        assert not note_view(reader, case.id)
    assert check_board(board).ok


def test_the_trail_is_searched(board: Board, library: Library, days: list[datetime]) -> None:
    case = new_case(board, library, small_case(1))
    days[0] = START + timedelta(days=3)
    renamed(board, library, case, "50 %_Beta")
    found = trail(board, AuditQuery(words="change beta"))
    assert [line.entry.action for line in found] == ["Change of name"]
    assert trail(board, AuditQuery(words="50%_")) == []
    assert len(trail(board, AuditQuery(words="%_"))) == 1
    assert trail(board, AuditQuery(words="' OR 1=1 --")) == []
    assert trail(board, AuditQuery(case_id=case.id, since=date(2026, 11, 5))) == []
    assert len(trail(board, AuditQuery(case_id=case.id, since=date(2026, 11, 4), until=date(2026, 11, 4)))) == 1
    everything = trail(board, AuditQuery())
    first = trail(board, AuditQuery(limit=2))
    rest = trail(board, AuditQuery(before=first[-1].entry.seq))
    assert [*first, *rest] == everything
    assert trail(board, AuditQuery(person=case.id)) == []


def test_the_export_is_inert_in_a_spreadsheet_and_itself_in_the_trail(
    board: Board, library: Library, tmp_path: Path
) -> None:
    case = new_case(board, library, small_case(1))
    renamed(board, library, case, "=cmd|'/c calc'!A1")
    count = export_trail(board, AuditQuery(), tmp_path / "trail.csv")
    rows = list(csv.reader((tmp_path / "trail.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == count + 1
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert trail(board, AuditQuery(kinds=("export",)))[0].entry.changes["entries"] == [None, count]


def test_an_export_that_could_not_be_written_says_so(board: Board, library: Library, tmp_path: Path) -> None:
    new_case(board, library, small_case(1))
    with pytest.raises(UserError):
        export_trail(board, AuditQuery(), tmp_path / "no such folder" / "trail.csv")
    told = [(one.entry.action, one.entry.changes["entries"]) for one in trail(board, AuditQuery(kinds=("export",)))]
    assert [action for action, _ in told] == ["History was not exported after all", "History exported"]
    assert told[0][1] == told[1][1]
    assert HistoryWords(library).action(told[0][0]) == "The history was not exported after all"
    # a board that is only read keeps neither
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
        export_trail(reader, AuditQuery(), tmp_path / "trail.csv")
    assert len(trail(board, AuditQuery(kinds=("export",)))) == 2
    assert check_board(board).ok


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["name", "age", "add", "remove"]), st.integers(0, 900)), max_size=8))
def test_whatever_was_done_each_day_is_still_there(
    board: Board, library: Library, days: list[datetime], steps: list[tuple[str, int]]
) -> None:
    """Any run of edits, one a day: each day's state is made of the audit as it was stored then."""
    days[0] = days[0] + timedelta(days=100)
    from uuid import uuid4

    case = new_case(board, library, replace(small_case(1), id=uuid4(), identifiers=(), stagings=(), mycn=()))
    states = {days[0].date(): case}
    for kind, number in steps:
        days[0] += timedelta(days=1)
        if kind == "name":
            changed = replace(case, given_name=f"Zz {number}")
        elif kind == "age":
            changed = replace(case, age_days=known(number))
        elif kind == "add":
            changed = replace(case, mycn=(*case.mycn, replace(full_case().mycn[0], id=uuid4(), supersedes=None)))
        else:
            changed = replace(case, mycn=case.mycn[1:])
        case = save_case(board, library, case, changed, "Change")
        states[days[0].date()] = case
    bare = {"version": 0, "changed_at": None}
    for day, state in states.items():
        was = case_as_of(board, case.id, day)
        assert was is not None
        assert replace(was, **bare) == replace(state, **bare)  # type: ignore[arg-type]
