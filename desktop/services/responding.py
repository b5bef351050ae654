"""The response of a stored case: the latest assessment, and beside it what the criteria make of its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.current import latest, standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import RESPONSE_FACTS
from desktop.clinical.response import Response, ResponsePack
from desktop.clinical.results import Provenance, ResponseAssessment
from desktop.clinical.vocabulary import ResponseCriteria
from desktop.services.library import Library

_PARTS = {"primary": "response_primary", "metastases": "response_metastases", "marrow": "response_marrow"}
"""The components of the criteria, and the facts of the record that grade them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResponse:
    """The latest assessment as graded; ``computed`` is what its parts make under its criteria, None if nothing does.

    ``earlier`` are the assessments before it, the latest of them first.
    """

    graded: ResponseAssessment
    computed: Response | None
    earlier: tuple[ResponseAssessment, ...]

    @property
    def differs(self) -> bool:
        """Whether a clinician graded the whole otherwise than its parts make it; the clinician's grade counts."""
        graded = self.graded.response_overall.value
        return graded is not None and self.computed is not None and graded.value != self.computed.overall

    @property
    def why(self) -> str:
        """Why the parts make what they make, in one or two sentences; empty where nothing was computed."""
        if self.computed is None:
            return ""
        return next((one for one in self.computed.reasons if one.startswith("Overall ")), "")


def response_of(library: Library, case: Case) -> CaseResponse | None:
    """The response of a case, or None where none was assessed."""
    graded = latest(case.responses, RESPONSE_FACTS)
    if graded is None:
        return None
    others = [one for one in standing(case.responses) if one is not graded and _says_anything(one)]
    ordered = sorted(others, key=lambda one: str(one.provenance.performed_on or ""), reverse=True)
    return CaseResponse(graded=graded, computed=computed_response(library.criteria, graded), earlier=tuple(ordered))


def with_new_response(case: Case, today: date) -> Case:
    """The case with an assessment of today under the criteria of now, its grades still to be given."""
    new = ResponseAssessment(
        provenance=Provenance(performed_on=PartialDate.of(today)),
        response_criteria=known(ResponseCriteria.INRC_2017),
    )
    return replace(case, responses=(*case.responses, new))


def _says_anything(one: ResponseAssessment) -> bool:
    return latest((one,), RESPONSE_FACTS) is not None


def computed_response(pack: ResponsePack, graded: ResponseAssessment) -> Response | None:
    """What the parts make; nothing under criteria that are only kept, or that are not named, or without any part."""
    if graded.response_criteria.value != pack.graded.file.id:
        return None
    answers = {part: getattr(graded, fact) for part, fact in _PARTS.items()}
    parts = {part: {"grade": str(answer.value)} for part, answer in answers.items() if answer.is_known}
    return pack.respond(pack.read(parts)) if parts else None
