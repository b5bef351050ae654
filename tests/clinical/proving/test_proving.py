"""The shipped cases prove the shipped tables, and a table that is broken does not get through."""

from __future__ import annotations

from decimal import Decimal

import pytest

import resources
from desktop.clinical.proving import Answers, CaseFile, Proof, Shipped, prove, read_case_file, rule_answers
from desktop.clinical.proving.comparing import differences
from desktop.clinical.risk import RulePack
from desktop.services.library import Library
from desktop.services.proving import asked_tables, prove_rules, table_answers

LEAST = 25
"""Every scheme has at least so many worked cases."""

HEAD = """
kind = "cases"
table = "cog-v2"
call = "assess"
[sources.Z]
short = "Zz"
text = "Zz"
[[case]]
id = "zz"
text = "A child on paper."
source = ["Z"]
"""
TABLES = [Shipped("cog-v2", "COG version 2", "1.0.0")]


@pytest.fixture(scope="module")
def proof(library: Library) -> Proof:
    return prove_rules(library)


def test_every_shipped_case_is_answered_as_worked_out(proof: Proof) -> None:
    assert proof.document()["failures"] == []
    assert (proof.failed, proof.passed) == (0, sum(len(one.cases) for one in proof.tables))


def test_the_document_names_the_schemes_first_and_then_the_other_tables(library: Library, proof: Proof) -> None:
    document = proof.document()
    assert list(document) == ["passed", "failed", "schemes", "failures"]
    ids = [scheme.id for scheme in library.rules.schemes]
    assert list(document["schemes"])[: len(ids)] == ids  # type: ignore[call-overload]
    assert {"facts", "inpc-2003", "inrgss"} <= {*document["schemes"]}  # type: ignore[misc]


def test_every_scheme_has_enough_cases(library: Library, proof: Proof) -> None:
    counts = {one.table.id: len(one.cases) for one in proof.tables}
    assert all(counts[scheme.id] >= LEAST for scheme in library.rules.schemes), counts


def test_every_row_of_every_scheme_is_met_by_a_settled_case(library: Library, files: tuple[CaseFile, ...]) -> None:
    for scheme in library.rules.schemes:
        met: set[str] = set()
        for file in files:
            for case in file.cases:
                if case.by == scheme.id and case.call == "assess" and not case.refused:
                    rows = library.rules.assess(case.facts, scheme.id).rows  # type: ignore[arg-type]
                    met |= {*rows} if len(rows) == 1 else set()
        assert {row.id for row in scheme.rows} <= met, scheme.id


def test_a_broken_table_fails_with_what_was_expected_and_what_came(library: Library) -> None:
    texts = {name: resources.read_text(name) for name in resources.names("risk", ".toml")}
    before, row, after = texts["risk/cog-v2.toml"].partition('id = "C2-16"')
    texts["risk/cog-v2.toml"] = before + row + after.replace('then = ["intermediate"]', 'then = ["low"]', 1)
    answers = {**table_answers(library), **rule_answers(RulePack.load(texts))}
    proof = prove(asked_tables(library), library.worked_cases, answers)
    failure = next(one for one in proof.failures if one.case.id == "MS-364-good-symptomatic")
    assert failure.document() == {
        "case": "MS-364-good-symptomatic",
        "table": "cog-v2",
        "text": "MS at 364 days, all favourable, symptomatic: intermediate.",
        "expected": {"groups": ["intermediate"]},
        "got": {"groups": ["low"]},
        "source": "NCI PDQ 2025, Table 3; NCCN 2.2026, NEUROB-2",
    }
    assert proof.document()["schemes"]["cog-v2"]["failed"] == proof.failed > 0  # type: ignore[index]


def test_progress_counts_up_to_the_end_and_can_stop_the_work(library: Library) -> None:
    heard: list[tuple[int, int]] = []
    proof = prove_rules(library, lambda done, total: heard.append((done, total)))
    assert heard[-1] == (proof.passed, proof.passed)
    assert [done for done, _ in heard] == list(range(1, proof.passed + 1))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prove_rules(library, stop)


def test_a_table_without_cases_proves_nothing(answers: Answers) -> None:
    (only,) = prove(TABLES, [], answers).tables
    assert (only.passed, only.failed, only.cases) == (0, 0, ())


def only_case(text: str) -> CaseFile:
    return read_case_file("risk/cases/zz.toml", HEAD + text)


def test_facts_that_are_refused_fail_a_case_unless_it_expects_that(answers: Answers) -> None:
    unexpected = only_case('facts = { inrgss = "4" }\nexpect = { groups = ["high"] }')
    (failure,) = prove(TABLES, [unexpected], answers).failures
    assert failure.expected == {"groups": ["high"]}
    assert "inrgss" in str(failure.got["refused"])
    assert prove(TABLES, [only_case('facts = { inrgss = "4" }\nrefused = "inrgss"')], answers).failed == 0
    assert prove(TABLES, [only_case('facts = { inrgss = "4" }\nrefused = "mycn"')], answers).failed == 1
    (answered,) = prove(TABLES, [only_case('facts = { inrgss = "M" }\nrefused = "inrgss"')], answers).failures
    assert answered.expected == {"refused": "inrgss"}


ANSWER = {
    "groups": ["low", "high"], "conflict": "Sources differ.", "none": None, "warnings": ["Day 547: Either side."],
    "settling_sets": [["sca", "mycn"], ["ploidy"]], "total": Decimal("12.50"), "settled": False, "deciding": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "different"),
    [
        ('expect = { groups = ["low", "high"] }', False),
        ('expect = { groups = ["high", "low"] }', True),
        ('expect = { groups = ["low"] }', True),
        ("expect = { conflict = true, none = false, settled = false, deciding = false }", False),
        ("expect = { conflict = false }", True),
        ("expect = { none = true }", True),
        ("expect = { settled = true }", True),
        ('expect = { settling_sets = [["ploidy"], ["mycn", "sca"]] }', False),
        ('expect = { settling_sets = [["ploidy"], ["mycn"]] }', True),
        ("expect = { settling_sets = [] }", True),
        ("expect = { total = 12.5 }", False),
        ("expect = { total = 12 }", True),
        ('expect = { none = "x" }', True),
        ('says = { warnings = ["either SIDE"] }', False),
        ('says = { warnings = ["either side", "548"] }', True),
        ('says = { conflict = ["differ"] }', False),
        ('says = { none = ["differ"] }', True),
        ('silent = { warnings = ["548"], none = ["x"] }', False),
        ('silent = { warnings = ["548", "547"] }', True),
    ],
)
def test_what_counts_as_the_expected_answer(expected: str, different: bool) -> None:
    file = only_case(f"facts = {{}}\n{expected}")
    assert bool(list(differences(file, file.cases[0], ANSWER))) is different
