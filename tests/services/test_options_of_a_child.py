"""The lists of treatment options for one child: which are shown, what is said beside them, and how they are copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.options import Fit
from desktop.clinical.record.afterwards import Recurrence
from desktop.clinical.vocabulary import Inrgss, Mycn, Resection
from desktop.services.assessing import assess_case
from desktop.services.library import Library
from desktop.services.options import (
    OptionLine,
    Present,
    SourceOptions,
    is_shown,
    options_of,
    options_text,
    present_course,
)

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def child(**facts: object) -> Case:
    case = Case(family_name="Zztest", given_name="Alpha", age_days=known(400))
    for name, value in facts.items():
        case = FIELDS[name].write(case, known(value))
    return case


def found(library: Library, case: Case, today: date = TODAY) -> tuple[SourceOptions, ...]:
    return options_of(library, assess_case(library, case), today)


def shown(sources: tuple[SourceOptions, ...]) -> dict[str, Fit]:
    return {one.id: one.fit for source in sources for one in source.lists if is_shown(one)}


def test_a_settled_low_risk_child_has_its_list_alone(library: Library) -> None:
    low = child(inrgss=Inrgss.L1, mycn=Mycn.NOT_AMPLIFIED)
    assert shown(found(library, low)) == {"low-first": Fit.YES, "hp-low-first": Fit.YES}


def test_a_child_that_is_not_settled_has_every_list_that_is_possible(library: Library) -> None:
    unknown = shown(found(library, child()))
    assert set(unknown) == {
        "low-first", "intermediate-first", "high-first", "ms-first", "hp-low-first", "hp-intermediate-first",
        "hp-ms-first",
    }  # fmt: skip
    assert set(unknown.values()) == {Fit.MAYBE}


def test_stage_ms_has_its_own_list_beside_that_of_its_group(library: Library) -> None:
    ms = child(inrgss=Inrgss.MS, mycn=Mycn.AMPLIFIED)
    assert shown(found(library, ms)) == {"high-first": Fit.YES, "ms-first": Fit.YES, "hp-ms-first": Fit.YES}


def test_whose_groups_they_are_is_said(library: Library) -> None:
    settled = found(library, child(inrgss=Inrgss.L1, mycn=Mycn.AMPLIFIED, resection=Resection.COMPLETE))
    first = next(one for one in settled[0].lists if one.id == "low-first")
    assert first.why == "for this child: low by COG v2"
    assert next(one for one in settled[0].lists if one.id == "high-first").why == "not for this child: high by COG v2"


def test_a_source_older_than_a_year_warns_and_a_younger_does_not(library: Library) -> None:
    assert [bool(one.old) for one in found(library, child())] == [True, True]
    assert [bool(one.old) for one in found(library, child(), date(2025, 10, 23))] == [True, False]
    assert found(library, child())[0].dated == "Updated 23 Oct 2024, read 22 Nov 2026."


def test_the_copy_has_every_credit_and_no_name(library: Library) -> None:
    text = options_text(found(library, child(inrgss=Inrgss.L1, mycn=Mycn.NOT_AMPLIFIED)), is_shown)
    assert "Zztest" not in text
    assert "- Surgery, then observation. NCI PDQ®, patients" in text
    assert "[sources differ]" in text
    assert "[unverified]" in text
    assert "Combination chemotherapy" not in text
    for source in library.options:
        assert source.credit in text
        assert source.citation_words in text
        assert source.attribution in text
    assert "only in a trial" in options_text(found(library, child()), lambda _one: True)


def came_back(course: str = "recurrent", group: str | None = "high", *sites: str) -> Recurrence:
    return Recurrence(
        course=known(course),
        original_group=NOT_ASKED if group is None else known(group),
        sites=known(frozenset(sites)) if sites else NOT_ASKED,
        found_on=known(PartialDate(2026, 11, 12)),
    )


def lists_after(library: Library, *recurrences: Recurrence) -> dict[str, Fit]:
    case = replace(child(inrgss=Inrgss.L1, mycn=Mycn.NOT_AMPLIFIED), recurrences=recurrences)
    return shown(options_of(library, assess_case(library, case), TODAY, present_course(library, case)))


@pytest.mark.parametrize(
    ("found_again", "lists"),
    [
        (came_back("recurrent", "high", "bone"), {"high-recurrent": Fit.YES, "hp-high-recurrent": Fit.YES}),
        (
            came_back("recurrent", "low", "primary_site"),
            {"low-same-area": Fit.YES, "hp-low-recurrent": Fit.YES},
        ),
        (
            came_back("recurrent", "low", "primary_site", "bone"),
            {"low-elsewhere": Fit.YES, "hp-low-recurrent": Fit.YES},
        ),
        (
            came_back("recurrent", "low"),
            {
                "low-same-area": Fit.MAYBE, "low-elsewhere": Fit.MAYBE, "hp-low-recurrent": Fit.YES,
                "cns-recurrent": Fit.MAYBE, "hp-cns-recurrent": Fit.MAYBE,
            },
        ),
        (
            came_back("recurrent", "intermediate", "cns"),
            {
                "intermediate-elsewhere": Fit.YES, "cns-recurrent": Fit.YES, "hp-intermediate-recurrent": Fit.YES,
                "hp-cns-recurrent": Fit.YES,
            },
        ),
        (came_back("refractory", "high"), {"refractory": Fit.YES, "hp-high-recurrent": Fit.YES}),
        (came_back("refractory", "low", "primary_site"), {"low-elsewhere": Fit.YES}),
    ],
)  # fmt: skip
def test_of_a_disease_that_came_back_the_lists_are_those_of_its_entry(
    library: Library, found_again: Recurrence, lists: dict[str, Fit]
) -> None:
    assert lists_after(library, found_again) == lists


def test_the_last_entry_counts_and_an_unknown_first_group_is_that_of_the_scheme(library: Library) -> None:
    earlier = replace(came_back("recurrent", "low", "primary_site"), found_on=known(PartialDate(2026, 1)))
    assert set(lists_after(library, came_back("recurrent", "high", "bone"), earlier)) == {
        "high-recurrent", "hp-high-recurrent"
    }  # fmt: skip
    unknown = lists_after(library, came_back("recurrent", None, "bone"))
    assert unknown == {"low-elsewhere": Fit.YES, "hp-low-recurrent": Fit.YES}


def test_the_reason_is_said_in_words(library: Library) -> None:
    case = Case(recurrences=(came_back("recurrent", "high", "bone"),))
    present = present_course(library, case)
    assert present.words == (
        "Came back after treatment, 12 Nov 2026; where: bone; group when first treated: high risk."
    )
    sources = options_of(library, assess_case(library, case), TODAY, present)
    why = {one.id: one.why for source in sources for one in source.lists}
    assert why["high-recurrent"] == "for this child: high when first treated"
    assert why["low-same-area"] == "not for this child: low when first treated, in the same area"
    assert why["cns-recurrent"] == "not for this child: in the brain or spinal cord"
    text = options_text(sources, is_shown)
    assert "12 Nov 2026" not in text, "a day of the child stays out of the copy"


def test_without_an_entry_the_disease_is_newly_diagnosed(library: Library) -> None:
    assert present_course(library, Case()) == Present()
    assert present_course(library, Case(recurrences=(Recurrence(),))) == Present()


def lines_of(library: Library, case: Case, which: str) -> dict[str, OptionLine]:
    lists = [one for source in found(library, case) for one in source.lists]
    return {line.id: line for one in lists if one.id == which for line in one.lines}


def test_an_option_for_infants_says_so_beside_an_older_child_and_stays(library: Library) -> None:
    low = child(inrgss=Inrgss.L1, mycn=Mycn.NOT_AMPLIFIED)
    older, younger = replace(low, age_days=known(1216)), replace(low, age_days=known(200))
    told = lines_of(library, older, "low-first")
    assert told["NB-OPT-L3"].unfit == (
        "For infants younger than 1 year; this child was 1,216 days (39 months) at diagnosis."
    )
    assert "the source gives no number" in told["NB-OPT-L2"].unfit, "what an infant is, is not the source's"
    assert told["NB-OPT-L1"].unfit == "", "an option without an age"
    assert not any(one.unfit for one in lines_of(library, younger, "low-first").values())
    assert lines_of(library, younger, "hp-low-first")["HP-L1"].unfit.startswith("For children younger than 6 months;")
    unknown = replace(low, age_days=NOT_ASKED)
    assert set(lines_of(library, unknown, "low-first")) == set(told), "nothing is left out"
    assert not any(one.unfit for one in lines_of(library, unknown, "low-first").values()), "nor told of an unknown age"
    text = options_text(found(library, older), is_shown)
    assert "For infants younger than 1 year; this child was older at diagnosis" in text
    assert "1,216" not in text, "the age stays out of the copy"


@pytest.mark.parametrize(("days", "past"), [(183, False), (184, True)])
def test_six_months_are_surely_over_after_184_days(library: Library, days: int, past: bool) -> None:
    low = replace(child(inrgss=Inrgss.L1, mycn=Mycn.NOT_AMPLIFIED), age_days=known(days))
    assert bool(lines_of(library, low, "hp-low-first")["HP-L3"].unfit) is past
