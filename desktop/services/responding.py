"""The responses of a stored case: every assessment, and beside it what the criteria make of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.clinical.answers import Answer, known
from desktop.clinical.case import Case
from desktop.clinical.current import latest, standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import RESPONSE_FACTS
from desktop.clinical.labels import Labels
from desktop.clinical.response import Response, ResponsePack
from desktop.clinical.results import Provenance, ResponseAssessment
from desktop.clinical.timeline.graded import Graded, GradedBy
from desktop.clinical.vocabulary import ResponseCriteria
from desktop.services.library import Library

_PARTS = {"primary": "response_primary", "metastases": "response_metastases", "marrow": "response_marrow"}
"""The components of the criteria, and the facts of the record that grade them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedResponse:
    """One assessment as graded; ``computed`` is what its parts make under its criteria, None if nothing does."""

    graded: ResponseAssessment
    computed: Response | None

    @property
    def by(self) -> GradedBy:
        """Whose grade of the whole it is; a clinician's goes before what the parts make."""
        if self.graded.response_overall.is_known:
            return GradedBy.CLINICIAN
        return GradedBy.NOBODY if self.computed is None else GradedBy.PARTS

    @property
    def grade(self) -> str:
        """The letters of the grade that counts; empty where nobody and nothing graded the whole."""
        graded = self.graded.response_overall.value
        if graded is not None:
            return str(graded)
        return "" if self.computed is None else self.computed.overall

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResponse(GradedResponse):
    """The latest assessment; ``earlier`` are those before it, the latest of them first."""

    earlier: tuple[ResponseAssessment, ...]


def response_of(library: Library, case: Case) -> CaseResponse | None:
    """The response of a case, or None where none was assessed."""
    graded = latest(case.responses, RESPONSE_FACTS)
    if graded is None:
        return None
    others = [one for one in _assessments(case) if one is not graded]
    ordered = sorted(others, key=lambda one: str(one.provenance.performed_on or ""), reverse=True)
    return CaseResponse(graded=graded, computed=computed_response(library.criteria, graded), earlier=tuple(ordered))


def responses_of(library: Library, case: Case) -> tuple[GradedResponse, ...]:
    """Every assessment of a case as time went on; one without a day stands last."""
    ordered = sorted(_assessments(case), key=lambda one: str(one.provenance.performed_on or "9999"))
    return tuple(GradedResponse(graded=one, computed=computed_response(library.criteria, one)) for one in ordered)


def on_timeline(responses: Sequence[GradedResponse]) -> tuple[Graded, ...]:
    """The same as a timeline draws them, in as few words as a mark has room for."""
    return tuple(_on_timeline(one) for one in responses)


def grade_words(response: GradedResponse) -> str:
    """``PR``, ``PR from the parts``, ``not graded``."""
    return f"{response.grade} {response.by}" if response.by is GradedBy.PARTS else response.grade or response.by


def parts_words(response: GradedResponse) -> str:
    """What the parts make, as far as it is not the grade that counts already, and what the sources leave open in it.

    ``the parts make MR``, ``gap G2: confirm``; empty where there is nothing to say.
    """
    made = response.computed
    if made is None:
        return ""
    told = [f"the parts make {made.overall}"] if response.differs else []
    if response.by is GradedBy.PARTS:
        told += [f"gap {made.gap}: confirm"] if made.gap else []
        told += ["sources differ"] if made.conflict else []
    return ", ".join(told)


def criteria_words(labels: Labels, graded: ResponseAssessment) -> str:
    """The criteria by their edition, because the same letters mean another thing in another."""
    answer: Answer[object] = graded.response_criteria
    return labels.answer("response_criteria", answer) if answer.is_known else "criteria not recorded"


def with_new_response(case: Case, today: date) -> Case:
    """The case with an assessment of today under the criteria of now, its grades still to be given."""
    new = ResponseAssessment(
        provenance=Provenance(performed_on=PartialDate.of(today)),
        response_criteria=known(ResponseCriteria.INRC_2017),
    )
    return replace(case, responses=(*case.responses, new))


def _assessments(case: Case) -> list[ResponseAssessment]:
    """Those that stand and say anything."""
    return [one for one in standing(case.responses) if _says_anything(one)]


def _on_timeline(one: GradedResponse) -> Graded:
    performed = one.graded.provenance.performed_on
    return Graded(str(one.graded.id), performed.full if performed else None, one.grade, one.by)


def _says_anything(one: ResponseAssessment) -> bool:
    return latest((one,), RESPONSE_FACTS) is not None


def computed_response(pack: ResponsePack, graded: ResponseAssessment) -> Response | None:
    """What the parts make; nothing under criteria that are only kept, or that are not named, or without any part."""
    if graded.response_criteria.value != pack.graded.file.id:
        return None
    answers = {part: getattr(graded, fact) for part, fact in _PARTS.items()}
    parts = {part: {"grade": str(answer.value)} for part, answer in answers.items() if answer.is_known}
    return pack.respond(pack.read(parts)) if parts else None
