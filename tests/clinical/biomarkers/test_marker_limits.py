"""A result against its laboratory's own limit, and against printed ones that are never chosen from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.biomarkers.reading import Standing
from desktop.clinical.errors import UserError

SHIPPED = MarkerRules.load({name: resources.read_text(name) for name in resources.names("biomarkers", ".toml")})

# section 6.1, written again by hand: first and last age in years, limit, and whether the limit itself is within
PRINTED = {
    ("vma", "Mayo test VH 9254"): [(0, 0, "27", False), (1, 1, "18", False), (2, 4, "13", False), (5, 9, "8.5", False),
                                   (10, 14, "7", False)],
    ("vma", "ARUP 3018863"): [(0, 2, "27", True), (3, 5, "13", True), (6, 17, "9", True), (18, 30, "6", True)],
    ("hva", "Mayo test VH 9254"): [(0, 0, "35", False), (1, 1, "23", False), (2, 4, "13.5", False), (5, 9, "9", False),
                                   (10, 14, "12", False)],
    ("hva", "Mayo HVA page"): [(0, 0, "35", False), (1, 1, "30", False), (2, 4, "25", False), (5, 9, "15", False),
                               (10, 14, "9", False)],
    ("hva", "ARUP 3018863"): [(0, 2, "42", True), (3, 5, "22", True), (6, 17, "15", True), (18, 30, "8", True)],
}  # fmt: skip


def expected(marker: str, years: int) -> dict[str, tuple[Decimal, bool]]:
    """The limits printed for an age, by source."""
    return {
        source: (Decimal(limit), within)
        for (of, source), rows in PRINTED.items()
        for first, last, limit, within in rows
        if of == marker and first <= years <= last
    }


@pytest.mark.parametrize("marker", ["vma", "hva"])
@pytest.mark.parametrize("years", range(31))
def test_every_printed_limit_on_both_sides_of_it(markers: MarkerRules, marker: str, years: int) -> None:
    wanted = expected(marker, years)
    for source, (limit, within) in wanted.items():
        for value, standing in (
            (limit - Decimal("0.01"), Standing.WITHIN),
            (limit, Standing.WITHIN if within else Standing.ABOVE),
            (limit + Decimal("0.01"), Standing.ABOVE),
        ):
            published = markers.read(marker, value, "mg_g", years=years).published
            assert {one.published.cited.source for one in published if one.published} == {*wanted}
            (own,) = [one for one in published if one.published and one.published.cited.source == source]
            assert (own.limit, own.standing, own.times) == (limit, standing, value / limit)


def test_sources_that_differ_stand_side_by_side(markers: MarkerRules) -> None:
    reading = markers.read("hva", Decimal(24), "mg_g", years=1)
    assert [one.standing for one in reading.published] == [Standing.ABOVE, Standing.WITHIN, Standing.WITHIN]
    assert not reading.published_agree
    assert {one.published.cited.status for one in reading.published if one.published} == {"CONFLICT", "OK1"}
    assert markers.read("hva", Decimal(50), "mg_g", years=1).published_agree


def test_a_laboratory_s_own_limit_leaves_no_other(markers: MarkerRules) -> None:
    reading = markers.read("vma", Decimal("24.4"), "umol_mmol", own_limit=Decimal("12.2"), years=1)
    assert reading.published == ()
    assert reading.own is not None
    assert (reading.own.times, reading.own.standing, reading.own.unit) == (2, Standing.ABOVE, "umol_mmol")


@pytest.mark.parametrize(
    ("value", "standing"), [("12.1", Standing.WITHIN), ("12.20", Standing.AT), ("12.3", Standing.ABOVE)]
)
def test_nobody_says_which_side_of_its_own_limit_a_laboratory_counts(
    markers: MarkerRules, value: str, standing: Standing
) -> None:
    own = markers.read("vma", Decimal(value), "mg_g", own_limit=Decimal("12.2")).own
    assert own is not None
    assert own.standing is standing


def test_units_are_turned_before_a_published_limit_is_held_against(markers: MarkerRules) -> None:
    # 15.5 umol/mmol are 24.96 mg/g of HVA
    by_source = {
        one.published.cited.source: one.standing
        for one in markers.read("hva", Decimal("15.5"), "umol_mmol", years=1).published
        if one.published
    }
    assert by_source == {
        "Mayo test VH 9254": Standing.ABOVE,
        "Mayo HVA page": Standing.WITHIN,
        "ARUP 3018863": Standing.WITHIN,
    }


def test_a_day_s_urine_meets_only_the_limit_that_is_printed_for_it(markers: MarkerRules) -> None:
    (only,) = markers.read("hva", Decimal(8), "mg_24h", years=15).published
    assert (only.limit, only.unit, only.standing) == (8, "mg_24h", Standing.ABOVE)
    assert markers.read("hva", Decimal(8), "mg_24h", years=14).published == ()


def test_without_an_age_no_limit_by_age_is_shown(markers: MarkerRules) -> None:
    assert markers.read("vma", Decimal(99), "mg_g").published == ()
    assert markers.read("vma", Decimal(99), "mg_g", years=-1).published == ()


def test_blood_has_no_published_limit(markers: MarkerRules) -> None:
    for code in ("ldh", "ferritin", "nse"):
        assert not markers.limits_for(code)


def test_disturbances_are_told_with_their_sources(markers: MarkerRules) -> None:
    told = " ".join(note.text for note in markers.read("hva", Decimal(1), "mg_g").notes)
    assert "72 hours" in told
    assert "L-dopa 24 hours" in told
    assert "Costello" in told
    assert "Costello" not in " ".join(note.text for note in markers.read("ldh", Decimal(1), "u_l").notes)


def test_what_does_not_exist_is_refused_by_name(markers: MarkerRules) -> None:
    with pytest.raises(UserError, match='"cga" is not a known marker; use one of'):
        markers.read("cga", Decimal(1), "mg_g")
    with pytest.raises(UserError, match='"u_l" is no unit of VMA'):
        markers.read("vma", Decimal(1), "u_l")


@given(
    st.sampled_from(["vma", "hva"]),
    st.decimals(min_value="0.01", max_value="1000", places=2),
    st.decimals(min_value="0.01", max_value="1000", places=2),
    st.integers(min_value=0, max_value=40),
)
def test_more_is_never_less(marker: str, one: Decimal, other: Decimal, years: int) -> None:
    order = [Standing.WITHIN, Standing.AT, Standing.ABOVE]
    low, high = (SHIPPED.read(marker, value, "mg_g", years=years) for value in sorted((one, other)))
    for less, more in zip(low.published, high.published, strict=True):
        assert order.index(less.standing) <= order.index(more.standing)
        assert less.times <= more.times


def test_what_was_measured_at_an_age_is_said_of_that_age_and_where_the_age_is_not_known(markers: MarkerRules) -> None:
    for marker in ("vma", "hva"):
        told = {
            years: " ".join(note.text for note in markers.read(marker, Decimal(1), "mg_g", years=years).notes)
            for years in (0, 1, 3, None)
        }
        assert [years for years, words in told.items() if "At 6 months of age" in words] == [0, None]
        assert all("Measured per creatinine" in words for words in told.values())
