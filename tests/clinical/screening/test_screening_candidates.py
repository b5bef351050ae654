"""Who is a candidate for screening: by the entries of the record, and since when."""

from __future__ import annotations

from datetime import date

import pytest
from plain_screening import AACR, PATIENT, RULES, child, gene, relative, syndrome

from desktop.clinical.answers import known, silent
from desktop.clinical.record.family import GermlineResult
from desktop.clinical.screening import Fit, beginning, candidates_of, left_out
from desktop.clinical.vocabulary import PrimarySite, Silence

BORN = date(2020, 3, 15)


def found(*entries: object, **more: object) -> dict[str, str]:
    return {one.who.id: one.fit.value for one in candidates_of(AACR, child(*entries, **more))}


@pytest.mark.parametrize("name", ["alk", "phox2b"])
def test_a_pathogenic_variant_makes_a_candidate_and_a_likely_one_a_possible_one(name: str) -> None:
    assert found(gene(name)) == {"alk-phox2b": "yes"}
    assert found(gene(name, "likely_pathogenic")) == {"alk-phox2b": "maybe"}
    for finding in ("uncertain", "benign", "not_found"):
        assert found(gene(name, finding)) == {}


@pytest.mark.parametrize(
    ("named", "own", "row"),
    [
        ("li_fraumeni", "tp53_r337h", "li-fraumeni-r337h"),
        ("beckwith_wiedemann", "cdkn1c", "beckwith-wiedemann-cdkn1c"),
        ("costello", "hras", "costello-hras"),
    ],
)
def test_a_syndrome_needs_its_gene(named: str, own: str, row: str) -> None:
    assert found(syndrome(named), gene(own)) == {row: "yes"}
    assert found(syndrome(named)) == {row: "maybe"}
    assert found(gene(own)) == {row: "maybe"}
    assert found(syndrome(named, "suspected"), gene(own)) == {row: "maybe"}
    assert found(syndrome(named), gene(own, "not_found")) == {}
    assert found(syndrome(named, "ruled_out"), gene(own)) == {}


def test_family_and_pattern() -> None:
    assert found(syndrome("strong_family_history")) == {"family-history": "yes"}
    assert found(syndrome("bilateral_multifocal", "suspected")) == {"bilateral-multifocal": "maybe"}
    assert found(relative(ill=True)) == {"relative": "maybe"}
    assert found(relative(ill=False)) == {}
    assert found(primary_site=known(PrimarySite.MULTIPLE)) == {"several-primaries": "maybe"}
    assert found(primary_site=known(PrimarySite.ADRENAL)) == {}


def test_a_silence_is_no_finding_and_rules_nothing_out() -> None:
    waiting = GermlineResult(gene=known("hras"), finding=silent(Silence.REQUESTED))
    assert found(waiting) == {}
    assert found(waiting, syndrome("costello")) == {"costello-hras": "maybe"}
    assert found(syndrome("noonan")) == {}


def test_a_second_result_does_not_hide_the_first() -> None:
    assert found(gene("alk"), gene("alk", "not_found")) == {"alk-phox2b": "yes"}


def test_a_corrected_result_no_longer_counts() -> None:
    wrong = gene("alk")
    assert found(wrong, GermlineResult(gene=known("alk"), finding=known("benign"), supersedes=wrong.id)) == {}


def test_the_summary_for_patients_names_children_without_saying_which() -> None:
    rows = {one.who.id: one.fit for one in candidates_of(PATIENT, child(syndrome("noonan"), gene("alk")))}
    assert rows == {"certain-genes": Fit.MAYBE, "hereditary-syndromes": Fit.MAYBE}


@pytest.mark.parametrize("schedule", [AACR, PATIENT], ids=lambda one: one.id)
def test_no_chest_x_ray_in_li_fraumeni(schedule: object) -> None:
    tests = {one.code: one for one in (AACR if schedule is AACR else PATIENT).tests}
    case = child(syndrome("li_fraumeni"))
    assert left_out(tests["chest_x_ray"], case)[0] is Fit.YES
    assert left_out(tests["abdominal_ultrasound"], case) == (Fit.NO, "")
    assert left_out(tests["chest_x_ray"], child(syndrome("li_fraumeni", "suspected")))[0] is Fit.MAYBE
    assert left_out(tests["chest_x_ray"], child(gene("tp53_other")))[0] is Fit.MAYBE
    assert left_out(tests["chest_x_ray"], child(syndrome("noonan"))) == (Fit.NO, "")


@pytest.mark.parametrize(
    ("days", "begun"),
    [
        (["2021-05-04"], "2021-05-04"),
        (["2021-05-04", "2020-09-01"], "2020-09-01"),
        (["2019-12-01"], "2020-03-15"),
        (["2019"], "2020-03-15"),
        (["2021-05-04", "2020"], "2021-05-04"),
        (["2021"], None),
        ([""], None),
    ],
)
def test_months_count_from_birth_or_from_the_day_it_was_found(days: list[str], begun: str | None) -> None:
    rows = candidates_of(AACR, child(*(gene("alk", day=one) for one in days)))
    told = beginning(BORN, rows)
    assert (str(told) if told else None) == begun


def test_a_row_that_is_for_the_child_goes_before_one_that_may_be() -> None:
    rows = candidates_of(
        AACR, child(gene("alk", day="2022-01-01"), syndrome("bilateral_multifocal", "suspected", "2020-06-01"))
    )
    assert beginning(BORN, rows) == date(2022, 1, 1)


def test_the_file_carries_the_inventory_and_says_what_it_does_not_know() -> None:
    carried = {key for one in RULES.schedules.values() for row in (*one.tests, *one.who) for key in row.carries}
    assert {"NB-SCR-01", "NB-SCR-02", "NB-SCR-03", "NB-SCR-04"} <= carried
    assert (RULES.default, AACR.last_counts) == ("aacr-2017", True)
    update = RULES.schedules["aacr-2024"]
    assert (update.phases, update.cited.status.value, update.who) == ((), "UNVERIFIED", AACR.who)
    assert "no interval" in PATIENT.undated
    assert any("every 4 to 6 months" in one.remark for one in AACR.who)
    assert any("tenth birthday" in one for one in AACR.remarks)
