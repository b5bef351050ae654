"""The engine and the shipped table against a brute force that shares nothing with them, over every combination."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import plain_cog_v2 as plain
import pytest

from desktop.clinical.risk import Assessment, RulePack

BANDS = (None, 0, 365, 547, 548, 1826)
EDGES = (None, 0, 364, 365, 366, 546, 547, 548, 549, 1825, 1826, 4000)


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


def compare(rules: RulePack, children: Iterable[dict[str, Any]]) -> int:
    count = 0
    for facts in children:
        count += 1
        found = as_plain(rules.assess(facts))
        expected = plain.answer(facts)
        assert found == expected, facts
    return count


def combined(**ranges: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for values in product(*ranges.values()):
        yield dict(zip(ranges, values, strict=True))


def told(capsys: pytest.CaptureFixture[str], count: int, what: str) -> None:
    # to standard error: the output of parallel workers is swallowed, their errors are not
    with capsys.disabled():
        sys.stderr.write(f"\n  {count} combinations compared with the brute force: {what}\n")


@pytest.mark.parametrize("stage", [None, "L1", "L2", "M", "MS"])
def test_every_combination_of_columns_and_age_bands(
    rules: RulePack, capsys: pytest.CaptureFixture[str], stage: str | None
) -> None:
    columns = {name: (None, *values) for name, values in plain.RANGES.items() if name != "inrgss"}
    columns["ploidy"] = (*columns["ploidy"], "hypodiploid")
    count = compare(rules, combined(age_days=BANDS, inrgss=[stage], **columns))
    assert count == 6 * 3 * 3 * 4 * 4 * 3 * 3 * 3
    told(capsys, count, f"all columns and age bands, stage {stage or 'unknown'}")


def test_every_combination_of_the_classification(rules: RulePack, capsys: pytest.CaptureFixture[str]) -> None:
    count = compare(
        rules,
        combined(
            age_days=EDGES,
            category=(None, "neuroblastoma", "ganglioneuroblastoma_nodular", *plain.NO_ROW),
            mki=(None, "low", "intermediate", "high"),
            grade=(None, *plain.RANGES["grade"]),
            histology=(None, *plain.RANGES["histology"]),
            inrgss=(None, "L2", "M", "MS"),
            mycn=("not_amplified",),
            ploidy=("hyperdiploid",),
            sca=("absent",),
            symptomatic=(False,),
            resection=(None,),
        ),
    )
    told(capsys, count, "category, grade, MKI, histology and the days around every limit")


def test_every_combination_of_the_regions(rules: RulePack, capsys: pytest.CaptureFixture[str]) -> None:
    regions = dict.fromkeys(plain.REGIONS, (None, False, True))
    child = {"age_days": (400,), "inrgss": ("M", "MS"), "histology": ("favourable",), "ploidy": ("hyperdiploid",)}
    count = compare(rules, combined(sca=(None, "absent", "present"), mycn=("not_amplified",), **child, **regions))
    assert count == 3 * 2 * 3**7
    told(capsys, count, "sca and its seven regions")


def test_codes_that_are_read_as_others_give_the_same_answer(rules: RulePack) -> None:
    for facts in combined(age_days=BANDS, inrgss=(None, *plain.RANGES["inrgss"]), histology=(None, "favourable")):
        for key, code, same in (("mycn", "gain", "not_amplified"), ("resection", "biopsy_only", "incomplete")):
            amplified = {"mycn": "amplified"} if key == "resection" else {}
            entered = rules.assess({**facts, **amplified, key: code})
            assert entered == rules.assess({**facts, **amplified, key: same})
