"""Response: the latest assessment in its parts and overall, under which criteria, and where its parts make another."""

from __future__ import annotations

from desktop.clinical.answers import Answer
from desktop.clinical.results import ResponseAssessment
from desktop.reports.content import GradeCell, ResponseBlock, TextBlock
from desktop.reports.phrases import strong
from desktop.services.pages.case_page import CasePage
from desktop.services.responding import CaseResponse, criteria_words, response_of

_CELLS = (
    ("Primary", "response_primary"),
    ("Soft tissue and bone", "response_metastases"),
    ("Bone marrow", "response_marrow"),
)


def response(page: CasePage) -> TextBlock | ResponseBlock:
    """Four cells; where nobody has assessed a response, one sentence instead of four empty ones."""
    found = response_of(page.library, page.case)
    if found is None:
        names = (*(name for name, _ in _CELLS), "Overall (INRC 2017)")
        return TextBlock(label="Response", paragraphs=(page.gathered(*names),))
    cells = tuple(_cell(page, name, fact, getattr(found.graded, fact)) for name, fact in _CELLS)
    return ResponseBlock(label="Response", beside=_beside(found), cells=(*cells, _overall(page, found)))


def _cell(page: CasePage, name: str, fact: str, answer: Answer[object]) -> GradeCell:
    if not answer.is_known:
        return GradeCell(name, page.words(fact, answer))
    return GradeCell(name, strong(str(answer.value)), _meaning(page, fact, answer))


def _overall(page: CasePage, found: CaseResponse) -> GradeCell:
    """The clinician's grade; what the parts make is told where it is another, or where nobody graded the whole."""
    graded = found.graded
    name = f"Overall ({criteria_words(page.labels, graded)})"
    answer: Answer[object] = graded.response_overall
    if answer.is_known:
        meaning = f"≠ the parts make {found.computed.overall}" if found.differs and found.computed else ""
        return GradeCell(name, strong(str(answer.value)), meaning or _grade_words(page, graded))
    if found.computed is None:
        return GradeCell(name, page.words("response_overall", answer))
    gap = f", gap {found.computed.gap}: confirm" if found.computed.gap else ""
    return GradeCell(name, strong(found.computed.overall), f"from the parts{gap}")


def _grade_words(page: CasePage, graded: ResponseAssessment) -> str:
    """What a grade means under its own criteria; nothing where they are not named, because letters then mislead."""
    criteria, grade = graded.response_criteria.value, graded.response_overall.value
    pack = page.library.criteria
    known = next((one for one in (pack.graded, *pack.kept) if one.file.id == criteria), None)
    found = known.grades.get(str(grade)) if known is not None else None
    if known is not None and not known.components:
        return "kept as written"
    return found.text if found is not None else ""


def _meaning(page: CasePage, fact: str, answer: Answer[object]) -> str:
    """The words after the letters of a grade."""
    return page.labels.answer(fact, answer).partition(", ")[2]


def _beside(found: CaseResponse) -> tuple[str, ...]:
    day = found.graded.provenance.performed_on
    return (day.words(),) if day is not None else ("no date",)
