"""Variants of COG version 1 against the rows of section 6.2, every choice of them by brute force."""

from __future__ import annotations

import sys
from itertools import combinations, product
from typing import Any

import plain
import pytest
from plain_tables import EITHER, HIGH, LOW, MIDDLE, TABLES, cog_v1

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.risk import RulePack

IDS = ("2-by-resection", "2-amplified", "3-at-18-months", "4s-by-symptoms")
CHOICES = [chosen for size in range(len(IDS) + 1) for chosen in combinations(IDS, size)]
OWN = {"C1V-2R": LOW | MIDDLE, "C1V-2A": HIGH, "C1V-3Y": MIDDLE, "C1V-3D": EITHER, "C1V-4S": MIDDLE}


def varied(chosen: tuple[str, ...]) -> plain.Plain:
    """Section 6.1 with some rows of section 6.2 in place of its own."""

    def row(**child: Any) -> str:
        inss, days, amplified = child["inss"], child["days"], child["mycn"] == "amplified"
        unfavourable = child["histology"] == "unfavourable"
        if inss == "2" and amplified and "2-amplified" in chosen:
            return "C1V-2A"
        if inss == "2" and not amplified and "2-by-resection" in chosen and child["resection"] == "incomplete":
            return "C1V-2R"
        if inss == "3" and not amplified and unfavourable and 365 <= days < 548 and "3-at-18-months" in chosen:
            return "C1V-3D" if days == 547 else "C1V-3Y"
        standard = cog_v1(**child)
        if standard == "C1-17" and "4s-by-symptoms" in chosen and child["symptomatic"]:
            return "C1V-4S"
        return standard

    table = TABLES["cog-v1"]
    more = [name for name, by in (("resection", IDS[0]), ("symptomatic", IDS[3])) if by in chosen]
    return table._replace(columns=(*table.columns, *more), row=row, groups={**table.groups, **OWN})


@pytest.mark.sampled(2, 0)
@pytest.mark.parametrize("chosen", CHOICES, ids="+".join)
def test_every_choice_of_variants(rules: RulePack, capsys: pytest.CaptureFixture[str], chosen: tuple[str, ...]) -> None:
    table, scheme = varied(chosen), rules.scheme("cog-v1").with_variants(chosen)
    assert scheme.columns == table.columns
    ranges = {name: (None, *plain.RANGES[name]) for name in table.columns}
    ranges |= {"ploidy": (*ranges["ploidy"], "hypodiploid"), "age_days": (None, *table.days)}
    count = 0
    for values in product(*ranges.values()):
        facts = dict(zip(ranges, values, strict=True))
        found, expected = scheme.assess(facts), plain.answer(table, facts)
        assert {*found.rows} == expected.rows, facts
        assert {*found.groups} == expected.groups, facts
        assert (found.conflict is not None, {*found.deciding}) == (expected.conflict, expected.deciding), facts
        assert {frozenset(one) for one in found.settling_sets} == expected.settling_sets, facts
        assert {*found.cannot_change} == expected.cannot_change, facts
        count += 1
    with capsys.disabled():
        sys.stderr.write(f"\n  {count} combinations compared: cog-v1 with {' and '.join(chosen) or 'no variant'}\n")


def test_a_variant_is_named_in_the_version_and_says_if_it_is_unverified(rules: RulePack) -> None:
    own = rules.with_variants({"cog-v1": ["2-amplified"]})
    child = {"inss": "2A", "mycn": "amplified", "histology": "favourable", "age_days": 900}
    found = own.assess(child, "cog-v1")
    assert (found.version, found.groups, found.rows) == ("1.0.0+2-amplified", ("high",), ("C1V-2A",))
    assert found.citations[0].status == "UNVERIFIED"
    assert any("unverified" in one for one in found.warnings)
    standard = rules.assess(child, "cog-v1")
    assert (standard.version, standard.groups) == ("1.0.0", ("low",)), "the pack itself is as it was"
    assert own.checksum == rules.checksum, "of the files, which are the same"
    assert own.assess(child, "cog-v2") == rules.assess(child, "cog-v2")
    assert own.scheme("cog-v1").with_variants(()).assess(child) == standard
    assert rules.with_variants({"cog-v1": []}) is rules


def test_a_variant_that_does_not_exist_is_refused_by_name(rules: RulePack) -> None:
    with pytest.raises(UserError, match=r'"4s" is no variant of cog-v1; use one of 2-by-resection'):
        rules.with_variants({"cog-v1": ["4s"]})


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('over = ["C1-09"]', 'over = ["C1-99"]', '"over" names "C1-99"'),
        ('over = ["C1-09"]', "over = []", '"over" is missing'),
        ('id = "C1V-3D"', 'id = "C1V-4S"', '"C1V-4S" stands twice'),
    ],
)
def test_a_malformed_variant_is_refused(rule_texts: dict[str, str], old: str, new: str, told: str) -> None:
    text = rule_texts["risk/cog-v1.toml"]
    assert old in text
    with pytest.raises(RuleFileError, match=told):
        RulePack.load({**rule_texts, "risk/cog-v1.toml": text.replace(old, new)})


def test_a_variant_takes_only_what_the_rows_it_names_have(rule_texts: dict[str, str]) -> None:
    text = rule_texts["risk/cog-v1.toml"].replace('over = ["C1-02", "C1-04", "C1-05"]', 'over = ["C1-02", "C1-04"]')
    pack = RulePack.load({**rule_texts, "risk/cog-v1.toml": text})
    with pytest.raises(RuleFileError, match=r"row C1V-2A goes over C1-02, C1-04, and none of them has"):
        pack.with_variants({"cog-v1": ["2-amplified"]})
