"""Why this group: every fact with its origin, every row with its conditions, and what would settle it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MycnResult, Pathology, PloidyResult, Provenance, SegmentalResult, Staging
from desktop.clinical.vocabulary import Category, Grade, Histology, Inrgss, Mki, Mycn, Ploidy, Silence
from desktop.services.assessing import assess_case
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.tracing import FactKind, Standing, Trace, Weight, ranked_tests, trace_case, trace_text
from desktop.services.uses import schemes_using


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child() -> Case:
    """M, 438 days, not amplified, favourable, DNA index 1.32: only segmental changes are open."""
    performed = Provenance(performed_on=PartialDate(2026, 11, 6), laboratory="Demo Lab", method="FISH")
    return Case(
        age_days=known(438),
        stagings=(Staging(inrgss=known(Inrgss.M)),),
        mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED), provenance=performed),),
        pathology=(Pathology(histology=known(Histology.FAVOURABLE)),),
        ploidy=(PloidyResult(dna_index=known(Decimal("1.32"))),),
    )


def traces(library: Library, case: Case) -> dict[str, Trace]:
    return {one.scheme: one for one in trace_case(library, case, assess_case(library, case))}


def test_each_fact_names_where_it_comes_from(library: Library, child: Case) -> None:
    facts = {one.name: one for one in traces(library, child)["cog-v2"].facts}
    assert facts["mycn"].kind is FactKind.ENTERED
    assert facts["mycn"].origin == "result, 06 Nov 2026, Demo Lab, FISH"
    assert facts["age_days"].value == "438 days"
    assert (facts["ploidy"].kind, facts["ploidy"].value) == (FactKind.DERIVED, "hyperdiploid")
    assert facts["ploidy"].origin.startswith("DNA index 1.32 is above 1; result")
    assert (facts["sca"].kind, facts["sca"].value) == (FactKind.OPEN, "absent or present")
    assert facts["sca"].origin == "not asked yet"
    assert facts["category"].kind is FactKind.ASSUMED


def test_a_class_without_its_number_says_what_became_of_the_number(library: Library, child: Case) -> None:
    """The sample for the DNA index failed: the ploidy class is not "not asked yet"."""
    failed = silent(Silence.SAMPLE_FAILED, PartialDate(2026, 11, 11), "Demo Lab")
    case = replace(child, ploidy=(PloidyResult(dna_index=failed),))
    facts = {one.name: one for one in traces(library, case)["cog-v2"].facts}
    assert (facts["ploidy"].kind, facts["ploidy"].origin) == (FactKind.OPEN, "sample failed 11 Nov 2026, Demo Lab")
    both = replace(child, ploidy=(PloidyResult(dna_index=failed, ploidy=silent(Silence.DECLINED)),))
    facts = {one.name: one for one in traces(library, both)["cog-v2"].facts}
    assert facts["ploidy"].origin == "declined", "what is said of the class itself goes first"


def test_a_worked_out_class_names_its_row(library: Library, child: Case) -> None:
    graded = Pathology(
        category=known(Category.NEUROBLASTOMA), grade=known(Grade.POORLY_DIFFERENTIATED), mki=known(Mki.LOW)
    )
    facts = {one.name: one for one in traces(library, replace(child, pathology=(graded,)))["cog-v2"].facts}
    found = facts["histology"]
    row = assess_case(library, replace(child, pathology=(graded,))).histology.reasons[0]
    assert (found.kind, found.value) == (FactKind.DERIVED, "favourable")
    assert found.origin.startswith("INPC") and library.labels.graded(row) in found.origin
    assert "OK2]" in row and "two sources agree]" in found.origin
    assert "Age at diagnosis (days) 438 days" in found.origin


def test_a_call_from_its_regions_and_a_stage_from_its_parts(library: Library, child: Case) -> None:
    parts = Staging(idrfs=known(frozenset()), metastases=known(frozenset()), compartments=known(1))
    case = replace(child, segmental=(SegmentalResult(loss_11q=known(True)),), stagings=(parts,))
    facts = {one.name: one for one in traces(library, case)["cog-v2"].facts}
    assert (facts["sca"].kind, facts["sca"].value) == (FactKind.DERIVED, "present")
    assert facts["sca"].origin.startswith("from its regions: 11q loss; result")
    assert (facts["inrgss"].kind, facts["inrgss"].value) == (FactKind.DERIVED, "L1")
    assert "Image-defined risk factors" in facts["inrgss"].origin


def test_conditions_are_met_open_or_not_met(library: Library, child: Case) -> None:
    rows = {one.id: one for one in traces(library, child)["cog-v2"].rows}
    assert set(rows) == {"C2-11", "C2-12"}
    standings = {one.title: one.standing for one in rows["C2-12"].conditions}
    assert standings["INRGSS stage"] is Standing.MET
    assert standings["Segmental changes (SCA)"] is Standing.OPEN
    assert standings["INPC histology"] is Standing.NOT_MET
    assert {one.title for one in rows["C2-12"].conditions if one.one_of} == {
        "INPC histology",
        "Ploidy",
        "Segmental changes (SCA)",
    }


def test_rows_are_those_of_the_answer_and_every_other_is_ruled_out_for_a_reason(library: Library) -> None:
    for case in demonstration_cases(library, 24, 1):
        assessed = assess_case(library, case)
        for one, trace in zip(assessed.assessments, trace_case(library, case, assessed), strict=True):
            assert tuple(row.id for row in trace.rows) == one.rows
            for row in trace.rows:
                assert all(c.standing is not Standing.NOT_MET for c in row.conditions if not c.one_of)
                enough = [c for c in row.conditions if c.one_of]
                assert not enough or any(c.standing is not Standing.NOT_MET for c in enough)
            open_now = {fact.name for fact in trace.open}
            assert open_now == {*one.deciding, *one.cannot_change}
            covered = one.not_covered is None
            assert len(trace.rows) + len(trace.ruled_out) == (
                len(library.rules.scheme(one.scheme).rows) if covered else 0
            )


def test_hypodiploid_is_read_both_ways(library: Library, child: Case) -> None:
    case = replace(child, ploidy=(PloidyResult(ploidy=known(Ploidy.HYPODIPLOID)),))
    trace = traces(library, case)["cog-v2"]
    ploidy = [c for row in trace.rows for c in row.conditions if c.title == "Ploidy"]
    assert {one.standing for one in ploidy} == {Standing.OPEN}
    assert any("Hypodiploid" in one for one in trace.warnings)


def test_what_decides_stands_first_with_what_each_answer_leaves(library: Library, child: Case) -> None:
    first, *rest = traces(library, child)["cog-v2"].open
    assert (first.name, first.weight, first.alone) == ("sca", Weight.DECIDES, True)
    assert [(one.value, one.groups) for one in first.branches] == [
        ("absent", ("intermediate",)),
        ("present", ("high",)),
    ]
    assert {one.weight for one in rest} <= {Weight.MATTERS, Weight.CANNOT_MATTER}


def test_one_test_over_all_schemes(library: Library, child: Case) -> None:
    case = replace(child, ploidy=(), stagings=(Staging(inrgss=known(Inrgss.MS)),), age_days=known(200))
    found = ranked_tests(library, assess_case(library, case))
    segmental = next(one for one in found if "sca" in one.facts)
    assert segmental.facts == ("sca", "loss_11q")
    assert "inrg-2009" in segmental.settles
    assert "cog-v2" in segmental.decides
    assert list(found) == sorted(found, key=lambda one: -len(one.settles))


def test_a_test_settles_exactly_where_it_holds_a_settling_set(library: Library) -> None:
    for case in demonstration_cases(library, 24, 1):
        assessed = assess_case(library, case)
        for test in ranked_tests(library, assessed):
            for one in assessed.assessments:
                within = any(
                    set(names) <= set(test.facts)
                    for names in one.settling_sets
                    for _ in combinations(test.facts, len(names))
                )
                assert within <= (one.scheme in test.settles)


def test_the_text_says_all_of_it_and_names_nobody(library: Library, child: Case) -> None:
    named = replace(child, family_name="Zztest", given_name="Alpha")
    told = trace_text(library.labels, traces(library, named)["cog-v2"])
    assert told.startswith("COG version 2, rules 1.0.0: Intermediate or high. Not settled.")
    assert "open: Segmental changes (SCA) absent; seen: not known" in told
    assert (
        "Decides alone: Segmental changes (SCA), not asked yet. absent leaves intermediate; present leaves high" in told
    )
    assert "C2-01, Low: INRGSS stage: L1 asked, M seen" in told
    assert "Zztest" not in told and "Alpha" not in told


def test_what_is_said_of_results_names_facts_as_people_do(library: Library) -> None:
    """Two stagings and two specimens that disagree: no code of a fact stands in the text of the trace."""
    no = known(False)
    stagings = (
        Staging(inrgss=known(Inrgss.L2), marrow_percent=known(Decimal(0)), metastases=known(frozenset())),
        Staging(inrgss=known(Inrgss.M), marrow_percent=known(Decimal(5))),
    )
    pathology = (Pathology(mki=known(Mki.LOW)), Pathology(grade=known(Grade.DIFFERENTIATING)))
    panels = (SegmentalResult(loss_1p=no, loss_3p=no), SegmentalResult(gain_17q=no))
    case = Case(age_days=known(400), stagings=stagings, pathology=pathology, segmental=panels)
    assessed = assess_case(library, case)
    trace = trace_case(library, case, assessed)[0]
    assert any(one.startswith("INRGSS stage: results contradict each other") for one in trace.warnings)
    assert any(one.startswith("Marrow (%): results contradict each other") for one in trace.warnings)
    assert any(one.startswith("1p, 3p: known only from another result") for one in trace.warnings)
    assert "_" not in trace_text(library.labels, trace)
    assert library.labels.told("mki: of a code") == "MKI: of a code"
    assert library.labels.told("Stage 4S: no code") == "Stage 4S: no code"


def test_a_child_outside_the_table_has_the_fact_that_puts_it_there(library: Library, child: Case) -> None:
    """The category decides whether COG has a row at all: the form says so, and the reasons state it."""
    outside = replace(child, pathology=(Pathology(category=known(Category.GN_MATURE)),))
    lead, *_ = trace_case(library, outside, assess_case(library, outside))
    assert lead.not_covered
    assert [(one.name, one.value) for one in lead.facts] == [
        ("category", library.labels.value("category", Category.GN_MATURE))
    ]
    assert {"cog-v2", "inrg-2009"} <= {one.id for one in schemes_using(library.rules, "category")}
