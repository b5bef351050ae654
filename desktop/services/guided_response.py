"""Guided grading of a response: what the record already knows of each part, the grades that follow, and their basis.

Nothing is graded from what is not known: a part without measurements is not evaluable, and the person says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.errors import UserError
from desktop.clinical.record.imaging import MarrowSample
from desktop.clinical.response import Response
from desktop.clinical.results import Provenance, ResponseAssessment
from desktop.clinical.vocabulary import MarrowResponse, OverallResponse, ResponseCriteria, SiteResponse
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.doubts import new_impossible
from desktop.services.lesions import lesion_series
from desktop.services.library import Library
from desktop.services.marrow_study import highest, is_adequate
from desktop.services.scans import ScanView, scans_of, view_of

Value = Decimal | bool | str
Part = Mapping[str, Value]
"""The measurements of one part by their keys in the criteria; ``involved: False`` alone says that it never was."""

_KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
"""The keys of measurements that are of more than one word: those cannot be anything else in a sentence."""
PRIMARY = "primary"
"""The tissue of a lesion that is the primary tumour, in the words of the record."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows for the form: values by part and key, and for each part where they come from."""

    values: Mapping[str, Part] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)


def known_of(library: Library, case: Case) -> Known:
    """Size of the primary, scores of the last scan, marrow samples, as far as entries of the record have them."""
    values: dict[str, Part] = {}
    origins: dict[str, str] = {}
    known_parts = (
        ("primary", _primary(library, case)),
        ("metastases", _scores(library, case)),
        ("marrow", _marrow(library, case)),
    )
    for part, (found, origin) in known_parts:
        if found:
            values[part], origins[part] = found, origin
    return Known(values, origins)


def grade(library: Library, parts: Mapping[str, Part]) -> Response:
    """The grades of the parts and of the whole. Raises UserError that names what cannot be used."""
    pack = library.criteria
    return pack.respond(pack.read({name: dict(part) for name, part in parts.items() if part}))


def assessment_of(library: Library, parts: Mapping[str, Part], response: Response, day: date) -> ResponseAssessment:
    """The assessment to store: every grade as it was worked out, and in words what it rests on."""
    grades = response.parts
    return ResponseAssessment(
        provenance=Provenance(performed_on=PartialDate.of(day)),
        response_criteria=known(ResponseCriteria(response.criteria)),
        response_primary=_site(grades.get("primary")),
        response_metastases=_site(grades.get("metastases")),
        response_marrow=NOT_ASKED if grades.get("marrow") is None else known(MarrowResponse(str(grades["marrow"]))),
        response_overall=known(OverallResponse(response.overall)),
        response_basis=known(basis_words(library, parts, response)),
    )


def put_assessment(board: Board, library: Library, case: Case, assessment: ResponseAssessment, today: date) -> Case:
    """Store a graded assessment; the grades before it stay. Raises UserError for a day that cannot be."""
    after = replace(case, responses=(*case.responses, assessment))
    wrong = new_impossible(library, case, after, today)
    if wrong:
        raise UserError(f"{wrong.rstrip('.')}; nothing was changed.")
    return save_case(board, library, case, after, "New response assessment")


def basis_words(library: Library, parts: Mapping[str, Part], response: Response) -> str:
    """The measurements by part, one sentence each, and what the sources leave open."""
    told = []
    for name, component in library.criteria.graded.components.items():
        part = parts.get(name) or {}
        if part.get("involved") is False:
            told.append(f"{component.title}: not involved.")
        elif part:
            facts = (f"{component.measures[key].text}: {_said(value)}" for key, value in part.items())
            told.append(f"{component.title}: {'; '.join(facts)}.")
        else:
            told.append(f"{component.title}: not measured.")
    if response.gap:
        told.append("The sources leave a gap here; the default of the matrix stands and a clinician confirms it.")
    if response.conflict:
        told.append(response.conflict)
    return " ".join(told)


def reasons_in_words(library: Library, response: Response) -> tuple[str, ...]:
    """Why the grades follow, with the measurements by their names instead of their keys."""
    components = library.criteria.graded.components.values()
    names = {key: one.text for component in components for key, one in component.measures.items()}
    told = []
    for reason in response.reasons:
        words = _KEY.sub(lambda found: f"“{names[found[0]]}”" if found[0] in names else found[0], reason)
        told.append(library.labels.graded(words))
    return tuple(told)


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _site(code: str | None) -> Answer[SiteResponse]:
    return NOT_ASKED if code is None else known(SiteResponse(code))


def _primary(library: Library, case: Case) -> tuple[Part, str]:
    """The size of the one primary tumour that is followed: now, at baseline and at its smallest.

    Of several primaries none is chosen, and sizes whose dates prove no order are compared with nothing.
    """
    ones = [one for one in lesion_series(library, case) if one.lesion.tissue.value == PRIMARY]
    line = ones[0].series.last if len(ones) == 1 else None
    if line is None or line.size is None or line.baseline is None:
        return {}, ""
    part: dict[str, Value] = {"baseline_mm": line.baseline.was, "now_mm": line.size}
    if line.nadir is not None:
        part["nadir_mm"] = line.nadir.was
    uptake = ones[0].measurement(line).uptake.value
    if uptake is not None:
        part["uptake"] = uptake
    days = (one.day for one in (line.measured, line.baseline.before))
    return part, f"measurements of {' and '.join(day.words() if day else 'a day not recorded' for day in days)}"


def _scores(library: Library, case: Case) -> tuple[Part, str]:
    """The skeletal score of the last scan that is wholly scored, beside that of the scan it is compared with."""
    views = (view_of(library, case, one) for one in scans_of(case))
    view = next((one for one in views if one is not None and one.score and one.score_before), None)
    if view is None or view.score is None or view.score_before is None:
        return {}, ""
    part: Part = {
        "method": view.method.id,
        "bone_score_baseline": Decimal(view.score_before.skeletal),
        "bone_score_now": Decimal(view.score.skeletal),
    }
    return part, f"{view.method.file.title} of {_days(view)}"


def _days(view: ScanView) -> str:
    days = (one.provenance.performed_on for one in (view.scan, view.before) if one is not None)
    return " and ".join(day.words() if day else "a scan without a date" for day in days)


def _marrow(library: Library, case: Case) -> tuple[Part, str]:
    """The highest percentage of the first and of the last day on which marrow was taken, and whether it is enough.

    Samples whose day is only known to the month or the year are left out: which came first is not proven.
    """
    days = sorted({day for one in standing(case.marrow_samples) if (day := _whole_day(one)) is not None})
    if not days:
        return {}, ""
    first, last = (tuple(_of_day(case, day)) for day in (days[0], days[-1]))
    part: dict[str, Value] = {}
    before, now = highest(first), highest(last)
    if before is not None and len(days) > 1:
        part["baseline_percent"] = before
    if now is not None:
        part["now_percent"] = now
    enough = is_adequate(library.marrow_levels.adequate, last)
    if enough is not None:
        part["adequate"] = enough
    words = [day_words(day) for day in dict.fromkeys((days[0], days[-1]))]
    return part, f"marrow of {' and '.join(words)}"


def _whole_day(sample: MarrowSample) -> date | None:
    day = sample.provenance.performed_on
    return day.full if day is not None else None


def _of_day(case: Case, day: date) -> Iterator[MarrowSample]:
    return (one for one in standing(case.marrow_samples) if _whole_day(one) == day)
