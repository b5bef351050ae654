"""Sizes of lesions: which diameter counts, changes exact at their limits, nothing made up where a size is missing."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest

import resources
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.lesion_rules import Axis, SizeRules
from desktop.clinical.lesions import Measured, Series, Since, Volume, series
from desktop.clinical.response import ResponsePack
from desktop.clinical.risk.rows import RuleStatus

TEXT = resources.read_text("lesions/sizes.toml")
RULES = SizeRules.parse(TEXT)


def taken(day: str | None, length: str | None, *, baseline: bool = False, **others: str) -> Measured:
    return Measured(
        id=uuid4(),
        day=PartialDate.parse(day) if day else None,
        length=Decimal(length) if length else None,
        baseline=baseline,
        **{key: Decimal(value) for key, value in others.items()},
    )


def told(found: Series) -> list[tuple[str, str | None, str | None]]:
    """Size, change from baseline and from nadir in millimetres."""
    return [
        (str(one.size), str(one.baseline.mm) if one.baseline else None, str(one.nadir.mm) if one.nadir else None)
        for one in found.lines
    ]


def test_the_longest_of_three_diameters_counts_whichever_column_it_stands_in() -> None:
    assert taken("2026-01-01", "40", width="52", depth="31").size(Axis.LONGEST) == 52
    assert taken("2026-01-01", "40", width="38").size(Axis.LONGEST) == 40
    assert taken("2026-01-01", None, width="52", depth="31").size(Axis.LONGEST) is None


def test_a_lymph_node_counts_by_its_short_axis_and_no_diameter_takes_its_place() -> None:
    node = taken("2026-01-01", "31", short_axis="17")
    assert series(RULES, "lymph_node", [node]).lines[0].size == 17
    assert series(RULES, "lymph_node", [taken("2026-01-01", "31")]).lines[0].size is None
    assert series(RULES, "lymph_node_mass", [node]).lines[0].size == 31


@pytest.mark.parametrize("tissue", ["lymph_node", "lymph_node_mass", "soft_tissue", "bone", "other", None])
def test_only_the_longest_diameter_of_the_primary_has_a_source_that_was_read(tissue: str | None) -> None:
    assert RULES.axis("primary").cited.status is RuleStatus.OK1
    assert RULES.axis(tissue).cited.status is RuleStatus.UNVERIFIED
    assert RULES.nadir.cited.status is RuleStatus.UNVERIFIED


def test_changes_are_from_the_earliest_and_from_the_smallest_before() -> None:
    found = series(RULES, "primary", [taken("2026-09-01", "44"), taken("2026-03-01", "80"), taken("2026-06-01", "40")])
    assert told(found) == [("80", None, None), ("40", "-40", "-40"), ("44", "-36", "4")]
    assert [one.is_baseline for one in found.lines] == [True, False, False]
    assert not any(one.marked for one in found.lines)


def test_a_marked_baseline_begins_anew_and_older_sizes_are_no_nadir_any_more() -> None:
    found = series(
        RULES,
        "primary",
        [
            taken("2026-01-01", "80"),
            taken("2026-03-01", "20"),
            taken("2026-06-01", "50", baseline=True),
            taken("2026-09-01", "55"),
        ],
    )
    assert told(found) == [("80", None, None), ("20", "-60", "-60"), ("50", None, None), ("55", "5", "5")]
    assert [one.is_baseline for one in found.lines] == [True, False, True, False]


def test_a_marked_baseline_without_a_size_is_not_replaced_by_another() -> None:
    found = series(
        RULES,
        "primary",
        [taken("2026-01-01", "80"), taken("2026-02-01", None, baseline=True), taken("2026-03-01", "40")],
    )
    assert told(found)[2] == ("40", None, None)


def test_what_has_no_day_or_no_proven_order_is_not_compared() -> None:
    found = series(RULES, "primary", [taken("2026-03", "80"), taken("2026-03-20", "40"), taken(None, "30")])
    assert told(found) == [("80", None, None), ("40", None, None), ("30", None, None)]
    assert found.last is found.lines[1]
    same_day = series(RULES, "primary", [taken("2026-03-20", "80"), taken("2026-03-20", "70")])
    assert told(same_day) == [("80", None, None), ("70", None, None)]


@pytest.mark.parametrize(
    ("was", "now", "percent", "edge"),
    [
        ("50", "35", "-30.0", "baseline"),
        ("50", "35.01", "-29.98", None),
        ("50", "34.999", "-30.002", None),
        ("33.3", "23.31", "-30.0", "baseline"),
        ("50", "60", "20.0", "nadir"),
        ("50", "60.001", "20.002", None),
        ("50", "59.99", "19.98", None),
        ("25", "30", "20.0", "nadir"),
        # growth needs 5 mm as well: below them it is no progression by any reading
        ("24.5", "29.4", "20.0", None),
        ("12.5", "15.0", "20.0", None),
        ("45", "38", "-15.6", None),
        ("45", "45", "0.0", None),
    ],
)
def test_limits_are_met_exactly_or_not_at_all(was: str, now: str, percent: str, edge: str | None) -> None:
    line = series(RULES, "primary", [taken("2026-01-01", was), taken("2026-02-01", now)]).lines[1]
    assert line.baseline is not None and str(line.baseline.percent) == percent
    assert [str(one.since) for one in line.edges] == ([edge] if edge else [])


@pytest.mark.parametrize(("was", "now"), [("50", "60"), ("25", "30"), ("24.5", "29.4"), ("12.5", "15.0"), ("50", "61")])
def test_an_edge_of_growth_is_told_where_the_criteria_name_two_readings(was: str, now: str) -> None:
    texts = {name: resources.read_text(name) for name in resources.names("response", ".toml")}
    criteria = ResponsePack.load(texts)
    primary = {"baseline_mm": Decimal(was), "nadir_mm": Decimal(was), "now_mm": Decimal(now), "uptake": True}
    told = criteria.respond(criteria.read({"primary": primary})).document()
    line = series(RULES, "primary", [taken("2026-01-01", was), taken("2026-02-01", now)]).lines[1]
    assert bool(line.edges) is ("At exactly 20.0 % growth" in str(told["conflict"]))


def test_growth_is_an_edge_from_the_nadir_only_and_shrinking_from_the_baseline_only() -> None:
    line = series(
        RULES, "primary", [taken("2026-01-01", "100"), taken("2026-02-01", "50"), taken("2026-03-01", "60")]
    ).lines[2]
    assert line.baseline is not None and line.baseline.edge is None
    assert line.nadir is not None and line.nadir.edge is not None
    assert (line.nadir.since, line.nadir.edge.cited.status) == (Since.NADIR, RuleStatus.CONFLICT)


def test_a_lesion_that_was_gone_has_a_change_in_millimetres_alone() -> None:
    line = series(RULES, "primary", [taken("2026-01-01", "0"), taken("2026-02-01", "12")]).lines[1]
    assert line.baseline is not None and (line.baseline.mm, line.baseline.percent) == (12, None)
    assert not line.edges


def test_the_volume_says_its_formula_and_needs_all_three() -> None:
    whole = taken("2026-01-01", "45", width="38", depth="30.5")
    assert whole.volume is not None
    assert whole.volume.words == "45 × 38 × 30.5 mm × π / 6 = 27.3 ml"
    assert taken("2026-01-01", "45", width="38").volume is None
    assert Volume(Decimal(10), Decimal(10), Decimal(10)).ml.quantize(Decimal("1E-15")) == Decimal("0.523598775598299")


def test_any_series_agrees_with_plain_fractions() -> None:
    chance = random.Random(11)
    for _ in range(300):
        sizes = [Decimal(chance.randint(1, 900)) / 10 for _ in range(chance.randint(2, 6))]
        found = series(
            RULES, "primary", [taken(f"2026-{place:02d}-01", str(one)) for place, one in enumerate(sizes, 1)]
        )
        for place, line in enumerate(found.lines[1:], start=1):
            assert line.baseline is not None and line.nadir is not None
            assert (line.baseline.was, line.nadir.was) == (sizes[0], min(sizes[:place]))
            fraction = (Fraction(sizes[place]) / Fraction(sizes[0]) - 1) * 100
            assert line.baseline.percent is not None
            assert abs(Fraction(line.baseline.percent) - fraction) <= Fraction(1, 20)
            assert (line.baseline.edge is not None) is (fraction == -30)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('tissue = "lymph_node"', 'tissue = "primary"', "each tissue stand once"),
        ('counts = "short"', 'counts = "shortest"', '"counts" is "shortest"'),
        ("change = -30", "change = 0", '"change" is missing'),
        ('from = "nadir"', 'since = "nadir"', '"since" is no key'),
        ("\n[nadir]", "\n[smallest]", '"smallest" is no key'),
    ],
)
def test_a_file_that_is_not_sound_is_refused_by_name(old: str, new: str, said: str) -> None:
    with pytest.raises(RuleFileError, match=said.replace("[", r"\[")):
        SizeRules.parse(TEXT.replace(old, new, 1))
