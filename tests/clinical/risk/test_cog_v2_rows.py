"""Every row of the COG version 2 table by a worked case, its group, its source, and the sentences that go with it."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.clinical.risk import RulePack, RuleStatus

FAVOURABLE = {"histology": "favourable", "ploidy": "hyperdiploid", "sca": "absent"}
NOT = {"mycn": "not_amplified"}
AMPLIFIED = {"mycn": "amplified"}


def child(stage: str, days: int, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"category": "neuroblastoma", "inrgss": stage, "age_days": days}
    for part in parts:
        facts |= part
    return facts | more


WORKED = [
    ("C2-01", "low", child("L1", 2000, NOT)),
    ("C2-02", "low", child("L1", 900, AMPLIFIED, resection="complete")),
    ("C2-03", "high", child("L1", 900, AMPLIFIED, resection="incomplete")),
    ("C2-03", "high", child("L1", 900, AMPLIFIED, resection="biopsy_only")),
    ("C2-04", "intermediate", child("L2", 546, NOT, histology="unfavourable", ploidy="diploid", sca="present")),
    ("C2-05", "intermediate", child("L2", 1000, NOT, histology="favourable", sca="present")),
    ("C2-06a", "high", child("L2", 1000, NOT, grade="poorly_differentiated", mki="low")),
    ("C2-06b", "high", child("L2", 1000, NOT, grade="differentiating", mki="high")),
    ("C2-07", "high", child("L2", 1826, NOT, grade="undifferentiated")),
    ("C2-09", "high", child("L2", 100, AMPLIFIED, FAVOURABLE)),
    ("C2-10", "intermediate", child("M", 364, NOT, histology="unfavourable", ploidy="diploid", sca="present")),
    ("C2-11", "intermediate", child("M", 400, NOT, FAVOURABLE)),
    ("C2-12", "high", child("M", 400, NOT, FAVOURABLE, histology="unfavourable")),
    ("C2-12", "high", child("M", 400, NOT, FAVOURABLE, ploidy="diploid")),
    ("C2-12", "high", child("M", 400, NOT, FAVOURABLE, sca="present")),
    ("C2-12", "high", child("M", 546, NOT, sca="present")),
    ("C2-13", "high", child("M", 547)),
    ("C2-14", "high", child("M", 100, AMPLIFIED, FAVOURABLE)),
    ("C2-15", "low", child("MS", 100, NOT, FAVOURABLE, symptomatic=False)),
    ("C2-16", "intermediate", child("MS", 100, NOT, FAVOURABLE, symptomatic=True)),
    ("C2-17", "intermediate", child("MS", 100, NOT, FAVOURABLE, symptomatic=False, sca="present")),
    ("C2-17", "intermediate", child("MS", 100, NOT, symptomatic=False, ploidy="diploid")),
    ("C2-18", "intermediate", child("MS", 365, NOT, FAVOURABLE, symptomatic=True)),
    ("C2-19", "high", child("MS", 546, NOT, FAVOURABLE, ploidy="diploid")),
    ("C2-20", "high", child("MS", 10, AMPLIFIED)),
]


@pytest.mark.parametrize(("row", "group", "facts"), WORKED)
def test_a_row_fires_with_its_group_and_its_citation(
    rules: RulePack, row: str, group: str, facts: dict[str, Any]
) -> None:
    found = rules.assess(facts)
    assert (found.rows, found.groups, found.settled) == ((row,), (group,), True)
    assert found.citations[0].row == row
    assert "NCI PDQ 2025" in found.citations[0].source
    assert "NCCN 2.2026" in found.citations[0].source
    assert (found.deciding, found.settling_sets, found.conflict, found.not_covered) == ((), (), None, None)


def test_the_table_is_whole(rules: RulePack) -> None:
    scheme = rules.scheme("cog-v2")
    numbers = [f"C2-{number:02d}" for number in range(1, 21) if number != 6]
    assert sorted(row.id for row in scheme.rows) == sorted([*numbers, "C2-06a", "C2-06b"])
    worked = {row for row, _, _ in WORKED} | {"C2-08"}
    assert worked == {row.id for row in scheme.rows}, "each row has a worked case"
    assert {row.id for row in scheme.rows if row.cited.status is RuleStatus.CONFLICT} == {"C2-06b", "C2-08"}
    assert all(row.text and row.cited.source for row in scheme.rows)
    assert [note.id for note in scheme.notes] == ["1", "2"]
    assert scheme.row("C2-08").notes == ("1",)
    with pytest.raises(KeyError):
        scheme.row("C2-99")


def test_differentiating_but_unfavourable_is_high_and_warns_of_nccn(rules: RulePack) -> None:
    found = rules.assess(child("L2", 1000, NOT, histology="unfavourable", grade="differentiating"))
    assert (found.rows, found.groups, found.settled) == (("C2-06b",), ("high",), True)
    assert any("NCCN" in one and "intermediate" in one for one in found.warnings)
    assert found.citations[0].status == "CONFLICT"


@pytest.mark.parametrize("histology", [{}, {"histology": "favourable"}, {"histology": "unfavourable"}])
def test_differentiating_at_five_years_is_a_conflict_whatever_histology(
    rules: RulePack, histology: dict[str, str]
) -> None:
    found = rules.assess(child("L2", 1826, NOT, histology, grade="differentiating"))
    assert (found.rows, found.groups, found.settled) == (("C2-08",), ("intermediate", "high"), False)
    assert found.conflict is not None
    assert "NCI PDQ 2025" in found.conflict
    assert "NCCN" in found.conflict
    assert (found.deciding, found.settling_sets) == ((), ())
    assert any(one.startswith("C2-08") for one in found.warnings)


@pytest.mark.parametrize(
    "category", ["ganglioneuroblastoma_intermixed", "ganglioneuroma_maturing", "ganglioneuroma_mature"]
)
@pytest.mark.parametrize("days", [100, 2000, None])
def test_ganglioneuroma_and_intermixed_are_not_covered(rules: RulePack, category: str, days: int | None) -> None:
    found = rules.assess({"category": category, "age_days": days, "inrgss": "L2", "mycn": "not_amplified"})
    assert found.not_covered is not None
    assert "not assigned" in found.not_covered
    lists = (found.groups, found.rows, found.deciding, found.cannot_change, found.settling_sets, found.citations)
    assert (not any(lists), found.warnings, found.settled, found.conflict) == (True, (), False, None)


def test_a_nodular_ganglioneuroblastoma_goes_by_its_nodule(rules: RulePack) -> None:
    nodular = child("L2", 1000, NOT, category="ganglioneuroblastoma_nodular", grade="differentiating", mki="low")
    assert rules.assess(nodular).rows == ("C2-05",)


@pytest.mark.parametrize("days", [547, 548, 3000])
def test_ms_from_18_months_asks_to_restage(rules: RulePack, days: int) -> None:
    found = rules.assess(child("MS", days, NOT))
    assert found.not_covered is not None
    assert "restage" in found.not_covered
    assert not found.groups


@pytest.mark.parametrize(("stage", "days", "rows"), [("M", 400, ("C2-11", "C2-12")), ("MS", 400, ("C2-18", "C2-19"))])
def test_hypodiploid_is_a_conflict_where_its_readings_differ(
    rules: RulePack, stage: str, days: int, rows: tuple[str, ...]
) -> None:
    found = rules.assess(child(stage, days, NOT, FAVOURABLE, ploidy="hypodiploid"))
    assert (found.rows, found.groups, found.settled) == (rows, ("intermediate", "high"), False)
    assert found.conflict is not None
    assert any("Hypodiploid" in one for one in found.warnings)
    same = rules.assess(child(stage, days, NOT, FAVOURABLE, ploidy="hypodiploid", sca="present"))
    assert (same.groups, same.conflict, same.settled) == (("high",), None, True)


def test_an_open_question_can_decide_whether_there_is_a_conflict(rules: RulePack) -> None:
    found = rules.assess(child("M", 400, NOT, histology="favourable", dna_index=0.8))
    assert found.groups == ("intermediate", "high")
    assert found.settling_sets == (("sca",),)


def test_the_example_of_the_interface(rules: RulePack) -> None:
    found = rules.assess(
        child("M", 400, NOT, histology="favourable", grade="differentiating", ploidy="hyperdiploid", symptomatic=False)
    )
    document = found.document()
    assert list(document) == [
        *("scheme", "version", "groups", "settled", "rows", "conflict", "not_covered", "deciding"),
        *("cannot_change", "settling_sets", "warnings", "citations"),
    ]
    assert document["groups"] == ["intermediate", "high"]
    assert document["rows"] == ["C2-11", "C2-12"]
    assert (document["deciding"], document["cannot_change"]) == (["sca"], ["resection"])
    assert document["settling_sets"] == [["sca"]]
    assert document["citations"][0] == {  # type: ignore[index]
        "row": "C2-11",
        "source": "NCI PDQ 2025, Table 3; NCCN 2.2026, NEUROB-2",
        "status": "OK2",
    }
