"""MIBG scans scored segment by segment: what each segment says now and before, the sums, and what they mean.

Segments that nobody has scored count as unknown: a sum is only told where every segment of the method has a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from uuid import uuid4

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.imaging import ScanScore
from desktop.clinical.results import Provenance
from desktop.clinical.scores import Method, Score, ScoreFacts, Segment
from desktop.clinical.vocabulary import Mycn, ScanTime
from desktop.services.library import Library

BASELINE = ScanTime.DIAGNOSIS.value


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """One segment: its value now and on the scan it is compared with, and the ``highest`` value of its method."""

    segment: Segment
    now: Answer[int]
    before: Answer[int]
    highest: int

    @property
    def score(self) -> int | None:
        """The value now that may be summed; None where it is not known, or none that the method has."""
        return _within(self.now, self.highest)

    @property
    def score_before(self) -> int | None:
        """The value before that may be summed."""
        return _within(self.before, self.highest)

    @property
    def beyond(self) -> bool:
        """Whether the record holds a value that the method does not have."""
        return self.now.is_known and self.score is None

    @property
    def change(self) -> int | None:
        """How much it rose; None where one of the two is not known."""
        if self.score is None or self.score_before is None:
            return None
        return self.score - self.score_before


@dataclass(frozen=True, slots=True)
class ScanView:
    """One scan beside the one it is compared with. ``score`` is None while a segment has no value."""

    scan: ScanScore
    method: Method
    before: ScanScore | None
    lines: tuple[SegmentLine, ...]
    score: Score | None
    score_before: Score | None

    @property
    def scored(self) -> int:
        """How many segments have a value of the method."""
        return sum(1 for one in self.lines if one.score is not None)


def scans_of(case: Case) -> tuple[ScanScore, ...]:
    """The scored scans that stand, the latest first; of two without a day, the one entered last."""
    last_first = standing(case.scans)[::-1]
    return tuple(sorted(last_first, key=lambda one: str(one.provenance.performed_on or ""), reverse=True))


def view_of(library: Library, case: Case, scan: ScanScore) -> ScanView | None:
    """A scan with its lines and sums; None where no method is named that this program has."""
    method = library.scores.methods.get(scan.scoring.value or "")
    if method is None:
        return None
    before = _before(case, scan)
    lines = tuple(
        SegmentLine(segment, value(scan, place), value(before, place) if before else NOT_ASKED, method.highest)
        for place, segment in enumerate(method.segments, start=1)
    )
    own = _whole([one.score for one in lines])
    earlier = _whole([one.score_before for one in lines])
    return ScanView(
        scan,
        method,
        before,
        lines,
        _score(library, case, scan, own, earlier) if own else None,
        _score(library, case, before, earlier, None) if before and earlier else None,
    )


def value(scan: ScanScore, place: int) -> Answer[int]:
    """What a scan says of the segment at a place, counted from 1 as in its method."""
    return cast("Answer[int]", getattr(scan, f"segment_{place}"))


def with_value(scan: ScanScore, place: int, told: Answer[int]) -> ScanScore:
    """The scan with one segment scored anew."""
    return replace(scan, **cast("dict[str, Any]", {f"segment_{place}": told}))


def copied_forward(scan: ScanScore, today: date) -> ScanScore:
    """A new scan of today that begins with every value of this one, to change only what differs."""
    origin = Provenance(performed_on=PartialDate.of(today), laboratory=scan.provenance.laboratory)
    return replace(
        scan, id=uuid4(), provenance=origin, supersedes=None, chosen_because="", occasion=NOT_ASKED, study=NOT_ASKED,
        detail=NOT_ASKED,
    )  # fmt: skip


def empty_scan(method: str, today: date, *, first: bool) -> ScanScore:
    """A new scan of today on which nothing is scored yet; the first of a child is that at diagnosis."""
    occasion: Answer[str] = known(BASELINE) if first else NOT_ASKED
    return ScanScore(
        scoring=known(method), occasion=occasion, provenance=Provenance(performed_on=PartialDate.of(today))
    )


def _before(case: Case, scan: ScanScore) -> ScanScore | None:
    """The scan at diagnosis by the same method, else the one just before; never a later one, never another method.

    Dates must prove which one it is: of a scan without a day nobody knows whether it was before, unless it was at
    diagnosis.
    """
    if scan.occasion.value == BASELINE:
        return None
    others = [one for one in standing(case.scans) if one.id != scan.id and one.scoring == scan.scoring]
    at_diagnosis = [one for one in others if one.occasion.value == BASELINE and not _is_before(scan, one)]
    return _last(at_diagnosis or [one for one in others if _is_before(one, scan)])


def _last(scans: Sequence[ScanScore]) -> ScanScore | None:
    """The one that all others are proven to be before."""
    return next((last for last in scans if all(one is last or _is_before(one, last) for one in scans)), None)


def _is_before(one: ScanScore, other: ScanScore) -> bool:
    day, theirs = one.provenance.performed_on, other.provenance.performed_on
    return day is not None and theirs is not None and day.latest < theirs.earliest


def _within(told: Answer[int], highest: int) -> int | None:
    return told.value if told.value is not None and 0 <= told.value <= highest else None


def _whole(values: Sequence[int | None]) -> tuple[int, ...] | None:
    found = tuple(one for one in values if one is not None)
    return found if len(found) == len(values) else None


def _score(
    library: Library, case: Case, scan: ScanScore, now: tuple[int, ...], baseline: tuple[int, ...] | None
) -> Score:
    mycn = FIELDS["mycn"].read(case).value
    time = scan.occasion.value
    facts = ScoreFacts(
        method=str(scan.scoring.value),
        now=now,
        baseline=baseline,
        time=ScanTime(time) if time in list(ScanTime) else None,
        mycn=mycn if isinstance(mycn, Mycn) else None,
    )
    return library.scores.score(facts)
