"""Children who may be on the board twice: why a pair looks alike, no pair missed, and fast on a large board."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations
from time import perf_counter
from uuid import UUID

import pytest
from builders import key
from hypothesis import given
from hypothesis import strategies as st

from desktop.clinical.dates import PartialDate
from desktop.clinical.duplicates import MOST_ALIKE, Child, Sign, alike, find, plain_number

S = Sign
BORN = "2025-03-04"


def child(name: str = "", born: str = "", *numbers: str, system: str = "mrn", at: object = None) -> Child:
    """``family, given`` folded, the date of birth and hospital numbers."""
    family, _, given_name = name.partition(", ")
    day = PartialDate.parse(born) if born else None
    told = (name, born, numbers, system, at)
    return Child(key(f"duplicate/{told}"), family, given_name, day, tuple((system, one) for one in numbers))


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        # numbers that differ by spaces, signs and noughts are the same
        (child("", "", "ZZ-00012"), child("", "", "zz 12"), (S.IDENTIFIER,)),
        (child("a, b", "", "ZZ-0120"), child("c, d", "", "ZZ-012"), ()),
        (child("", "", "12345", system="mrn"), child("", "", "12 345", system="registry"), (S.IDENTIFIER,)),
        (child("", "", "12", system="mrn"), child("", "", "12", system="registry"), ()),
        # names
        (child("zztest, alpha", BORN), child("zztest, alpha", BORN), (S.NAME, S.BORN)),
        (child("zztest, alpha", BORN), child("alpha, zztest", BORN), (S.SWAPPED, S.BORN)),
        (child("zztest, alpha", BORN), child("zztest, alpha"), (S.NAME,)),
        (child("zztest, alpha", BORN), child("zztest, alpha", "2025-03"), (S.NAME,)),
        (child("zztest, alpha", BORN), child("zztest, alpha", "2021-07-09"), ()),
        (child("zztest, alpha", BORN), child("zztest, alpah", BORN), (S.NEAR_NAME, S.BORN)),
        (child("zztest, alpha", BORN), child("zztezt, alphaa", BORN), (S.NEAR_NAME, S.BORN)),
        (child("zztest, alpha maria", BORN), child("zztest, alpha", BORN), (S.NEAR_NAME, S.BORN)),
        (child("zz test, alpha", BORN), child("zztest, alpha", BORN), (S.NAME, S.BORN)),
        (child("zztest", BORN), child("zztest, alpha", BORN), (S.NEAR_NAME, S.BORN)),
        (child("zztest, alpha"), child("zztest, alpah"), ()),
        # twins and brothers are not the same child
        (child("zztest, alpha", BORN), child("zztest, bravo", BORN), ()),
        (child("zztest, alpha", BORN, "100234"), child("zztest, bravo", BORN, "100235"), ()),
        (child("zztest, ann", BORN), child("zztest, ben", BORN), ()),
        # dates
        (child("zztest, alpha", BORN), child("zztest, alpha", "2025-04-03"), (S.NAME, S.NEAR_BORN)),
        (child("zztest, alpha", "2025-03-12"), child("zztest, alpha", "2025-03-21"), (S.NAME, S.NEAR_BORN)),
        (child("zztest, alpha", "2012-03-04"), child("zztest, alpha", "2021-03-04"), (S.NAME, S.NEAR_BORN)),
        (child("zztest, alpha", "2025-03-04"), child("zztest, alpha", "2025-03-05"), ()),
        # numbers with one other figure
        (child("zztest, alpha", BORN, "100234"), child("zztest, alpha", "2020-01-01", "100235"),
         (S.NEAR_IDENTIFIER, S.NAME)),
        (child("zztest, alpha", "", "100234"), child("zztest, alpah", "", "10024"), (S.NEAR_IDENTIFIER, S.NEAR_NAME)),
        (child("", BORN, "100234"), child("zztest, alpha", BORN, "100324"), (S.NEAR_IDENTIFIER, S.BORN)),
        (child("", "", "100234"), child("", "", "100235"), ()),
        (child("", BORN), child("", BORN), ()),
        (child(), child(), ()),
    ],
)  # fmt: skip
def test_why_two_children_look_alike(one: Child, other: Child, signs: tuple[Sign, ...]) -> None:
    other = Child(key("the other"), other.family, other.given, other.born, other.identifiers)
    assert alike(one, other) == alike(other, one) == signs
    assert [pair.signs for pair in find([one, other]).pairs] == ([signs] if signs else [])


def test_numbers_are_compared_as_people_write_them() -> None:
    assert plain_number(" zz-00 12 ") == plain_number("ZZ0012") == "ZZ12"
    assert plain_number("1002003") == "1002003", "only leading noughts may be left out"
    assert (plain_number("000"), plain_number("-")) == ("0", "")


words = st.sampled_from(["alpha", "alpah", "alph", "zztest", "zztesta", "zz test", "ann", "maria alpha", ""])
days = st.sampled_from(["", "2025-03-04", "2025-04-03", "2025-03-12", "2025-03-21", "2025", "2052-03-04"])
numbers = st.lists(
    st.tuples(
        st.sampled_from(["mrn", "registry"]), st.sampled_from(["10023", "10024", "010023", "1023", "12", "z 12", ""])
    ),
    max_size=2,
)
children = st.builds(
    lambda family, given_name, day, own, at: Child(
        UUID(int=at), family, given_name, PartialDate.parse(day) if day else None, tuple(own)
    ),
    words, words, days, numbers, st.integers(min_value=1),
)  # fmt: skip


@given(st.lists(children, max_size=12, unique_by=lambda one: one.case_id))
def test_no_pair_is_missed_that_trying_every_pair_would_find(board: list[Child]) -> None:
    found = find(board)
    every = {
        (one.case_id, other.case_id): signs for one, other in combinations(board, 2) if (signs := alike(one, other))
    }
    assert {(pair.first, pair.second): pair.signs for pair in found.pairs} == every
    assert found.crowds == ()
    weights = [pair.weight for pair in found.pairs]
    assert weights == sorted(weights, reverse=True)


def test_a_crowd_is_told_and_not_compared() -> None:
    crowd = [child("zztest, alpha", "", f"Z{at}", at=at) for at in range(MOST_ALIKE + 1)]
    found = find([*crowd, child("zztest, bravo", BORN), child("zztest, bravo", BORN, at="again")])
    assert found.crowds == (MOST_ALIKE + 1,)
    assert [pair.signs for pair in found.pairs] == [(S.NAME, S.BORN)]


def test_ten_thousand_children_are_compared_in_seconds() -> None:
    """With names that many share, numbers that follow each other, and days of birth of ten years."""
    chance = random.Random(1)
    families = ["".join(chance.choices("aeilnorst", k=7)) for _ in range(900)]
    givens = ["".join(chance.choices("aeilnorst", k=5)) for _ in range(400)]
    first = date(2016, 1, 1)
    board = [
        child(
            f"{chance.choice(families)}, {chance.choice(givens)}",
            str(first + timedelta(chance.randrange(3650))) if at % 10 else "",
            f"{100_000 + at}",
        )
        for at in range(10_000)
    ]
    twice = child(f"{board[77].given}, {board[77].family}", str(board[77].born), "9")
    begun = perf_counter()
    found = find([*board, twice])
    assert perf_counter() - begun < 30, "trying every pair takes minutes"
    assert {board[77].case_id, twice.case_id} in [{pair.first, pair.second} for pair in found.pairs]
