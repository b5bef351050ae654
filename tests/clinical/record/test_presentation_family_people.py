"""The words of presentation, family and people: the whole inventory stands there, each with a source."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from desktop.app import build_library
from desktop.clinical.record.entry_kinds import Asked, Choice, EntryField, EntryKind, Place

KINDS = build_library().record.kinds
PRESENTATION = ("detection", "symptoms", "comorbidities", "performance", "organ_functions")
FAMILY = (
    "relatives", "germline", "predispositions", "counselling", "screenings", "consents", "care_team",
    "family_situation", "disclosures", "second_opinions",
)  # fmt: skip
OURS = [KINDS[table] for table in (*PRESENTATION, *FAMILY)]
FIELDS = [field for kind in OURS for field in kind.fields]
CHOICES = [(field, choice) for field in FIELDS for choice in field.choices]
NEEDED = {
    "symptoms.symptom", "comorbidities.condition", "organ_functions.organ", "relatives.relation", "germline.gene",
    "predispositions.syndrome", "counselling.took_place", "screenings.test", "consents.purpose", "care_team.role",
    "disclosures.what", "second_opinions.centre",
}  # fmt: skip

INVENTORY = {
    *(f"NB-DIS-0{n}" for n in range(1, 7)),
    "NB-GEN-01", "NB-GEN-02", "NB-BM-07", "NB-BM-08",
    *(f"NB-SYN-0{n}" for n in range(1, 8)),
    *(f"NB-FAM-0{n}" for n in range(1, 7)),
    *(f"NB-SCR-0{n}" for n in range(1, 5)),
    *(f"NB-SYM-C{n}" for n in range(1, 8)),
    *(f"NB-SYM-L{n}" for n in range(1, 11)),
    "NB-SYM-CAUSE-1", "NB-SYM-CAUSE-2", "NB-SYM-NOTE",
    *(f"NB-ROL-{n:02d}" for n in range(12)),
    *(f"NB-ROL text: {who}" for who in ("pathologist", "genetic counsellor", "second-opinion doctor")),
    "NB-SEC-01", "NB-SEC-02", "NB-SEC-03", "PDQ-R14", "PDQ-R15", "C38144",
    *(f"HP+ {one}" for one in (
        "1p36", "11q14-23", "BARD1", "SMARCA4", "ERCC2", "CHEK2", "MSH3", "EZH2", "PTCH1", "TP53 R337H",
        "CDKN1C", "HRAS",
    )),
}  # fmt: skip
"""Sections 3.1 to 3.4 and 3.9 of the inventory, second opinions, the contact line and the germline markers."""


def field(name: str) -> EntryField:
    table, _, own = name.partition(".")
    return KINDS[table].field(own)


def choices(name: str) -> dict[str, Choice]:
    return {one.code: one for one in field(name).choices}


def carried(name: str) -> list[str]:
    return [key for one in field(name).choices for key in one.carries]


def test_everything_of_the_inventory_is_carried() -> None:
    found = {key for one in (*OURS, *FIELDS, *(choice for _, choice in CHOICES)) for key in one.carries}
    assert not INVENTORY - found
    assert not [one for one in found - INVENTORY if not re.fullmatch(r"NB-(TST|PRI)-\d\d", one)]


def test_seven_most_common_and_ten_less_common_signs() -> None:
    assert carried("symptoms.symptom") == [f"NB-SYM-C{n}" for n in range(1, 8)] + [
        f"NB-SYM-L{n}" for n in range(1, 11)
    ]  # fmt: skip
    groups = [one.group for one in field("symptoms.symptom").choices]
    assert (groups.count("Most common"), groups.count("Less common")) == (7, 10)
    assert list(dict.fromkeys(groups)) == ["Most common", "Less common", "Emergency", "Not on the lists"]


def test_twelve_roles_in_their_order_and_those_of_the_text() -> None:
    roles = carried("care_team.role")
    assert roles[:12] == [f"NB-ROL-{n:02d}" for n in range(12)]
    assert choices("care_team.role")["paediatric_oncologist"].group == "Oversees the treatment"


def test_emergencies_without_a_readable_rule_are_marked() -> None:
    found = {one.code: one for one in field("symptoms.symptom").choices if one.group == "Emergency"}
    assert {"cord_compression", "opsoclonus_myoclonus", "growing_liver"} <= {*found}
    assert {one.status for one in found.values()} == {"UNVERIFIED", "CONFLICT"}
    assert found["growing_liver"].status == "CONFLICT"
    assert all(one.note for one in found.values())


def test_three_consents_each_a_choice_of_this_program() -> None:
    found = choices("consents.purpose")
    assert [*found] == ["treatment", "board", "research"]
    assert all("choice of this program" in one.note for one in found.values())
    assert field("consents.given").asked is Asked.YES_NO


def test_a_germline_result_is_apart_from_the_tumour() -> None:
    assert "tumour" in KINDS["germline"].about
    assert {"NB-GEN-01", "NB-BM-07"} <= {*choices("germline.gene")["alk"].carries}
    assert {"NB-GEN-02", "NB-BM-08"} <= {*choices("germline.gene")["phox2b"].carries}
    assert [*KINDS["germline"].origin] == [
        "performed_on", "reported_on", "laboratory", "method", "specimen", "report_reference",
    ]  # fmt: skip


def test_only_relatives_are_private_and_each_kind_stands_in_its_section() -> None:
    assert [one.table for one in OURS if one.private] == ["relatives"]
    assert {one.table for one in OURS if one.place is Place.PRESENTATION} == {*PRESENTATION}
    assert {one.table for one in OURS if one.place is Place.FAMILY} == {*FAMILY}
    assert [one.table for one in OURS if one.single] == ["detection", "family_situation"]


def test_what_an_entry_makes_no_sense_without_is_needed() -> None:
    assert {one.fact.name for one in FIELDS if one.needed} == NEEDED


def test_sizes_and_units() -> None:
    lansky, weight, height = (field(f"performance.{one}") for one in ("lansky", "weight_kg", "height_cm"))
    assert (lansky.fact.at_most, weight.fact.over, height.fact.over) == (Decimal(100), Decimal(0), Decimal(0))
    assert weight.units["g"] * 4250 == Decimal("4.25")
    assert height.units["mm"] * 513 == Decimal("51.3")
    assert height.units["m"] * Decimal("1.05") == Decimal(105)


def test_no_size_is_called_doubtful_that_no_fact_supports() -> None:
    assert not [one.fact.name for one in FIELDS if one.doubtful]


@pytest.mark.parametrize("kind", OURS, ids=lambda one: one.table)
def test_texts_are_written_short_and_sourced(kind: EntryKind) -> None:
    for text in (kind.about, *(t for one in kind.fields for t in (one.help.what, one.help.why, one.help.where))):
        assert "To be written" not in text
        assert text.endswith((".", "”"))
        assert len(text) <= 320
        assert text.count(". ") <= 2
    assert kind.origin["performed_on"] != "Date"
    assert kind.one[:1].islower()
    assert kind.title != kind.one
    assert all(one.help.sources and all(len(each) > 20 for each in one.help.sources) for one in kind.fields)


@pytest.mark.parametrize("kind", OURS, ids=lambda one: one.table)
def test_codes_are_stable_and_words_short(kind: EntryKind) -> None:
    for choice in (each for one in kind.fields for each in one.choices):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", choice.code)
        assert len(choice.words) <= 60, choice.code
        assert choice.words not in choice.also, choice.code
        assert len({*choice.also}) == len(choice.also), choice.code
        assert choice.sources
        assert choice.status in ("", "UNVERIFIED", "CONFLICT"), choice.code
        assert not choice.status or choice.note, choice.code


def test_words_of_a_list_differ_and_groups_stay_together() -> None:
    for one in FIELDS:
        words = [each.words for each in one.choices]
        assert len({*words}) == len(words)
        groups = [each.group for each in one.choices]
        blocks = [group for place, group in enumerate(groups) if place == 0 or groups[place - 1] != group]
        assert len({*blocks}) == len(blocks), one.fact.name


def test_what_no_source_supports_says_whose_choice_it_is() -> None:
    own = "Choice of this program; no published list was read for it"
    assert not [choice.code for _, choice in CHOICES if own in choice.sources and choice.carries]
