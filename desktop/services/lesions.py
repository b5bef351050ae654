"""The lesions of a child that are followed, each with its measurements by day and their changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.lesions import Measured, Series, SizeLine, series
from desktop.clinical.record.imaging import ImagingStudy, Lesion, Measurement
from desktop.clinical.results import Result
from desktop.services.library import Library

R = TypeVar("R", bound=Result)


@dataclass(frozen=True, slots=True)
class LesionSeries:
    """One lesion, its sizes by day, and by the key of a measurement the study that it was taken on."""

    lesion: Lesion
    series: Series
    measurements: Mapping[UUID, Measurement]
    studies: Mapping[UUID, ImagingStudy]

    def measurement(self, line: SizeLine) -> Measurement:
        """The entry behind a line."""
        return self.measurements[line.measured.id]

    def study(self, line: SizeLine) -> ImagingStudy | None:
        """The study of a line, where one is named."""
        return self.studies.get(line.measured.id)


def lesion_series(library: Library, case: Case) -> tuple[LesionSeries, ...]:
    """Every lesion that stands, as entered, each with its measurements, the earliest first.

    The day of a measurement is its own, else that of the study it was taken on. A lesion that nobody measured has
    no line, and a measurement that names no lesion is in no series.
    """
    studies, lesions = _by_key(case.imaging), _by_key(case.lesions)
    taken: dict[UUID, list[Measurement]] = {}
    for one in standing(case.measurements):
        lesion = lesions.get(one.lesion.value or "")
        if lesion is not None:
            taken.setdefault(lesion.id, []).append(one)
    return tuple(_of(library, one, taken.get(one.id, []), studies) for one in standing(case.lesions))


def _of(
    library: Library, lesion: Lesion, taken: Sequence[Measurement], studies: Mapping[str, ImagingStudy]
) -> LesionSeries:
    found = {one.id: study for one in taken if (study := studies.get(one.study.value or "")) is not None}
    measured = [_measured(one, found.get(one.id)) for one in taken]
    return LesionSeries(
        lesion, series(library.sizes, lesion.tissue.value, measured), {one.id: one for one in taken}, found
    )


def _measured(one: Measurement, study: ImagingStudy | None) -> Measured:
    return Measured(
        id=one.id,
        day=one.provenance.performed_on or (study.provenance.performed_on if study else None),
        length=one.length_mm.value,
        width=one.width_mm.value,
        depth=one.depth_mm.value,
        short_axis=one.short_axis_mm.value,
        baseline=one.baseline.value is True,
    )


def _by_key(rows: Sequence[R]) -> dict[str, R]:
    """Rows that stand, by their key as links write it; the key of a corrected one leads to what took its place."""
    found = {str(one.id): one for one in standing(rows)}
    for one in reversed(rows):
        if one.supersedes is not None and str(one.id) in found:
            found[str(one.supersedes)] = found[str(one.id)]
    return found
