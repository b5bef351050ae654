"""The page names the result that the group rests on, also where a later one is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MycnResult, Pathology, PloidyResult, Provenance, SegmentalResult, Staging
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.clinical.vocabulary import Category, Histology, Inrgss, Mycn, Ploidy, Presence, Resection
from desktop.reports.content import BiologyBlock, MissingBlock, TextBlock
from desktop.reports.phrases import Phrase
from desktop.services.assessing import assess_case
from desktop.services.library import Library
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.risk import _sentences
from desktop.services.summaries import content_of

PLAN = TreatmentPlan(template="cog-high-risk", template_version="1", start=date(2026, 1, 10))


def pathology(histology: Histology, day: str) -> Pathology:
    return Pathology(histology=known(histology), provenance=on(day))


def on(day: str) -> Provenance:
    return Provenance(performed_on=PartialDate.parse(day))


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def test_a_result_from_after_treatment_is_told_and_not_called_used(library: Library) -> None:
    case = Case(
        pathology=(pathology(Histology.UNFAVOURABLE, "2026-01-02"), pathology(Histology.FAVOURABLE, "2026-06-02")),
        plans=(PLAN,),
    )
    page = CasePage(library, case, assess_case(library, case), date(2026, 11, 23), "Zztest Coordinator")
    (line,) = page.differences("histology")
    told = "".join(words.text for words in line)
    assert "unfavourable (02 Jan 2026) is used, from before treatment; not used: favourable (02 Jun 2026)" in told
    notes = ["".join(words.text for words in sentence) for sentence in _sentences(page)]
    assert any("after treatment began and is not used for the group" in note for note in notes)


def test_the_page_shows_what_the_group_rests_on_and_not_what_came_after(library: Library) -> None:
    """Restaged, resected and biopsied again under treatment: stage, resection and class stay those of the group."""
    case = Case(
        age_days=known(400),
        stagings=(
            Staging(inrgss=known(Inrgss.L2), resection=known(Resection.BIOPSY_ONLY), provenance=on("2026-01-02")),
            Staging(inrgss=known(Inrgss.M), resection=known(Resection.COMPLETE), provenance=on("2026-06-02")),
        ),
        pathology=(
            pathology(Histology.UNFAVOURABLE, "2026-01-02"),
            replace(pathology(Histology.FAVOURABLE, "2026-06-02"), category=known(Category.GN_MATURING)),
        ),
        mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
        plans=(PLAN,),
    )
    content = content_of(library, case, today=date(2026, 11, 23), prepared_by="Zztest Coordinator")
    blocks = {block.label: block for block in content.blocks if isinstance(block, TextBlock | BiologyBlock)}
    stage, diagnosis, strip = (blocks[name] for name in ("Stage", "Diagnosis", "Biology"))
    assert isinstance(stage, TextBlock)
    assert isinstance(diagnosis, TextBlock)
    assert isinstance(strip, BiologyBlock)
    assert [_said(one) for one in stage.paragraphs[0]][:2] == ["INRGSS L2", "Resection biopsy only"]
    assert _said(diagnosis.paragraphs[0][0]) == "Category ganglioneuroma, maturing (not used)"
    assert (strip.cells[0].value.text, strip.cells[0].detail) == ("Unfavourable ≠", "02 Jan 2026")


def test_a_stage_from_under_treatment_is_told_beside_the_one_that_its_parts_gave_before(library: Library) -> None:
    parts = Staging(
        idrfs=known(frozenset({"IDRF17_ILIAC"})), metastases=known(frozenset()), provenance=on("2026-01-02")
    )
    later = Staging(inrgss=known(Inrgss.M), provenance=on("2026-06-02"))
    case = Case(age_days=known(400), stagings=(parts, later), plans=(PLAN,))
    content = content_of(library, case, today=date(2026, 11, 23), prepared_by="Zztest Coordinator")
    stage = next(block for block in content.blocks if isinstance(block, TextBlock) and block.label == "Stage")
    assert _said(stage.paragraphs[0][0]) == "INRGSS M (not used; its parts say L2)"


def _said(phrase: Phrase) -> str:
    return "".join(words.text for words in phrase)


def test_a_class_that_is_not_used_stands_among_what_is_missing(library: Library) -> None:
    """The class of a treated specimen would decide: it is asked for, and not taken for an answer."""
    case = Case(
        age_days=known(400),
        stagings=(Staging(inrgss=known(Inrgss.M)),),
        pathology=(pathology(Histology.FAVOURABLE, "2026-06-02"),),
        mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
        ploidy=(PloidyResult(ploidy=known(Ploidy.HYPERDIPLOID)),),
        segmental=(SegmentalResult(sca=known(Presence.ABSENT)),),
        plans=(PLAN,),
    )
    content = content_of(library, case, today=date(2026, 11, 23), prepared_by="Zztest Coordinator")
    missing = next(block for block in content.blocks if isinstance(block, MissingBlock))
    assert [_said(one) for one in missing.lines[0].items] == ["INPC histology,\u00a0favourable (not used)"]
