"""The page names the result that the group rests on, also where a later one is recorded."""

from __future__ import annotations

from datetime import date

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case, TreatmentPlan
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import Pathology, Provenance
from desktop.clinical.vocabulary import Histology
from desktop.services.assessing import assess_case
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.risk import _sentences


def pathology(histology: Histology, day: str) -> Pathology:
    return Pathology(histology=known(histology), provenance=Provenance(performed_on=PartialDate.parse(day)))


def test_a_result_from_after_treatment_is_told_and_not_called_used() -> None:
    library = build_library()
    case = Case(
        pathology=(pathology(Histology.UNFAVOURABLE, "2026-01-02"), pathology(Histology.FAVOURABLE, "2026-06-02")),
        plans=(TreatmentPlan(template="cog-high-risk", template_version="1", start=date(2026, 1, 10)),),
    )
    page = CasePage(library, case, assess_case(library, case), date(2026, 11, 23), "Zztest Coordinator")
    (line,) = page.differences("histology")
    told = "".join(words.text for words in line)
    assert "unfavourable (02 Jan 2026) is used, from before treatment; not used: favourable (02 Jun 2026)" in told
    notes = ["".join(words.text for words in sentence) for sentence in _sentences(page)]
    assert any("after treatment began and is not used for the group" in note for note in notes)
