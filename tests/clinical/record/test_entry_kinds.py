"""Files of the record's entries: a file that is not sound is refused with its name, the entry and the key."""

from __future__ import annotations

import pytest

import resources
from desktop.clinical.errors import RuleFileError
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.entry_kinds import Asked, EntryKinds, Place
from desktop.clinical.record.reading import parse_entry_kinds

NAME = "record/presentation.toml"
TEXTS = {name: resources.read_text(name) for name in resources.names("record", ".toml")}


def with_text(old: str, new: str, name: str = NAME) -> EntryKinds:
    assert old in TEXTS[name]
    return parse_entry_kinds({**TEXTS, name: TEXTS[name].replace(old, new, 1)})


TREATMENTS = "record/treatments.toml"


def test_every_kind_of_entry_has_its_words_once() -> None:
    found = parse_entry_kinds(TEXTS)
    assert {*found.kinds} == {*ENTRY_TYPES}
    assert all(kind.type is ENTRY_TYPES[table] for table, kind in found.kinds.items())
    assert sum(len(found.of_place(one)) for one in Place) == len(ENTRY_TYPES)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('table = "detection"', 'table = "detections"', '"detections" is no kind of entry that is stored'),
        ('place = "presentation"', 'place = "front"', 'entry "detection": "place" is "front"'),
        ('title = "How it was found"\n', "", 'entry "detection": "title" is missing'),
        ('named_by = ["found_by"]', 'named_by = ["finder"]', '"named_by" must name fields of the entry'),
        ('named_by = ["found_by"]', "named_by = []", '"named_by" must name fields of the entry'),
        ('performed_on = "Found on"', 'found_on = "Found on"', 'origin: "found_on" is no key'),
        ("single = true", 'single = "yes"', '"single" must be true or false'),
        ('name = "first_sign_on"', 'name = "first_sign"', "the fields must be found_by, first_sign_on"),
        ('kind = "date"', 'kind = "day"', 'field "first_sign_on": "kind" is "day"'),
        ('label = "First sign on"', 'lable = "First sign on"', '"lable" is no key of this row'),
        ('kind = "code"\nchoices = "found_by"', 'kind = "code"', 'a code needs "choices"'),
        ('choices = "found_by"', 'choices = "finders"', '"finders", which is no list of this file'),
        ('kind = "date"', 'kind = "date"\nlinks = "lesions"', 'a link needs "links", and nothing else has them'),
        ('at_most = "100"', "at_most = 100", '"at_most" is missing or no text'),
        ('at_most = "100"', 'at_most = "hundred"', '"at_most" must be a number in quotes'),
        ('code = "signs"', 'code = "chance"', "every list needs choices, each code once"),
        ('code = "signs"\nwords = "Signs or symptoms"', 'code = "signs"', 'choice "signs": "words" is missing'),
        ('source = ["PDQpt", "PDQ25"]', 'source = ["PDQ99"]', 'names "PDQ99", which is not in [sources]'),
        ('list = "found_by"\nsource = ["PDQpt"]', 'list = "found_by"', '"source" is missing, here and at the list'),
        ('list = "found_by"\nsource = ["PDQpt"]', 'list = "found_by"\nsource = ["X"]', 'names "X"'),
        ('kind = "record"', 'kind = "record"\nentries = 1', '"entries" is no key of this row'),
        ('also = ["symptomatic", "clinically", "complaints"]', "also = [1]", '"also" must hold texts only'),
        ('kind = "record"', "][", "cannot be read"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_sound_is_refused_by_name(old: str, new: str, told: str) -> None:
    with pytest.raises(RuleFileError, match=r"record/presentation\.toml") as refused:
        with_text(old, new)
    assert told in str(refused.value)


def test_a_kind_stands_in_one_file_only() -> None:
    with pytest.raises(RuleFileError, match=r'more\.toml: the entry "detection" stands twice'):
        parse_entry_kinds({**TEXTS, "record/more.toml": TEXTS[NAME]})


def test_a_kind_without_words_is_named() -> None:
    with pytest.raises(RuleFileError, match="no words for detection, symptoms, comorbidities"):
        parse_entry_kinds({name: text for name, text in TEXTS.items() if name != NAME})


def test_words_are_found_by_field_and_code() -> None:
    words = parse_entry_kinds(TEXTS).words()
    assert words["symptoms.symptom"]["horner"] == "Horner syndrome"
    assert words["symptoms.present"] == {"true": "yes", "false": "no"}
    assert words["counselling.topics"]["none"] == "none"
    assert words["fact"]["performance.lansky"] == words["history_fact"]["performance.lansky"]
    assert words["history_kind"]["symptoms"] == "sign or symptom"


def test_a_field_gives_its_choice_and_a_kind_its_field() -> None:
    kind = parse_entry_kinds(TEXTS).kinds["symptoms"]
    assert kind.head.asked is Asked.CODE
    assert kind.head.choice("fever") is not None
    assert kind.head.choice("made_up") is None
    with pytest.raises(KeyError):
        kind.field("made_up")


def test_no_field_of_several_codes_has_the_code_that_says_none() -> None:
    fields = [one for kind in parse_entry_kinds(TEXTS).kinds.values() for one in kind.fields]
    assert not [one.fact.name for one in fields if one.asked is Asked.CODES and one.choice("none")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('at = "ended_on"', 'at = "ended"', '"at" must name a day of the entry'),
        ('at = "ended_on"', 'at = "detail"', '"at" must name a day of the entry'),
        ('at = "lansky"', 'at = "performed_on"', '"at" must name a field of the entry'),
        ('before = "began_on"', 'before = "begun_on"', '"before" must name a day of the entry'),
        ('before = "began_on"', 'before = "cause.began_on"', '"before" must name a day of the entry'),
        ('before = "began_on"', 'before = "began_on"\nmissing = true', "a doubt has one of before, above"),
        ('before = "began_on"\n', "", "a doubt has one of before, above"),
        ('steps = "10"', 'steps = "0"', '"steps" must be above 0'),
        ("when = { present = true }", 'when = { present = "yes" }', '"when" must name fields'),
        ("when = { present = true }", "when = { there = true }", '"when" must name fields'),
        ('before_birth = ["first_sign_on"', 'before_birth = ["first_sign"', '"before_birth" must name days'),
        ("before_birth = [", "ahead = [", '"ahead" is no key'),
        ('words = "It ended before it began."\nsource = ["OWN"]', 'words = "x"\nsource = ["X"]', 'names "X"'),
    ],
)
def test_a_doubt_that_nothing_could_meet_is_refused_by_name(old: str, new: str, told: str) -> None:
    with pytest.raises(RuleFileError, match=r"record/presentation\.toml") as refused:
        with_text(old, new)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('other_than = ["gy"]', 'other_than = ["grey"]', '"other_than" must hold codes of the field'),
        ('other_than = ["gy"]', "other_than = []", '"other_than" must hold codes of the field'),
        ('when = { agent = ["mibg_131"] }', 'when = { agent = ["mibg"] }', '"when" must name fields'),
        ('when = { agent = ["mibg_131"] }', "when = { agent = [] }", '"when" must name fields'),
    ],
)
def test_a_doubt_about_a_code_that_nobody_can_choose_is_refused(old: str, new: str, told: str) -> None:
    with pytest.raises(RuleFileError, match=r"record/treatments\.toml") as refused:
        with_text(old, new, TREATMENTS)
    assert told in str(refused.value)
