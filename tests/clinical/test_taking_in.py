"""A record beside a case: what is new comes in, what differs is a choice, and nothing that is here goes away."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from builders import full_case, key
from filled_case import filled_case

from desktop.clinical.answers import NOT_ASKED, known, left_out
from desktop.clinical.case import Case, Identifier
from desktop.clinical.errors import UserError
from desktop.clinical.merging import FIRST_NUMBER, PLAN, Side
from desktop.clinical.taking_in import compare, taken_in
from desktop.clinical.vocabulary import Mycn


def _all(case: Case, record: Case, side: Side) -> Case:
    return taken_in(case, record, dict.fromkeys(compare(case, record).choices, side))


@pytest.mark.parametrize("seed", range(4))
def test_a_record_that_is_here_brings_nothing(seed: int) -> None:
    case = filled_case(seed)
    assert compare(case, case).brings_nothing
    assert taken_in(case, case, {}) == case


def test_a_row_that_is_new_comes_in_whole_and_the_others_stay() -> None:
    case = full_case()
    new = replace(case.mycn[0], id=key("new"), mycn=known(Mycn.NOT_AMPLIFIED))
    record = replace(case, mycn=(*case.mycn, new), pathology=())
    found = compare(case, record)
    assert (found.choices, dict(found.added), found.brings_nothing) == ((), {"mycn": 1}, False)
    assert taken_in(case, record, {}) == replace(case, mycn=(*case.mycn, new))


def test_what_only_the_record_says_is_filled_in_and_what_only_is_here_stays() -> None:
    full = full_case()
    case = replace(full, wishes=NOT_ASKED, mycn=tuple(replace(one, ratio=NOT_ASKED) for one in full.mycn))
    assert case.mycn != full.mycn
    record = replace(full, question=NOT_ASKED)
    found = compare(case, record)
    assert ([one.name for one in found.filled], dict(found.completed)) == (["wishes"], {"mycn": 1})
    assert taken_in(case, record, {}) == full


@pytest.mark.parametrize("side", [Side.KEPT, Side.OTHER])
def test_a_row_and_a_fact_that_both_tell_differently_are_a_choice(side: Side) -> None:
    case = full_case()
    record = replace(
        case, wishes=known("Zztest wishes"), mycn=(replace(case.mycn[0], mycn=known(Mycn.GAIN)), *case.mycn[1:])
    )
    found = compare(case, record)
    assert [one.name for one in found.facts] == ["wishes"]
    assert [(one.table, one.fields) for one in found.rows] == [("mycn", ("mycn",))]
    with pytest.raises(UserError, match="differ in 2 facts"):
        taken_in(case, record, {})
    with pytest.raises(UserError, match="differ in 1 facts"):
        taken_in(case, record, {"wishes": side})
    assert _all(case, record, side) == (case if side is Side.KEPT else record)


def test_a_chosen_side_does_not_take_away_what_only_the_other_says() -> None:
    case = full_case()
    here = replace(case.mycn[0], mycn=known(Mycn.AMPLIFIED), ratio=NOT_ASKED)
    there = replace(case.mycn[0], mycn=known(Mycn.GAIN))
    for side, value in ((Side.KEPT, Mycn.AMPLIFIED), (Side.OTHER, Mycn.GAIN)):
        done = _all(replace(case, mycn=(here,)), replace(case, mycn=(there,)), side)
        assert done.mycn == (replace(there, mycn=known(value)),)


@pytest.mark.parametrize("side", [Side.KEPT, Side.OTHER])
def test_rows_within_a_plan_that_both_have_are_joined_and_none_goes_away(side: Side) -> None:
    case = full_case()
    plan = case.plans[0]
    first, second, third = plan.events[:3]
    other = replace(first, actual=date(2026, 9, 30))
    kept = replace(case, plans=(replace(plan, events=(first, second)),))
    record = replace(case, plans=(replace(plan, events=(other, third)),))
    [differ] = compare(kept, record).rows
    assert differ.fields == ("events",)
    assert differ.kept.events[0].actual == first.actual
    done = _all(kept, record, side).plans[0].events
    assert set(done) == {first if side is Side.KEPT else other, second, third}
    more = replace(case, plans=(replace(plan, events=(first, third)),))
    assert compare(kept, more).rows == ()
    assert taken_in(kept, more, {}).plans[0].events == (first, second, third)


def test_what_the_sender_left_out_takes_nothing_away_and_asks_nothing() -> None:
    case = full_case()
    told = replace(case, mycn=tuple(replace(one, mycn=left_out()) for one in case.mycn))
    assert compare(case, told).choices == ()
    assert taken_in(case, told, {}) == case
    back = taken_in(told, case, {})
    assert back.mycn == case.mycn


def test_numbers_are_added_once_and_the_first_is_a_choice() -> None:
    case = full_case()
    same = tuple(replace(one, id=key(f"again {one.value}")) for one in case.identifiers)
    assert compare(case, replace(case, identifiers=same)).brings_nothing
    other = Identifier(system="mrn", value="ZZ-OTHER")
    record = replace(case, identifiers=(other, *same))
    assert compare(case, record).choices == (FIRST_NUMBER,)
    assert _all(case, record, Side.OTHER).identifiers == (other, *case.identifiers)
    assert _all(case, record, Side.KEPT).identifiers == (*case.identifiers, other)


def test_which_plan_holds_is_a_choice_and_of_one_plan_its_events() -> None:
    case = full_case()
    (plan,) = case.plans[-1:]
    other = replace(plan, id=key("other plan"), template_version="2")
    record = replace(case, plans=(*case.plans, other))
    assert compare(case, record).choices == (PLAN,)
    assert _all(case, record, Side.OTHER).plans[-1] == other
    assert _all(case, record, Side.KEPT).plans[-1] == plan
    moved = replace(case, plans=(replace(plan, stopped_reason="Zztest"),))
    found = compare(case, moved)
    assert (found.choices, dict(found.completed)) == ((), {"plans": 1}) if not plan.stopped_reason else True


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("side", [Side.KEPT, Side.OTHER])
def test_nothing_that_is_here_is_lost_whatever_the_record_says(seed: int, side: Side) -> None:
    """Of two children with everything filled, every row of both is in the case that comes out."""
    case = replace(filled_case(seed), number=4, version=2)
    record = replace(filled_case(seed + 50), id=case.id)
    done = _all(case, record, side)
    assert (done.id, done.number, done.version) == (case.id, 4, 2)
    for one in fields(Case):
        value: Any = getattr(case, one.name)
        if isinstance(value, tuple):
            known_keys = {row.id for row in getattr(done, one.name)}
            assert {row.id for row in value} <= known_keys
            numbers = {(row.system, row.value) for row in value} if one.name == "identifiers" else set()
            new = [row for row in getattr(record, one.name) if one.name != "identifiers" or
                   (row.system, row.value) not in numbers]  # fmt: skip
            assert {row.id for row in new} <= known_keys
