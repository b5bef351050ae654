"""A value of a coded fact is found by the words of reports and of other centres, and never by one that means two."""

from __future__ import annotations

import pytest

import resources
from db.folding import fold
from desktop.clinical.editing import FIELDS, Kind
from desktop.clinical.errors import RuleFileError
from desktop.clinical.other_names import parse_other_names
from desktop.clinical.vocabulary import Category, Histology, Inss, Mycn, Presence, PrimarySite, Sex
from desktop.services.library import Library
from desktop.services.offers import meant
from desktop.ui.forms.typed import offers_of
from desktop.ui.forms.ways import ways_of

CODED = [name for name, one in FIELDS.items() if one.kind in {Kind.CODE, Kind.CODES, Kind.YES_NO}]
HEAD = '[sources]\nS = "Zztest source"\n[[name]]\n'


def values(library: Library, fact: str, typed: str) -> list[object]:
    found = meant(offers_of(FIELDS[fact], library.labels, ways_of(library, fact)), typed)
    return [one.offer.value for one in found]


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("histology", "UH", Histology.UNFAVOURABLE),
        ("histology", "fh", Histology.FAVOURABLE),
        ("histology", "ungünstig", Histology.UNFAVOURABLE),
        ("mycn", "MYCN-A", Mycn.AMPLIFIED),
        ("mycn", "MYCN-NA", Mycn.NOT_AMPLIFIED),
        ("mycn", "normal", Mycn.NOT_AMPLIFIED),
        ("mycn", "non-amplified", Mycn.NOT_AMPLIFIED),
        ("category", "GNB nodular", Category.GNB_NODULAR),
        ("category", "GNBi", Category.GNB_INTERMIXED),
        ("category", "NB", Category.NEUROBLASTOMA),
        ("primary_site", "suprarenal", PrimarySite.ADRENAL),
        ("primary_site", "c74.9", PrimarySite.ADRENAL),
        ("primary_site", "thorax", PrimarySite.CHEST),
        ("primary_site", "retroperitoneal", PrimarySite.ABDOMEN),
        ("inss", "IVS", Inss.IVS),
        ("sca", "no SCA", Presence.ABSENT),
        ("loss_11q", "deletion", True),
        ("gain_17q", "Zugewinn", True),
        ("sex", "w", Sex.FEMALE),
    ],
)
def test_a_value_is_found_by_another_name(library: Library, fact: str, typed: str, value: object) -> None:
    assert values(library, fact, typed) == [value]


@pytest.mark.parametrize(
    ("fact", "typed", "both"),
    [
        ("category", "GNB", {Category.GNB_INTERMIXED, Category.GNB_NODULAR}),
        ("category", "GN", {Category.GN_MATURING, Category.GN_MATURE}),
        ("mycn", "MYCN", {Mycn.AMPLIFIED, Mycn.NOT_AMPLIFIED}),
        ("sca", "SCA", {Presence.PRESENT, Presence.ABSENT}),
    ],
)
def test_what_stands_for_two_lists_both(library: Library, fact: str, typed: str, both: set[object]) -> None:
    assert set(values(library, fact, typed)) == both


@pytest.mark.parametrize("fact", CODED)
def test_no_other_name_takes_a_value_that_it_does_not_name(library: Library, fact: str) -> None:
    names = library.other_names.get(fact, {})
    for value, others in names.items():
        for name in others:
            found = values(library, fact, name)
            shared = {one for one, has in names.items() if fold(name) in map(fold, has)}
            assert value in found and set(found) <= shared | {value}, (fact, name, found)


@pytest.mark.parametrize("fact", CODED)
def test_no_other_name_says_why_there_is_no_value(library: Library, fact: str) -> None:
    silent = {fold(word) for word in library.labels.words["silence"].values()}
    silent |= {fold(word) for profile in library.profiles for word in profile.silences}
    names = library.other_names.get(fact, {})
    # the response criteria have a grade that is called NA
    named = {fold(name) for value, others in names.items() for name in others} - {fold(str(one)) for one in names}
    assert named.isdisjoint(silent)
    assert all(any(letter.isalpha() for letter in name) for name in named), "codes of one list are no names"


@pytest.mark.parametrize("fact", CODED)
def test_integer_codes_of_a_database_take_no_value(library: Library, fact: str) -> None:
    for figure in "0123456789":
        without = [one.offer.value for one in meant(offers_of(FIELDS[fact], library.labels), figure)]
        found = values(library, fact, figure)
        assert found == without or len(found) > 1, (fact, figure)


def test_every_name_of_the_file_has_a_source() -> None:
    name = "labels/names.toml"
    words = {"idrfs": {}, "metastases": {}}
    told = parse_other_names(name, resources.read_text(name), FIELDS, words)
    assert told and all(one.sources and one.also for one in told)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('fact = "mood"\nvalue = "good"\nalso = ["fine"]\nsource = ["S"]', "must be a fact"),
        ('fact = "mycn"\nvalue = "amplified"\nalso = []\nsource = ["S"]', "at least one other name"),
        ('fact = "mycn"\nvalue = "loud"\nalso = ["x"]\nsource = ["S"]', "no value of that fact"),
        ('fact = "mycn"\nvalue = "amplified"\nalso = ["x"]\nsource = ["T"]', "not in [sources]"),
        ('fact = "mycn"\nvalue = "amplified"\nalso = ["x"]', '"source" is missing'),
        ('fact = "mycn"\nvalue = "amplified"\nalso = ["x"]\nsource = ["S"]\nnote = "y"', "no key of this row"),
    ],
)
def test_a_wrong_row_says_what_is_wrong(row: str, words: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        parse_other_names("names.toml", HEAD + row, FIELDS, {})
    assert words in str(refused.value)


def test_yes_and_no_are_values(library: Library) -> None:
    row = HEAD + 'fact = "loss_1p"\nvalue = "true"\nalso = ["1p-"]\nsource = ["S"]'
    (one,) = parse_other_names("names.toml", row, FIELDS, library.labels.words)
    assert one.value is True
