"""From a case to facts: which result counts, where it stands, and entered before derived."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MycnResult, Pathology, PloidyResult, Provenance, SegmentalResult, Staging
from desktop.clinical.risk import RulePack
from desktop.clinical.risk.case_facts import facts_of, staging_facts_of
from desktop.clinical.vocabulary import (
    Category,
    Grade,
    Inrgss,
    MetastaticSite,
    Mycn,
    Presence,
    Resection,
    Silence,
)


def on(day: str) -> Provenance:
    return Provenance(performed_on=PartialDate.parse(day))


def days(born: str, diagnosed: str) -> dict[str, Answer[PartialDate]]:
    return {"born": known(PartialDate.parse(born)), "diagnosed": known(PartialDate.parse(diagnosed))}


def test_a_whole_case(rules: RulePack) -> None:
    staging = Staging(inrgss=known(Inrgss.M), symptomatic=known(False), resection=known(Resection.BIOPSY_ONLY))
    pathology = Pathology(category=known(Category.NEUROBLASTOMA), grade=known(Grade.DIFFERENTIATING))
    mycn = MycnResult(mycn=known(Mycn.GAIN))
    ploidy = PloidyResult(dna_index=known(Decimal("1.26")))
    segmental = SegmentalResult(sca=known(Presence.ABSENT), loss_11q=known(False))
    case = Case(
        **days("2024-01-10", "2025-03-01"),
        stagings=(staging,),
        pathology=(pathology,),
        mycn=(mycn,),
        ploidy=(ploidy,),
        segmental=(segmental,),
    )
    found = facts_of(case, rules)
    assert found.facts == {
        "age_days": (date(2025, 3, 1) - date(2024, 1, 10)).days,
        "inrgss": "M",
        "symptomatic": False,
        "resection": "biopsy_only",
        "category": "neuroblastoma",
        "grade": "differentiating",
        "mycn": "gain",
        "dna_index": Decimal("1.26"),
        "sca": "absent",
        "loss_11q": False,
    }
    assert all(type(value) in {str, bool, int, Decimal} for value in found.facts.values())
    assert found.sources["mycn"] == mycn.id
    assert found.sources["sca"] == segmental.id
    assert (found.warnings, found.notes, found.derived) == ((), (), ())
    assert rules.assess(found.facts).groups == ("intermediate", "high")


def test_silences_of_any_kind_are_unknown(rules: RulePack) -> None:
    for reason in Silence:
        case = Case(mycn=(MycnResult(mycn=silent(reason)),), age_days=silent(reason))
        assert facts_of(case, rules).facts == {}


def test_a_diagnosis_before_birth_is_no_age(rules: RulePack) -> None:
    case = Case(**days("2025-03-01", "2025-02-01"))
    assert "age_days" not in facts_of(case, rules).facts
    assert facts_of(Case(age_days=known(0)), rules).facts == {"age_days": 0}


def test_results_that_contradict_each_other_warn_and_say_why(rules: RulePack) -> None:
    old = MycnResult(mycn=known(Mycn.AMPLIFIED), provenance=on("2025-01-02"))
    new = MycnResult(mycn=known(Mycn.NOT_AMPLIFIED), provenance=on("2025-02-02"))
    latest = facts_of(Case(mycn=(old, new)), rules)
    assert latest.facts["mycn"] == "not_amplified"
    assert latest.sources["mycn"] == new.id
    assert len(latest.warnings) == 1
    assert "no other was performed later" in latest.warnings[0]
    assert latest.contradictions[0].others == (old.id,)
    marked = MycnResult(mycn=known(Mycn.AMPLIFIED), provenance=on("2025-01-02"), chosen_because="primary tumour")
    chosen = facts_of(Case(mycn=(marked, new)), rules)
    assert chosen.facts["mycn"] == "amplified"
    assert "a person marked it" in chosen.warnings[0]
    corrected = MycnResult(mycn=known(Mycn.AMPLIFIED), provenance=on("2025-01-01"), supersedes=new.id)
    assert facts_of(Case(mycn=(new, corrected)), rules).warnings == ()


LIVER = known(frozenset({MetastaticSite.LIVER}))


def test_a_derived_stage_is_used_where_none_was_entered(rules: RulePack) -> None:
    staging = Staging(metastases=LIVER)
    found = facts_of(Case(age_days=known(100), stagings=(staging,)), rules)
    assert found.facts == {"age_days": 100, "inrgss": "MS"}
    assert found.derived == ("inrgss",)
    assert found.sources == {"metastases": staging.id, "inrgss": staging.id}
    assert found.notes == ()
    unsettled = facts_of(Case(stagings=(Staging(metastases=LIVER),)), rules)
    assert (unsettled.facts, unsettled.derived) == ({}, ())


def test_an_entered_stage_goes_before_a_derived_one_and_is_marked(rules: RulePack) -> None:
    staging = Staging(inrgss=known(Inrgss.M), metastases=LIVER)
    found = facts_of(Case(age_days=known(100), stagings=(staging,)), rules)
    assert found.facts["inrgss"] == "M"
    assert found.derived == ()
    assert len(found.notes) == 1
    assert "M was entered and counts" in found.notes[0]
    assert "MS" in found.notes[0]
    agreeing = Staging(inrgss=known(Inrgss.MS), metastases=LIVER)
    assert facts_of(Case(stagings=(agreeing,)), rules).notes == ()


def test_staging_facts(rules: RulePack) -> None:
    staging = Staging(
        idrfs=known(frozenset({"IDRF17_ILIAC", "IDRF03_SKULL_BASE"})),
        compartments=known(1),
        metastases=known(frozenset()),
        marrow_percent=known(Decimal("0.0")),
        marrow_mibg=known(False),
    )
    facts = staging_facts_of(Case(age_days=known(30), stagings=(staging,)))
    assert facts["idrfs"] == ("IDRF03_SKULL_BASE", "IDRF17_ILIAC")
    assert facts["metastases"] == ()
    assert rules.stage(facts).stage == "L2"
    assert staging_facts_of(Case()) == {}
