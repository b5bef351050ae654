"""What radiologist and pathologist could show of a child: the latest study of each kind, the specimens, by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.labels import Labels
from desktop.clinical.results import Result

_MOST = 4
"""So many are suggested; the record has the others."""


def radiology_suggestions(labels: Labels, case: Case) -> tuple[str, ...]:
    """The latest study of each kind with its number: ``CT RAD-123, 12 Nov 2026``. Latest first.

    ``labels`` are those with the words of every kind of entry.
    """
    latest: dict[str, tuple[str, Result]] = {}
    for one in sorted(standing(case.imaging), key=_day):
        kind = labels.answer("imaging.modality", one.modality) if one.modality.is_known else "Study"
        latest[kind] = (kind, one)
    scans = sorted(standing(case.scans), key=_day)
    if scans and not any("MIBG" in kind for kind in latest):
        latest["MIBG"] = ("MIBG", scans[-1])
    found = sorted(latest.values(), key=lambda one: _day(one[1]), reverse=True)
    return tuple(_told((kind, one.provenance.report_reference), one) for kind, one in found)[:_MOST]


def pathology_suggestions(case: Case) -> tuple[str, ...]:
    """The specimens that results came from, the latest first: ``P-26-114, 04 Nov 2026``."""
    found: dict[str, str] = {}
    rows = sorted((one for one in _examined(case) if one.provenance.specimen), key=_day, reverse=True)
    for one in rows:
        found.setdefault(one.provenance.specimen, _told((one.provenance.specimen,), one))
    return tuple(found.values())[:_MOST]


def _examined(case: Case) -> Iterator[Result]:
    kinds: tuple[Iterable[Result], ...] = (
        case.pathology, case.mycn, case.ploidy, case.segmental, case.alk, case.marrow_samples,
    )  # fmt: skip
    for rows in kinds:
        yield from standing(tuple(rows))


def _told(parts: Iterable[str], one: Result) -> str:
    on = one.provenance.performed_on
    return ", ".join(part for part in (" ".join(filter(None, parts)), on.words() if on else "") if part)


def _day(one: Result) -> tuple[str, str]:
    on: PartialDate | None = one.provenance.performed_on
    return str(on or ""), str(one.id)
