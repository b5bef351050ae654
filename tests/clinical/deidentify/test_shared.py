"""How many children share what is told, and what would make it more."""

from __future__ import annotations

from dataclasses import replace

from desktop.clinical.deidentify import Coarser, Profile, shared_by

OWN = Profile(age="2 y to 2 y 5 m", years="2025–2027", sex="female", stage="M", group="high")
WIDE = replace(OWN, age="18 months to 4 y", years="2020–2029", sex="")


def _other(**changes: str) -> tuple[Profile, Profile]:
    return replace(OWN, **{key: value for key, value in changes.items() if key != "wide_age"}), replace(
        WIDE, age=changes.get("wide_age", WIDE.age)
    )


def test_a_child_like_no_other_is_unique() -> None:
    found = shared_by(OWN, WIDE, [])
    assert (found.count, found.of, found.best) == (1, 1, None)


def test_the_best_single_change_comes_first() -> None:
    found = shared_by(
        OWN, WIDE, [_other(age="4 y"), _other(age="3 y"), _other(sex="male"), _other(sex="male", age="4 y")]
    )
    assert (found.count, found.of) == (1, 5)
    assert found.coarser == (Coarser("age", 3), Coarser("sex", 2), Coarser("years", 1))
    assert (found.best, found.together) == (Coarser("age", 3), 5)


def test_a_change_that_is_made_already_is_not_offered() -> None:
    found = shared_by(replace(OWN, sex=""), WIDE, [_other()])
    assert {one.part for one in found.coarser} == {"age", "years"}
