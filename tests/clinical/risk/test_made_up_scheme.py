"""A scheme that exists nowhere loads from TOML alone: other columns, other groups, other readings, no Python."""

from __future__ import annotations

import pytest

from desktop.clinical.risk import RulePack

MADE_UP = """
kind = "scheme"
id = "made-up"
version = "0.1.0"
title = "A scheme for this test"
place = 9
valid_from = 2026-01-01
columns = ["inss", "grade", "loss_11q", "sca", "ploidy"]
source = ["TEST"]

[sources.TEST]
short = "Test"
text = "This test"

[[reading]]
key = "ploidy"
value = "hypodiploid"
as = ["diploid"]
warning = "Hypodiploid counts as diploid here."
source = ["TEST"]
status = "OK1"

[[row]]
id = "T-1"
when = { category = ["ganglioneuroma_maturing", "ganglioneuroma_mature", "ganglioneuroblastoma_intermixed"] }
then = ["very_low"]
text = "No grade exists"
source = ["TEST p. 1"]
status = "OK1"

[[row]]
id = "T-2"
when = { category = ["neuroblastoma", "ganglioneuroblastoma_nodular"], inss = ["4"], age_days = { below = 548 } }
then = ["not_high"]
text = "4, young"
source = ["TEST"]
status = "OK1"

[[row]]
id = "T-3"
when = { category = ["neuroblastoma", "ganglioneuroblastoma_nodular"], inss = ["4"], age_days = { from = 548 } }
then = ["high"]
text = "4, older"
source = ["TEST"]
status = "OK1"

[[row]]
id = "T-4"
when = { category = ["neuroblastoma", "ganglioneuroblastoma_nodular"], inss = ["1", "2", "3", "4S"] }
any_of = { loss_11q = [true], grade = ["undifferentiated"] }
then = ["high"]
text = "11q loss or undifferentiated"
source = ["TEST"]
status = "OK1"

[[row]]
id = "T-5"
then = ["low"]
text = "hyperdiploid"
source = ["TEST"]
status = "OK1"
[row.when]
category = ["neuroblastoma", "ganglioneuroblastoma_nodular"]
inss = ["1", "2", "3", "4S"]
loss_11q = [false]
grade = ["poorly_differentiated", "differentiating"]
ploidy = ["hyperdiploid"]

[[row]]
id = "T-6"
then = ["low"]
text = "diploid, nothing segmental"
source = ["TEST"]
status = "OK1"
[row.when]
category = ["neuroblastoma", "ganglioneuroblastoma_nodular"]
inss = ["1", "2", "3", "4S"]
loss_11q = [false]
grade = ["poorly_differentiated", "differentiating"]
ploidy = ["diploid"]
sca = ["absent"]

[[row]]
id = "T-7"
then = ["intermediate"]
text = "diploid, something segmental"
source = ["TEST"]
status = "OK1"
[row.when]
category = ["neuroblastoma", "ganglioneuroblastoma_nodular"]
inss = ["1", "2", "3", "4S"]
loss_11q = [false]
grade = ["poorly_differentiated", "differentiating"]
ploidy = ["diploid"]
sca = ["present"]
"""

NB = {"category": "neuroblastoma"}


@pytest.fixture(scope="module")
def two(rule_texts: dict[str, str]) -> RulePack:
    return RulePack.load({**rule_texts, "risk/made-up.toml": MADE_UP})


def test_it_takes_its_place(two: RulePack) -> None:
    shipped = ["cog-v2", "cog-v1", "inrg-2009", "nccn-2026", "siopen-hr"]
    assert [scheme.id for scheme in two.schemes] == [*shipped, "made-up"]
    made_up = two.scheme("made-up")
    assert (made_up.version, made_up.title, made_up.source) == ("0.1.0", "A scheme for this test", "Test")
    assert made_up.first_days == (0, 365, 547, 548, 1826)
    others = {"inpc-2003", "inpc-1999", "inrgss", "idrf", "facts"}
    assert {one.id for one in two.files} == others | {one.id for one in two.schemes}


def test_the_group_of_another_scheme(two: RulePack) -> None:
    found = two.assess({**NB, "inss": "4", "age_days": 547}, "made-up")
    assert (found.scheme, found.groups, found.rows, found.settled) == ("made-up", ("not_high",), ("T-2",), True)
    both = two.assess({**NB, "inss": "4"}, "made-up")
    assert both.groups == ("not_high", "high")
    assert both.settling_sets == (("age_days",),)


def test_a_grade_that_does_not_exist_is_in_no_list(two: RulePack) -> None:
    found = two.assess({"category": "ganglioneuroma_mature"}, "made-up")
    assert (found.groups, found.rows, found.settled) == (("very_low",), ("T-1",), True)
    assert set(found.cannot_change) == {"inss", "loss_11q", "sca", "ploidy", "age_days"}
    assert found.citations[0].source == "Test, p. 1"
    contradicted = two.assess({"category": "ganglioneuroma_mature", "histology": "unfavourable"}, "made-up")
    assert "grade" not in contradicted.cannot_change, "still none, although the class contradicts the category"
    assert any("cannot occur together" in one for one in contradicted.warnings)


def test_histology_counts_although_it_is_no_column(two: RulePack) -> None:
    facts = {**NB, "inss": "2A", "age_days": 1100, "loss_11q": False, "sca": "absent", "ploidy": "diploid"}
    assert two.assess(facts, "made-up").rows == ("T-4", "T-6")
    favourable = two.assess({**facts, "histology": "favourable"}, "made-up")
    assert (favourable.rows, favourable.cannot_change) == (("T-6",), ())


def test_a_single_reading_is_no_conflict(two: RulePack) -> None:
    facts = {**NB, "inss": "1", "grade": "differentiating", "loss_11q": False, "sca": "present"}
    found = two.assess({**facts, "dna_index": 0.7}, "made-up")
    assert (found.groups, found.conflict, found.settled) == (("intermediate",), None, True)
    assert "Hypodiploid counts as diploid here." in found.warnings


def test_the_overall_call_and_its_part_are_possible_together(two: RulePack) -> None:
    facts = {**NB, "inss": "1", "grade": "differentiating", "ploidy": "diploid"}
    absent = two.assess({**facts, "sca": "absent"}, "made-up")
    assert (absent.rows, absent.cannot_change) == (("T-6",), ("age_days",)), "no segmental change, so no 11q loss"
    others = dict.fromkeys(("loss_1p", "loss_3p", "loss_4p", "gain_1q", "gain_2p", "gain_17q"), False)
    alone = two.assess({**facts, **others}, "made-up")
    assert alone.rows == ("T-4", "T-6"), "with six regions false, a change present would be 11q loss"
    assert alone.settling_sets == (("loss_11q",), ("sca",))
    assert two.assess({**facts, **others, "sca": "present"}, "made-up").rows == ("T-4",)
    assert two.assess(facts, "made-up").rows == ("T-4", "T-6", "T-7")


def test_a_stage_beyond_its_age_is_not_covered_where_it_is_a_column(two: RulePack) -> None:
    found = two.assess({**NB, "inss": "4S", "age_days": 365}, "made-up")
    assert found.not_covered is not None
    assert "restage" in found.not_covered
    assert two.assess({**NB, "inss": "4S", "age_days": 364}, "made-up").not_covered is None
    assert two.assess({**NB, "inss": "1", "inrgss": "MS", "age_days": 700}, "made-up").not_covered is None
    bounded = two.assess({**NB, "inss": "4", "inrgss": "MS"}, "made-up")
    assert bounded.groups == ("not_high",), "MS bounds an unknown age in every scheme"
    assert "made-up" not in two.assess({"inss": "4S", "age_days": 365}).scheme
