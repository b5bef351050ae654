"""Lesions of a child over time: each measurement under its lesion, on its day, beside its study."""

from __future__ import annotations

from decimal import Decimal

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.imaging import ImagingStudy, Lesion, Measurement
from desktop.clinical.results import Provenance
from desktop.services.lesions import lesion_series

LIBRARY = build_library()
MAY, JULY = (Provenance(performed_on=PartialDate(2026, month, 4)) for month in (5, 7))
STUDY = ImagingStudy(modality=known("ct"), provenance=JULY)
PRIMARY = Lesion(name=known("left adrenal"), tissue=known("primary"))
NODE = Lesion(name=known("node at the aorta"), tissue=known("lymph_node"))
FIRST = Measurement(lesion=known(str(PRIMARY.id)), length_mm=known(Decimal(60)), provenance=MAY)
SECOND = Measurement(lesion=known(str(PRIMARY.id)), study=known(str(STUDY.id)), length_mm=known(Decimal(42)))


def test_each_lesion_has_its_own_measurements_in_the_order_of_their_days() -> None:
    case = Case(imaging=(STUDY,), lesions=(PRIMARY, NODE), measurements=(SECOND, FIRST))
    primary, node = lesion_series(LIBRARY, case)
    assert (primary.lesion, node.lesion, node.series.lines) == (PRIMARY, NODE, ())
    first, second = primary.series.lines
    assert (primary.measurement(first), primary.measurement(second)) == (FIRST, SECOND)
    assert second.measured.day == PartialDate(2026, 7, 4), "the day of its study"
    assert (primary.study(first), primary.study(second)) == (None, STUDY)
    assert second.baseline is not None and second.baseline.edge is not None


def test_a_corrected_measurement_counts_and_the_old_one_does_not() -> None:
    mended = Measurement(
        lesion=known(str(PRIMARY.id)), length_mm=known(Decimal(66)), provenance=MAY, supersedes=FIRST.id
    )
    (primary,) = lesion_series(LIBRARY, Case(lesions=(PRIMARY,), measurements=(FIRST, mended)))
    assert [one.size for one in primary.series.lines] == [66]


def test_a_corrected_lesion_and_study_keep_what_hangs_on_the_old_ones() -> None:
    renamed = Lesion(name=known("adrenal, left"), tissue=known("primary"), supersedes=PRIMARY.id)
    again = ImagingStudy(modality=known("mri"), provenance=JULY, supersedes=STUDY.id)
    case = Case(imaging=(STUDY, again), lesions=(PRIMARY, renamed), measurements=(FIRST, SECOND))
    (primary,) = lesion_series(LIBRARY, case)
    assert primary.lesion is renamed and len(primary.series.lines) == 2
    assert primary.study(primary.series.lines[1]) is again


def test_a_measurement_of_no_lesion_is_in_no_series() -> None:
    stray = Measurement(length_mm=known(Decimal(9)), provenance=MAY)
    assert lesion_series(LIBRARY, Case(measurements=(stray,))) == ()
    assert lesion_series(LIBRARY, Case()) == ()
