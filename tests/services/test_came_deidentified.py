"""A child who came de-identified: nothing of it is late by a day of ours, and that no day is real is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import full_case
from pdf_reading import page_texts

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import DAY_ZERO, PartialDate, day_words
from desktop.clinical.errors import UserError
from desktop.clinical.neutral_calendar import as_of
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.results import MycnResult
from desktop.clinical.timeline import EventStatus
from desktop.clinical.vocabulary import Silence
from desktop.services.boards import Board
from desktop.services.calendar_files import plan_entries
from desktop.services.chasing import chase_list
from desktop.services.deidentified_records import checked_record
from desktop.services.deidentifying import ready
from desktop.services.due import due_list
from desktop.services.library import Library
from desktop.services.plan_course import start_plan
from desktop.services.planning import record_event
from desktop.services.plans import current_plan, lay_out, plan_case
from desktop.services.receiving import receive_record
from desktop.services.summaries import summary_pdf

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def came(board: Board, library: Library, tmp_path: Path) -> Case:
    """With a plan under way, a test that was requested, and a follow-up test that waits."""
    case = full_case()
    diagnosed = case.diagnosed.value
    assert diagnosed is not None and diagnosed.full is not None
    asked = PartialDate.of(diagnosed.full + timedelta(days=5))
    due = FollowUp(test=known("hearing"), due_on=known(PartialDate.of(diagnosed.full + timedelta(days=300))))
    waits = MycnResult(mycn=silent(Silence.REQUESTED, asked))
    case = replace(case, follow_ups=(due,), mycn=(waits,))
    path = tmp_path / "record.json"
    path.write_bytes(checked_record(library, case, ready(library, case, today=TODAY)))
    return receive_record(board, library, path)[0]


def test_its_plan_is_seen_as_of_its_last_entry(library: Library, came: Case) -> None:
    last, chosen = as_of(came, TODAY), current_plan(came)
    assert chosen is not None and last.year == DAY_ZERO.year
    events = plan_case(library, came, TODAY)
    assert events == lay_out(library, chosen, last)
    assert {one.status for one in events} >= {EventStatus.DONE, EventStatus.PLANNED}
    # whoever has only the plan compares it with no day at all
    assert not [one for one in lay_out(library, chosen, TODAY) if one.status is EventStatus.LATE]


def test_no_day_of_ours_comes_into_its_plan(board: Board, library: Library, came: Case) -> None:
    chosen = current_plan(came)
    event = next(one.id for one in plan_case(library, came) if one.status is EventStatus.PLANNED)
    with pytest.raises(UserError, match="a day of our calendar cannot stand among them; nothing was changed"):
        record_event(board, library, came, event, TODAY)
    with pytest.raises(UserError, match="a day of our calendar"):
        start_plan(board, library, came, "cog-high-risk", TODAY)
    assert chosen is not None
    later = record_event(board, library, came, event, as_of(came, TODAY))
    assert plan_case(library, later, TODAY) != plan_case(library, came, TODAY)


def test_it_is_neither_due_nor_in_a_calendar(board: Board, library: Library, came: Case) -> None:
    assert due_list(board, library, TODAY) == ()
    with pytest.raises(UserError, match="no day of its plan is real, so no calendar was written"):
        plan_entries(came, plan_case(library, came, TODAY))


def test_nothing_has_been_awaited_for_a_hundred_years(board: Board, library: Library, came: Case) -> None:
    waited = [line.days for group in chase_list(board, library, TODAY) for line in group.lines if line.days is not None]
    assert waited and all(0 <= one < 1000 for one in waited)


def test_its_page_says_that_no_day_is_real(board: Board, library: Library, came: Case) -> None:
    told = " ".join(" ".join(page_texts(summary_pdf(board, library, came, today=TODAY))).split())
    assert f"de-identified, no day is real: last entry {day_words(as_of(came, TODAY))}" in told
    assert "last entry" in told.partition("Treatment")[2] and "verdue" not in told
    assert "Prepared by Zztest Coordinator, 26 Nov 2026" in told
