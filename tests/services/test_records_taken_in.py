"""A record for a child who is here: compared, chosen, stored as one step with where everything came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import full_case, key, small_case

from db.audit_search import AuditQuery
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.errors import UserError
from desktop.clinical.merging import Side
from desktop.clinical.taking_in import compare
from desktop.clinical.vocabulary import Mycn
from desktop.reports.archival import Carried, with_carried
from desktop.services.boards import Board
from desktop.services.cases import delete_case, get_case, new_case, save_case
from desktop.services.checking import check_board
from desktop.services.history import trail
from desktop.services.history_words import HistoryWords
from desktop.services.library import Library
from desktop.services.printing import page_of
from desktop.services.records import record_bytes, record_of
from desktop.services.taking_in import look_to_take_in, take_in
from desktop.services.taking_in_words import brought_words, entered_words, row_title, row_words
from desktop.services.undoing import begin, read_on, redo, undo

TODAY = date(2026, 11, 26)
Write = Callable[[Case], Path]


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(case: Case) -> Path:
        path = tmp_path / "record.json"
        path.write_bytes(record_bytes(record_of(case)))
        return path

    return written


@pytest.fixture
def here(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


def _further(case: Case) -> Case:
    """The record of another centre: one result more, one told differently, another wish."""
    new = replace(case.mycn[0], id=key("further"), mycn=known(Mycn.NOT_AMPLIFIED))
    new = replace(new, provenance=replace(new.provenance, entered_by="Zztest Elsewhere"), supersedes=None)
    changed = replace(case.mycn[0], mycn=known(Mycn.GAIN))
    return replace(case, wishes=known("Zztest wishes"), mycn=(changed, *case.mycn[1:], new))


def test_it_is_taken_in_as_one_step_and_taken_back(board: Board, library: Library, here: Case, write: Write) -> None:
    steps = begin(board)
    taking = look_to_take_in(board, library, write(_further(here)), TODAY)
    assert taking.kept == here
    stored = take_in(board, library, taking, dict.fromkeys(taking.comparison.choices, Side.OTHER), TODAY)
    assert get_case(board, here.id) == stored
    assert record_bytes(record_of(stored)) == record_bytes(record_of(_further(here)))
    assert stored.mycn[-1].provenance.entered_by == "Zztest Elsewhere"
    steps = read_on(board, steps)
    assert len(steps.undo) == 1
    undo(board, library, steps.undo[-1])
    assert record_bytes(record_of(get_case(board, here.id))) == record_bytes(record_of(here))
    steps = read_on(board, steps)
    redo(board, library, steps.redo[-1])
    assert record_bytes(record_of(get_case(board, here.id))) == record_bytes(record_of(stored))
    assert check_board(board).ok


def test_what_is_here_stays_where_it_is_chosen_and_the_receipt_is_written_down(
    board: Board, library: Library, here: Case, write: Write
) -> None:
    taking = look_to_take_in(board, library, write(_further(here)), TODAY)
    assert taking.said["wishes"].person == board.person.name
    stored = take_in(board, library, taking, dict.fromkeys(taking.comparison.choices, Side.KEPT), TODAY)
    assert (stored.wishes, stored.mycn[0]) == (here.wishes, here.mycn[0])
    assert len(stored.mycn) == len(here.mycn) + 1
    (entry,) = [one.entry for one in trail(board, AuditQuery(case_id=here.id)) if one.entry.entity == "receive"]
    assert entry.changes["digest"][1] == taking.seen.digest
    assert entry.changes["choices"][1] == "2 times what was here, 0 times the record"
    words = HistoryWords(library)
    assert words.action(entry.action) == "Received a record"


def test_nothing_is_stored_without_a_choice_or_after_a_change(
    board: Board, library: Library, here: Case, write: Write
) -> None:
    path = write(_further(here))
    taking = look_to_take_in(board, library, path, TODAY)
    choices = dict.fromkeys(taking.comparison.choices, Side.OTHER)
    before = board.database.last_entry()
    with pytest.raises(UserError, match="differ in 2 facts"):
        take_in(board, library, taking, {}, TODAY)
    path.write_bytes(path.read_bytes().replace(b"Zztest wishes", b"Zztest wishez"))
    with pytest.raises(UserError, match="was changed after it was shown"):
        take_in(board, library, taking, choices, TODAY)
    assert board.database.last_entry() == before
    write(_further(here))
    save_case(board, library, here, replace(here, question=known("Zztest?")), "change of question")
    with pytest.raises(UserError, match="changed meanwhile"):
        take_in(board, library, taking, choices, TODAY)


def test_who_cannot_take_it_in_is_told_why(board: Board, library: Library, here: Case, write: Write) -> None:
    with pytest.raises(UserError, match="No case of this board is of this child"):
        look_to_take_in(board, library, write(small_case(3)), TODAY)
    other = new_case(board, library, small_case(2))
    both = replace(here, identifiers=(*here.identifiers, Identifier(system="other", value=other.identifiers[0].value)))
    both = replace(both, identifiers=(*here.identifiers, replace(other.identifiers[0], id=key("n"))))
    with pytest.raises(UserError, match="lead to case 1 and to case 2"):
        look_to_take_in(board, library, write(both), TODAY)
    with pytest.raises(UserError, match="one does not exist"):
        look_to_take_in(board, library, write(replace(here, demonstration=True)), TODAY)
    delete_case(board, library, here.id, "twice")
    with pytest.raises(UserError, match="is in the bin"):
        look_to_take_in(board, library, write(here), TODAY)


def test_the_same_child_under_another_key_is_compared_by_its_number(
    board: Board, library: Library, here: Case, write: Write
) -> None:
    """Another centre made a case of its own: its results are others, and come in beside ours."""
    fresh = replace(small_case(9), identifiers=(Identifier(system="mrn", value=here.mrn),))
    taking = look_to_take_in(board, library, write(fresh), TODAY)
    assert taking.kept == here
    choices = dict.fromkeys(taking.comparison.choices, Side.KEPT)
    stored = take_in(board, library, taking, choices, TODAY)
    assert (stored.id, stored.number) == (here.id, here.number)
    assert {one.id for one in stored.identifiers} == {one.id for one in here.identifiers}


def test_a_page_carries_it_too(board: Board, library: Library, here: Case, tmp_path: Path) -> None:
    page = page_of(board, library, here, today=TODAY, paper="a4")
    path = tmp_path / "page.pdf"
    path.write_bytes(with_carried(page.pdf, Carried(record=record_bytes(record_of(_further(here))), on=TODAY)))
    taking = look_to_take_in(board, library, path, TODAY)
    assert len(taking.comparison.choices) == 2
    assert "not signed" in taking.seen.signed_words


def test_both_sides_in_words(board: Board, library: Library, here: Case, write: Write) -> None:
    found = look_to_take_in(board, library, write(_further(here)), TODAY).comparison
    (row,) = found.rows
    assert row_title(library, row).startswith("MYCN result, ")
    here_words, there = (row_words(library, row, side) for side in (Side.KEPT, Side.OTHER))
    assert (here_words, there) == ("MYCN: sample failed 17 Sep 2026", "MYCN: gain (not amplified)")
    assert entered_words(row.kept).startswith(board.person.name)
    assert brought_words(library, found) == "New: MYCN result (1)."


def test_rows_within_a_plan_are_told_by_what_differs(library: Library) -> None:
    case = full_case()
    plan = case.plans[0]
    other = replace(plan.events[0], actual=date(2026, 9, 30))
    record = replace(case, plans=(replace(plan, events=(other, *plan.events[1:])),))
    [two] = compare(case, record).rows
    assert row_words(library, two, Side.KEPT).startswith("C1: actual")
    assert "28 Sep 2026" in row_words(library, two, Side.KEPT)
    assert "30 Sep 2026" in row_words(library, two, Side.OTHER)
