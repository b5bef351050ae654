"""Every pair of schemes that disagrees is told, pairs with one reason in one sentence."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.results import MycnResult, Staging
from desktop.clinical.vocabulary import Inrgss, Mycn
from desktop.reports.content import RiskBlock
from desktop.services.assessing import assess_case
from desktop.services.demo import demonstration_cases
from desktop.services.differing import differing_sentences, facts_behind, pairs_beside
from desktop.services.library import Library
from desktop.services.summaries import content_of


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def _told(library: Library, case: Case) -> tuple[str, ...]:
    return differing_sentences(library.labels, assess_case(library, case))


def test_every_pair_that_differs_whatever_is_open_is_told(library: Library) -> None:
    for case in demonstration_cases(library, 24, 1):
        assessed, rules = assess_case(library, case), library.rules
        covered = [one for one in assessed.assessments if one.not_covered is None]
        apart = {
            (one.scheme, other.scheme)
            for one, other in combinations(covered, 2)
            if rules.apart(one.groups, other.groups)
            or (one.settled and other.settled and not rules.alike(one.groups, other.groups))
        }
        assert {one.schemes for one in assessed.disagreements} == apart
        told = _told(library, case)
        names = {library.labels.scheme(scheme) for pair in apart for scheme in pair}
        assert all(any(name in sentence for sentence in told) for name in names)
        assert len(told) <= 5, "no wall of words"


def test_the_page_names_the_schemes_that_the_ledger_sets_apart_and_no_other(library: Library) -> None:
    named_somewhere = 0
    for case in demonstration_cases(library, 24, 1):
        assessed = assess_case(library, case)
        lead = assessed.assessments[0].scheme
        apart = [one.schemes for one in assessed.disagreements if lead in one.schemes]
        wanted = {library.labels.scheme(name) for pair in apart for name in pair if name != lead}
        content = content_of(library, case, today=date(2026, 11, 23), prepared_by="Zztest")
        verdict = next(one.verdict for one in content.blocks if isinstance(one, RiskBlock))
        told = verdict[0].text if verdict else ""
        before = (
            told.partition(" differ")[0].replace(" and ", ", ") if f"from {library.labels.scheme(lead)}" in told else ""
        )
        assert {one for one in before.split(", ") if one} == wanted, told
        assert not apart or "agree" not in told
        named_somewhere += bool(wanted)
    assert named_somewhere > 5


def test_pairs_that_differ_for_one_reason_share_a_sentence(library: Library) -> None:
    delta = next(one for one in demonstration_cases(library, 24, 1) if one.given_name == "Delta")
    others = "age (2,217 days) differently from INRG 2009 and SIOPEN HR"
    assert _told(library, delta) == (
        f"COG v2 and NCCN 2026 weigh {others}: at 546 days they would agree.",
        f"COG v1 weighs {others}: at 364 days they would agree.",
    )


def test_a_pair_that_is_not_settled_and_shares_no_group_is_told(library: Library) -> None:
    alpha = next(one for one in demonstration_cases(library, 24, 1) if one.given_name == "Alpha")
    assert _told(library, alpha)[0] == "COG v2 and NCCN 2026 share no group with INRG 2009, whatever is still open."
    assert facts_behind(library.labels, assess_case(library, alpha), "cog-v2") == []


def test_the_page_names_both_of_every_pair_that_differs_beside_the_leading_scheme(library: Library) -> None:
    for given, wanted in (
        ("Delta", "over age. Also COG v1, NCCN 2026 ≠\u00a0INRG 2009, SIOPEN HR over age."),
        ("Juliett", ". Also COG v1 ≠\u00a0INRG 2009 (histology), SIOPEN HR (age); NCCN 2026 ≠\u00a0INRG 2009 (11q)"),
        ("Romeo", ": NCCN 2026 ≠\u00a0INRG 2009 (MYCN), SIOPEN HR (age)."),
    ):
        case = next(one for one in demonstration_cases(library, 24, 1) if one.given_name == given)
        content = content_of(library, case, today=date(2026, 11, 23), prepared_by="Zztest")
        verdict = next(one.verdict for one in content.blocks if isinstance(one, RiskBlock))
        assert wanted in "".join(one.text for one in verdict)


def test_no_pair_beside_one_scheme_is_left_out_and_none_is_made_up(library: Library) -> None:
    for case in demonstration_cases(library, 24, 1):
        assessed = assess_case(library, case)
        lead = assessed.assessments[0].scheme
        pairs = [one.schemes for one in assessed.disagreements if lead not in one.schemes]
        told = pairs_beside(library.labels, assessed, lead)
        assert bool(told) == bool(pairs)
        names = {library.labels.scheme(one.scheme) for one in assessed.assessments}
        assert {one for one in names if one in told} == {library.labels.scheme(one) for pair in pairs for one in pair}


def test_what_may_still_agree_is_no_disagreement(library: Library) -> None:
    assert _told(library, Case()) == ()
    open_still = Case(
        age_days=known(2217),
        stagings=(Staging(inrgss=known(Inrgss.L2)),),
        mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
    )
    assessed = assess_case(library, open_still)
    groups = {one.scheme: set(one.groups) for one in assessed.assessments}
    assert any(len(one) > 1 for one in groups.values())
    assert all(not groups[one] & groups[other] for told in assessed.disagreements for one, other in [told.schemes])
