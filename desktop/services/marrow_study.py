"""The marrow samples of one day taken together: the highest share of tumour, and whether they are enough to judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product

from desktop.clinical.marrow_levels import CompleteStudy
from desktop.clinical.record.imaging import MarrowSample


def highest(samples: Sequence[MarrowSample]) -> Decimal | None:
    """The highest percentage of all samples of a day (that the highest counts is unverified); None if one is open."""
    found = [_percent(one) for one in samples]
    numbers = [one for one in found if one is not None]
    return max(numbers) if numbers and len(numbers) == len(found) else None


def is_adequate(study: CompleteStudy, samples: Sequence[MarrowSample]) -> bool | None:
    """Whether every kind of sample was taken from every side, each core with enough marrow.

    None where what is not recorded of a sample decides: a length of a core, a side, a kind. A kind or a side that no
    sample can be is missing, and the study not adequate; so is one of fewer samples than it needs.
    """
    needed = [*product(study.samples, study.sides)]
    said = [[_serves(study, one, kind, side) for one in samples] for kind, side in needed]
    usable = [one for one in zip(*said, strict=True) if _any(one) is not False]
    found = [_any(one) for one in said]
    if False in found or len(usable) < len(needed):
        return False
    return None if None in found else True


def _serves(study: CompleteStudy, sample: MarrowSample, kind: str, side: str) -> bool | None:
    """Whether a sample is an adequate one of this kind from this side."""
    said = (_is(sample.sample.value, kind), _is(sample.side.value, side), _is_enough(study, sample, kind))
    if False in said:
        return False
    return None if None in said else True


def _is(code: str | None, wanted: str) -> bool | None:
    return None if code is None else code == wanted


def _is_enough(study: CompleteStudy, sample: MarrowSample, kind: str) -> bool | None:
    """A measured core must be long enough; of one whose length nobody recorded, the laboratory's word counts."""
    if sample.adequate.value is False:
        return False
    if kind != study.core:
        return True
    length = sample.core_mm.value
    return sample.adequate.value if length is None else length >= study.core_mm


def _any(said: Iterable[bool | None]) -> bool | None:
    """True where one is, False where all are not; else not known."""
    found = [*said]
    if True in found:
        return True
    return None if None in found else False


def _percent(sample: MarrowSample) -> Decimal | None:
    if sample.tumour_percent.value is not None:
        return sample.tumour_percent.value
    return Decimal(0) if sample.involved.value is False else None
