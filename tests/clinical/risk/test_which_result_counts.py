"""One result is chosen and its facts are read together: specimens, panels and measurements are never blended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.clinical.answers import known
from desktop.clinical.biology import biology_strip
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MycnResult, Pathology, PloidyResult, Provenance, SegmentalResult, Staging
from desktop.clinical.risk import RulePack
from desktop.clinical.risk.case_facts import facts_of
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.clinical.vocabulary import Category, Grade, Histology, Inrgss, Mki, Mycn, Ploidy, Presence, Resection


def on(day: str) -> Provenance:
    return Provenance(performed_on=PartialDate.parse(day))


TODDLER = Case(
    age_days=known(400),
    stagings=(Staging(inrgss=known(Inrgss.M)),),
    pathology=(Pathology(histology=known(Histology.FAVOURABLE)),),
    mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
    ploidy=(PloidyResult(ploidy=known(Ploidy.HYPERDIPLOID)),),
)


def test_a_newer_panel_with_a_gain_is_not_overruled_by_an_old_absent(rules: RulePack) -> None:
    old = SegmentalResult(sca=known(Presence.ABSENT), provenance=on("2026-01-02"))
    new = SegmentalResult(gain_17q=known(True), provenance=on("2026-02-02"))
    case = replace(TODDLER, segmental=(old, new))
    found = facts_of(case, rules)
    assert "sca" not in found.facts
    assert rules.assess(found.facts).groups == ("high",)
    assert any("sca" in warning for warning in found.warnings)
    assert biology_strip(case)[5].answer.value is Presence.PRESENT


def test_two_partial_panels_do_not_add_up_to_absent(rules: RulePack) -> None:
    no = known(False)
    first = SegmentalResult(loss_1p=no, loss_3p=no, loss_4p=no, provenance=on("2026-01-02"))
    second = SegmentalResult(loss_11q=no, gain_1q=no, gain_2p=no, gain_17q=no, provenance=on("2026-02-02"))
    found = facts_of(replace(TODDLER, segmental=(first, second)), rules)
    assert rules.assess(found.facts).groups == ("intermediate", "high")


def test_a_marked_ploidy_class_goes_before_an_older_index(rules: RulePack) -> None:
    index = PloidyResult(dna_index=known(Decimal("1.3")), provenance=on("2026-01-02"))
    marked = PloidyResult(ploidy=known(Ploidy.DIPLOID), provenance=on("2026-02-02"), chosen_because="better sample")
    case = replace(TODDLER, ploidy=(index, marked))
    found = facts_of(case, rules)
    assert found.facts["ploidy"] == "diploid"
    assert "dna_index" not in found.facts
    cell = biology_strip(case)[2]
    assert (cell.answer.value, cell.contradicted_by) == (Ploidy.DIPLOID, (index,))


def test_grade_and_mki_of_two_specimens_give_no_class(rules: RulePack) -> None:
    first = Pathology(mki=known(Mki.LOW), provenance=on("2026-01-02"))
    second = Pathology(grade=known(Grade.DIFFERENTIATING), provenance=on("2026-01-09"))
    case = replace(TODDLER, age_days=known(700), pathology=(first, second))
    found = facts_of(case, rules)
    assert rules.histology(found.facts).histology is None
    assert any(warning.startswith("mki: known only from another result") for warning in found.warnings)


def test_a_specimen_from_after_treatment_began_is_not_used(rules: RulePack) -> None:
    biopsy = Pathology(histology=known(Histology.UNFAVOURABLE), provenance=on("2026-01-02"))
    later = Pathology(histology=known(Histology.FAVOURABLE), provenance=on("2026-06-02"))
    plan = TreatmentPlan(template="any", template_version="1", start=date(2026, 1, 10))
    case = replace(TODDLER, pathology=(biopsy, later), plans=(plan,))
    found = facts_of(case, rules)
    assert found.facts["histology"] == "unfavourable"
    assert any("after treatment began and is not used" in warning for warning in found.warnings)
    marked = replace(later, chosen_because="the biopsy was mislabelled")
    assert facts_of(replace(case, pathology=(biopsy, marked)), rules).facts["histology"] == "favourable"


def test_what_was_corrected_does_not_count_where_its_correction_is_from_after_treatment_began(rules: RulePack) -> None:
    wrong = Pathology(histology=known(Histology.FAVOURABLE))
    dated = Pathology(histology=known(Histology.FAVOURABLE), provenance=on("2026-06-02"), supersedes=wrong.id)
    plan = TreatmentPlan(template="any", template_version="1", start=date(2026, 1, 10))
    found = facts_of(replace(TODDLER, pathology=(wrong, dated), plans=(plan,)), rules)
    assert "histology" not in found.facts
    assert any("after treatment began and is not used" in warning for warning in found.warnings)


def test_a_treated_specimen_gives_no_class_even_where_there_is_no_other(rules: RulePack) -> None:
    """Fact base, section 3.3: a post-chemotherapy specimen alone leaves INPC unknown (CAP, SEER)."""
    matured = Pathology(
        category=known(Category.GN_MATURING), histology=known(Histology.FAVOURABLE), provenance=on("2026-06")
    )
    plan = TreatmentPlan(template="any", template_version="1", start=date(2026, 1, 10))
    found = facts_of(replace(TODDLER, pathology=(matured,), plans=(plan,)), rules)
    assert not {"category", "grade", "mki", "histology"} & {*found.facts}
    assert any("after treatment began and is not used for the group" in warning for warning in found.warnings)
    # it was favourable and took the child to group A of INRG; unknown, both groups of COG stay open
    assert rules.assess(found.facts).groups == ("intermediate", "high")
    graded = replace(matured, category=known(Category.NEUROBLASTOMA), grade=known(Grade.DIFFERENTIATING))
    unread = facts_of(replace(TODDLER, pathology=(graded,), plans=(plan,)), rules)
    assert rules.histology(unread.facts).histology is None
    staged = replace(TODDLER.stagings[0], provenance=on("2026-06-02"))
    told = facts_of(replace(TODDLER, stagings=(staged,), plans=(plan,)), rules)
    assert told.facts["inrgss"] == "M"
    assert any("after treatment began and is used all the same" in warning for warning in told.warnings)


def test_a_later_operation_does_not_change_the_resection_that_counts(rules: RulePack) -> None:
    first = Staging(inrgss=known(Inrgss.L1), resection=known(Resection.BIOPSY_ONLY), provenance=on("2026-01-02"))
    later = Staging(resection=known(Resection.COMPLETE), provenance=on("2026-06-02"))
    plan = TreatmentPlan(template="any", template_version="1", start=date(2026, 1, 10))
    amplified = (MycnResult(mycn=known(Mycn.AMPLIFIED)),)
    case = replace(TODDLER, stagings=(first, later), mycn=amplified, plans=(plan,))
    assert rules.assess(facts_of(case, rules).facts).rows == ("C2-03",)


def test_where_dates_do_not_tell_nobody_says_they_do(rules: RulePack) -> None:
    one = MycnResult(mycn=known(Mycn.NOT_AMPLIFIED))
    other = MycnResult(mycn=known(Mycn.AMPLIFIED))
    found = facts_of(replace(TODDLER, mycn=(one, other)), rules)
    assert found.facts["mycn"] == "amplified"
    assert "the dates do not tell which is later" in found.warnings[0]
    month = replace(other, provenance=on("2026-11"))
    day = replace(one, provenance=on("2026-11-03"))
    assert "do not tell" in facts_of(replace(TODDLER, mycn=(month, day)), rules).warnings[0]
