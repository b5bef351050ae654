"""The INPC mapping, complete, and the histology reading."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from desktop.clinical.risk import RulePack

GRADES = ("undifferentiated", "poorly_differentiated", "differentiating")
INDICES = ("low", "intermediate", "high")
# fact base, section 3.3, as printed: one line a grade, MKI low, intermediate, high
PRINTED = {
    (0, 365, 546): ("UUU", "FFU", "FFU"),
    (548, 549, 1000, 1825): ("UUU", "UUU", "FUU"),
    (1826, 1827, 6000): ("UUU", "UUU", "UUU"),
}
WORDS = {"F": "favourable", "U": "unfavourable"}


def table() -> list[tuple[int, str, str, str]]:
    return [
        (day, grade, mki, WORDS[letter])
        for days, lines in PRINTED.items()
        for day in days
        for grade, line in zip(GRADES, lines, strict=True)
        for mki, letter in zip(INDICES, line, strict=True)
    ]


@pytest.mark.parametrize("category", ["neuroblastoma", "ganglioneuroblastoma_nodular"])
@pytest.mark.parametrize(("day", "grade", "mki", "expected"), table())
def test_the_printed_mapping(rules: RulePack, category: str, day: int, grade: str, mki: str, expected: str) -> None:
    found = rules.histology({"category": category, "age_days": day, "grade": grade, "mki": mki})
    assert (found.histology, found.possible, found.version) == (expected, (expected,), "INPC-2003")
    assert len(found.reasons) == 1
    assert expected in found.reasons[0]
    # the row's sources and how sure they are, as everywhere
    assert found.reasons[0].endswith(("; OK1]", "; OK2]"))


@pytest.mark.parametrize(("grade", "mki"), list(product(GRADES, INDICES)))
def test_day_547_is_either_side(rules: RulePack, grade: str, mki: str) -> None:
    facts = {"category": "neuroblastoma", "grade": grade, "mki": mki}
    sides = {rules.histology({**facts, "age_days": day}).histology for day in (546, 548)}
    found = rules.histology({**facts, "age_days": 547})
    assert set(found.possible) == sides
    assert any("either side" in one for one in found.warnings) == (len(sides) == 2)
    assert any("boundary" in one for one in found.warnings)


@pytest.mark.parametrize(
    "category", ["ganglioneuroblastoma_intermixed", "ganglioneuroma_maturing", "ganglioneuroma_mature"]
)
@pytest.mark.parametrize("more", [{}, {"age_days": 100}, {"age_days": 6000, "mki": "high"}])
def test_stroma_rich_tumours_are_favourable(rules: RulePack, category: str, more: dict[str, Any]) -> None:
    assert rules.histology({"category": category, **more}).histology == "favourable"


def test_an_open_reading_says_what_is_missing(rules: RulePack) -> None:
    found = rules.histology({"category": "neuroblastoma", "grade": "differentiating", "age_days": 1000})
    assert (found.histology, set(found.possible)) == (None, {"favourable", "unfavourable"})
    assert found.reasons[-1] == "Not known: mki."
    assert not found.warnings
    assert "age_days" in rules.histology({"grade": "differentiating"}).reasons[-1]


def test_undifferentiated_needs_nothing_else(rules: RulePack) -> None:
    assert rules.histology({"category": "neuroblastoma", "grade": "undifferentiated"}).histology == "unfavourable"


def test_an_entered_class_counts_and_a_contradiction_is_told(rules: RulePack) -> None:
    facts = {"category": "neuroblastoma", "age_days": 2000, "grade": "differentiating"}
    found = rules.histology({**facts, "histology": "favourable"})
    assert found.histology == "favourable"
    assert any("cannot occur together" in one for one in found.warnings)
    assert "reported" in found.reasons[0]
    assert not rules.histology({**facts, "histology": "unfavourable"}).warnings


def test_a_grade_where_none_exists_is_a_contradiction(rules: RulePack) -> None:
    found = rules.histology({"category": "ganglioneuroma_mature", "grade": "differentiating"})
    assert found.histology is None
    assert any("cannot occur together" in one for one in found.warnings)


def test_document(rules: RulePack) -> None:
    document = rules.histology({"age_days": 2000}).document()
    assert list(document) == ["histology", "possible", "version", "reasons", "warnings"]
    assert document["possible"] == ["unfavourable"]
