"""Whatever is edited: undoing all of it gives the same children, redoing all of it gives the edits back."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from builders import PASSPHRASE, full_case, small_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from undo_helpers import edit, facts, redo_last, undo_last

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS, Field, Kind
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Silence, SlipReason
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, get_case, restore_case, save_case
from desktop.services.cases import new_case as store_new
from desktop.services.checking import check_board
from desktop.services.library import Library
from desktop.services.plan_course import pause, restart, resume, start_plan, stop_plan
from desktop.services.planning import book_event, confirm_gate, leave_out, record_event
from desktop.services.plans import plan_case
from desktop.services.undoing import begin, read_on

SILENT = st.sampled_from([one for one in Silence if one is not Silence.NOT_ASKED]).flatmap(
    lambda reason: st.sampled_from([silent(reason), silent(reason, PartialDate(2026, 11), "Demo Lab")])
)
EDITED = tuple(one for one in FIELDS.values() if one.name not in ("idrfs", "mrn"))
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 23))


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def answers(field: Field) -> st.SearchStrategy[Answer[Any]]:
    """Answers of one fact, and for a fact with silences those too."""
    kinds: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.DATE: DAYS.map(PartialDate.of),
        Kind.COUNT: st.integers(0, 900),
        Kind.MEASURE: st.decimals(1, 99, places=1),
        Kind.CODES: st.frozensets(st.sampled_from(field.options or ("x",)), max_size=3),
    }
    if field.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        found: st.SearchStrategy[Any] = st.text("abc æ|\"'", min_size=1, max_size=6)
    else:
        found = kinds.get(field.kind, st.sampled_from(field.options or (True,)))
    told = found.map(known)
    return told if field.plain else told | SILENT | st.just(NOT_ASKED)


FACT = st.sampled_from(EDITED).flatmap(lambda field: st.tuples(st.just("fact"), st.just(field.name), answers(field)))
DATED = st.tuples(st.just("origin"), st.sampled_from(["mycn", "inrgss", "histology"]), DAYS.map(PartialDate.of))
OTHER = st.tuples(st.sampled_from(["plan", "event", "bin", "back"]), st.sampled_from(["C1", "C2"]), DAYS)
EDITS = st.lists(st.tuples(st.integers(0, 1), FACT | DATED | OTHER), min_size=1, max_size=8)

PLANNED = ("plan", "event", "book", "leave", "gate", "pause", "resume", "stop", "restart")
PLANS = st.lists(
    st.tuples(st.just(0), st.tuples(st.sampled_from(PLANNED), st.sampled_from(["C1", "C2", "C3"]), DAYS)),
    min_size=2,
    max_size=9,
)
"""Everything that is decided about the plan of one child, in any order."""


def apply(board: Board, library: Library, case_id: UUID, deed: tuple[str, str, Any]) -> None:
    """One edit, as the window's use cases make it; what cannot be done just now is left out."""
    kind, name, value = deed
    case = get_case(board, case_id)
    if kind == "fact":
        edit(board, library, case_id, name, value)
    elif kind == "origin":
        save_case(board, library, case, FIELDS[name].write_origin(case, value, "Other Lab"), f"Change of {name}")
    elif kind == "plan":
        start_plan(board, library, case, "cog-5-cycle", value)
    elif kind == "event" and case.plans:
        record_event(board, library, case, name, None if value.day % 3 == 0 else value)
    elif kind in PLANNED and case.plans:
        with suppress(UserError):
            decide(board, library, case, deed)
    elif kind == "bin":
        delete_case(board, library, case_id, "Entered twice")
    elif kind == "back" and case.deleted:
        restore_case(board, library, case_id)


def decide(board: Board, library: Library, case: Case, deed: tuple[str, str, date]) -> None:
    """One decision about the plan; what cannot be decided just now is refused."""
    kind, event, day = deed
    if kind == "book":
        book_event(board, library, case, event, None if day.day % 3 == 0 else day, "theatre", SlipReason.PROCEDURE)
    elif kind == "leave":
        leave_out(board, library, case, event, "", SlipReason.TOXICITY, left_out=day.day % 3 != 0)
    elif kind == "gate":
        conditions = next(one.conditions for one in plan_case(library, case) if one.id == event)
        gate = conditions[day.day % len(conditions)].id if conditions else "none"
        confirm_gate(board, library, case, event, gate, None if day.day % 3 == 0 else day, "Dr Zztest")
    elif kind == "pause":
        pause(board, library, case, day, SlipReason.INFECTION)
    elif kind == "resume":
        resume(board, library, case, day)
    elif kind == "stop":
        stop_plan(board, library, case, day, SlipReason.FAMILY)
    else:
        restart(board, library, case, day)


@given(edits=EDITS | PLANS.map(lambda told: [(0, ("plan", "C1", date(2026, 1, 1))), *told]))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_all_then_redo_all(empty_board: Path, tmp_path: Path, library: Library, edits: list[Any]) -> None:
    folder = tmp_path / "property.crestboard"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(empty_board, folder)
    with open_board(folder, passphrase=PASSPHRASE) as board:
        ids = [store_new(board, library, case).id for case in (full_case(), replace(small_case(), mycn=()))]
        begun = steps = begin(board)
        stood = [[facts(board, one) for one in ids]]
        for place, deed in edits:
            apply(board, library, ids[place], deed)
            if len(read_on(board, begun).undo) == len(stood):
                stood.append([facts(board, one) for one in ids])
        count = audit_length(board)
        for before in reversed(stood[:-1]):
            steps = undo_last(board, library, steps)
            assert [facts(board, one) for one in ids] == before
        assert read_on(board, steps).undo == ()
        for after in stood[1:]:
            steps = redo_last(board, library, steps)
            assert [facts(board, one) for one in ids] == after
        assert (len(steps.undo), steps.redo) == (len(stood) - 1, ())
        # each of them left at least the entry of what was undone and the entry of the change
        assert audit_length(board) >= count + 4 * (len(stood) - 1)
        assert check_board(board).ok


def audit_length(board: Board) -> int:
    with board.database.read() as work:
        return work.audit.count()
