"""Units of markers: the factors of the fact base, and what can never be turned into each other."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.biomarkers.reading import shown, times_words

SHIPPED = MarkerRules.load({name: resources.read_text(name) for name in resources.names("biomarkers", ".toml")})
VALUES = st.decimals(min_value="0.0001", max_value="100000", places=4)


def test_the_factors_of_the_fact_base(markers: MarkerRules) -> None:
    one = Decimal(1)
    for marker, factor in (("hva", "0.621"), ("vma", "0.571")):
        told = markers.convert(one, marker, "mg_g", "umol_mmol")
        assert told is not None
        assert round(told, 3) == Decimal(factor)


@pytest.mark.parametrize(
    ("value", "given_in", "wanted", "told"),
    [
        ("12.5", "mg_g", "ug_mg", "12.5"),
        ("0.0125", "mg_mg", "mg_g", "12.5"),
        ("12.5", "mmol_mol", "umol_mmol", "12.5"),
        ("1.1312", "mg_mmol", "mg_g", "10"),
        ("25.5", "umol_mmol", "mg_g", "41.1"),
        ("8", "mg_24h", "mg_24h", "8"),
    ],
)
def test_known_conversions(markers: MarkerRules, value: str, given_in: str, wanted: str, told: str) -> None:
    found = markers.convert(Decimal(value), "hva", given_in, wanted)
    assert found is not None
    assert shown(found) == told


@given(VALUES, st.sampled_from(["vma", "hva", "ldh", "ferritin", "nse"]))
def test_there_and_back_is_the_same(value: Decimal, marker: str) -> None:
    units = SHIPPED.markers[marker].units
    for one, other in product(units, units):
        there = SHIPPED.convert(value, marker, one, other)
        if there is None:
            assert SHIPPED.convert(value, marker, other, one) is None
            continue
        back = SHIPPED.convert(there, marker, other, one)
        assert back is not None
        assert abs(back - value) <= value * Decimal("1e-24")


@given(VALUES, VALUES, st.sampled_from(["vma", "hva"]))
def test_a_conversion_keeps_order_and_ratio(value: Decimal, limit: Decimal, marker: str) -> None:
    for one, other in product(SHIPPED.markers[marker].units, repeat=2):
        mine, theirs = (SHIPPED.convert(number, marker, one, other) for number in (value, limit))
        if mine is not None and theirs is not None:
            assert (mine < theirs) == (value < limit)
            assert abs(mine / theirs - value / limit) <= value / limit * Decimal("1e-24")


def test_a_day_of_urine_is_never_turned_into_a_concentration(markers: MarkerRules) -> None:
    for marker in ("vma", "hva"):
        for unit in markers.markers[marker].units:
            same = unit == "mg_24h"
            assert (markers.convert(Decimal(8), marker, "mg_24h", unit) is not None) == same
    assert markers.convert(Decimal(8), "ldh", "u_l", "ng_ml") is None


@pytest.mark.parametrize(
    ("number", "told"),
    [("0.57082", "0.571"), ("12.50", "12.5"), ("10", "10"), ("999.6", "1000"), ("1234.5", "1234"), ("27000", "27000")],
)
def test_computed_numbers_are_told_with_three_figures_or_whole(number: str, told: str) -> None:
    assert shown(Decimal(number)) == told


@pytest.mark.parametrize(
    ("times", "told"),
    [("2.4449", "2.44 ×"), ("1.000", "1 ×"), ("0.9996", "0.9996 ×"), ("1.00004", "1.00004 ×"), ("0.5708", "0.57 ×"),
     ("14.294", "14.3 ×"), ("1500.4", "1500 ×"), ("3.40", "3.4 ×")],
)  # fmt: skip
def test_a_multiple_in_words(times: str, told: str) -> None:
    assert times_words(Decimal(times)) == told
