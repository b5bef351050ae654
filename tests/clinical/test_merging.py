"""One case of two: written over whatever fields a case has; nothing is lost, and nothing chosen for anybody."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from builders import full_case, small_case

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case, Deletion
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.merging import (
    FIRST_NUMBER,
    OF_THE_ROW,
    PLAN,
    Both,
    Side,
    both,
    conflicts,
    differing,
    emptied,
    merged,
    moved,
)
from desktop.clinical.vocabulary import Inrgss, Mycn, Sex, Silence

ROWS = [one.name for one in fields(Case) if isinstance(getattr(full_case(), one.name), tuple)]


@pytest.fixture
def kept() -> Case:
    return replace(full_case("ZZ-1"), number=3)


@pytest.fixture
def other() -> Case:
    return replace(full_case("ZZ-2"), number=7)


def test_every_field_of_a_case_is_merged_asked_about_or_of_the_row() -> None:
    asked = {one.name for one in both(full_case(), full_case())}
    assert asked | OF_THE_ROW | set(ROWS) == {one.name for one in fields(Case)} | {FIRST_NUMBER}


def test_all_rows_of_both_stay_with_their_keys_and_origins(kept: Case, other: Case) -> None:
    done = merged(kept, other, {FIRST_NUMBER: Side.KEPT, PLAN: Side.OTHER})
    for name in ROWS:
        assert set(getattr(done, name)) == {*getattr(kept, name), *getattr(other, name)}, name
    assert (done.id, done.number, done.mrn) == (kept.id, 3, "ZZ-1")
    assert done.plans[-1] == other.plans[-1]
    assert moved(other) == {name: count for name in ROWS if (count := len(getattr(other, name)))}


def test_first_number_and_plan_are_those_that_were_chosen(kept: Case, other: Case) -> None:
    done = merged(kept, other, {FIRST_NUMBER: Side.OTHER, PLAN: Side.KEPT})
    assert (done.mrn, done.plans[-1]) == ("ZZ-2", kept.plans[-1])
    assert len(done.identifiers) == 4


def test_what_is_the_same_or_said_by_one_only_needs_no_choice(kept: Case) -> None:
    bare = replace(
        small_case(), number=7, status=kept.status, family_name="", given_name="", identifiers=(), age_days=NOT_ASKED
    )
    assert conflicts(kept, bare) == ()
    assert replace(merged(kept, bare, {}), stagings=(), mycn=()) == replace(kept, stagings=(), mycn=())
    done = merged(bare, kept, {})
    assert (done.name, done.born, done.mrn) == (kept.name, kept.born, "ZZ-1")
    assert done.plans == kept.plans


def test_differences_are_chosen_and_never_by_the_program(kept: Case, other: Case) -> None:
    other = replace(
        other,
        sex=known(Sex.MALE),
        born=known(PartialDate(2024, 1)),
        language=silent(Silence.DECLINED),
        wishes=NOT_ASKED,
        given_name="Alpha",
    )
    asked = [one.name for one in conflicts(kept, other)]
    assert asked == ["given_name", "sex", "born", "language", FIRST_NUMBER, PLAN], (
        "a reason for a silence says something"
    )
    choices = dict.fromkeys(asked, Side.OTHER)
    with pytest.raises(UserError, match="differ in 1 facts that nobody chose; nothing was changed"):
        merged(kept, other, {name: side for name, side in choices.items() if name != "sex"})
    done = merged(kept, other, choices | {"born": Side.KEPT})
    assert (done.sex, done.born, done.language) == (other.sex, kept.born, other.language)
    assert done.wishes == kept.wishes
    assert Both("born", kept.born, other.born).of(Side.OTHER) == other.born


def test_results_that_differ_are_shown_with_what_then_counts() -> None:
    one = replace(small_case(1), number=1)
    two = small_case(2)
    two = replace(two, mycn=(replace(two.mycn[0], mycn=known(Mycn.AMPLIFIED), chosen_because="Larger sample."),))
    choices = {"family_name": Side.KEPT, "age_days": Side.KEPT, FIRST_NUMBER: Side.KEPT}
    (only,) = differing(one, two, choices)
    assert (only.name, only.kept.value, only.other.value) == ("mycn", Mycn.NOT_AMPLIFIED, Mycn.AMPLIFIED)
    assert only.counts == known(Mycn.AMPLIFIED)
    assert merged(one, two, choices).stagings[0].inrgss == known(Inrgss.M)


def test_the_case_that_goes_keeps_what_it_said_of_itself(other: Case) -> None:
    mark = Deletion(at=datetime(2026, 11, 23, tzinfo=UTC), reason="Merged into case 3")
    gone = emptied(other, mark)
    assert gone.deleted == mark
    assert [getattr(gone, name) for name in ROWS] == [()] * len(ROWS)
    assert (gone.name, gone.born) == (other.name, other.born)


def test_two_cases_that_can_never_be_one_are_refused(kept: Case, other: Case) -> None:
    for one, why in (
        (kept, "with itself"),
        (replace(other, demonstration=True), "does not exist"),
        (replace(other, deleted=Deletion(at=datetime(2026, 1, 1, tzinfo=UTC), reason="x")), "Case 7 is in the bin"),
    ):
        with pytest.raises(UserError, match=why):
            merged(kept, one, {})
