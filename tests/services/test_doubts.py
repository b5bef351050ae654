"""Doubts about a case: what contradicts a stage is told and kept, and what no calendar allows is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pdf_reading import page_texts, squeezed

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Inrgss, Inss, MetastaticSite, Silence
from desktop.services.assessing import assess_case
from desktop.services.doubts import contradictions, doubts, new_impossible
from desktop.services.summaries import draw_page
from desktop.ui.forms.form_view import form_view

TODAY = date(2026, 11, 30)
LIBRARY = build_library()
BONE = frozenset({MetastaticSite.BONE})
CONTRADICTORY = [
    ({"inrgss": Inrgss.L1, "metastases": BONE}, "metastases", "Metastases contradict stage L1 or L2"),
    ({"inrgss": Inrgss.L2, "metastases": BONE}, "metastases", "Metastases contradict stage L1 or L2"),
    ({"inss": Inss.III, "metastases": BONE}, "metastases", "Metastases contradict INSS 1 to 3"),
    ({"inrgss": Inrgss.MS, "age_days": 548}, "inrgss", "Stage MS is not possible above 547 days"),
]


def child(facts: dict[str, object]) -> Case:
    case = Case()
    for name, value in facts.items():
        case = FIELDS[name].write(case, known(value))
    return case


def remarks(case: Case) -> dict[str, str]:
    view = form_view(LIBRARY, case, assess_case(LIBRARY, case), TODAY, read_only=False)
    return dict(view.remarks)


@pytest.mark.parametrize(("facts", "beside", "words"), CONTRADICTORY)
def test_what_contradicts_a_stage_is_told_beside_the_field_and_keeps_nobody_from_saving(
    facts: dict[str, object], beside: str, words: str
) -> None:
    case = child(facts)
    assert new_impossible(LIBRARY, Case(), case, TODAY) == ""
    assert words in remarks(case)[beside]


@pytest.mark.parametrize(("facts", "beside", "words"), CONTRADICTORY)
def test_no_group_is_told_without_the_contradiction(facts: dict[str, object], beside: str, words: str) -> None:
    case = child(facts)
    told = assess_case(LIBRARY, case).facts
    assert [one for one in told.left_out if words in one]
    assert [one for one in contradictions(LIBRARY, case) if words in one]
    mended = child({name: value for name, value in facts.items() if name != beside})
    assert contradictions(LIBRARY, mended) == ()


@pytest.mark.parametrize(("facts", "beside", "words"), CONTRADICTORY)
def test_the_printed_page_says_it(facts: dict[str, object], beside: str, words: str) -> None:
    assert beside
    drawn = draw_page(LIBRARY, child(facts), today=TODAY, prepared_by="Zztest Coordinator", paper="a4")
    assert squeezed(words) in squeezed(" ".join(page_texts(drawn.pdf)))


def test_what_no_calendar_allows_is_still_refused() -> None:
    born = replace(Case(), born=known(PartialDate(2027)))
    assert "in the future" in new_impossible(LIBRARY, Case(), born, TODAY)


def test_a_second_doubt_about_a_fact_is_not_lost() -> None:
    case = child({"inrgss": Inrgss.L1, "inss": Inss.III, "metastases": BONE})
    told = remarks(case)["metastases"]
    assert "contradict stage L1 or L2" in told
    assert "contradict INSS 1 to 3" in told
    early = replace(Case(), born=known(PartialDate(1870)))
    assert "cannot be meant" in remarks(early)["born"]
    assert "before 1905" in remarks(early)["born"]


def test_what_nobody_said_of_other_sites_contradicts_nothing() -> None:
    liver = frozenset({MetastaticSite.LIVER, MetastaticSite.REST_NOT_RECORDED})
    assert "metastases" not in remarks(child({"inrgss": Inrgss.MS, "age_days": 300, "metastases": liver}))
    told = remarks(child({"inrgss": Inrgss.MS, "age_days": 300, "metastases": liver | BONE}))
    assert "skin, liver and marrow only" in told["metastases"]


def test_every_doubt_is_told_once() -> None:
    case = child({"inrgss": Inrgss.M, "inss": Inss.IV, "metastases": frozenset()})
    reason = "A metastatic stage without any metastatic site; check the stage or the sites."
    assert remarks(case)["metastases"].count(reason) == 1


def test_neither_staging_system_is_asked_after_once_there_is_a_diagnosis() -> None:
    words = "Neither staging system is given"
    assert not any(words in one.reason for one in doubts(LIBRARY, Case(), TODAY))
    case = replace(Case(), diagnosed=known(PartialDate(2026, 3)))
    assert words in remarks(case)["inrgss"]
    assert words not in remarks(FIELDS["inss"].write(case, known(Inss.III))).get("inrgss", "")
    pending = FIELDS["inrgss"].write(case, silent(Silence.REQUESTED))
    assert words not in remarks(pending).get("inrgss", ""), "a reason for having no stage is an answer"
