"""The list: searched without accents, filtered, sorted with the unknown last, paged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import full_case, small_case
from hypothesis import given
from hypothesis import strategies as st

from db import case_list
from db.folding import fold, search_text, search_words
from desktop.clinical.case import Case, Deletion, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseCounts, CaseLine, CaseQuery, SortKey, sort_keys, sort_text
from desktop.services.boards import Board

NAMES = ("Fernández-García, Zoë", "O'Brien, Zztest", "Łukasz, Zztest", "", "Zztest_100%, Alpha")


def line(case: Case, **more: object) -> CaseLine:
    plain = CaseLine(case_id=case.id, number=case.number, mrn=case.mrn, name=case.name, rules="r1")
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.fixture
def listed(board: Board) -> Board:
    """Five children with lines."""
    more = [
        {"stage": "M", "groups": ("high",), "settled": True, "phase": "Induction", "age_days": 600},
        {"stage": "L1", "groups": ("low",), "missing": ("sca", "mycn"), "deciding": ("sca",)},
        {"stage": "INSS 4S", "groups": ("low", "high"), "conflict": True, "diagnosed": PartialDate(2026, 11)},
        {"not_covered": True, "missing": ("mycn",), "born": PartialDate(2025), "next_due_on": date(2026, 12, 1)},
        {"stage": "M", "groups": ("intermediate", "high"), "status": "closed", "age_days": 9},
    ]
    with board.database.work(board.person.id) as work:
        stored = work.cases.add_many([small_case(n) for n in range(5)], "New case")
        lines = [line(c, name=name, **m) for c, name, m in zip(stored, NAMES, more, strict=True)]
        work.index.put_many(lines)
    return board


def numbers(board: Board, query: CaseQuery) -> list[int]:
    with board.database.read() as work:
        return [one.number for one in work.index.search(query).lines]


def test_a_line_comes_back_the_same(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        (case,) = work.cases.add_many([full_case()], "New case")
        whole = CaseLine(
            case_id=case.id, number=1, mrn="ZZ-4711", name="Zztest, Alpha", born=PartialDate(2024, 3),
            age_days=600, diagnosed=PartialDate(2026), stage="M", scheme="cog-v2", groups=("low", "high"), settled=True,
            conflict=True, not_covered=True, deciding=("sca",), missing=("sca", "mycn"), waiting=("sca",),
            phase="Induction", phase_done=1, phase_count=5, step=3, next_due="Cycle 2",
            next_due_on=date(2026, 12, 9), board_on=PartialDate(2026, 11, 26), status="closed",
            demonstration=True, rules="r1",
        )  # fmt: skip
        work.index.put_many([whole])
    with board.database.read() as work:
        assert work.index.search(CaseQuery()).lines == (whole,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("fernandez", [1]),
        ("FERNÁNDEZ zoe", [1]),
        ("garcia fernandez", [1]),
        ("fernandezgarcia", [1]),
        ("obrien", [2]),
        ("o'brien", [2]),
        ("o brien", [2]),
        ("lukasz", [3]),
        ("zz-00003", [4]),
        ("zz00003", [4]),
        ("00003", [4]),
        ("100%", [5]),
        ("zztest_100", [5]),
        ("_", [1, 2, 3, 4, 5]),
        ("%", [1, 2, 3, 4, 5]),
        ("x", []),
        ("' OR 1=1 --", []),
    ],
)
def test_search(listed: Board, text: str, found: list[int]) -> None:
    assert numbers(listed, CaseQuery(text=text)) == found


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ((("stage", "M"),), [1, 5]),
        ((("stage", "INSS 4S"),), [3]),
        ((("group", "high"),), [1, 3, 5]),
        ((("group", "hig"),), []),
        ((("group", "high"), ("stage", "M"), ("status", "active")), [1]),
        ((("missing", "mycn"),), [2, 4]),
        ((("phase", "Induction"),), [1]),
        ((("status", "closed"),), [5]),
        ((("group", '%"'),), []),
    ],
)
def test_filters(listed: Board, where: tuple[tuple[str, str], ...], found: list[int]) -> None:
    assert numbers(listed, CaseQuery(where=where)) == found


@pytest.mark.parametrize(
    ("sort", "up", "down"),
    [
        ("number", [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
        ("name", [1, 3, 2, 5, 4], [5, 2, 3, 1, 4]),
        ("groups", [2, 3, 5, 1, 4], [1, 5, 3, 2, 4]),
        ("age_days", [5, 1, 2, 3, 4], [1, 5, 2, 3, 4]),
        ("missing", [1, 3, 5, 4, 2], [2, 4, 1, 3, 5]),
        ("diagnosed", [3, 1, 2, 4, 5], [3, 1, 2, 4, 5]),
        ("next_due_on", [4, 1, 2, 3, 5], [4, 1, 2, 3, 5]),
        ("settled", [2, 3, 4, 5, 1], [1, 2, 3, 4, 5]),
    ],
)
def test_order_with_the_unknown_last(listed: Board, sort: str, up: list[int], down: list[int]) -> None:
    assert numbers(listed, CaseQuery(sort=sort)) == up
    assert numbers(listed, CaseQuery(sort=sort, descending=True)) == down


@pytest.mark.parametrize(
    ("sort", "descending", "found"),
    [
        ("stage,name", False, [3, 2, 1, 5, 4]),
        ("stage,-name", False, [3, 2, 5, 1, 4]),
        ("stage,name", True, [1, 5, 2, 3, 4]),
        ("status,-stage,name", False, [1, 2, 3, 4, 5]),
        ("status,-stage,-age_days", True, [5, 1, 2, 3, 4]),
    ],
)
def test_what_is_alike_in_one_key_is_sorted_by_the_next(
    listed: Board, sort: str, descending: bool, found: list[int]
) -> None:
    query = CaseQuery(sort=sort, descending=descending)
    assert numbers(listed, query) == found
    with listed.database.read() as work:
        lines = work.index.search(query).lines
        assert [work.index.place(query, one.case_id) for one in lines] == [0, 1, 2, 3, 4]
    pages = [one for at in range(0, 5, 2) for one in numbers(listed, replace(query, offset=at, limit=2))]
    assert pages == found


@given(st.lists(st.sampled_from([*CaseLine.__dataclass_fields__]), min_size=1, max_size=3), st.data())
def test_an_order_is_kept_as_text_and_comes_back(fields: list[str], data: st.DataObject) -> None:
    keys = tuple(SortKey(one, data.draw(st.booleans())) for one in fields)
    assert sort_keys(*sort_text(keys)) == keys


def test_every_column_of_the_list_can_sort_it(listed: Board) -> None:
    for name in CaseLine.__dataclass_fields__:
        assert len(numbers(listed, CaseQuery(sort=name))) == 5


def test_pages_and_the_number_of_all(listed: Board) -> None:
    with listed.database.read() as work:
        page = work.index.search(CaseQuery(offset=2, limit=2))
    assert ([one.number for one in page.lines], page.total) == ([3, 4], 5)


def test_what_no_list_has_is_refused(listed: Board) -> None:
    for query in (CaseQuery(where=(("colour", "red"),)), CaseQuery(sort="colour"), CaseQuery(sort="name,colour")):
        with pytest.raises(UserError), listed.database.read() as work:
            work.index.search(query)


def test_chips_count(listed: Board) -> None:
    with listed.database.read() as work:
        count = work.index.facet
        assert list(count("stage").items()) == [("INSS 4S", 1), ("L1", 1), ("M", 2)]
        assert list(count("group").items()) == [("high", 3), ("intermediate", 1), ("low", 2)]
        assert count("phase") == {"Induction": 1}
        assert count("missing") == {"mycn": 2, "sca": 1}
        assert count("status", CaseQuery(where=(("stage", "M"),))) == {"active": 1, "closed": 1}


@pytest.mark.parametrize(
    "where",
    [
        (("status", "active"),), (("board", "2026-11-26"),), (("any", "waiting"),), (("waiting", "mycn"),),
        (("stage", "M"),), (("group", "high"),), (("phase", "Induction"),), (("any", "missing"),),
        (("missing", "mycn"),), (("stage", "M"), ("status", "active"), ("group", "high")),
    ],
)  # fmt: skip
def test_no_filter_makes_counting_or_the_chips_walk_the_wide_table(
    listed: Board, where: tuple[tuple[str, str], ...]
) -> None:
    asked: list[str] = []
    with listed.database.glance() as connection:
        connection.set_trace_callback(asked.append)
        # a page that is full, so that what matches is counted
        query = CaseQuery(text="zztest", where=where, sort="name", limit=0)
        case_list.search(connection, query)
        for key in ("stage", "group", "phase", "status", "board", "missing", "waiting"):
            case_list.facet(connection, query, key)
        connection.set_trace_callback(None)
        page, *counting = [one for one in asked if one.startswith("SELECT")]
        plans = {one: connection.execute(f"EXPLAIN QUERY PLAN {one}").fetchone()[3] for one in (page, *counting)}
    assert len(counting) == 8
    assert "USING INDEX ix_case_index_names (deleted=?)" in plans[page]
    assert [one for one in counting if "USING COVERING INDEX" not in plans[one]] == []


def test_the_bin_is_a_list_of_its_own(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        stored = work.cases.add_many([small_case(1), small_case(2)], "New case")
        work.index.put_many([line(stored[0]), line(stored[1], deleted=True)])
    assert numbers(board, CaseQuery()) == [1]
    assert numbers(board, CaseQuery(bin=True)) == [2]


def test_a_line_is_replaced_and_found_by_every_identifier(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        (case,) = work.cases.add_many([full_case()], "New case")
        work.index.put_many([line(case)])
        work.index.put_many([line(case, stage="M")], {case.id: "Bed 7"})
    assert numbers(board, CaseQuery(text="R/ZZ-4711")) == [1]
    assert numbers(board, CaseQuery(text="bed")) == [1]


def test_lines_go_stale_with_rules_facts_and_when_missing(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        one, two, three = work.cases.add_many([small_case(n) for n in range(3)], "New case")
        work.index.put_many([line(one), line(two), line(three)])
        assert work.index.stale("r1") == []
        assert work.index.stale("r2") == [one.id, two.id, three.id]
        work.cases.save(two, replace(two, deleted=Deletion(at=two.changed_at or _never(), reason="x")), "Bin")
        (four,) = work.cases.add_many([replace(small_case(9), identifiers=(Identifier(system="a", value="b"),))], "New")
        assert work.index.stale("r1") == [two.id, four.id]


def _never() -> None:
    raise AssertionError


def test_folding() -> None:
    assert fold("  Straße-Ünsal, Đ. ") == "strasse unsal d"
    assert search_text("O'Brien", "", "ZZ-1") == "o brien zz 1 obrien zz1"
    assert search_words(" O'Brien - zz-1 ") == ["obrien", "zz1"]


def test_views_are_counted_in_one_pass_and_the_next_meeting_is_a_whole_day(board: Board) -> None:
    more: list[dict[str, object]] = [
        {"board_on": PartialDate(2026, 11, 12)},
        {"board_on": PartialDate(2026, 11, 26), "waiting": ("sca",)},
        {"board_on": PartialDate(2026, 12, 10), "status": "closed"},
        {"board_on": PartialDate(2026, 12)},
        {"board_on": PartialDate(2026, 11, 26), "waiting": ("sca", "alk")},
        {"board_on": PartialDate(2026, 11, 25), "deleted": True, "waiting": ("sca",)},
    ]
    with board.database.work(board.person.id) as work:
        stored = work.cases.add_many([small_case(n) for n in range(6)], "New case")
        work.index.put_many([line(one, **told) for one, told in zip(stored, more, strict=True)])
        assert work.index.counts(date(2026, 11, 24)) == CaseCounts(4, 2, 2, 5, PartialDate(2026, 11, 26))
        assert work.index.counts(date(2026, 11, 26)).meeting == 2, "the day itself counts"
        assert work.index.counts(date(2026, 11, 27)) == CaseCounts(4, 1, 2, 5, PartialDate(2026, 12, 10))
        assert work.index.counts(date(2026, 12, 11)) == CaseCounts(4, 0, 2, 5, None)
    assert numbers(board, CaseQuery(where=(("board", "2026-11-26"),))) == [2, 5]
    assert numbers(board, CaseQuery(where=(("waiting", "alk"),))) == [5]
    assert numbers(board, CaseQuery(where=(("any", "waiting"),))) == [2, 5]
    assert numbers(board, CaseQuery(where=(("any", "missing"),))) == []


def test_the_phase_sorts_by_step_then_name_then_courses(board: Board) -> None:
    told = [
        (5, "Consolidation", 1),
        (0, "No plan yet", 0),
        (3, "Induction", 2),
        (3, "Induction", 1),
        (8, "Follow-up", 0),
    ]
    with board.database.work(board.person.id) as work:
        stored = work.cases.add_many([small_case(n) for n in range(5)], "New case")
        work.index.put_many(
            [
                line(one, step=step, phase=phase, phase_done=done)
                for one, (step, phase, done) in zip(stored, told, strict=True)
            ]
        )
    assert numbers(board, CaseQuery(sort="phase")) == [4, 3, 1, 5, 2]
    assert numbers(board, CaseQuery(sort="phase", descending=True)) == [5, 1, 3, 4, 2]


def test_a_case_knows_its_place_in_the_whole_list(listed: Board) -> None:
    query = CaseQuery(sort="name", descending=True, offset=3, limit=1)
    with listed.database.read() as work:
        lines = work.index.search(replace(query, offset=0, limit=None)).lines
        assert [work.index.place(query, one.case_id) for one in lines] == [0, 1, 2, 3, 4]
        assert work.index.place(replace(query, text="fernandez"), lines[0].case_id) is None
