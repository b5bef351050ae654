"""The sizes of lesions as a table that leaves the board: every measurement, drawn or not, with its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.lesion_rules import Axis
from desktop.clinical.lesions import Change, SizeLine
from desktop.services.entries import entry_name
from desktop.services.lesions import LesionSeries
from desktop.services.library import Library
from desktop.services.marker_chart import PhaseSpan
from desktop.services.trends import during

HEADS = (
    "Lesion", "Date", "Size that counts", "Standing of that rule", "Size in mm", "Why there is no size", "Baseline",
    "Change from baseline in mm", "Change from baseline in %", "Change from nadir in mm", "Change from nadir in %",
    "Standing of the nadir", "Study", "Phase of treatment",
)  # fmt: skip
_FIELDS = {Axis.LONGEST: "length_mm", Axis.SHORT: "short_axis_mm"}
AXES = {Axis.LONGEST: "longest diameter", Axis.SHORT: "short axis"}


def lesion_rows(
    library: Library, case: Case, found: Sequence[LesionSeries], names: Mapping[UUID, str],
    phases: tuple[PhaseSpan, ...],
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """One row for each measurement of a lesion, lesion by lesion, the earliest first."""
    return tuple(
        tuple(_cells(library, case, one, line, names[one.lesion.id], phases))
        for one in found
        for line in one.series.lines
    )


def _cells(
    library: Library, case: Case, found: LesionSeries, line: SizeLine, name: str, phases: tuple[PhaseSpan, ...]
) -> Iterator[str]:  # fmt: skip
    rule, day, study = found.series.rule, line.measured.day, found.study(line)
    yield from (name, str(day or ""), AXES[rule.counts], rule.cited.status.value)
    yield _number(line.size)
    said = getattr(found.measurement(line), _FIELDS[rule.counts])
    yield library.all_labels.silence(said) if line.size is None else ""
    yield ("marked" if line.marked else "the earliest") if line.is_baseline else ""
    for change in (line.baseline, line.nadir):
        yield from _change(change)
    yield library.sizes.nadir.cited.status.value if line.nadir is not None else ""
    yield "" if study is None else entry_name(library, case, library.record.kinds["imaging"], study)
    yield during(phases, day.full if day is not None else None)


def _change(change: Change | None) -> tuple[str, str]:
    return ("", "") if change is None else (_number(change.mm), _number(change.percent))


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
