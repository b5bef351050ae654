"""The checklist of image-defined risk factors, and the set that staging makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.results import Staging
from desktop.clinical.vocabulary import REST_NOT_RECORDED, Silence
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.idrf import (
    ABSENT,
    FINDINGS,
    NOT_ASSESSABLE,
    PRESENT,
    checklist,
    found_words,
    put_findings,
    put_study_day,
    set_of,
    staging_differs,
    study_day,
    summary,
)
from desktop.services.undoing import begin, read_on, undo

TODAY = date(2026, 11, 30)
DAY = PartialDate(2026, 11, 3)
LIBRARY = build_library()
RECORDED = {one.id: one.counts for one in LIBRARY.rules.items("idrf")}
COUNTING = [code for code, counts in RECORDED.items() if counts]
ANSWERS: st.SearchStrategy[Answer[str]] = st.sampled_from([NOT_ASKED, *(known(one) for one in FINDINGS)])


@pytest.fixture
def case(board: Board) -> Case:
    return new_case(board, LIBRARY, Case(family_name="Zztest", given_name="Alpha"))


def test_the_list_has_every_factor_that_the_rules_know() -> None:
    codes = [one.choice.code for one in checklist(LIBRARY, Case())]
    assert {*RECORDED} <= {*codes} and len(codes) == len({*codes})


@given(st.dictionaries(st.sampled_from([*RECORDED]), ANSWERS))
def test_none_is_only_said_where_every_factor_was_looked_for(told: dict[str, Answer[str]]) -> None:
    found = set_of(LIBRARY, told)
    present = {code for code, one in told.items() if one.value == PRESENT}
    if all(told.get(code, NOT_ASKED).value in {PRESENT, ABSENT} for code in COUNTING):
        assert found == known(frozenset(present))
    elif present & {*COUNTING}:
        assert found == known(frozenset({*present, REST_NOT_RECORDED}))
    else:
        assert not found.is_known


def test_one_factor_that_cannot_be_assessed_leaves_it_open() -> None:
    told: dict[str, Answer[str]] = {code: known(ABSENT) for code in COUNTING}
    assert set_of(LIBRARY, told) == known(frozenset())
    assert set_of(LIBRARY, {**told, COUNTING[3]: known(NOT_ASSESSABLE)}) == silent(Silence.INCONCLUSIVE)
    assert set_of(LIBRARY, {**told, COUNTING[3]: NOT_ASKED}) == NOT_ASKED


def test_what_cog_adds_never_counts_for_staging() -> None:
    told: dict[str, Answer[str]] = {code: known(ABSENT) for code in COUNTING}
    assert set_of(LIBRARY, {**told, "COG_DUMBBELL_CORD_COMPRESSION": known(PRESENT)}) == known(frozenset())


def test_a_finding_is_stored_with_what_staging_makes_of_it_in_one_step(board: Board, case: Case) -> None:
    steps = begin(board)
    stored = put_findings(board, LIBRARY, case, {COUNTING[0]: known(PRESENT)}, TODAY, DAY)
    assert FIELDS["idrfs"].read(stored) == known(frozenset({COUNTING[0], REST_NOT_RECORDED}))
    undo(board, LIBRARY, read_on(board, steps).undo[-1])
    again = get_case(board, case.id)
    assert again.idrf_findings == () and FIELDS["idrfs"].read(again) == NOT_ASKED


def test_what_staging_named_before_is_kept(board: Board, case: Case) -> None:
    typed = replace(case, stagings=(Staging(idrfs=known(frozenset({COUNTING[5]}))),))
    stored = put_findings(board, LIBRARY, typed, {COUNTING[0]: known(PRESENT)}, TODAY, DAY)
    assert FIELDS["idrfs"].read(stored) == known(frozenset({COUNTING[0], COUNTING[5], REST_NOT_RECORDED}))


def test_that_staging_found_none_is_kept(board: Board, case: Case) -> None:
    typed = replace(case, stagings=(Staging(idrfs=known(frozenset())),))
    assert summary(checklist(LIBRARY, typed)) == f"{len(COUNTING)} absent"
    stored = put_findings(board, LIBRARY, typed, {COUNTING[0]: known(PRESENT)}, TODAY, DAY)
    assert FIELDS["idrfs"].read(stored) == known(frozenset({COUNTING[0]}))
    stored = put_findings(board, LIBRARY, stored, {COUNTING[0]: known(ABSENT)}, TODAY, DAY)
    assert FIELDS["idrfs"].read(stored) == known(frozenset())


def test_that_the_facts_were_changed_after_the_checklist_is_told(board: Board, case: Case) -> None:
    typed = replace(case, stagings=(Staging(idrfs=known(frozenset({COUNTING[5]}))),))
    assert not staging_differs(LIBRARY, typed), "without a checklist there is nothing to differ from"
    stored = put_findings(board, LIBRARY, typed, {COUNTING[0]: known(PRESENT)}, TODAY, DAY)
    assert not staging_differs(LIBRARY, stored)
    for facts in (known(frozenset({COUNTING[5]})), known(frozenset()), NOT_ASKED):
        assert staging_differs(LIBRARY, FIELDS["idrfs"].write(stored, facts))


def test_a_factor_is_changed_in_its_row(board: Board, case: Case) -> None:
    stored = put_findings(board, LIBRARY, case, {COUNTING[0]: known(PRESENT)}, TODAY, DAY)
    key = stored.idrf_findings[0].id
    stored = put_findings(board, LIBRARY, stored, {COUNTING[0]: known(ABSENT)}, TODAY, DAY)
    assert [(one.id, one.finding.value) for one in stored.idrf_findings] == [(key, ABSENT)]
    assert FIELDS["idrfs"].read(stored) == NOT_ASKED


def test_the_summary_counts_the_factors_that_count() -> None:
    assert summary(checklist(LIBRARY, Case())) == f"{len(COUNTING)} not looked for yet"


def test_the_day_is_that_of_the_study_and_never_the_day_of_typing(board: Board, case: Case) -> None:
    stored = put_findings(board, LIBRARY, case, {COUNTING[0]: known(PRESENT)}, TODAY)
    assert [one.provenance.performed_on for one in stored.idrf_findings] == [None]
    stored = put_findings(board, LIBRARY, stored, {COUNTING[1]: known(ABSENT)}, TODAY, DAY)
    assert study_day(stored) is None, "of several days none is that of the list"
    steps = begin(board)
    stored = put_study_day(board, LIBRARY, stored, DAY, TODAY)
    assert study_day(stored) == DAY
    with pytest.raises(UserError, match="has not come yet"):
        put_study_day(board, LIBRARY, stored, PartialDate(2026, 12, 24), TODAY)
    undo(board, LIBRARY, read_on(board, steps).undo[-1])
    assert {one.provenance.performed_on for one in get_case(board, case.id).idrf_findings} == {None, DAY}


def test_a_study_of_a_day_to_come_is_refused_with_the_first_finding_too(board: Board, case: Case) -> None:
    with pytest.raises(UserError, match="has not come yet"):
        put_findings(board, LIBRARY, case, {COUNTING[0]: known(PRESENT)}, TODAY, PartialDate(2026, 12, 24))
    assert get_case(board, case.id).idrf_findings == ()


def test_the_short_form_counts_what_was_found_and_hides_nothing_that_is_open(board: Board, case: Case) -> None:
    assert found_words(checklist(LIBRARY, case)) == "not looked for yet"
    some = {COUNTING[0]: known(PRESENT), COUNTING[1]: known(ABSENT), COUNTING[2]: known(NOT_ASSESSABLE)}
    case = put_findings(board, LIBRARY, case, some, TODAY)
    assert found_words(checklist(LIBRARY, case)) == "1 of 20 present, 1 not assessable, 17 open"
    case = put_findings(board, LIBRARY, case, {code: known(ABSENT) for code in COUNTING}, TODAY)
    assert found_words(checklist(LIBRARY, case)) == "0 of 20 present"
