"""The samples of one day: the highest share, and whether together they are enough to judge."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from test_guided_response import LEFT, RIGHT, sample, whole

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.record.imaging import MarrowSample
from desktop.services import marrow_study
from desktop.services.marrow_study import highest

LIBRARY = build_library()
STUDY = LIBRARY.marrow_levels.adequate
CORE = 1
"""The place of a trephine core in ``whole``."""


def is_adequate(samples: list[MarrowSample]) -> bool | None:
    return marrow_study.is_adequate(STUDY, samples)


def with_core(**changed: object) -> list[MarrowSample]:
    samples = [*whole("0", "2026-11-17")]
    samples[CORE] = replace(samples[CORE], **changed)  # type: ignore[arg-type]
    return samples


def test_the_highest_counts_and_an_open_sample_leaves_it_open() -> None:
    assert highest([sample(LEFT, "aspirate", "2"), sample(RIGHT, "aspirate", "7")]) == 7
    assert highest([sample(LEFT, "aspirate", "2"), MarrowSample(side=known(RIGHT))]) is None
    assert highest([MarrowSample(involved=known(False))]) == 0
    assert highest([]) is None


def test_the_codes_of_a_complete_study_are_those_of_the_record() -> None:
    kind = LIBRARY.record.kinds["marrow_samples"]
    assert {*STUDY.samples} <= {one.code for one in kind.field("sample").choices}
    assert {*STUDY.sides} <= {one.code for one in kind.field("side").choices}


@pytest.mark.parametrize("left_out", range(4))
def test_marrow_is_adequate_with_both_kinds_from_both_sides(left_out: int) -> None:
    samples = whole("0", "2026-11-17")
    assert is_adequate([*samples]) is True
    assert is_adequate([one for place, one in enumerate(samples) if place != left_out]) is False


@pytest.mark.parametrize(("core", "enough"), [("10", True), ("9.9", False)])
def test_a_short_core_is_not_enough(core: str, enough: bool) -> None:
    assert is_adequate(with_core(core_mm=known(Decimal(core)))) is enough


@pytest.mark.parametrize(("laboratory", "enough"), [(known(True), True), (known(False), False), (NOT_ASKED, None)])
def test_of_a_core_without_a_length_the_laboratory_says_whether_it_is_enough(
    laboratory: object, enough: object
) -> None:
    assert is_adequate(with_core(core_mm=NOT_ASKED, adequate=laboratory)) is enough


@pytest.mark.parametrize("name", ["side", "sample"])
def test_a_sample_whose_side_or_kind_is_not_known_may_be_the_one_that_lacks(name: str) -> None:
    assert is_adequate(with_core(**{name: NOT_ASKED})) is None


def test_fewer_samples_than_a_complete_study_needs_are_not_enough_whatever_they_are() -> None:
    assert is_adequate([MarrowSample(sample=known("trephine")), MarrowSample()]) is False


def test_what_the_laboratory_calls_inadequate_never_counts() -> None:
    assert is_adequate([replace(one, adequate=known(False)) for one in whole("0", "2026-11-17")]) is False


def test_another_good_sample_makes_up_for_a_bad_one() -> None:
    assert is_adequate([*whole("0", "2026-11-17"), sample(LEFT, "trephine", "0", core="3")]) is True
