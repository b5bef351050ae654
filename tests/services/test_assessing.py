"""What the rules say about a stored case, and what each answer to an open question would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.facts import FactValue
from desktop.clinical.results import MycnResult, Pathology, PloidyResult, SegmentalResult, Staging
from desktop.clinical.risk import Assessment, RulePack
from desktop.clinical.vocabulary import Grade, Histology, Inrgss, Mycn, Presence, Silence
from desktop.services.assessing import Branch, assess_case, branches
from desktop.services.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def three_years_old() -> Case:
    """L2, three years, MYCN not amplified: the histology decides between C2-05 and C2-06."""
    return Case(
        age_days=known(1100),
        stagings=(Staging(inrgss=known(Inrgss.L2)),),
        mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
    )


def test_branches_show_what_each_answer_leaves(library: Library, three_years_old: Case) -> None:
    found = {one.value: (one.groups, one.rows) for one in branches(library, three_years_old, "cog-v2", "histology")}
    assert found == {
        "favourable": (("intermediate",), ("C2-05",)),
        "unfavourable": (("high",), ("C2-06a", "C2-06b")),
    }


def test_a_fact_that_can_narrow_is_never_called_irrelevant(library: Library, three_years_old: Case) -> None:
    assessed = assess_case(library, three_years_old)
    cog = assessed.assessments[0]
    assert "grade" in cog.cannot_change
    assert assessed.can_narrow["cog-v2"] == ("grade",)
    assert assessed.cannot_matter("cog-v2") == tuple(name for name in cog.cannot_change if name != "grade")
    undifferentiated = (Pathology(grade=known(Grade.UNDIFFERENTIATED)),)
    after = assess_case(library, replace(three_years_old, pathology=undifferentiated))
    assert after.assessments[0].groups == ("high",)
    assert after.can_narrow["cog-v2"] == ()


def test_what_does_not_apply_cannot_be_asked_for(library: Library, three_years_old: Case) -> None:
    """The rules still range over it, as over every silence; only nobody is sent to ask."""
    absent = (Pathology(histology=silent(Silence.NOT_APPLICABLE)),)
    assessed = assess_case(library, replace(three_years_old, pathology=absent))
    assert assessed.assessments[0].deciding == ("histology",)
    to_ask = assessed.asking["cog-v2"]
    assert (to_ask.deciding, to_ask.sets, to_ask.kept_open) == ((), (), ("histology",))
    assert to_ask.has_no_way
    assert "histology" not in (*assessed.can_narrow["cog-v2"], *assessed.cannot_matter("cog-v2"))
    assert assessed.can_narrow["cog-v2"] == ("grade",), "an undifferentiated grade makes it unfavourable"


def test_where_one_way_is_closed_another_is_asked_for(library: Library) -> None:
    """What is left settles the group without the fact that does not apply, or it does not decide."""
    for sca in (known(Presence.PRESENT), NOT_ASKED):
        child = Case(
            age_days=known(438),
            stagings=(Staging(inrgss=known(Inrgss.M)),),
            mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
            pathology=(Pathology(histology=known(Histology.FAVOURABLE)),),
            segmental=(SegmentalResult(sca=sca),),
            ploidy=(PloidyResult(ploidy=silent(Silence.NOT_APPLICABLE)),),
        )
        assessed = assess_case(library, child)
        to_ask = assessed.asking["cog-v2"]
        assert "ploidy" not in to_ask.deciding
        if assessed.assessments[0].settled:
            continue
        assert to_ask.kept_open == ("ploidy",)
        assert to_ask.sets == ()
        assert "sca" in assessed.can_narrow["cog-v2"], "it can still make the group high"


def test_a_fact_that_can_narrow_together_with_another_is_not_irrelevant_either(library: Library) -> None:
    """364 days, stage not known: once it is MS, an undifferentiated grade leaves no favourable class, so not low."""
    infant = Case(age_days=known(364))
    found = assess_case(library, infant)
    assert found.can_narrow["cog-v2"] == ("grade",)
    assert found.cannot_matter("cog-v2") == ()
    rules, staged = library.rules, {"age_days": 364, "inrgss": "MS"}
    assert rules.assess(staged).groups == ("low", "intermediate", "high")
    assert rules.assess({**staged, "grade": "undifferentiated"}).groups == ("intermediate", "high")
    # resection counts in L1 alone
    l2 = Case(age_days=known(1100), stagings=(Staging(inrgss=known(Inrgss.L2)),))
    assert "resection" in assess_case(library, l2).cannot_matter("nccn-2026")


def test_impossible_answers_are_no_branches(library: Library, three_years_old: Case) -> None:
    poorly = replace(three_years_old, pathology=(Pathology(grade=known(Grade.POORLY_DIFFERENTIATED)),))
    assert [one.value for one in branches(library, poorly, "cog-v2", "histology")] == ["unfavourable"]


def test_an_answer_for_which_the_scheme_has_no_row_is_a_branch_too(
    library: Library, three_years_old: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assess = RulePack.assess

    def without_unfavourable(rules: RulePack, facts: Mapping[str, FactValue | None], scheme: str) -> Assessment:
        found = assess(rules, facts, scheme)
        if facts.get("histology") == "unfavourable":
            return Assessment(scheme=found.scheme, version=found.version, not_covered="This table has no such child.")
        return found

    monkeypatch.setattr(RulePack, "assess", without_unfavourable)
    found = branches(library, three_years_old, "cog-v2", "histology")
    assert found == (
        Branch("favourable", ("intermediate",), ("C2-05",)),
        Branch("unfavourable", (), (), "This table has no such child."),
    )
