"""Bins and cut-offs of outcome studies: every edge, the gaps between whole numbers, and grades in no order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.risk import RuleStatus

# section 6.2, written again by hand
EDGES = {
    "ldh-all": [(0, "middle"), (99, "middle"), (100, "best"), (899, "best"), (900, "middle"), (1399, "middle"),
                (1400, "worst"), (9999, "worst")],
    "ldh-high-risk": [(0, "worst"), (116, "worst"), (117, "best"), (381, "best"), (382, "middle"), (1334, "middle"),
                      (1335, "worst"), (9999, "worst")],
    "ferritin-all": [(0, "middle"), (1, "best"), (29, "best"), (30, "middle"), (89, "middle"), (90, "worst"),
                     (9999, "worst")],
    "ferritin-high-risk": [(0, "middle"), (1, "best"), (53, "best"), (54, "middle"), (354, "middle"), (355, "worst"),
                           (9999, "worst")],
}  # fmt: skip
OUTCOMES = {
    "ldh-all": {"best": "76 %", "middle": "60 %", "worst": "36 %"},
    "ldh-high-risk": {"best": "67 %", "middle": "58 %", "worst": "46 %"},
    "ferritin-all": {"best": "87 %", "middle": "74 %", "worst": "48 %"},
    "ferritin-high-risk": {"best": "71 %", "middle": "55 %", "worst": "34 %"},
}
UNIT = {"ldh": "u_l", "ferritin": "ng_ml", "nse": "ng_ml"}


@pytest.mark.parametrize("scale", EDGES)
def test_every_edge_of_every_bin(markers: MarkerRules, scale: str) -> None:
    marker = scale.partition("-")[0]
    for value, grade in EDGES[scale]:
        (placed,) = [one for one in markers.read(marker, Decimal(value), UNIT[marker]).scales if one.scale.id == scale]
        assert placed.bin is not None, value
        assert (placed.bin.grade, placed.bin.figure) == (grade, OUTCOMES[scale][grade]), value


@pytest.mark.parametrize(
    ("marker", "value"), [("ldh", "899.5"), ("ldh", "381.2"), ("ferritin", "0.5"), ("ferritin", "89.9")]
)
def test_between_two_printed_bins_there_is_none(markers: MarkerRules, marker: str, value: str) -> None:
    placed = markers.read(marker, Decimal(value), UNIT[marker]).scales
    assert [one.scale.id for one in placed if one.bin is None]
    assert len(placed) == 2


def test_bins_are_not_monotonic(markers: MarkerRules) -> None:
    for scale in markers.scales:
        order = ["best", "middle", "worst"]
        ranks = [order.index(one.grade) for one in scale.bins]
        assert ranks != sorted(ranks), scale.id


@pytest.mark.parametrize(
    ("marker", "cut", "below", "at", "above"),
    [
        ("ldh", "ldh-1250", False, False, True),
        ("ldh", "ldh-750", False, True, True),
        ("ldh", "ldh-587", False, None, True),
        ("ferritin", "ferritin-92", False, True, True),
        ("ferritin", "ferritin-96", False, True, True),
        ("nse", "nse-200", False, False, True),
    ],
)
def test_the_side_of_a_cut_off(
    markers: MarkerRules, marker: str, cut: str, below: bool, at: bool | None, above: bool
) -> None:
    limit = next(one.limit for one in markers.cuts if one.id == cut)
    for value, wanted in ((limit - 1, below), (limit, at), (limit + 1, above)):
        found = {one.id: beyond for one, beyond in markers.read(marker, value, UNIT[marker]).cuts}
        assert found[cut] is wanted


def test_what_was_not_read_in_a_source_is_marked(markers: MarkerRules) -> None:
    unverified = {one.id for one in markers.cuts if one.cited.status is RuleStatus.UNVERIFIED}
    assert unverified == {"ldh-750", "ldh-587", "ferritin-92", "ferritin-96"}


def test_micrograms_a_litre_are_nanograms_a_millilitre(markers: MarkerRules) -> None:
    assert markers.read("ferritin", Decimal(90), "ug_l").scales == markers.read("ferritin", Decimal(90), "ng_ml").scales
