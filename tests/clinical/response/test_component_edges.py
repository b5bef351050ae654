"""Each threshold on both sides and exactly on it; what is missing; where sources disagree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from desktop.clinical.response import Response

Ask = Callable[[object], Response]


def part(ask: Ask, name: str, measured: dict[str, object]) -> Response:
    """The response of a child of whom one component is measured and the others are not involved."""
    others = {key: {"involved": False} for key in ("primary", "metastases", "marrow") if key != name}
    return ask({name: measured, **others})


def grade(response: Response, name: str) -> str | None:
    return response.parts[name]


PRIMARY = [
    # residual: below 10 mm
    ({"baseline_mm": 50, "now_mm": Decimal("9.9"), "uptake": False}, "CR", False),
    ({"baseline_mm": 50, "now_mm": 10, "uptake": False}, "PR", False),
    ({"baseline_mm": 50, "now_mm": Decimal("9.9"), "uptake": True}, "PR", False),
    ({"baseline_mm": 50, "now_mm": 0, "uptake": False}, "CR", False),
    # fall from baseline: at least 30 %
    ({"baseline_mm": 100, "now_mm": Decimal("69.99")}, "PR", False),
    ({"baseline_mm": 100, "now_mm": 70}, "PR", False),
    ({"baseline_mm": 100, "now_mm": Decimal("70.01")}, "SD", False),
    # growth from the smallest: at least 20 % (more than 20 % in the remembered table)
    ({"baseline_mm": 100, "now_mm": Decimal("119.99")}, "SD", False),
    ({"baseline_mm": 100, "now_mm": 120}, "PD", True),
    ({"baseline_mm": 100, "now_mm": Decimal("120.01")}, "PD", False),
    # and at least 5 mm
    ({"baseline_mm": 20, "now_mm": Decimal("24.99")}, "SD", False),
    ({"baseline_mm": 20, "now_mm": 25}, "PD", False),
    ({"baseline_mm": 25, "now_mm": 30}, "PD", True),
    ({"baseline_mm": 24, "now_mm": Decimal("28.8")}, "SD", False),
    # from the nadir and not from baseline; a nadir above baseline does not count
    ({"baseline_mm": 100, "nadir_mm": 40, "now_mm": 60}, "PD", False),
    ({"baseline_mm": 100, "nadir_mm": 40, "now_mm": 47}, "PR", False),
    ({"baseline_mm": 40, "nadir_mm": 100, "now_mm": 60}, "PD", False),
    ({"nadir_mm": 40, "now_mm": 60}, "PD", False),
    # one third exactly, which no decimal fraction can say
    ({"baseline_mm": 3, "nadir_mm": 3, "now_mm": Decimal("2.1"), "uptake": True}, "PR", False),
]


@pytest.mark.parametrize(("measured", "wanted", "disputed"), PRIMARY, ids=str)
def test_primary(ask: Ask, measured: dict[str, object], wanted: str, disputed: bool) -> None:
    response = part(ask, "primary", measured)
    assert grade(response, "primary") == wanted
    assert (response.conflict is not None) == disputed


METASTASES = [
    # bone alone: at least 50 % less, no new lesion
    ({"bone_score_baseline": 20, "bone_score_now": 10, "method": "curie", "new_lesion": False}, "PR", False),
    ({"bone_score_baseline": 21, "bone_score_now": 11, "method": "curie", "new_lesion": False}, "SD", False),
    ({"bone_score_baseline": 20, "bone_score_now": 9, "method": "curie", "new_lesion": False}, "PR", False),
    ({"bone_score_baseline": 20, "bone_score_now": 0, "method": "curie", "new_lesion": False}, "CR", False),
    ({"bone_score_baseline": 20, "bone_score_now": 0, "new_lesion": False, "uptake": False}, "CR", False),
    ({"bone_score_baseline": 20, "bone_score_now": 1, "new_lesion": False, "uptake": False}, "PR", False),
    # relative score: at least 1.2
    ({"bone_score_baseline": 10, "bone_score_now": 12, "method": "siopen", "new_lesion": False}, "PD", False),
    ({"bone_score_baseline": 50, "bone_score_now": 59, "method": "siopen", "new_lesion": False}, "SD", False),
    ({"bone_score_baseline": 50, "bone_score_now": 60, "method": "siopen", "new_lesion": False}, "PD", False),
    # nothing at baseline: no relative score, a new avid site
    ({"bone_score_baseline": 0, "bone_score_now": 1, "method": "curie"}, "PD", False),
    # FDG where the bone is not MIBG-avid
    ({"fdg_lesions_baseline": 4, "fdg_lesions_now": 2, "new_lesion": False}, "PR", False),
    ({"fdg_lesions_baseline": 5, "fdg_lesions_now": 3, "new_lesion": False}, "SD", False),
    ({"fdg_lesions_baseline": 4, "fdg_lesions_now": 0, "new_lesion": False}, "CR", False),
    ({"fdg_lesions_baseline": 4, "fdg_lesions_now": 5, "new_lesion": False}, "PD", True),
    (
        {"bone_score_baseline": 20, "bone_score_now": 9, "new_lesion": False, "fdg_lesions_baseline": 1,
         "fdg_lesions_now": 4}, "PR", False,
    ),
    # soft tissue alone
    ({"soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 70, "new_lesion": False, "uptake": True}, "PR", False),
    ({"soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 71, "new_lesion": False, "uptake": True}, "SD", False),
    ({"soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 119, "new_lesion": False}, "SD", False),
    ({"soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 120, "new_lesion": False}, "PD", True),
    ({"soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 121, "new_lesion": False}, "PD", False),
    ({"soft_tissue_baseline_mm": 20, "soft_tissue_now_mm": Decimal("24.9"), "new_lesion": False}, "SD", False),
    (
        {"soft_tissue_baseline_mm": 100, "soft_tissue_nadir_mm": 30, "soft_tissue_now_mm": 40, "new_lesion": False},
        "PD", False,
    ),
    ({"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": Decimal("9.9"), "uptake": False, "new_lesion": False},
     "CR", False),
    ({"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": 10, "uptake": False, "new_lesion": False}, "PR", False),
    # target lymph nodes: below 15 mm (below 10 mm in the remembered table)
    (
        {"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": Decimal("9.9"), "uptake": False, "new_lesion": False,
         "node_short_axis_now_mm": Decimal("9.9")}, "CR", False,
    ),
    (
        {"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": 10, "uptake": False, "new_lesion": False,
         "node_short_axis_now_mm": 10}, "CR", True,
    ),
    (
        {"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": Decimal("14.9"), "uptake": False, "new_lesion": False,
         "node_short_axis_now_mm": Decimal("14.9")}, "CR", True,
    ),
    (
        {"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": 15, "uptake": False, "new_lesion": False,
         "node_short_axis_now_mm": 15}, "PR", False,
    ),
    # both: each clause must hold
    (
        {"bone_score_baseline": 20, "bone_score_now": 10, "soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 70,
         "new_lesion": False, "uptake": True}, "PR", False,
    ),
    (
        {"bone_score_baseline": 20, "bone_score_now": 10, "soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 80,
         "new_lesion": False, "uptake": True}, "SD", False,
    ),
    (
        {"bone_score_baseline": 20, "bone_score_now": 11, "soft_tissue_baseline_mm": 100, "soft_tissue_now_mm": 70,
         "new_lesion": False, "uptake": True}, "SD", False,
    ),
    # a new lesion: avid is progression, otherwise flagged and never stable in silence
    ({"new_lesion": True, "uptake": True}, "PD", False),
    (
        {"bone_score_baseline": 20, "bone_score_now": 5, "new_lesion": True, "uptake": True}, "PD", False,
    ),
    (
        {"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": 20, "new_lesion": True, "uptake": False}, "SD", True,
    ),
    ({"soft_tissue_baseline_mm": 40, "soft_tissue_now_mm": 20, "new_lesion": True}, "NE", True),
]  # fmt: skip


@pytest.mark.parametrize(("measured", "wanted", "disputed"), METASTASES, ids=str)
def test_metastases(ask: Ask, measured: dict[str, object], wanted: str, disputed: bool) -> None:
    response = part(ask, "metastases", measured)
    assert grade(response, "metastases") == wanted
    assert (response.conflict is not None) == disputed


MARROW = [
    *[({"baseline_percent": base, "now_percent": 0, "adequate": True}, "CR", False) for base in (1, 5, 20, 90)],
    ({"now_percent": 0, "adequate": True}, "CR", False),
    # more than 0 to 5 %
    ({"baseline_percent": 40, "now_percent": Decimal("0.01"), "adequate": True}, "MD", False),
    ({"baseline_percent": 40, "now_percent": 5, "adequate": True}, "MD", False),
    ({"baseline_percent": 40, "now_percent": Decimal("5.01"), "adequate": True}, "SD", False),
    ({"baseline_percent": 10, "now_percent": 4, "adequate": True}, "MD", False),
    ({"now_percent": 4, "adequate": True}, "MD", False),
    # from none: at least 5 % (more than 5 % in the remembered table)
    ({"baseline_percent": 0, "now_percent": Decimal("4.99"), "adequate": True}, "MD", False),
    ({"baseline_percent": 0, "now_percent": 5, "adequate": True}, "PD", True),
    ({"baseline_percent": 0, "now_percent": Decimal("5.0"), "adequate": True}, "PD", True),
    ({"baseline_percent": 0, "now_percent": Decimal("5.01"), "adequate": True}, "PD", False),
    # doubled, and more than 20 %
    ({"baseline_percent": 10, "now_percent": 20, "adequate": True}, "SD", False),
    ({"baseline_percent": 10, "now_percent": Decimal("20.01"), "adequate": True}, "PD", False),
    ({"baseline_percent": 15, "now_percent": Decimal("29.99"), "adequate": True}, "SD", False),
    ({"baseline_percent": 15, "now_percent": 30, "adequate": True}, "PD", False),
    ({"baseline_percent": 60, "now_percent": 100, "adequate": True}, "SD", False),
    # a study that is not adequate shows what is there, never what is not
    ({"baseline_percent": 40, "now_percent": 0, "adequate": False}, "NE", False),
    ({"baseline_percent": 40, "now_percent": 3, "adequate": False}, "NE", False),
    ({"baseline_percent": 40, "now_percent": 30, "adequate": False}, "NE", False),
    ({"baseline_percent": 0, "now_percent": 30, "adequate": False}, "PD", False),
]


@pytest.mark.parametrize(("measured", "wanted", "disputed"), MARROW, ids=str)
def test_marrow(ask: Ask, measured: dict[str, object], wanted: str, disputed: bool) -> None:
    response = part(ask, "marrow", measured)
    assert grade(response, "marrow") == wanted
    assert (response.conflict is not None) == disputed


MISSING = [
    ("primary", {"baseline_mm": 50}, "now_mm"),
    ("primary", {"now_mm": 50}, "baseline_mm"),
    ("primary", {"baseline_mm": 50, "now_mm": 5}, "uptake"),
    ("primary", {"now_mm": 5, "uptake": True}, "baseline_mm"),
    ("primary", {}, "now_mm"),
    ("metastases", {}, "bone_score_now"),
    ("metastases", {"bone_score_baseline": 10, "bone_score_now": 4}, "new_lesion"),
    ("metastases", {"bone_score_baseline": 10, "new_lesion": False, "uptake": True}, "bone_score_now"),
    ("metastases", {"bone_score_now": 10, "new_lesion": False, "uptake": True}, "bone_score_baseline"),
    ("metastases", {"uptake": False, "new_lesion": False}, "bone_score_baseline"),
    ("metastases", {"node_short_axis_now_mm": 20, "new_lesion": False, "uptake": False}, "soft_tissue_baseline_mm"),
    ("metastases", {"new_lesion": True}, "uptake"),
    ("marrow", {"baseline_percent": 10}, "now_percent"),
    ("marrow", {"baseline_percent": 10, "now_percent": 0}, "adequate"),
    ("marrow", {"now_percent": 10, "adequate": True}, "baseline_percent"),
    ("marrow", {"now_percent": 5, "adequate": True}, "baseline_percent"),
]


@pytest.mark.parametrize(("name", "measured", "missing"), MISSING, ids=str)
def test_what_is_missing_is_named_and_nothing_is_guessed(
    ask: Ask, name: str, measured: dict[str, object], missing: str
) -> None:
    response = part(ask, name, measured)
    assert (grade(response, name), response.overall) == ("NE", "NE")
    assert any("not evaluable" in reason and missing in reason for reason in response.reasons)


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("primary", {"baseline_mm": 0, "now_mm": 0, "uptake": False}),
        ("metastases", {"bone_score_baseline": 0, "bone_score_now": 0, "uptake": False, "new_lesion": False}),
        ("marrow", {"baseline_percent": 0, "now_percent": 0, "adequate": True}),
    ],
)
def test_never_involved_is_not_a_complete_response(ask: Ask, name: str, measured: dict[str, object]) -> None:
    others = {key: {"involved": False} for key in ("primary", "metastases", "marrow") if key != name}
    alone = ask({name: measured, **others})
    assert (grade(alone, name), alone.overall) == ("NI", "NA")
    assert alone.conflict is not None
    first, second = others
    stable = ask({name: measured, first: {"grade": "SD"}, second: {"involved": False}})
    assert stable.overall == "SD"
    assert "(overall MR)" in (stable.conflict or "")
    better = ask({name: measured, first: {"grade": "CR"}, second: {"involved": False}})
    assert (better.overall, better.conflict) == ("CR", None)


def test_a_small_residual_that_grew_names_both_rows(ask: Ask) -> None:
    response = part(ask, "primary", {"baseline_mm": 50, "nadir_mm": 2, "now_mm": 8, "uptake": False})
    assert grade(response, "primary") == "CR"
    assert "PD by another reading" in (response.conflict or "")


def test_the_third_gap_asks_where_the_baseline_was_higher(ask: Ask) -> None:
    low = part(ask, "marrow", {"baseline_percent": 5, "now_percent": 2, "adequate": True})
    high = part(ask, "marrow", {"baseline_percent": Decimal("5.01"), "now_percent": 2, "adequate": True})
    given = part(ask, "marrow", {"grade": "MD"})
    for response in (low, high, given):
        assert (response.overall, response.gap) == ("SD", "G3")
        assert any("clinician must confirm" in reason for reason in response.reasons)
    asks = ["must say what it is" in " ".join(one.reasons) for one in (low, high, given)]
    assert asks == [False, True, True]


def test_progression_comes_with_what_must_be_asked_before(ask: Ask) -> None:
    assert any("4S pattern" in one for one in part(ask, "marrow", {"grade": "PD"}).reasons)
    assert not any("4S pattern" in one for one in part(ask, "marrow", {"grade": "SD"}).reasons)
