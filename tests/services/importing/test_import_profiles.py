from __future__ import annotations

from dataclasses import fields
from typing import get_args, get_origin, get_type_hints

import pytest

import resources
from desktop.clinical.answers import Answer
from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.case import Case
from desktop.clinical.editing import RESULT_TYPES
from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Marker, Silence
from desktop.services.importing.fields import FIELDS, IDENTIFIER
from desktop.services.importing.profiles import Profile, choose, load_profiles
from desktop.services.importing.sheets import Sheet, SheetRow, fold

MINIMAL = """
id = "mine"
title = "t"
source = "s"
origin = "o"
[[column]]
headings = ["No"]
field = "identifier"
kind = "identifier"
system = "mrn"
"""


def sheet(*headings: str, name: str = "Cases") -> Sheet:
    return Sheet(name, headings, ())


def by_id(profiles: tuple[Profile, ...], name: str) -> Profile:
    return next(one for one in profiles if one.id == name)


def test_the_profiles_that_ship(profiles: tuple[Profile, ...]) -> None:
    assert {one.id for one in profiles} == {"seqc-en", "seqc-de", "ma2018", "crestboard"}
    assert all(one.source and one.origin and one.rules for one in profiles)


def test_every_fact_of_the_case_can_be_imported(profiles: tuple[Profile, ...]) -> None:
    general = {column.field.name for column in by_id(profiles, "crestboard").columns}
    own = {name for name, hint in get_type_hints(Case).items() if get_origin(hint) is Answer}
    parts = {
        name
        for kind in RESULT_TYPES.values()
        for name, hint in get_type_hints(kind).items()
        if get_origin(hint) is Answer
    }
    others = {"family_name", "given_name", "status", "high_risk_rules", "plan_template", "plan_start", IDENTIFIER}
    assert general >= own | parts | others
    for part, kind in RESULT_TYPES.items():
        assert {name for name, field in FIELDS.items() if field.part == part} >= {
            one.name for one in fields(kind) if get_origin(get_type_hints(kind)[one.name]) is Answer
        }


def test_every_code_has_a_word_and_is_one(profiles: tuple[Profile, ...]) -> None:
    for column in by_id(profiles, "crestboard").columns:
        if column.field.vocabulary is not None and not column.field.series:
            assert set(column.words.values()) - {None} == set(column.field.vocabulary), column.field.name
            assert {code.value.casefold() for code in column.field.vocabulary} <= set(column.words), column.field.name


def test_every_marker_has_its_columns_and_just_the_units_that_it_is_reported_in(profiles: tuple[Profile, ...]) -> None:
    rules = MarkerRules.load({name: resources.read_text(name) for name in resources.names("biomarkers", ".toml")})
    columns = {column.field.name: column for column in by_id(profiles, "crestboard").columns if column.field.series}
    assert set(columns) == {name for name, field in FIELDS.items() if field.series}
    for marker in Marker:
        words = columns[f"{marker}_unit"].words
        assert {str(unit) for unit in words.values()} == set(rules.marker(marker).units)
        for unit in rules.marker(marker).units:
            assert words[fold(unit)] == words[fold(rules.units.units[unit].words)] == unit


def test_every_risk_factor_has_a_word(profiles: tuple[Profile, ...]) -> None:
    labels = Labels.parse(resources.read_text("labels/en.toml"))
    column = next(one for one in by_id(profiles, "crestboard").columns if one.field.name == "idrfs")
    assert {value for value in column.words.values() if value} == set(labels.words["idrfs"]) - {"none"}


def test_kinds_fit_the_types_of_the_case() -> None:
    hints = {
        **get_type_hints(Case),
        **{k: v for kind in RESULT_TYPES.values() for k, v in get_type_hints(kind).items()},
    }
    for name, field in FIELDS.items():
        if field.vocabulary is not None and not field.series and get_origin(hints[name]) is Answer:
            (inner,) = get_args(hints[name])
            assert field.vocabulary in (inner, *get_args(inner)), name


def test_an_empty_cell_is_never_a_negative(profiles: tuple[Profile, ...]) -> None:
    for profile in profiles:
        assert all(isinstance(column.empty, Silence) for column in profile.columns)
        assert all("" not in column.words for column in profile.columns)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("row_id", "surgical_methods", "UH_or_FH", "MYCN_status "), "ma2018"),
        (("  PATIENT id", "INSS stage", "High risk (recorded)", "Outcome class", "Follow-up (days)"), "seqc-en"),
        (("Patienten-ID", "INSS-Stadium", "Hochrisiko", "Verlaufsklasse", "Nachbeobachtung (Tage)"), "seqc-de"),
        (("Patient ID", "Sex"), "crestboard"),
        (("mrn", "inrgss", "age_days"), "crestboard"),
    ],
)
def test_a_profile_is_chosen_by_headings(
    profiles: tuple[Profile, ...], headings: tuple[str, ...], expected: str
) -> None:
    assert choose((sheet(*headings),), profiles, "list.csv")[1].id == expected


def test_without_identifier_column_the_file_is_refused(profiles: tuple[Profile, ...]) -> None:
    with pytest.raises(UserError, match=r"The file list.csv has no identifier column .* Hospital number"):
        choose((sheet("Sex", "INSS stage"),), profiles, "list.csv")
    with pytest.raises(UserError, match=r"no identifier column .* Patienten-ID"):
        choose((sheet("mrn", "Sex"),), profiles, "list.csv", "seqc-de")


def test_of_several_sheets_the_one_that_fits_is_read(profiles: tuple[Profile, ...]) -> None:
    pages = (sheet("Legend", "Meaning", name="Notes"), sheet("Patient ID", "Sex", name="List"))
    assert choose(pages, profiles, "list.xlsx")[0].name == "List"
    with pytest.raises(UserError, match=r"No sheet of list.xlsx \(Notes, Other\) has an identifier column"):
        choose((pages[0], sheet("Colour", name="Other")), profiles, "list.xlsx")
    with pytest.raises(UserError, match=r"Several sheets of list.xlsx fit equally well \(List, Copy\)"):
        choose((pages[1], sheet("Patient ID", "Sex", name="Copy")), profiles, "list.xlsx")


def test_children_on_a_sheet_that_was_not_read_are_told(profiles: tuple[Profile, ...]) -> None:
    rows = (SheetRow(2, ("ZZ-1", "F", "gain")),)
    older, newer = Sheet("2025", ("mrn", "Sex"), rows), Sheet("2026", ("mrn", "Sex", "MYCN"), rows)
    chosen, _ = choose((older, newer), profiles, "list.xlsx")
    assert chosen.name == "2026"
    assert chosen.notes == ("Read was the sheet 2026; these look like lists of children too and were not read: 2025.",)
    blank = Sheet("Empty", ("mrn",), ())
    assert choose((newer, blank), profiles, "list.xlsx")[0].notes == ()


def test_an_unknown_profile_is_named_with_those_that_are(profiles: tuple[Profile, ...]) -> None:
    with pytest.raises(UserError, match=r"no column profile seqc; choose one of .*seqc-de"):
        choose((sheet("Patient ID"),), profiles, "list.csv", "seqc")


def test_a_minimal_profile() -> None:
    (profile,) = load_profiles({"mine.toml": MINIMAL})
    assert profile.has_identifier(["no"])
    assert not profile.has_identifier(["yes"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "mine.toml cannot be read as TOML"),
        (MINIMAL + "colour = 1", "column No: the entry colour"),
        ("colour = 1\n" + MINIMAL, "the entry colour is not known"),
        (MINIMAL.replace('title = "t"', ""), "title is missing"),
        (MINIMAL.replace('"identifier"\nkind', '"sex"\nkind'), "the kind of sex is code"),
        (MINIMAL.replace('field = "identifier"', 'field = "weight"'), "no fact weight"),
        (MINIMAL.replace('system = "mrn"', ""), "system is missing"),
        (MINIMAL.replace('headings = ["No"]', "headings = []"), "a column has no headings"),
        (MINIMAL + '[[column]]\nheadings=["no "]\nfield="born"\nkind="date"', "the heading no stands in two columns"),
        (MINIMAL + '[[column]]\nheadings=["S"]\nfield="sex"\nkind="code"', "kind code needs words"),
        (MINIMAL + '[[column]]\nheadings=["S"]\nfield="sex"\nkind="code"\nwords="x"', "no table of words x"),
        (MINIMAL + '[[column]]\nheadings=["S"]\nfield="sex"\nkind="code"\nwords={girl=["f"]}', "sex has no code girl"),
        (
            MINIMAL + '[[column]]\nheadings=["S"]\nfield="sex"\nkind="code"\nwords={female=["f"],male=["F"]}',
            "the word F has two meanings",
        ),
        (MINIMAL + '[[column]]\nheadings=["B"]\nfield="born"\nkind="date"\nempty="no"', "there is no silence no"),
        ('dates = ["day_first", "month_first"]\n' + MINIMAL, "dates are iso"),
        ('verbatim = ["lost"]\n' + MINIMAL, "the word lost is kept verbatim"),
        ('recognised_by = ["Sex"]\n' + MINIMAL, "recognised by sex"),
        (MINIMAL.split("[[column]]", maxsplit=1)[0], "no column is the identifier"),
        (MINIMAL + '[[constant]]\nfield="born"\nbeside="sex"\ntext="x"', "only a text beside a fact"),
    ],
)
def test_a_wrong_profile_says_which_entry(text: str, words: str) -> None:
    with pytest.raises(RuleFileError, match=words):
        load_profiles({"mine.toml": text})


def test_two_profiles_of_one_id_are_refused() -> None:
    with pytest.raises(RuleFileError, match="same id"):
        load_profiles({"a.toml": MINIMAL, "b.toml": MINIMAL})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "maybe"}, "a verdict is reject, contradiction or warn"),
        ({"reason": ""}, "reason is missing"),
        ({"fact": "weight"}, "no such fact"),
        ({"when": []}, "it has no conditions"),
        ({"when": [{"fact": "weight", "above": 1}]}, "a condition has one known fact"),
        ({"when": [{"fact": "born", "like": 1}]}, "a condition has one known fact"),
        ({"when": [{"fact": "born", "after": "yesterday"}]}, "there is no date yesterday"),
        ({"colour": "red"}, "colour is not known"),
    ],
)
def test_a_wrong_plausibility_rule_says_which(change: dict[str, object], words: str) -> None:
    from desktop.services.importing.plausibility import parse_rules

    rule = {
        "id": "r1",
        "verdict": "warn",
        "fact": "born",
        "reason": "x",
        "source": "y",
        "status": "OK1",
        "when": [{"fact": "born", "after": "today"}],
    }
    assert parse_rules("rules.toml", {"rule": [rule]})
    with pytest.raises(RuleFileError, match=f"rules.toml, rule r1: {words}"):
        parse_rules("rules.toml", {"rule": [{**rule, **change}]})
