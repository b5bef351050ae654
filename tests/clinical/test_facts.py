"""Reading facts objects: every key and value is checked by name, null is unknown, nothing is coerced."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from desktop.clinical.errors import UserError
from desktop.clinical.facts import read_facts, read_staging_facts


def test_a_whole_object() -> None:
    text = '{"age_days": 400, "inrgss": "MS", "inss": "4S", "mycn": "gain", "dna_index": 0.95, "symptomatic": false}'
    assert read_facts(json.loads(text)) == {
        "age_days": 400,
        "inrgss": "MS",
        "inss": "4S",
        "mycn": "gain",
        "dna_index": Decimal("0.95"),
        "symptomatic": False,
    }


def test_absent_and_null_are_unknown() -> None:
    assert read_facts({"mycn": None, "age_days": None}) == {}
    assert read_staging_facts({"idrfs": None}) == {}


def test_staging() -> None:
    facts = {"idrfs": ["IDRF17_ILIAC"], "metastases": [], "compartments": 2, "marrow_percent": 9.9, "marrow_mibg": True}
    assert read_staging_facts(facts) == {
        "idrfs": ("IDRF17_ILIAC",),
        "metastases": (),
        "compartments": 2,
        "marrow_percent": Decimal("9.9"),
        "marrow_mibg": True,
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("age_days", -1),
        ("age_days", 400.5),
        ("age_days", "400"),
        ("age_days", True),
        ("dna_index", 0),
        ("dna_index", -1.2),
        ("dna_index", float("nan")),
        ("dna_index", float("inf")),
        ("dna_index", True),
        ("dna_index", "1.2"),
        ("symptomatic", "false"),
        ("symptomatic", 0),
        ("loss_11q", 1),
        ("inrgss", "4"),
        ("inrgss", "ms"),
        ("inrgss", 4),
        ("inss", "4s"),
        ("mycn", True),
        ("mycn", "positive"),
        ("histology", ["favourable"]),
        ("histology", "favorable"),
    ],
)
def test_a_wrong_value_is_refused_by_name(key: str, value: Any) -> None:
    with pytest.raises(UserError, match=f"^Facts, {key}: ") as refused:
        read_facts({key: value})
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("compartments", 0),
        ("compartments", 1.5),
        ("marrow_percent", -0.1),
        ("marrow_percent", 100.1),
        ("marrow_mibg", "yes"),
        ("metastases", "liver"),
        ("metastases", ["liver", "kidney"]),
        ("metastases", [["liver"]]),
        ("idrfs", {"IDRF17_ILIAC": True}),
        ("idrfs", [17]),
    ],
)
def test_a_wrong_staging_value_is_refused_by_name(key: str, value: Any) -> None:
    with pytest.raises(UserError, match=f"^Facts, {key}: "):
        read_staging_facts({key: value})


def test_unknown_keys_are_refused_by_name() -> None:
    with pytest.raises(UserError, match='"colour" is not a known key'):
        read_facts({"colour": "red"})
    with pytest.raises(UserError, match='"idrfs" is not a known key'):
        read_facts({"idrfs": []})
    with pytest.raises(UserError, match='"mycn" is not a known key'):
        read_staging_facts({"mycn": "gain"})


@pytest.mark.parametrize("document", [None, [], "M", 4])
def test_a_document_that_is_no_object_is_refused(document: object) -> None:
    with pytest.raises(UserError, match="one JSON object"):
        read_facts(document)


def test_a_long_value_is_cut() -> None:
    with pytest.raises(UserError) as refused:
        read_facts({"mycn": "x" * 5000})
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("read", "facts", "sentence"),
    [
        (read_facts, {"age_days": Decimal("400.5")}, "Facts, age_days: 400.5 is not a known value; use whole days"),
        (read_facts, {"age_days": True}, "Facts, age_days: true is not"),
        (read_facts, {"inrgss": [None, Decimal("1.5")]}, "Facts, inrgss: [null, 1.5] is not"),
        (read_facts, {"inrgss": {"L1": {"deep": [1]}}}, 'Facts, inrgss: {"L1": {"deep": [...]}} is not'),
        (
            read_staging_facts,
            {"metastases": [None]},
            (
                "Facts, metastases: [null] is not a known value; use a list of any of skin, liver, bone_marrow, bone, "
                "distant_lymph_nodes, lung, cns, other; an empty list means looked for and none."
            ),
        ),
    ],
)
def test_a_refused_value_is_told_as_its_document_has_it(read: Any, facts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read(facts)
    assert str(refused.value).startswith(sentence)
