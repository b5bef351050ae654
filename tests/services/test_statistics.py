"""Statistics of the board: every child is counted once a table, silences too, and the numbers agree with the list."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.services.boards import Board
from desktop.services.cases import delete_case, list_cases, new_case
from desktop.services.demo import make_demonstration
from desktop.services.library import Library
from desktop.services.statistics import (
    EXPORTED,
    FAILED,
    NO_DATE,
    NO_STAGE,
    PHASE,
    STAGE,
    YEAR,
    Count,
    Counted,
    export_statistics,
    statistics_of,
)
from desktop.services.statistics_pictures import REASONS, pictures_of
from desktop.services.statistics_records import KINDS, REFERRAL, WATCH
from desktop.services.statistics_silences import DECIDING, ENTRIES, MISSING, columns

MISSING_TABLES = {DECIDING, MISSING, ENTRIES, "Requested and awaited", REFERRAL, KINDS, WATCH}
"""A child stands in these as often as it lacks something."""


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture(scope="module")
def demonstration(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Board:
    return make_demonstration(
        tmp_path_factory.mktemp("board") / "demo.crestboard", library, cases=60, seed=3, met=False
    )


def table(found: tuple[Counted, ...], title: str) -> dict[str, int]:
    return {one.words: one.children for each in found if each.title == title for one in each.counts}


def test_every_child_is_counted_once_where_it_has_one_value(demonstration: Board, library: Library) -> None:
    found = statistics_of(demonstration, library)
    lines = list_cases(demonstration, CaseQuery()).lines
    active = sum(one.status == "active" for one in lines)
    for one in found:
        if one.title in MISSING_TABLES:
            assert all(0 < count.children <= count.of for count in one.counts)
        else:
            assert sum(count.children for count in one.counts) == (active if "active" in one.of else len(lines))


def test_the_list_shows_exactly_the_children_that_were_counted(demonstration: Board, library: Library) -> None:
    counts = [count for one in statistics_of(demonstration, library) for count in one.counts if count.where]
    assert len(counts) > 10
    for count in counts:
        assert list_cases(demonstration, CaseQuery(where=count.where)).total == count.children


def test_every_number_leads_to_its_children(demonstration: Board, library: Library) -> None:
    for one in statistics_of(demonstration, library):
        for count in one.counts:
            assert count.where or count.listed, (one.title, count.words)
            assert not count.listed or len({child.case_id for child in count.listed}) == count.children


def test_what_is_missing_is_split_by_the_kind_of_its_silence(demonstration: Board, library: Library) -> None:
    found = {one.title: one for one in statistics_of(demonstration, library)}
    for title in (DECIDING, MISSING):
        assert found[title].columns == columns(library.labels)
        assert found[title].counts
        assert all(sum(count.parts) == count.children for count in found[title].counts)
    assert any(number for count in found[MISSING].counts for number in count.parts[2:])


def test_years_groups_and_children_without_a_stage_say_who_they_are(board: Board, library: Library) -> None:
    stored = new_case(
        board, library, Case(family_name="Zztest", given_name="Alpha", diagnosed=known(PartialDate(2026, 3)))
    )
    found = {(one.title, count.words): count for one in statistics_of(board, library) for count in one.counts}
    for key, why in (
        (("Year of diagnosis", "2026"), "Diagnosed Mar 2026"),
        (("Stage", NO_STAGE), "Diagnosed Mar 2026"),
    ):
        (child,) = found[key].listed
        assert (child.case_id, child.child, child.why) == (stored.id, "Zztest, Alpha", why)
    ((words, count),) = [(one[1], each) for one, each in found.items() if one[0].startswith("Risk group")]
    assert words.startswith("Not settled")
    assert count.listed[0].why.startswith("No stage yet; open: ")


def test_an_open_group_is_counted_in_none_of_its_groups(demonstration: Board, library: Library) -> None:
    groups = table(statistics_of(demonstration, library), "Risk group by COG v2")
    lines = list_cases(demonstration, CaseQuery()).lines
    assert groups["High"] == sum(one.settled and one.groups == ("high",) for one in lines)
    assert groups["Not settled: intermediate or high"] == sum(
        not one.settled and one.groups == ("intermediate", "high") and not one.only_sources_differ for one in lines
    )


def test_children_without_a_value_and_in_the_bin(board: Board, library: Library) -> None:
    new_case(board, library, Case(family_name="Zztest", given_name="Alpha"))
    new_case(board, library, Case(family_name="Zztest", given_name="Bravo", diagnosed=known(PartialDate(2025))))
    gone = new_case(board, library, Case(family_name="Zztest", given_name="Charlie"))
    delete_case(board, library, gone.id, "Entered twice")
    found = statistics_of(board, library)
    assert table(found, "Year of diagnosis") == {"2025": 1, NO_DATE: 1}
    assert table(found, "Stage") == {NO_STAGE: 2}
    assert table(found, "Missing")["MYCN"] == 2


def test_an_empty_board_counts_nobody(board: Board, library: Library) -> None:
    assert [one.counts for one in statistics_of(board, library)] == [()] * 12


def test_the_numbers_leave_as_a_spreadsheet_that_computes_nothing(
    board: Board, library: Library, tmp_path: Path
) -> None:
    new_case(board, library, Case(family_name="Zztest", given_name="Alpha"))
    tables = (*statistics_of(board, library), Counted("=1+1", "", (Count(words="@SUM(A1)", children=1, of=2),)))
    export_statistics(board, tables, tmp_path / "numbers.csv")
    text = (tmp_path / "numbers.csv").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["Table", "Value", "Children", "Of", *columns(library.labels)]
    assert rows[-1] == ["'=1+1", "'@SUM(A1)", "1", "2", *[""] * 7]
    assert [MISSING, "MYCN", "1", "1", "1", *["0"] * 6] in rows
    assert "Zztest" not in text
    with board.database.read() as work:
        assert work.audit.entries(limit=1)[0].action == EXPORTED


def test_numbers_that_could_not_be_written_are_told_as_such(board: Board, library: Library, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_statistics(board, statistics_of(board, library), tmp_path / "no such folder" / "numbers.csv")
    with board.database.read() as work:
        assert [one.action for one in work.audit.entries(limit=2)] == [FAILED, EXPORTED]


@given(children=st.integers(0, 50), more=st.integers(0, 50))
def test_a_share_is_a_part_of_one(children: int, more: int) -> None:
    assert 0 <= replace(Count(words="", children=children, of=children + more)).share <= 1


def test_the_pictures_have_the_numbers_of_the_tables_and_no_child_twice(demonstration: Board, library: Library) -> None:
    tables = statistics_of(demonstration, library)
    pictures = pictures_of(tables)
    assert [one.table.title for one in pictures] == [
        YEAR, STAGE, "Risk group by COG v2", PHASE, REFERRAL, REASONS
    ]  # fmt: skip
    for one in pictures[:-1]:
        assert sum(count.children for count in one.table.counts) == one.table.counts[0].of or one.table.title == PHASE
        assert {*one.table.counts} <= {count for each in tables for count in each.counts}
    (missing,) = [one for one in tables if one.title == MISSING]
    reasons = pictures[-1]
    assert sum(one.children for one in reasons.table.counts) == sum(one.children for one in missing.counts)
    assert (reasons.counted, reasons.view) == ("results", MISSING)
