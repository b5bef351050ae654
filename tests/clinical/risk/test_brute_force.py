"""The engine and every shipped table against a brute force that shares nothing with them, over every combination."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import plain
import pytest
from plain_tables import TABLES
from share import share

from desktop.clinical.risk import Assessment, RulePack

EDGES = (None, 0, 364, 365, 366, 546, 547, 548, 549, 1825, 1826, 4000)
STAGES = {name: (None, *plain.RANGES[name]) for name in ("inrgss", "inss")}
CATEGORIES = (None, "neuroblastoma", "ganglioneuroblastoma_nodular", *plain.SCHWANNIAN)
MKI = (None, "low", "intermediate", "high")
WITH_STAGE = [
    (scheme, stage)
    for scheme, table in TABLES.items()
    for stage in (STAGES["inss"] if "inss" in table.columns else STAGES["inrgss"])
]


def as_plain(found: Assessment) -> plain.Answer:
    assert found.settled == (len(found.groups) == 1 and found.conflict is None)
    assert [one.row for one in found.citations] == list(found.rows)
    return plain.Answer(
        covered=found.not_covered is None,
        groups=frozenset(found.groups),
        rows=frozenset(found.rows),
        conflict=found.conflict is not None,
        deciding=frozenset(found.deciding),
        cannot_change=frozenset(found.cannot_change),
        settling_sets=frozenset(map(frozenset, found.settling_sets)),
        contradiction=any("cannot occur together" in one for one in found.warnings),
    )


def compare(rules: RulePack, scheme: str, children: Iterable[dict[str, Any]]) -> int:
    count, assess, table = 0, rules.scheme(scheme).assess, TABLES[scheme]
    for facts in share(children, 6):
        count += 1
        found = as_plain(assess(facts))
        expected = plain.answer(table, facts)
        assert found == expected, facts
    return count


def combined(**ranges: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for values in product(*ranges.values()):
        yield dict(zip(ranges, values, strict=True))


def unknown_too(scheme: str, *names: str) -> dict[str, tuple[Any, ...]]:
    """All values of some columns of a scheme and None; hypodiploid too, which only an entered ploidy has."""
    found = {name: (None, *plain.RANGES[name]) for name in names if name in TABLES[scheme].columns}
    if "ploidy" in found:
        found["ploidy"] = (*found["ploidy"], "hypodiploid")
    return found


def told(capsys: pytest.CaptureFixture[str], count: int, what: str) -> None:
    # to standard error: the output of parallel workers is swallowed, their errors are not
    with capsys.disabled():
        sys.stderr.write(f"\n  {count} combinations compared with the brute force: {what}\n")


def test_every_scheme_that_ships_is_compared(rules: RulePack) -> None:
    assert {one.id: one.columns for one in rules.schemes} == {one: table.columns for one, table in TABLES.items()}
    for one in rules.schemes:
        assert {row.id: frozenset(row.then) for row in one.rows} == TABLES[one.id].groups


@pytest.mark.parametrize(("scheme", "stage"), WITH_STAGE)
def test_every_combination_of_columns_and_age_bands(
    rules: RulePack, capsys: pytest.CaptureFixture[str], scheme: str, stage: str | None
) -> None:
    table = TABLES[scheme]
    columns = unknown_too(scheme, *table.columns[1:])
    # a scheme that covers tumours without grade asks for the category; elsewhere it is another question
    categories = (None,) if table.uncovered else CATEGORIES
    children = combined(age_days=(None, *table.days), category=categories, **{table.columns[0]: [stage]}, **columns)
    count = compare(rules, scheme, children)
    told(capsys, count, f"{scheme}, all columns and age bands, stage {stage or 'unknown'}")


@pytest.mark.parametrize("scheme", TABLES)
def test_every_combination_of_the_classification(
    rules: RulePack, capsys: pytest.CaptureFixture[str], scheme: str
) -> None:
    """Category, grade, MKI and histology count in every scheme, whether they are columns or not."""
    stage = TABLES[scheme].columns[0]
    stages = tuple(one for one in STAGES[stage] if one not in ("1", "L1"))
    rest = {"ploidy": "hyperdiploid", "sca": "absent", "symptomatic": False, "mycn": "not_amplified"}
    children = combined(
        age_days=EDGES,
        category=CATEGORIES,
        mki=MKI,
        grade=(None, *plain.RANGES["grade"]),
        histology=(None, *plain.RANGES["histology"]),
        **{stage: stages},
        **{name: (value,) for name, value in rest.items()},
    )
    count = compare(rules, scheme, children)
    told(capsys, count, f"{scheme}, category, grade, MKI, histology and the days around every limit")


@pytest.mark.parametrize("scheme", TABLES)
def test_the_stage_of_the_other_system_bounds_an_unknown_age(
    rules: RulePack, capsys: pytest.CaptureFixture[str], scheme: str
) -> None:
    children = combined(age_days=EDGES, **STAGES, mycn=(None, "not_amplified"), grade=(None, "differentiating"))
    told(capsys, compare(rules, scheme, children), f"{scheme}, both staging systems")


@pytest.mark.parametrize(
    ("scheme", "child"),
    [
        ("cog-v2", {"inrgss": ("M", "MS"), "histology": ("favourable",), "ploidy": ("hyperdiploid",)}),
        ("nccn-2026", {"inrgss": ("M",), "histology": ("favourable",), "ploidy": (None,)}),
        ("inrg-2009", {"inrgss": ("L2", "MS"), "grade": (None,)}),
    ],
)
def test_every_combination_of_the_regions(
    rules: RulePack, capsys: pytest.CaptureFixture[str], scheme: str, child: dict[str, Any]
) -> None:
    regions = dict.fromkeys(plain.REGIONS, (None, False, True))
    fixed: dict[str, Any] = {"age_days": (400,), "mycn": ("not_amplified",), "sca": (None, "absent", "present")}
    count = compare(rules, scheme, combined(**fixed, **child, **regions))
    told(capsys, count, f"{scheme}, sca and its seven regions")


@pytest.mark.parametrize("scheme", TABLES)
def test_a_complete_child_meets_one_row_or_is_told_why_not(
    rules: RulePack, capsys: pytest.CaptureFixture[str], scheme: str
) -> None:
    table = TABLES[scheme]
    columns = {name: values[1:] for name, values in unknown_too(scheme, *table.columns).items()}
    met: set[str] = set()
    count = 0
    for facts in share(combined(age_days=EDGES[1:], category=CATEGORIES[1:], **columns), 3):
        if facts["category"] in plain.SCHWANNIAN:
            facts["grade"] = None
        found = rules.assess(facts, scheme)
        count += 1
        met |= {*found.rows}
        named = found.conflict or found.not_covered
        assert named or (len(found.rows), found.settled) == (1, True), facts
    assert met == set(table.groups), "every row is met by some complete child"
    told(capsys, count, f"{scheme}, complete children, each with one row, or named as conflict or not covered")


def test_codes_that_are_read_as_others_give_the_same_answer(rules: RulePack) -> None:
    bands = (None, 0, 365, 547, 548, 1826)
    for facts in combined(age_days=bands, inrgss=(None, *plain.RANGES["inrgss"]), histology=(None, "favourable")):
        for key, code, same in (("mycn", "gain", "not_amplified"), ("resection", "biopsy_only", "incomplete")):
            amplified = {"mycn": "amplified"} if key == "resection" else {}
            for scheme in TABLES:
                entered = rules.assess({**facts, **amplified, key: code}, scheme)
                assert entered == rules.assess({**facts, **amplified, key: same}, scheme)
    for facts in combined(age_days=bands, mycn=(None, "amplified"), histology=(None, "favourable")):
        told_apart = {rules.assess({**facts, "inss": code}, "cog-v1") for code in ("2", "2A", "2B")}
        assert len(told_apart) == 1
