"""Free text is looked through in the three languages that boards write in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from desktop.app import build_library
from desktop.clinical.deidentify import Hit, HitKind, Scanner, Treatments, masked


@pytest.fixture(scope="module")
def treatments() -> Treatments:
    return build_library().deidentify


def scan(text: str, treatments: Treatments, *known: Sequence[str]) -> tuple[Hit, ...]:
    """The hits of one text; ``known`` are names, places and numbers of the record."""
    return Scanner(treatments, *known).hits(text)


@pytest.mark.parametrize(
    "day",
    [
        "2026-03-14", "14/03/2026", "14.3.26", "3-14-2026", "14. 3.", "03/2026", "2026",
        "14 March 2026", "14th of March", "March 14, 2026", "Mar 2026", "14-Mar-26",
        "14 de marzo de 2026", "marzo de 2026", "1º de enero", "14. März 2026", "14. Mai", "Dezember 2026",
    ],
)  # fmt: skip
def test_days_in_any_usual_form(treatments: Treatments, day: str) -> None:
    text = f"Fever since {day} and tired."
    assert masked(text, scan(text, treatments)) == "Fever since [date] and tired."


@pytest.mark.parametrize(
    "place",
    [
        "Marrowstone Hospital", "Hospital La Paz", "St Mary's Clinic", "Universitätsklinikum Zztest",
        "Clínica de la Virgen", "Universidad de Zztest", "Kinderklinik", "Colegio San Zz", "Zztest Infirmary",
    ],
)  # fmt: skip
def test_hospitals_schools_and_universities(treatments: Treatments, place: str) -> None:
    text = f"seen at {place} before"
    assert masked(text, scan(text, treatments)) == "seen at [place] before", scan(text, treatments)


@pytest.mark.parametrize(
    "number",
    ["0171 555 0042", "+34 91 555 00 42", "4857393021", "(030) 555-0042", "S-26/0042", "MR 40117", "AB1234567"],
)
def test_identifiers_and_telephones(treatments: Treatments, number: str) -> None:
    text = f"call {number} please"
    found = scan(text, treatments)
    assert found and "[number]" in masked(text, found), found
    assert not any(digit.isdigit() for digit in masked(text, found))


@pytest.mark.parametrize("name", ["Dr Alphonsa", "Dra. García López", "Herr von Zz", "Frau Dr. Zeta", "Sr. de la Zeta"])
def test_people_after_a_title(treatments: Treatments, name: str) -> None:
    text = f"asked by {name} today"
    assert masked(text, scan(text, treatments)) == "asked by [name] today"


def test_names_of_the_record_whole_and_in_parts_in_any_case(treatments: Treatments) -> None:
    text = "ALPHA's mother and Mr. Zztest-Beta; alphabet stays."
    told = masked(text, scan(text, treatments, ["Alpha", "Beta Zztest"]))
    assert told == "[name] mother and [name]; alphabet stays."


def test_laboratories_of_the_record(treatments: Treatments) -> None:
    text = "sent to Demo Genetics on ice"
    found = scan(text, treatments, (), ["Demo Genetics"])
    assert [(one.kind, one.text) for one in found] == [(HitKind.PLACE, "Demo Genetics")]


def test_what_clinicians_write_stays(treatments: Treatments) -> None:
    for text in (
        "mass 78 x 41 mm, 17q gain, Lansky 80",
        "FISH x 18; INRGSS M; 2.5 mg/kg twice",
        "nódulos de 2 y 3 cm",
        "no cord signs",
    ):
        assert scan(text, treatments) == (), scan(text, treatments)


def test_hits_do_not_overlap_and_lie_in_the_text(treatments: Treatments) -> None:
    text = "Dr Hospital Zztest, 14 March 2026 0171 555 0042 zz@zz.example"
    found = scan(text, treatments, ["Zztest"])
    assert all(one.text == text[one.start : one.end] for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_accents_are_not_told_apart_and_own_numbers_are_found_short(treatments: Treatments) -> None:
    text = "Munoz and MUÑOZ, 4711 and 47112"
    found = scan(text, treatments, ["Muñoz"], (), ["4711"])
    assert masked(text, found) == "[name] and [name], [number] and [number]"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Zzmüller-Lüdenz", "Zzmüller"), ("Zzmüller-Lüdenz", "Ludenz"), ("Zzmüller", "Zzmueller"),
        ("Zzmueller", "Zzmüller"), ("Zzmüller", "Zzmu\u0308ller"), ("O'Zzbrien", "O’Zzbrien"),
        ("O'Zzbrien", "Zzbrien"),
        ("Zzana-Lena", "Zzana\u2011Lena"), ("Zzana-Lena", "Zzanalena"), ("Zzana-Lena", "Zzana Lena"),
        ("Zzalexander Jo", "Zzalexander Jo"),
        ("Zzweiß", "Zzweiss"), ("Zzłukasz", "zzlukasz"), ("Quillfeather", "Quill\u00adfeather"),
        ("Li Wu", "Li\u00a0 Wu"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_typed(treatments: Treatments, name: str, typed: str) -> None:
    text = f"asked {typed} – häufig – today"
    assert masked(text, scan(text, treatments, [name])) == "asked [name] – häufig – today"


@pytest.mark.parametrize(
    "age",
    [
        "17-month-old", "three year old", "aged 14 months", "at the age of 2 years and 3 months", "2 y 3 m", "3 y/o",
        "de 3 años", "18 meses de edad", "mit 14 Monaten", "drei Jahre alt", "2-jähriger", "at 14 months", "aged 3y",
    ],
)  # fmt: skip
def test_an_age_is_told_as_a_band_and_nowhere_else(treatments: Treatments, age: str) -> None:
    text = f"Zz {age}, 78 x 41 mm"
    told = masked(text, scan(text, treatments))
    assert "[age], 78 x 41 mm" in told
    assert not {*"0123456789"} & {*told.partition("[age]")[0]}


def test_a_place_is_found_by_the_word_that_is_its_own(treatments: Treatments) -> None:
    text = "MRI in Marrowstone; the genetics of the tumour, seen at MARROWSTONE"
    found = scan(text, treatments, (), ["Marrowstone Children's Hospital", "Marrowstone Genetics"])
    assert masked(text, found) == "MRI in [place]; the genetics of the tumour, seen at [place]"
