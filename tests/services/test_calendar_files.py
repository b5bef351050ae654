"""Calendar files, read back with a library: whole days, nobody named unless asked, the same entry after a day moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from builders import full_case, small_case
from icalendar import Calendar, Event

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.vocabulary import SlipReason
from desktop.services.boards import Board
from desktop.services.calendar_files import (
    FAILED,
    SAVED,
    calendar_file,
    due_entries,
    plan_entries,
    save_due_calendar,
    save_plan_calendar,
)
from desktop.services.cases import history, new_case
from desktop.services.due import due_of
from desktop.services.plan_course import start_plan
from desktop.services.planning import book_event, leave_out, record_event
from desktop.services.plans import plan_case

LIBRARY = build_library()
START = date(2026, 1, 5)
STAMP = datetime(2026, 2, 1, 12, 30, tzinfo=UTC)


def read(content: bytes) -> dict[str, Event]:
    """The events of a file by their title."""
    found = Calendar.from_ical(content)
    assert found["version"] == "2.0"
    return {str(one["summary"]): one for one in found.walk("VEVENT")}


def planned(board: Board) -> Case:
    child = new_case(board, LIBRARY, small_case())
    child = start_plan(board, LIBRARY, child, "cog-high-risk", START)
    return record_event(board, LIBRARY, child, "C1", START)


def test_days_of_a_plan_are_whole_days_that_name_nobody(board: Board) -> None:
    child = planned(board)
    content = calendar_file(plan_entries(child, plan_case(LIBRARY, child)), STAMP)
    found = read(content)
    begun, coming = found[f"Case {child.number}: Induction cycle 1"], found[f"Case {child.number}: Induction cycle 2"]
    assert (begun.start, begun.end) == (START, START + timedelta(days=1))
    assert (begun["status"], coming["status"]) == ("CONFIRMED", "TENTATIVE")
    assert coming.start == START + timedelta(days=21)
    assert "To confirm first" in coming["description"]
    assert {str(one["class"]) for one in found.values()} == {"PRIVATE"}
    assert {str(one["transp"]) for one in found.values()} == {"TRANSPARENT"}
    for secret in (child.family_name, child.given_name, child.mrn):
        assert secret.encode() not in content
    named = read(calendar_file(plan_entries(child, plan_case(LIBRARY, child), named=True), STAMP))
    assert f"{child.name} (case {child.number}): Induction cycle 1" in named


def test_the_same_day_of_the_plan_is_the_same_entry_after_it_moved(board: Board) -> None:
    child = planned(board)
    before = read(calendar_file(plan_entries(child, plan_case(LIBRARY, child)), STAMP))
    child = record_event(board, LIBRARY, child, "C2", START + timedelta(days=28))
    after = read(calendar_file(plan_entries(child, plan_case(LIBRARY, child)), STAMP))
    title = f"Case {child.number}: Induction cycle 3"
    assert before[title]["uid"] == after[title]["uid"]
    assert after[title].start == before[title].start + timedelta(days=7)


def test_what_is_left_out_is_no_day(board: Board) -> None:
    child = leave_out(board, LIBRARY, planned(board), "C5", "", SlipReason.TOXICITY)
    found = read(calendar_file(plan_entries(child, plan_case(LIBRARY, child)), STAMP))
    assert f"Case {child.number}: Induction cycle 5" not in found


def test_a_window_and_a_default_are_told_and_a_fixed_day_is_none(board: Board) -> None:
    child = planned(board)
    found = read(calendar_file(plan_entries(child, plan_case(LIBRARY, child)), STAMP))
    told = " ".join(str(one.get("description", "")) for one in found.values())
    assert "Window " in told
    surgery = found[f"Case {child.number}: Surgery of the primary tumour"]
    assert "planning default" in surgery["description"]
    child = book_event(board, LIBRARY, child, "SURGERY_PRIMARY", START + timedelta(days=130), "theatre")
    again = read(calendar_file(plan_entries(child, plan_case(LIBRARY, child)), STAMP))
    assert "planning default" not in again[f"Case {child.number}: Surgery of the primary tumour"].get("description", "")


def test_that_a_calendar_leaves_is_written_down(board: Board, tmp_path: Path) -> None:
    child = planned(board)
    content = calendar_file(plan_entries(child, plan_case(LIBRARY, child)))
    assert save_plan_calendar(board, child, content, tmp_path / "plan.ics")
    assert (tmp_path / "plan.ics").read_bytes() == content
    assert history(board, child.id)[0].action == SAVED
    items = due_of(LIBRARY, child, START + timedelta(days=15))
    due = calendar_file(due_entries(items))
    save_due_calendar(board, items, due, tmp_path / "due.ics")
    assert len(read((tmp_path / "due.ics").read_bytes())) == len(items) > 0
    assert FAILED not in {one.action for one in history(board, child.id)}


def test_words_that_calendars_escape_come_back_as_they_were(board: Board) -> None:
    child = new_case(board, LIBRARY, full_case())
    items = due_of(LIBRARY, child, date(2026, 11, 30))
    for one in Calendar.from_ical(calendar_file(due_entries(items, named=True))).walk("VEVENT"):
        assert child.name in one["summary"]
