"""Cases go in and come out whole; what differs is stored and audited, and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from builders import full_case, key, small_case

from db.errors import DuplicateCase, StaleCase
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case, Deletion, Identifier
from desktop.clinical.errors import UserError
from desktop.clinical.results import MycnResult
from desktop.clinical.treatment_plan import PlanEvent
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.services.boards import Board
from desktop.services.checking import check_board


def add(board: Board, *cases: Case) -> list[Case]:
    with board.database.work(board.person.id) as work:
        return work.cases.add_many(cases, "New case")


def save(board: Board, before: Case, after: Case) -> Case:
    with board.database.work(board.person.id) as work:
        return work.cases.save(before, after, "Change")


def load(board: Board, case: Case) -> Case:
    with board.database.read() as work:
        return work.cases.get(case.id)


def newest(board: Board, case: Case, count: int) -> list[tuple[str, dict[str, list[object]]]]:
    with board.database.read() as work:
        return [(entry.entity, dict(entry.changes)) for entry in work.audit.entries(case.id, count)]


def test_a_case_with_every_field_filled_comes_back_the_same(board: Board) -> None:
    (stored,) = add(board, full_case())
    assert load(board, stored) == stored
    assert replace(stored, number=0, version=0, created_at=None, changed_at=None) == full_case()


def test_the_board_gives_numbers_and_times(board: Board) -> None:
    first = add(board, small_case(1), replace(small_case(2), number=77, version=9))
    second = add(board, small_case(3))
    assert [case.number for case in (*first, *second)] == [1, 2, 3]
    assert {case.version for case in (*first, *second)} == {1}
    assert first[0].created_at == first[0].changed_at is not None
    with board.database.read() as work:
        assert work.cases.by_number(2).id == small_case(2).id
        for number in (4, 0, -1, 10**30):
            with pytest.raises(UserError, match="no case"):
                work.cases.by_number(number)


def test_a_silence_keeps_date_and_place_and_is_no_value(board: Board) -> None:
    (stored,) = add(board, full_case())
    found = load(board, stored).segmental[0]
    assert found.loss_11q == full_case().segmental[0].loss_11q
    assert found.loss_11q != known(False)
    assert load(board, stored).mycn[0].ratio is NOT_ASKED


def test_a_change_is_one_entry_with_before_and_after(board: Board) -> None:
    (stored,) = add(board, full_case())
    changed = replace(stored, question=silent(Silence.DECLINED), family_name="Zztest-New")
    saved = save(board, stored, changed)
    assert (saved.version, saved.number) == (2, stored.number)
    assert load(board, stored) == saved
    assert newest(board, stored, 1) == [
        (
            "cases",
            {
                "question": ["Resect the primary before or after cycle 4?", {"silence": "declined"}],
                "family_name": ["Zztest", "Zztest-New"],
            },
        )
    ]


def test_only_the_changed_result_is_audited_and_the_version_counts(board: Board) -> None:
    (stored,) = add(board, full_case())
    region = replace(stored.segmental[0], loss_11q=known(True))
    saved = save(board, stored, replace(stored, segmental=(region,)))
    with board.database.read() as work:
        latest = work.audit.entries(stored.id, 1)[0]
    assert (latest.entity, latest.entity_id, latest.action) == ("segmental_results", region.id, "Change")
    assert latest.person == board.person.id
    assert latest.changes == {
        "loss_11q": [{"silence": "requested", "on": "2026-10-01", "where": "Demo Lab | genetics"}, True]
    }
    assert saved.version == 2


def test_nothing_changed_writes_nothing(board: Board) -> None:
    (stored,) = add(board, full_case())
    with board.database.read() as work:
        before = work.audit.count()
    assert save(board, stored, stored) == stored
    with board.database.read() as work:
        assert work.audit.count() == before


def test_results_come_go_and_change_places(board: Board) -> None:
    (stored,) = add(board, small_case())
    extra = [MycnResult(id=key(f"extra{n}"), mycn=known(Mycn.GAIN)) for n in range(3)]
    one = save(board, stored, replace(stored, mycn=(*stored.mycn, *extra)))
    assert load(board, stored).mycn == one.mycn
    two = save(board, one, replace(one, mycn=(extra[2], stored.mycn[0], extra[0])))
    assert load(board, stored) == two
    three = save(board, two, replace(two, mycn=(stored.mycn[0], extra[0])))
    assert load(board, stored) == three
    # a removal moves no other row
    assert [entity for entity, _ in newest(board, stored, 1)] == ["mycn_results"]
    assert newest(board, stored, 1)[0][1] == {"mycn": ["gain", None], "position": [3, None]}


def test_events_of_a_plan_are_rows_of_their_own(board: Board) -> None:
    (stored,) = add(board, full_case())
    plan = stored.plans[0]
    event = PlanEvent(event="C4", actual=date(2026, 12, 4))
    first, second, *later = plan.events
    moved = replace(second, actual=date(2026, 10, 23))
    saved = save(board, stored, replace(stored, plans=(replace(plan, events=(first, moved, *later, event)),)))
    assert load(board, stored) == saved
    assert newest(board, stored, 2) == [
        (
            "plan_events",
            {
                "event": [None, "C4"],
                "actual": [None, "2026-12-04"],
                "plan_id": [None, str(plan.id)],
                "position": [None, 5],
            },
        ),
        ("plan_events", {"actual": ["2026-10-21", "2026-10-23"]}),
    ]


def test_a_plan_with_its_events_can_be_taken_away(board: Board) -> None:
    (stored,) = add(board, full_case())
    assert save(board, stored, replace(stored, plans=())).plans == ()
    assert load(board, stored).plans == ()


def test_a_stale_write_is_refused_and_nothing_of_it_stored(board: Board) -> None:
    (stored, other) = add(board, small_case(1), small_case(2))
    save(board, stored, replace(stored, given_name="Beta"))
    with (
        pytest.raises(StaleCase, match=r"^Case 1 was changed meanwhile; .*\.$"),
        board.database.work(board.person.id) as work,
    ):
        work.cases.save_many([(other, replace(other, given_name="X")), (stored, replace(stored, given_name="Y"))], "x")
    assert load(board, other) == other
    with pytest.raises(StaleCase):
        save(board, replace(stored, id=uuid4()), stored)


def test_the_bin_is_a_mark_and_back(board: Board) -> None:
    (stored,) = add(board, small_case())
    mark = Deletion(at=datetime(2026, 11, 23, 12, tzinfo=UTC), reason="entered twice")
    gone = save(board, stored, replace(stored, deleted=mark))
    assert load(board, stored).deleted == mark
    assert newest(board, stored, 1)[0][1] == {
        "deleted": [None, {"at": "2026-11-23T12:00:00+00:00", "reason": "entered twice"}]
    }
    assert save(board, gone, replace(gone, deleted=None)).deleted is None


def test_an_identifier_names_one_child(board: Board) -> None:
    add(board, full_case())
    with board.database.read() as work:
        assert work.cases.find("mrn", "ZZ-4711") == key("ZZ-4711")
        assert work.cases.find("mrn", "R/ZZ-4711") is None
        assert work.cases.identifiers() == {
            ("mrn", "ZZ-4711"): key("ZZ-4711"),
            ("registry", "R/ZZ-4711"): key("ZZ-4711"),
        }
    twin = replace(small_case(), identifiers=(Identifier(system="mrn", value="ZZ-4711"),))
    with pytest.raises(DuplicateCase, match="Case 1 ") as refusal:
        add(board, twin)
    assert "ZZ-4711" not in str(refusal.value)
    pair = [replace(small_case(n), identifiers=(Identifier(system="mrn", value="same"),)) for n in (1, 2)]
    with pytest.raises(DuplicateCase, match="Two of the cases"):
        add(board, *pair)
    with pytest.raises(DuplicateCase, match="on this board already"):
        add(board, replace(full_case(), identifiers=()))


def test_an_identifier_can_move_from_one_child_to_another(board: Board) -> None:
    (one, two) = add(board, small_case(1), small_case(2))
    freed, given = replace(one, identifiers=()), replace(two, identifiers=one.identifiers)
    with board.database.work(board.person.id) as work:
        work.cases.save_many([(two, replace(given, identifiers=given.identifiers)), (one, freed)], "Mix-up mended")
    assert load(board, two).mrn == "ZZ-00001"


def test_a_correction_without_the_result_it_corrects_is_refused(board: Board) -> None:
    loose = replace(full_case(), mycn=(full_case().mycn[1],))
    with pytest.raises(UserError, match="keep the earlier one"):
        add(board, loose)
    (stored,) = add(board, replace(full_case(), mycn=full_case().mycn[::-1]))
    assert load(board, stored).mycn == full_case().mycn[::-1]


def test_many_are_loaded_in_the_order_asked_for(board: Board) -> None:
    stored = add(board, *(small_case(n) for n in range(5)))
    asked = [stored[3].id, uuid4(), stored[0].id]
    with board.database.read() as work:
        assert list(work.cases.load_many(asked)) == [stored[3].id, stored[0].id]
        assert work.cases.all_ids() == [case.id for case in stored]
        assert work.cases.load_many([]) == {}


def test_a_transaction_is_all_or_nothing(board: Board) -> None:
    with pytest.raises(RuntimeError), board.database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
        raise RuntimeError
    with board.database.read() as work:
        assert work.cases.all_ids() == []


def test_nothing_is_written_while_reading(board: Board) -> None:
    with pytest.raises(UserError), board.database.read() as work:
        work.cases.add_many([small_case()], "New case")
    with board.database.read() as work:
        assert work.cases.all_ids() == []


def test_writers_of_one_program_wait_for_each_other(board: Board) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 5):
            with board.database.work(board.person.id) as work:
                # read first: a transaction that did not begin as a writer would be refused when it writes
                assert work.cases.find("mrn", "nobody") is None
                work.cases.add_many([small_case(number)], "New case")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(0, 40, 10)))
    with board.database.read() as work:
        assert [work.cases.by_number(number).number for number in range(1, 21)] == list(range(1, 21))
    assert check_board(board).ok
