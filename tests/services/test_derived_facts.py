"""What stands beside a call: shown with its reason on screen and page, never in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import small_case

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Category, Grade, Histology, InpcVersion, Mki, Mycn, Presence, Silence
from desktop.reports.content import BiologyBlock
from desktop.services.assessing import assess_case
from desktop.services.derived import beside_the_call, differences, editions_differ
from desktop.services.summaries import content_of
from desktop.services.uses import WorkedOut

LIBRARY = build_library()


def child(**facts: object) -> Case:
    """A child of 101 days with these facts entered; None takes the call of the small case away."""
    case = small_case()
    for name, value in facts.items():
        answer: Answer[object] = NOT_ASKED if value is None else known(value)
        case = FIELDS[name].write(case, answer)
    return case


def beside(case: Case) -> dict[str, WorkedOut]:
    return {one.fact: one for one in beside_the_call(LIBRARY, case)}


def told(case: Case) -> dict[str, str]:
    return dict(differences(LIBRARY, case, assess_case(LIBRARY, case).facts))


def page_says(case: Case) -> BiologyBlock:
    content = content_of(LIBRARY, case, today=date(2026, 11, 23), prepared_by="Zztest")
    (block,) = [one for one in content.blocks if isinstance(one, BiologyBlock)]
    return block


def test_ratio_and_copies_are_two_tests_and_the_call_counts() -> None:
    case = child(mycn=Mycn.NOT_AMPLIFIED, ratio=Decimal("4.5"), copies=Decimal(9))
    found = beside(case)
    assert found["ratio"].possible == ("amplified",)
    assert found["copies"].possible == ("not_amplified",)
    assert found["copies"].remark == ""
    assert told(case)["mycn"] == (
        "Called not amplified; MYCN ratio 4.5 reads as amplified (more than 4 times the reference). "
        "Ratio and copy number are two tests, and not the same: the laboratory's call counts."
    )
    assert assess_case(LIBRARY, case).facts.facts["mycn"] == "not_amplified"
    assert any("MYCN ratio 4.5 reads" in "".join(w.text for w in one) for one in page_says(case).differences)


def test_without_a_call_a_number_decides_nothing_and_says_so() -> None:
    case = child(mycn=None, ratio=Decimal(12))
    assert "mycn" not in assess_case(LIBRARY, case).facts.facts
    assert told(case)["mycn"].endswith("No call of the laboratory is recorded, and only the call counts.")


def test_what_was_not_read_in_a_source_says_so_in_the_form() -> None:
    case = child(mycn=Mycn.GAIN, ratio=Decimal(2), copies=Decimal(5))
    found = beside(case)
    assert found["ratio"].basis.endswith("(unverified)")
    assert (found["ratio"].remark, found["copies"].remark) == ("", "")
    assert told(case) == {}


def test_absent_from_1p_and_11q_alone_is_remarked_and_counted_on_the_page() -> None:
    case = child(sca=Presence.ABSENT, loss_1p=False, loss_11q=False)
    found = beside(case)["sca"]
    assert found.possible == ("present", "absent")
    assert found.basis == "2 of 7 regions recorded: 1p, 11q"
    assert found.remark is not None
    assert found.remark.startswith("Called absent with 1p, 11q recorded and 3p, 4p, 1q, 2p, 17q not")
    (cell,) = [one for one in page_says(case).cells if one.name == "Any SCA"]
    assert cell.detail.startswith("overall call, 2 of 7 regions known"), "nobody reads it as seven negative results"
    assert page_says(case).differences == ()


def test_a_call_without_regions_and_regions_without_a_call_are_told_apart() -> None:
    for regions, detail in (
        ({"sca": Presence.PRESENT}, "overall call, single regions not recorded"),
        ({"loss_1p": True}, "1 of 7 regions known"),
    ):
        (cell,) = [one for one in page_says(child(**regions)).cells if one.name == "Any SCA"]
        assert (cell.value.text, cell.detail) == ("Present", detail)


def test_a_class_that_the_rules_work_out_is_shown_with_what_it_comes_from() -> None:
    cells = {one.name: one for one in page_says(child(dna_index=Decimal("1.32"))).cells}
    assert (cells["Ploidy"].value.text, cells["Ploidy"].detail) == ("Hyperdiploid", "from DNA index 1.32")
    old = replace(child(histology=None, grade=Grade.DIFFERENTIATING, mki=Mki.LOW), age_days=known(2100))
    cells = {one.name: one for one in page_says(old).cells}
    assert cells["Histology"].value.text == "Unfavourable, worked out"
    assert cells["Histology"].detail == "by INPC-2003; call not asked yet"
    asked = FIELDS["histology"].write(old, silent(Silence.REQUESTED, PartialDate(2026, 11, 9), "Zztest Pathology"))
    cells = {one.name: one for one in page_says(asked).cells}
    assert cells["Histology"].detail.endswith("call requested 09 Nov 2026, Zztest Pathology")


def test_absent_from_all_seven_says_nothing() -> None:
    regions = dict.fromkeys(LIBRARY.derived.panels["sca"].parts, False)
    found = beside(child(sca=Presence.ABSENT, **regions))["sca"]
    assert (found.possible, found.remark) == (("absent",), "")


def test_a_call_that_a_region_contradicts_stands_with_the_reason() -> None:
    case = child(sca=Presence.ABSENT, loss_11q=True)
    assert "disagree" in told(case)["sca"]
    # the risk block says it too, and the page does not say it twice
    assert page_says(case).differences == ()


@pytest.mark.parametrize("edition", [None, InpcVersion.FIRST, InpcVersion.REVISED])
def test_editions_are_both_shown_where_they_differ(edition: InpcVersion | None) -> None:
    nodule = {"category": Category.GNB_NODULAR, "grade": Grade.DIFFERENTIATING, "mki": Mki.LOW}
    case = child(**nodule, histology=Histology.UNFAVOURABLE, inpc_version=edition)
    words = editions_differ(LIBRARY, case, assess_case(LIBRARY, case).facts)
    assert words.startswith("INPC-1999 gives unfavourable, INPC-2003 favourable.")
    assert ("Reported by the INPC of" in words) == (edition is not None)
    assert "was reported and counts; INPC-2003 gives favourable" in told(case)["histology"]
    assert assess_case(LIBRARY, case).facts.facts["histology"] == "unfavourable"


def test_editions_that_agree_are_not_told() -> None:
    case = child(category=Category.NEUROBLASTOMA, grade=Grade.DIFFERENTIATING, mki=Mki.LOW)
    assert editions_differ(LIBRARY, case, assess_case(LIBRARY, case).facts) == ""
    assert told(case) == {}


def test_a_reported_class_that_its_parts_do_not_give_counts_and_is_marked() -> None:
    case = child(grade=Grade.UNDIFFERENTIATED, histology=Histology.FAVOURABLE)
    assert told(case)["histology"].startswith("Favourable was reported and counts; INPC-2003 gives unfavourable")
