"""The treatment block of the page says what people decided, with why, and drops none of it in silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import small_case

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.vocabulary import SlipReason
from desktop.reports.content import TreatmentBlock
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.plan_course import pause, resume, start_plan, stop_plan
from desktop.services.planning import book_event, leave_out, record_event
from desktop.services.summaries import content_of

LIBRARY = build_library()
START = date(2026, 1, 5)
TODAY = START + timedelta(days=60)


def day(number: int) -> date:
    """So many days after the start."""
    return START + timedelta(days=number)


@pytest.fixture
def child(board: Board) -> Case:
    stored = new_case(board, LIBRARY, small_case())
    stored = start_plan(board, LIBRARY, stored, "cog-high-risk", START, first_event="C2")
    return record_event(board, LIBRARY, stored, "C2", START, "platelets 40", SlipReason.COUNTS)


def block(case: Case) -> TreatmentBlock:
    found = content_of(LIBRARY, case, today=TODAY, prepared_by="Zztest").blocks
    return next(one for one in found if isinstance(one, TreatmentBlock))


def told(case: Case) -> str:
    return "\n".join(
        "".join(words.text for words in phrase) for paragraph in block(case).paragraphs for phrase in paragraph
    )


def test_where_it_was_joined_what_is_fixed_and_what_is_left_out(board: Board, child: Case) -> None:
    case = book_event(board, LIBRARY, child, "SURGERY_PRIMARY", day(20), "theatre")
    case = leave_out(board, LIBRARY, case, "C4", "", SlipReason.TOXICITY)
    said = told(case)
    assert "Joined at Induction cycle 2, 05 Jan 2026" in said
    assert "Fixed days Surgery of the primary tumour 25 Jan 2026 (theatre), too early: " in said
    assert "Left out Induction cycle 4 (Toxicity)" in said


def test_rests_and_a_stop_with_why(board: Board, child: Case) -> None:
    case = resume(board, LIBRARY, pause(board, LIBRARY, child, day(30), SlipReason.INFECTION), day(40))
    case = pause(board, LIBRARY, case, day(50))
    assert "Rested 04 Feb 2026 to 14 Feb 2026 (Infection or fever)" in told(case)
    assert "Treatment rests since 24 Feb 2026 (no reason recorded)" in told(case)
    stopped = stop_plan(board, LIBRARY, case, day(55), None, "progression")
    assert "Plan stopped 01 Mar 2026 (progression)" in told(stopped)
    timeline = block(stopped).timeline
    assert timeline is not None
    assert timeline.decided.stopped == day(55)
    assert len(timeline.decided.pauses) == 2
    assert "Induction cycle 3: stopped" in timeline.description


def test_an_earlier_plan_says_how_it_ended(board: Board, child: Case) -> None:
    case = start_plan(board, LIBRARY, child, "cog-anbl0532", day(58), why=SlipReason.TRANSFER)
    assert "Earlier plan COG high risk, from 05 Jan 2026, stopped 04 Mar 2026 (Transfer between centres)" in told(case)


def test_a_delay_is_told_with_the_reason_that_was_chosen(board: Board, child: Case) -> None:
    case = record_event(board, LIBRARY, child, "C3", day(28), "platelets 40", SlipReason.COUNTS)
    assert "C3 +7 d Blood counts not recovered: platelets 40" in told(case)


def test_a_plan_that_runs_as_laid_out_says_nothing_more(board: Board) -> None:
    case = start_plan(board, LIBRARY, new_case(board, LIBRARY, small_case()), "cog-high-risk", START)
    assert len(block(case).paragraphs) == 2
