"""The last board about a child is told by the history, and the page says what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from typing import Any

import pytest
from builders import small_case
from since_helpers import Clock, change, on, put, timed

from db.engine import connect
from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MycnResult, Provenance
from desktop.clinical.vocabulary import Inrgss, Mycn
from desktop.reports.content import TextBlock
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.changes_since_board import NO_BOARD, SinceBoard, last_board, since_last_board
from desktop.services.library import Library
from desktop.services.summaries import content_of, summary_pdf

MONTH = PartialDate(2026, 11)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def clock(board: Board) -> Iterator[Clock]:
    made = timed(board)
    yield made
    board.database.close()


@pytest.fixture
def child(board: Board, library: Library, clock: Clock) -> Case:
    return new_case(board, library, small_case(1))


Typed = tuple[int, int, PartialDate | None]
"""On which day of November, at which hour, which board date was typed; None: it was taken away."""


@pytest.mark.parametrize(
    ("typed", "today", "expected"),
    [
        pytest.param([], 20, None, id="no date"),
        pytest.param([(2, 9, on(10))], 9, None, id="still to come"),
        pytest.param([(2, 9, on(10))], 10, None, id="the board of today is not the last one"),
        pytest.param([(2, 9, on(10))], 11, 10, id="passed"),
        pytest.param([(2, 9, on(10)), (10, 15, on(24))], 20, 10, id="the next date was typed in the meeting"),
        pytest.param([(2, 9, on(10)), (12, 9, on(24))], 20, 10, id="the next date was typed afterwards"),
        pytest.param([(2, 9, on(10)), (5, 9, on(17))], 12, None, id="put off beforehand"),
        pytest.param([(2, 9, on(10)), (5, 9, on(17))], 20, 17, id="put off, and passed"),
        pytest.param([(2, 9, on(10)), (12, 9, on(17)), (18, 9, on(24))], 20, 17, id="the latest of several"),
        pytest.param([(12, 9, on(10))], 20, 10, id="typed afterwards"),
        pytest.param([(12, 9, on(3)), (12, 10, on(24))], 20, None, id="typed wrongly and corrected on the same day"),
        pytest.param([(2, 9, on(10)), (12, 9, None)], 20, 10, id="taken away after it"),
        pytest.param([(2, 9, on(10)), (8, 9, None)], 20, None, id="taken away before it"),
        pytest.param([(2, 9, MONTH)], 30, None, id="a month is no day"),
    ],
)
def test_which_board_was_the_last(
    board: Board, library: Library, clock: Clock, child: Case, typed: list[Typed], today: int, expected: int | None
) -> None:
    for day, hour, told in typed:
        clock.day(day, hour)
        answer = NOT_ASKED if told is None else known(told)
        change(board, library, child, lambda one, answer=answer: replace(one, board_on=answer))  # type: ignore[misc]
    found = last_board(board, child.id, date(2026, 11, today), zone=UTC)
    assert found == (None if expected is None else date(2026, 11, expected))


def test_of_a_day_that_has_passed_only_what_was_known_then_counts(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    clock.day(2)
    put(board, library, child, board_on=on(10))
    clock.day(11)
    put(board, library, child, mycn=Mycn.GAIN)
    clock.day(20)
    put(board, library, child, mycn=Mycn.AMPLIFIED, board_on=on(9))
    found = since_last_board(board, library, child.id, date(2026, 11, 12), past=True, zone=UTC)
    assert found.day == date(2026, 11, 10)
    assert found.found is not None
    assert [one.changes["mycn"][1] for one in found.found.changes] == ["gain"]
    nothing = since_last_board(board, library, child.id, date(2026, 11, 10), past=True, zone=UTC)
    assert nothing == NO_BOARD


def since_words(library: Library, case: Case, since: SinceBoard) -> str:
    content = content_of(library, case, today=date(2026, 11, 20), prepared_by="Zztest", since=since)
    block = next(one for one in content.blocks if isinstance(one, TextBlock) and one.label == "Since last time")
    return "  ".join("".join(words.text for words in phrase) for part in block.told for phrase in part)


def read(board: Board, library: Library, case: Case) -> SinceBoard:
    return since_last_board(board, library, case.id, date(2026, 11, 20), zone=UTC)


def test_the_page_says_what_changed_since_the_board(board: Board, library: Library, clock: Clock, child: Case) -> None:
    assert since_words(library, child, read(board, library, child)) == "no board meeting recorded yet"
    unread = SinceBoard(date(2026, 11, 10), read=False)
    assert since_words(library, child, unread) == "Board 10 Nov 2026  being read"
    clock.day(2)
    put(board, library, child, board_on=on(10))
    clock.day(11)
    case = get_case(board, child.id)
    assert since_words(library, case, read(board, library, case)) == "Board 10 Nov 2026  Nothing in the record changed."
    # the date of the next board stands in the head of the page
    case = put(board, library, case, board_on=on(24))
    assert "Nothing in the record changed" in since_words(library, case, read(board, library, case))
    origin = Provenance(performed_on=on(3), laboratory="Demo Lab")
    result = MycnResult(provenance=origin, mycn=known(Mycn.AMPLIFIED))
    case = change(board, library, case, lambda one: replace(one, mycn=(*one.mycn, result)))
    case = put(board, library, case, inrgss=Inrgss.L2, question=f"Operate now{', or later' * 9}?")
    told = since_words(library, case, read(board, library, case))
    assert told.startswith("Board 10 Nov 2026  Group COG v2, NCCN 2026 intermediate → high; ")
    assert "Changed staging: INRGSS stage: M → L2; " in told
    assert "New MYCN amplified (03 Nov 2026, Demo Lab)." in told
    # long words stand where they belong, and are not said twice
    assert "question for the board" in told
    assert "or later" not in told
    pdf = summary_pdf(board, library, case, today=date(2026, 11, 20))
    assert pdf == summary_pdf(board, library, case, today=date(2026, 11, 20))
    assert pdf != summary_pdf(board, library, case, today=date(2026, 11, 10))


def test_of_many_changes_the_first_are_named_and_the_others_counted(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    clock.day(2)
    put(board, library, child, board_on=on(10))
    clock.day(11)
    results = tuple(
        MycnResult(provenance=Provenance(laboratory=f"Demo Lab {number}"), mycn=known(Mycn.GAIN)) for number in range(9)
    )
    case = change(board, library, child, lambda one: replace(one, mycn=(*one.mycn, *results)))
    told = since_words(library, case, read(board, library, case))
    assert told.count("MYCN gain") == 6
    assert told.endswith("; and 3 more.")


def test_a_child_entered_after_its_board_is_told_as_such(board: Board, library: Library, clock: Clock) -> None:
    clock.day(12)
    case = new_case(board, library, replace(small_case(2), board_on=known(on(10))))
    clock.day(13)
    assert "entered after it, on 12 Nov 2026" in since_words(library, case, read(board, library, case))


def test_a_history_that_does_not_lead_there_is_told_and_the_page_goes_on(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    clock.day(2)
    put(board, library, child, board_on=on(10))
    clock.day(12)
    case = put(board, library, child, given_name="Beta")
    driver: Any = connect(board.database.folder.database, board.database.key)
    driver.execute("UPDATE cases SET given_name = 'Zzpast'")
    driver.close()
    found = read(board, library, case)
    assert found == SinceBoard(date(2026, 11, 10))
    told = since_words(library, case, found)
    assert told == "Board 10 Nov 2026  the history does not lead back to that day"
    assert summary_pdf(board, library, case, today=date(2026, 11, 20))
