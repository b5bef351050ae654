"""Body surface and the bands of a label: from the latest weight and height, with their days, and never without both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from plain_exposures import LIBRARY

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.presentation import Performance
from desktop.clinical.record.treatments import Treatment
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import Silence
from desktop.services.surface import SurfaceCheck, surface_check

TODAY = date(2026, 11, 30)


def measured(day: str = "", weight: str = "", height: str = "") -> Performance:
    given = {name: known(Decimal(one)) for name, one in (("weight_kg", weight), ("height_cm", height)) if one}
    when = Provenance(performed_on=PartialDate.parse(day) if day else None)
    return Performance(provenance=when, **given)  # type: ignore[arg-type]


def check(*rows: Performance, treatments: tuple[Treatment, ...] = ()) -> SurfaceCheck:
    return surface_check(LIBRARY, Case(performance=rows, treatments=treatments), TODAY)


def test_the_latest_weight_and_height_count_each_with_its_day_and_age() -> None:
    found = check(
        measured("2026-11-01", "14", "90"), measured("2026-11-20", "14.4"), measured("2026-10-01", "13", "91")
    )  # fmt: skip
    assert [one.words for one in found.operands] == [
        "14.4 kg, measured 20 Nov 2026, 10 days ago",
        "90 cm, measured 01 Nov 2026, 29 days ago",
    ]
    assert found.surface == "0.600 m², by Mosteller (unverified)"
    assert "Mosteller: square root of (height in cm × weight in kg ÷ 3,600)" in found.formula
    assert "unverified" in found.formula
    (label,) = found.labels
    assert label.band == "384 mg twice daily is the label's band from 0.5 to below 0.75 m²"
    assert label.source == "Iwilfin label; one source"
    assert label.recheck.startswith("by 01 Feb 2027 (")


@pytest.mark.parametrize(("weight", "height"), [("14", ""), ("", "90"), ("", "")])
def test_without_both_there_is_no_surface_and_no_band(weight: str, height: str) -> None:
    found = check(measured("2026-11-01", weight, height))
    assert (found.surface, found.labels) == ("", ())
    assert "not asked yet" in " ".join(one.words for one in found.operands)


def test_a_silence_of_weight_is_told_by_its_reason() -> None:
    row = Performance(weight_kg=silent(Silence.REQUESTED), height_cm=known(Decimal(90)))
    assert check(row).operands[0].words == "requested"


@pytest.mark.parametrize(
    ("height", "weight", "band"),
    [
        ("50", "4.5", "192 mg"),
        ("50", "4.4", "below 0.25 m² the label has no dose"),
        ("100", "9", "384 mg"),
        ("90", "22.5", "576 mg"),
        ("90", "22.4", "384 mg"),
        ("150", "54", "576 mg"),
        ("150", "54.1", "768 mg"),
    ],
)
def test_the_bounds_of_the_label_are_met_exactly(height: str, weight: str, band: str) -> None:
    (label,) = check(measured("2026-11-01", weight, height)).labels
    assert label.band.startswith(band)


def test_a_surface_that_rounds_into_another_band_is_flagged() -> None:
    (label,) = check(measured("2026-11-01", "22.4", "90")).labels
    assert any("rounded to 0.75 m² it would be: 576 mg twice daily" in one for one in label.notes)
    (inside,) = check(measured("2026-11-01", "22.5", "90")).labels
    assert not any("edge" in one for one in inside.notes)


def test_the_day_for_working_it_out_anew_is_counted_from_the_older_and_clamped() -> None:
    (label,) = check(measured("2026-08-31", "14"), measured("2026-11-20", "", "90")).labels
    assert label.recheck.startswith("by 30 Nov 2026 (")
    (late,) = check(measured("2026-08-30", "14", "90")).labels
    assert late.recheck.startswith("by 30 Nov 2026 (")
    (passed,) = check(measured("2026-08-29", "14", "90")).labels
    assert passed.recheck.startswith("by 29 Nov 2026, which has passed (")
    assert passed.overdue, "what has passed is marked"


def test_days_that_are_not_known_in_full_are_said_to_be_so() -> None:
    found = check(measured("2026-09", "14"), measured("", "", "90"))
    assert found.operands[0].words == "14 kg, measured Sep 2026, at least 61 days ago"
    assert found.operands[1].words == "90 cm, measured on a day not told, so that nobody knows how long ago"
    assert found.labels[0].recheck.startswith("no day can be told")
    assert check(measured("2026-11-30", "14", "90")).operands[0].words == "14 kg, measured 30 Nov 2026, today"
    assert check(measured("2026-11", "14", "90")).operands[0].words == "14 kg, measured Nov 2026"


def test_two_weights_of_one_day_are_both_told() -> None:
    found = check(measured("2026-11-20", "14", "90"), measured("2026-11-20", "15"))
    assert found.operands[0].words == "15 kg, measured 20 Nov 2026, 10 days ago; on the same day also 14 kg"


def test_a_dose_that_was_entered_stands_beside_the_band_as_it_was_written() -> None:
    given = Treatment(
        drugs=known(frozenset({"eflornithine"})),
        dose=known("384 mg twice daily"),
        began_on=known(PartialDate(2026, 10)),
    )
    other = Treatment(drugs=known(frozenset({"cisplatin"})), dose=known("Zztest dose"))
    (label,) = check(measured("2026-11-01", "14", "90"), treatments=(given, other)).labels
    assert label.entered == ("384 mg twice daily, from Oct 2026",)
