"""Editing one fact of a frozen case: read it, replace it, leave everything else as it was."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS, Field, Kind
from desktop.clinical.results import MycnResult, Provenance, SegmentalResult, Staging
from desktop.clinical.vocabulary import CaseStatus, Inrgss, MetastaticSite, Mycn, Silence

ONE_TO_TEN = {"kind": Kind.MEASURE, "over": Decimal(0), "at_most": Decimal(10)}
DAY = PartialDate(2026, 11, 6)
VALUES = {
    Kind.TEXT: "Zztest",
    Kind.LONG_TEXT: "Which plan?\nAnd when?",
    Kind.DATE: PartialDate(2026, 11),
    Kind.COUNT: 438,
    Kind.MEASURE: Decimal("1.32"),
    Kind.YES_NO: True,
}


def a_value(field: Field) -> object:
    if field.kind is Kind.CODES:
        return frozenset(field.options[:2]) or frozenset({"IDRF16_ABD_AORTA_CAVA"})
    return field.options[-1] if field.kind is Kind.CODE else VALUES[field.kind]


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_written_is_read_back(name: str) -> None:
    field = FIELDS[name]
    after = field.write(Case(), known(a_value(field)))
    assert field.read(after) == known(a_value(field))
    # only this fact changed
    assert [other for other in FIELDS if FIELDS[other].read(after) != FIELDS[other].read(Case())] == [name]


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if not field.plain])
def test_a_silence_keeps_date_and_place_and_a_value_replaces_it(name: str) -> None:
    field = FIELDS[name]
    case = field.write(Case(), silent(Silence.REQUESTED))
    case = field.write_origin(case, DAY, "Demo Lab")
    assert field.read(case) == silent(Silence.REQUESTED, DAY, "Demo Lab")
    assert field.origin(case) == (DAY, "Demo Lab")
    assert field.read(field.write(case, known(a_value(field)))) == known(a_value(field))


def test_every_fact_of_the_case_and_its_results_can_be_edited_or_is_known_not_to_be() -> None:
    held = {one.name for kind in (Staging, MycnResult, SegmentalResult) for one in fields(kind)}
    assert held - set(FIELDS) == {"id", "provenance", "supersedes", "chosen_because"}


def test_editing_the_result_that_counts_leaves_the_others() -> None:
    old = MycnResult(mycn=known(Mycn.GAIN), provenance=Provenance(performed_on=PartialDate(2026, 10, 1)))
    new = MycnResult(mycn=known(Mycn.NOT_AMPLIFIED), provenance=Provenance(performed_on=DAY, laboratory="Lab A"))
    case = Case(mycn=(new, old))
    after = FIELDS["mycn"].write(case, known(Mycn.AMPLIFIED))
    assert after.mycn[1] is old
    assert after.mycn[0] == replace(new, mycn=known(Mycn.AMPLIFIED))
    assert FIELDS["mycn"].reading(case).contradicted_by == (old,)
    assert FIELDS["mycn"].origin(after) == (DAY, "Lab A")


def test_a_first_result_is_made_where_there_is_none() -> None:
    after = FIELDS["inrgss"].write(Case(), known(Inrgss.M))
    assert len(after.stagings) == 1
    again = FIELDS["metastases"].write(after, known(frozenset({MetastaticSite.BONE})))
    assert len(again.stagings) == 1
    assert again.stagings[0].inrgss == known(Inrgss.M)


def test_date_and_laboratory_of_a_value_are_those_of_its_result() -> None:
    case = FIELDS["mycn"].write(Case(), known(Mycn.GAIN))
    case = FIELDS["mycn"].write_origin(case, DAY, "Lab A")
    assert case.mycn[0].provenance == Provenance(performed_on=DAY, laboratory="Lab A")


def test_a_value_of_the_case_itself_has_no_laboratory() -> None:
    case = FIELDS["born"].write(Case(), known(DAY))
    assert FIELDS["born"].write_origin(case, DAY, "Lab A") is case


def test_the_hospital_number_is_one_identifier_among_others() -> None:
    other = Identifier(system="SEQC", value="NB001")
    case = Case(identifiers=(other,))
    numbered = FIELDS["mrn"].write(case, known("TEST-0001"))
    assert numbered.mrn == "TEST-0001"
    changed = FIELDS["mrn"].write(numbered, known("TEST-0002"))
    assert changed.identifiers[0].id == numbered.identifiers[0].id
    assert FIELDS["mrn"].write(changed, NOT_ASKED).identifiers == (other,)


def test_plain_facts_have_no_silence() -> None:
    with pytest.raises(ValueError, match="no silences"):
        FIELDS["family_name"].write(Case(), silent(Silence.DECLINED))
    with pytest.raises(ValueError, match="cannot be empty"):
        FIELDS["status"].write(Case(status=CaseStatus.CLOSED), NOT_ASKED)
    assert FIELDS["family_name"].write(Case(family_name="Zztest"), NOT_ASKED).family_name == ""


@pytest.mark.parametrize(
    ("told", "value", "beyond"),
    [
        (ONE_TO_TEN, Decimal(0), "the number must be greater than 0"),
        (ONE_TO_TEN, Decimal("0.1"), ""),
        (ONE_TO_TEN, Decimal(10), ""),
        (ONE_TO_TEN, Decimal("10.1"), "the number cannot be greater than 10"),
        ({"kind": Kind.COUNT}, -1, "the number cannot be negative"),
        ({"kind": Kind.COUNT}, 0, ""),
        ({"kind": Kind.YES_NO, "over": Decimal(1)}, False, ""),
        ({"kind": Kind.TEXT}, "-1", ""),
    ],
)
def test_a_number_has_bounds(told: dict[str, object], value: object, beyond: str) -> None:
    assert Field(name="share", **told).why_beyond(value) == beyond  # type: ignore[arg-type]
