"""The history a step at a time: grouped, filtered, in pages, and still readable after somebody tampered with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from builders import full_case, small_case
from undo_helpers import as_other, second_person

from db.audit_search import start_of
from db.engine import connect
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.history import (
    PREVIEWED,
    AuditQuery,
    case_as_of,
    fact_history,
    note_given_out,
    note_view,
    trail,
)
from desktop.services.history_steps import PAGE, history_choices, history_page, step_entries
from desktop.services.importing import import_file
from desktop.services.library import Library
from desktop.services.undoing import begin, read_on, undo


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


def edit(board: Board, library: Library, case: Case, name: str, answer: Any) -> Case:
    return save_case(board, library, case, FIELDS[name].write(case, answer), f"Change of {name}")


def sql(board: Board, statement: str) -> None:
    driver: Any = connect(board.database.folder.database, board.database.key)
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute(statement)
    driver.close()


def test_one_line_for_each_step(board: Board, library: Library, child: Case) -> None:
    child = edit(board, library, child, "mycn", known(Mycn.GAIN))
    note_view(board, child.id)
    note_view(board, child.id, PREVIEWED)
    note_given_out(board, child.id)
    steps = history_page(board, AuditQuery(case_id=child.id)).steps
    assert [(one.step.action, one.number) for one in steps] == [
        (action, child.number)
        for action in ("Record given out", "Page shown", "Record opened", "Change of mycn", "New case")
    ]
    assert {one.person for one in steps} == {board.person.name}
    made = steps[-1]
    assert made.step.entries == len(step_entries(board, made)) == 22
    assert len(made.entries) == 22, "its line can say how many more there are"
    assert made.case_id == child.id


def test_an_opened_step_shows_all_of_it_whatever_it_was_found_by(board: Board, library: Library, child: Case) -> None:
    (found,) = history_page(board, AuditQuery(case_id=child.id, facts=("ratio",))).steps
    assert (found.step.entries, [one.entity for one in found.entries]) == (1, ["mycn_results"])
    assert len(step_entries(board, found, child.id)) == 22
    both = [replace(small_case(1), id=uuid4(), mycn=()), replace(small_case(2), id=uuid4(), mycn=())]
    with board.database.work(board.person.id) as work:
        stored = work.cases.add_many(both, "Import: list")
    (step, *_) = history_page(board, AuditQuery()).steps
    assert (step.step.cases, step.number, step.case_id) == (2, 0, None)
    only = step_entries(board, step, stored[0].id)
    assert {one.case_id for one in only} == {stored[0].id}
    assert len(step_entries(board, step)) == 2 * len(only)


def test_filters_by_fact_person_kind_and_meaning(board: Board, library: Library, child: Case) -> None:
    child = edit(board, library, child, "mycn", known(Mycn.GAIN))
    other = second_person(board)
    as_other(board, other, child, FIELDS["language"].write(child, known('says "mycn":[ aloud')), "Change of language")

    def found(**asked: Any) -> list[str]:
        return [one.step.action for one in history_page(board, AuditQuery(case_id=child.id, **asked)).steps]

    assert found(facts=("mycn",)) == ["Change of mycn", "New case"]
    assert found(person=other.id) == ["Change of language"]
    assert found(words="weekday") == []
    assert found(words="weekday", meanings={"weekday": ("born",)}) == ["New case"]
    assert found(kinds=("view",)) == []
    choices = history_choices(board, child.id)
    assert set(choices.people.values()) == {board.person.name, "Zztest Second"}
    assert ("mycn_results", "mycn") in choices.facts
    assert history_choices(board, None).facts == []


def test_long_histories_come_in_pages_and_no_step_is_cut(board: Board, library: Library, child: Case) -> None:
    for _ in range(PAGE + 20):
        with board.database.work(board.person.id) as work:
            work.audit.add("Record opened", "view", case_id=child.id)
            work.audit.add("Record opened", "view", case_id=child.id)
    first = history_page(board, AuditQuery(case_id=child.id))
    assert (len(first.steps), {one.step.entries for one in first.steps}) == (PAGE, {2})
    second = history_page(board, AuditQuery(case_id=child.id, before=first.before))
    assert (len(second.steps), second.before) == (21, None)
    assert second.steps[0].step.last == first.steps[-1].step.first - 1


def test_days_are_those_of_the_place(board: Board, library: Library, child: Case) -> None:
    (entry,) = trail(board, AuditQuery(limit=1))
    moment = entry.entry.at
    east = timezone(timedelta(hours=14))
    there = moment.astimezone(east).date()
    assert history_page(board, AuditQuery(since=there, until=there, zone=east)).steps
    assert not history_page(board, AuditQuery(since=there + timedelta(days=1), zone=east)).steps
    assert start_of(date(2026, 11, 23), east) == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert case_as_of(board, child.id, there, east) is not None
    assert case_as_of(board, child.id, there - timedelta(days=1), east) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET person_id = 'x' WHERE seq > 2",
        "UPDATE audit SET at = 'yesterday' WHERE seq > 2",
        "UPDATE audit SET changes = 'not json' WHERE seq > 2",
        "UPDATE audit SET changes = '{\"sex\": 5}' WHERE seq > 2",
        "UPDATE audit SET case_id = 'x' WHERE seq > 2",
    ],
)
def test_a_damaged_history_is_still_shown(board: Board, child: Case, statement: str) -> None:
    sql(board, statement)
    assert history_page(board, AuditQuery()).steps
    assert trail(board, AuditQuery())
    history_choices(board, child.id)
    for step in history_page(board, AuditQuery()).steps:
        step_entries(board, step)


def test_a_history_that_does_not_lead_back_is_said(board: Board, library: Library, child: Case) -> None:
    edit(board, library, child, "mycn", known(Mycn.GAIN))
    sql(board, "UPDATE audit SET changes = replace(changes, 'gain', 'amplified'), at = '2027' || substr(at, 5)"
               " WHERE action = 'Change of mycn'")  # fmt: skip
    with pytest.raises(UserError, match="does not lead back to that day"):
        case_as_of(board, child.id, datetime.now(UTC).date())


def test_how_each_value_came_about(board: Board, library: Library, child: Case, tmp_path: Any) -> None:
    steps = begin(board)
    edit(board, library, child, "mycn", known(Mycn.GAIN))
    undo(board, library, read_on(board, steps).undo[-1])
    told = fact_history(board, child.id, "mycn")
    was = full_case().mycn[-1].mycn.value
    assert [(one.how, one.after) for one in told[:2]] == [("undo", str(was)), ("typed", "gain")]
    assert told[0].source["laboratory"] == full_case().mycn[-1].provenance.laboratory
    assert len(told) == 2 + len(full_case().mycn)
    sheet = tmp_path / "list.csv"
    sheet.write_text("mrn,last_name\nZZ-77,Zztest\n", encoding="utf-8")
    import_file(board, library, sheet, today=date(2026, 11, 26))
    with board.database.read() as work:
        brought = work.cases.find("mrn", "ZZ-77")
    assert brought is not None
    assert [(one.how, one.after) for one in fact_history(board, brought, "mrn")] == [("import", "ZZ-77")]
    assert [one.how for one in fact_history(board, brought, "status")] == ["import"]
    assert fact_history(board, brought, "mycn") == []


def test_a_look_is_no_change(board: Board, library: Library, child: Case) -> None:
    """Neither one's own nor another's is a step, or stands in the way of undoing one."""
    steps = begin(board)
    mine = new_case(board, library, replace(small_case(3)))
    other = replace(board, person=second_person(board))
    assert note_view(other, mine.id)
    assert note_view(board, mine.id)
    assert [one.name for one in read_on(board, steps).undo] == ["new case"]
    undo(board, library, read_on(board, steps).undo[-1])
    assert get_case(board, mine.id).deleted is not None
