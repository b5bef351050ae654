"""The response of a stored case: the latest assessment as a whole, what its parts make of it, older criteria."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from builders import full_case

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.results import Provenance, ResponseAssessment
from desktop.clinical.vocabulary import MarrowResponse, OverallResponse, ResponseCriteria, SiteResponse
from desktop.reports.content import GradeCell, ResponseBlock, TextBlock, TreatmentBlock
from desktop.reports.phrases import Tone
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.plans import plan_case
from desktop.services.responding import (
    criteria_words,
    grade_words,
    on_timeline,
    parts_words,
    response_of,
    responses_of,
    with_new_response,
)
from desktop.services.summaries import content_of

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def assessed(day: str | None, **grades: object) -> ResponseAssessment:
    """An assessment under INRC 2017 unless said otherwise."""
    told = {"response_criteria": ResponseCriteria.INRC_2017, **grades}
    answers = {name: NOT_ASKED if value is None else known(value) for name, value in told.items()}
    on = PartialDate.parse(day) if day else None
    return ResponseAssessment(provenance=Provenance(performed_on=on), **answers)  # type: ignore[arg-type]


def child(*responses: ResponseAssessment) -> Case:
    return replace(Case(), responses=responses)


def cells(library: Library, case: Case) -> dict[str, GradeCell]:
    content = content_of(library, case, today=TODAY, prepared_by="Zztest")
    (block,) = [one for one in content.blocks if isinstance(one, ResponseBlock)]
    return {cell.name: cell for cell in block.cells}


STABLE = {"response_primary": SiteResponse.SD, "response_metastases": SiteResponse.PR}


def test_the_latest_assessment_counts_as_a_whole(library: Library) -> None:
    older = assessed("2026-08-01", **STABLE, response_marrow=MarrowResponse.CR, response_overall=OverallResponse.MR)
    newer = assessed("2026-11-01", response_primary=SiteResponse.CR)
    case = child(newer, older)
    assert FIELDS["response_primary"].read(case).value is SiteResponse.CR
    # nothing of the older one stands in for what the newer one does not say
    assert FIELDS["response_marrow"].read(case) == NOT_ASKED
    found = response_of(library, case)
    assert found is not None
    assert (found.graded, found.earlier) == (newer, (older,))


def test_an_assessment_that_was_emptied_no_longer_counts(library: Library) -> None:
    older = assessed("2026-08-01", **STABLE)
    emptied = assessed("2026-11-01", response_criteria=None)
    found = response_of(library, child(older, emptied))
    assert found is not None
    assert (found.graded, found.earlier) == (older, ())
    assert response_of(library, child(emptied)) is None


def test_the_parts_stand_beside_the_grade_of_the_clinician_who_wins(library: Library) -> None:
    graded = assessed("2026-11-01", **STABLE, response_marrow=MarrowResponse.NI, response_overall=OverallResponse.PR)
    found = response_of(library, child(graded))
    assert found is not None
    assert found.computed is not None
    assert (found.computed.overall, found.differs) == ("MR", True)
    assert "at least one SD" in found.why
    overall = cells(library, child(graded))["Overall (INRC 2017)"]
    assert (overall.grade.text, overall.reason) == ("PR", "≠ the parts make MR")


def test_without_a_grade_of_the_whole_the_parts_make_it_and_say_so(library: Library) -> None:
    graded = assessed("2026-11-01", response_primary=SiteResponse.CR, response_metastases=SiteResponse.CR,
                      response_marrow=MarrowResponse.MD)  # fmt: skip
    overall = cells(library, child(graded))["Overall (INRC 2017)"]
    assert (overall.grade.text, overall.reason) == ("PR", "from the parts, gap G2: confirm")


def test_a_part_that_was_not_assessed_is_never_stable(library: Library) -> None:
    graded = assessed("2026-11-01", response_primary=SiteResponse.PR)
    told = cells(library, child(graded))
    assert told["Overall (INRC 2017)"].grade.text == "NE"
    assert told["Bone marrow"].grade.tone is Tone.SILENCE


@pytest.mark.parametrize("grade", [OverallResponse.VGPR, OverallResponse.MR, OverallResponse.NR])
def test_a_grade_of_1993_stays_as_it_was_written(library: Library, grade: OverallResponse) -> None:
    graded = assessed("1999-03", response_criteria=ResponseCriteria.INRC_1993, response_overall=grade)
    found = response_of(library, child(graded))
    assert found is not None
    assert (found.computed, found.differs) == (None, False)
    overall = cells(library, child(graded))["Overall (INRC 1993)"]
    assert (overall.grade.text, overall.reason) == (grade, "kept as written")


def test_letters_without_criteria_are_not_read(library: Library) -> None:
    graded = assessed(None, response_criteria=None, **STABLE, response_overall=OverallResponse.MR)
    found = response_of(library, child(graded))
    assert found is not None
    assert found.computed is None
    overall = cells(library, child(graded))["Overall (criteria not recorded)"]
    assert (overall.grade.text, overall.reason) == ("MR", "")


def test_nobody_assessed_is_one_sentence(library: Library) -> None:
    content = content_of(library, Case(), today=TODAY, prepared_by="Zztest")
    (block,) = [one for one in content.blocks if isinstance(one, TextBlock) and one.label == "Response"]
    assert "not asked" in "".join(words.text for phrase in block.paragraphs[0] for words in phrase)


def test_a_new_assessment_is_of_today_and_leaves_the_one_before(board: Board, library: Library) -> None:
    stored = new_case(board, library, full_case())
    again = save_case(board, library, stored, with_new_response(stored, TODAY), "New assessment")
    found = response_of(library, get_case(board, again.id))
    assert found is not None
    assert found.graded.provenance.performed_on == PartialDate.of(TODAY)
    assert found.graded.provenance.entered_by == board.person.name
    assert [one.id for one in found.earlier] == [one.id for one in full_case().responses]
    edited = FIELDS["response_primary"].write(again, known(SiteResponse.PD))
    assert [one.response_primary for one in edited.responses] == [known(SiteResponse.PR), known(SiteResponse.PD)]


ALL_OF_THEM = (
    assessed(None, response_criteria=ResponseCriteria.INRC_1993, response_overall=OverallResponse.MR),
    assessed("2026-10", **STABLE, response_marrow=MarrowResponse.NI, response_overall=OverallResponse.PR),
    assessed("2026-08-01", **STABLE, response_marrow=MarrowResponse.CR),
    assessed("2026-06-01", response_criteria=None, response_primary=SiteResponse.PR),
    assessed("2026-05-01", response_primary=SiteResponse.CR, response_metastases=SiteResponse.CR,
             response_marrow=MarrowResponse.MD),
)  # fmt: skip


def test_every_assessment_is_told_with_whose_grade_it_is_and_its_criteria(library: Library) -> None:
    emptied = assessed("2026-07-01", response_criteria=None)
    corrected = replace(ALL_OF_THEM[2], response_primary=known(SiteResponse.PR))
    old = assessed("2026-08-01", **STABLE)
    case = child(*ALL_OF_THEM, emptied, old, replace(corrected, id=UUID(int=7), supersedes=old.id))
    told = [
        (grade_words(one), criteria_words(library.labels, one.graded), parts_words(one))
        for one in responses_of(library, case)
    ]
    assert told == [
        ("PR from the parts", "INRC 2017", "gap G2: confirm"),
        ("not graded", "criteria not recorded", ""),
        ("MR from the parts", "INRC 2017", ""),
        ("PR from the parts", "INRC 2017", ""),
        ("PR", "INRC 2017", "the parts make MR"),
        ("MR", "INRC 1993", ""),
    ]


def test_a_mark_has_the_whole_day_and_few_words(library: Library) -> None:
    marks = [(str(one.on), one.words, one.by) for one in on_timeline(responses_of(library, child(*ALL_OF_THEM)))]
    assert marks == [
        ("2026-05-01", "parts: PR", "from the parts"),
        ("2026-06-01", "not graded", "not graded"),
        ("2026-08-01", "parts: MR", "from the parts"),
        ("None", "PR", "graded"),
        ("None", "MR", "graded"),
    ]


@pytest.mark.parametrize("number", range(len(ALL_OF_THEM) + 1))
def test_responses_never_change_a_planned_date(library: Library, number: int) -> None:
    bravo = next(one for one in demonstration_cases(library, 2, 1) if one.plans and one.responses)
    without = plan_case(library, replace(bravo, responses=()), TODAY)
    assert plan_case(library, replace(bravo, responses=ALL_OF_THEM[:number]), TODAY) == without


def test_the_drawing_of_the_page_tells_every_response_in_words(library: Library) -> None:
    bravo = next(one for one in demonstration_cases(library, 2, 1) if one.plans and one.responses)
    content = content_of(library, replace(bravo, responses=ALL_OF_THEM), today=TODAY, prepared_by="Zztest")
    (timeline,) = [one.timeline for one in content.blocks if isinstance(one, TreatmentBlock)]
    assert timeline is not None
    assert timeline.description.endswith(
        " Responses: PR from the parts, INRC 2017, 01 May 2026, gap G2: confirm; "
        "not graded, criteria not recorded, 01 Jun 2026; MR from the parts, INRC 2017, 01 Aug 2026; "
        "PR, INRC 2017, Oct 2026, the parts make MR; MR, INRC 1993, no date."
    )
    silent = content_of(library, replace(bravo, responses=()), today=TODAY, prepared_by="Zztest")
    (timeline,) = [one.timeline for one in silent.blocks if isinstance(one, TreatmentBlock)]
    assert timeline is not None
    assert "Response" not in timeline.description
