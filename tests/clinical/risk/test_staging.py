"""INRGSS from its parts, and the list of image-defined risk factors."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from desktop.clinical.errors import UserError
from desktop.clinical.facts import read_staging_facts
from desktop.clinical.labels import Labels
from desktop.clinical.risk import RulePack
from desktop.clinical.vocabulary import REST_NOT_RECORDED, SITES
from resources import read_text

LOCAL: dict[str, Any] = {"age_days": 300, "metastases": (), "compartments": 1}
INFANT: dict[str, Any] = {"age_days": 300, "idrfs": (), "compartments": 1}


@pytest.mark.parametrize(
    ("stage", "facts"),
    [
        ("L1", {**LOCAL, "idrfs": ()}),
        ("L1", {**LOCAL, "idrfs": (), "age_days": 4000}),
        ("L1", {**LOCAL, "idrfs": ("REC_ASCITES", "REC_PLEURAL_EFFUSION", "REC_MULTIFOCAL")}),
        ("L2", {**LOCAL, "idrfs": ("IDRF19_INTRASPINAL",)}),
        ("L2", {"metastases": (), "idrfs": ("IDRF16_ABD_AORTA_CAVA", "REC_ASCITES")}),
        ("L2", {**LOCAL, "idrfs": (), "compartments": 2}),
        ("M", {"metastases": ("bone",)}),
        ("M", {**INFANT, "metastases": ("liver", "lung")}),
        ("M", {**INFANT, "metastases": ("skin", "distant_lymph_nodes")}),
        ("M", {**INFANT, "metastases": ("cns",)}),
        ("M", {**INFANT, "metastases": ("other",)}),
        ("M", {**INFANT, "metastases": ("liver",), "age_days": 547}),
        ("MS", {**INFANT, "metastases": ("liver",), "age_days": 546}),
        ("MS", {**INFANT, "metastases": ("skin", "liver"), "marrow_percent": 0, "marrow_mibg": False}),
        ("MS", {**INFANT, "metastases": ("bone_marrow",), "marrow_percent": 9.9, "marrow_mibg": False}),
        ("M", {**INFANT, "metastases": ("bone_marrow",), "marrow_percent": 10, "marrow_mibg": False}),
        ("M", {**INFANT, "metastases": ("bone_marrow",), "marrow_percent": 5, "marrow_mibg": True}),
        ("M", {"marrow_mibg": True}),
        ("MS", {"age_days": 100, "idrfs": ("IDRF20_ORGAN_INFILTRATION",), "compartments": 3, "metastases": ("liver",)}),
    ],
)
def test_stages(rules: RulePack, stage: str, facts: dict[str, Any]) -> None:
    found = rules.stage(facts)
    assert (found.stage, found.possible) == (stage, (stage,))
    assert found.reasons
    assert stage in found.reasons[0]


@pytest.mark.parametrize(
    ("possible", "facts", "missing"),
    [
        ("L1 L2 M MS", {}, "metastases"),
        ("L1 L2 M", {"age_days": 600}, "metastases"),
        ("L1 L2", {"age_days": 600, "metastases": (), "compartments": 1}, "idrfs"),
        ("L1 L2", {"metastases": (), "idrfs": ()}, "compartments"),
        ("M MS", {"metastases": ("liver",)}, "age_days"),
        ("M MS", {**INFANT, "metastases": ("bone_marrow",), "marrow_mibg": False}, "marrow_percent"),
        ("M MS", {**INFANT, "metastases": ("bone_marrow",), "marrow_percent": 4}, "marrow_mibg"),
        ("M MS", {**INFANT, "marrow_percent": 4, "marrow_mibg": False}, "metastases"),
        # tumour cells in the marrow contradict the list, so it does not say that MIBG is negative there
        ("M MS", {**INFANT, "metastases": (), "marrow_percent": 4}, "marrow_mibg"),
        ("M MS", {**INFANT, "metastases": ("liver",), "marrow_percent": Decimal("0.1")}, "marrow_mibg"),
        ("L2 M MS", {"age_days": 10, "idrfs": ("IDRF17_ILIAC",)}, "metastases"),
    ],
)
def test_what_is_unknown_stays_open(rules: RulePack, possible: str, facts: dict[str, Any], missing: str) -> None:
    found = rules.stage(facts)
    assert (found.stage, found.possible) == (None, tuple(possible.split()))
    assert missing in found.reasons[-1]


REST = [
    {},
    {"age_days": 300, "marrow_percent": 4, "marrow_mibg": False},
    {"age_days": 300, "marrow_mibg": False},
    {"age_days": 300, "marrow_percent": 0},
    {"age_days": 900},
]


@pytest.mark.parametrize("others", REST)
@pytest.mark.parametrize("found", [("liver",), ("bone_marrow",), ("skin", "liver"), ("bone",), ("liver", "cns")])
def test_sites_of_which_the_others_are_not_recorded_leave_every_longer_list(
    rules: RulePack, found: tuple[str, ...], others: dict[str, Any]
) -> None:
    rest = [site.value for site in SITES if site.value not in found]
    longer = [(*found, *more) for count in range(len(rest) + 1) for more in combinations(rest, count)]
    reached = {stage for sites in longer for stage in rules.stage({**others, "metastases": sites}).possible}
    assert {*rules.stage({**others, "metastases": (*found, REST_NOT_RECORDED)}).possible} == reached


def test_an_open_list_is_no_negative(rules: RulePack) -> None:
    open_liver = {**INFANT, "marrow_percent": 0, "marrow_mibg": False, "metastases": ("liver", REST_NOT_RECORDED)}
    assert rules.stage({**open_liver, "metastases": ("liver",)}).stage == "MS"
    found = rules.stage(open_liver)
    assert (found.stage, found.possible) == (None, ("M", "MS"))
    assert "metastases" in found.reasons[-1], "it is the open list that decides"
    # nothing that counts was found, and nobody has said that nothing was
    effusion = {**LOCAL, "idrfs": ("REC_ASCITES", REST_NOT_RECORDED)}
    assert rules.stage(effusion).possible == ("L1", "L2")
    # nor does what is not in an open list contradict anything
    assert not rules.stage({"metastases": ("liver", REST_NOT_RECORDED), "marrow_percent": 5}).warnings


@pytest.mark.parametrize("fact", ["metastases", "idrfs"])
def test_a_document_of_facts_has_only_whole_lists(fact: str) -> None:
    with pytest.raises(UserError, match=fact):
        read_staging_facts({fact: [REST_NOT_RECORDED]})


@pytest.mark.parametrize(
    ("facts", "stage", "words"),
    [
        ({**LOCAL, "idrfs": (), "marrow_percent": 5, "marrow_mibg": False}, "MS", "counts as a metastasis"),
        ({**LOCAL, "idrfs": (), "marrow_percent": 30}, "M", "counts as a metastasis"),
        ({**LOCAL, "idrfs": (), "marrow_mibg": True}, "M", "MIBG uptake"),
        ({**INFANT, "metastases": ("bone_marrow",), "marrow_percent": 0, "marrow_mibg": False}, "MS", "0 %"),
        ({**INFANT, "metastases": ("liver",), "marrow_percent": 4, "marrow_mibg": False}, "MS", "not in the list"),
        ({**LOCAL, "idrfs": ("IDRF01_TWO_COMPARTMENTS",)}, "L2", "across two compartments"),
        ({**LOCAL, "idrfs": (), "compartments": 2}, "L2", "across two compartments"),
        ({**INFANT, "metastases": ("liver",), "age_days": 547}, "M", "boundary"),
    ],
)
def test_parts_that_contradict_each_other_warn(rules: RulePack, facts: dict[str, Any], stage: str, words: str) -> None:
    found = rules.stage(facts)
    assert found.stage == stage
    assert len(found.warnings) == 1
    assert words in found.warnings[0]


def test_no_warning_without_a_reason(rules: RulePack) -> None:
    assert not rules.stage({}).warnings
    assert not rules.stage({**LOCAL, "idrfs": (), "age_days": 547}).warnings


@pytest.mark.parametrize(
    ("facts", "named"), [({"idrfs": ("IDRF21_NEW",)}, "IDRF21_NEW"), ({"mycn": "amplified"}, "mycn")]
)
def test_unknown_keys_and_risk_factors_are_refused_by_name(rules: RulePack, facts: dict[str, Any], named: str) -> None:
    with pytest.raises(UserError, match=named):
        rules.stage(facts)


def test_document(rules: RulePack) -> None:
    document = rules.stage({"metastases": ("bone",)}).document()
    assert list(document) == ["inrgss", "possible", "reasons", "warnings"]
    assert (document["inrgss"], document["possible"]) == ("M", ["M"])


def test_the_list_of_risk_factors(rules: RulePack) -> None:
    items = rules.items("idrf")
    counted = [item for item in items if item.counts]
    assert [item.id[:6] for item in counted] == [f"IDRF{number:02d}" for number in range(1, 21)]
    assert [item.id for item in items if not item.counts] == ["REC_MULTIFOCAL", "REC_PLEURAL_EFFUSION", "REC_ASCITES"]
    assert all(re.fullmatch(r"[A-Z0-9_]+", item.id) and item.label and item.compartment for item in items)


def test_labels_name_every_risk_factor(rules: RulePack) -> None:
    words = Labels.parse(read_text("labels/en.toml")).words["idrfs"]
    assert {item.id for item in rules.items("idrf")} == set(words) - {"none", REST_NOT_RECORDED}
