"""The words of the family's sheet: the same in both languages, tied to facts, easy to read, and never of survival."""

from __future__ import annotations

import re
from datetime import date

import pytest

import resources
from desktop.clinical.errors import RuleFileError
from desktop.clinical.handout.sheet import Language
from desktop.clinical.handout.texts import MOST_WORDS, HandoutTexts, bold_parts, parse_handout, plain_words

MET = date(2026, 11, 26)


def text_of(language: Language) -> str:
    return resources.read_text(f"handout/{language.value}.toml")


def texts(language: Language) -> HandoutTexts:
    return parse_handout(f"handout/{language.value}.toml", text_of(language))


ENGLISH, SPANISH = texts(Language.ENGLISH), texts(Language.SPANISH)


def test_both_languages_say_the_same_things_of_the_same_facts() -> None:
    for one, other in zip(ENGLISH.sentences, SPANISH.sentences, strict=True):
        assert (one.id, one.section, one.facts, one.when, one.source) == (
            other.id, other.section, other.facts, other.when, other.source,
        )  # fmt: skip
        assert set(re.findall(r"\{\w+\}", one.text)) == set(re.findall(r"\{\w+\}", other.text))
    assert ENGLISH.words.keys() == SPANISH.words.keys()
    assert ENGLISH.steps.keys() == SPANISH.steps.keys() == set(range(1, 9))
    assert [one.id for one in ENGLISH.questions] == [one.id for one in SPANISH.questions]
    assert [one.id for one in ENGLISH.explained] == [one.id for one in SPANISH.explained]
    for fact, codes in ENGLISH.facts.items():
        assert codes.keys() == SPANISH.facts[fact].keys()


@pytest.mark.parametrize("language", Language)
def test_every_code_that_a_sentence_waits_for_has_words(language: Language) -> None:
    told = texts(language)
    for sentence in told.sentences:
        for fact in re.findall(r"\{(\w+)\}", sentence.text):
            assert fact in {"name", "met"} or sentence.when.get(fact, frozenset()) <= told.facts[fact].keys()


@pytest.mark.parametrize("language", Language)
def test_no_figure_of_survival_and_no_word_that_frightens(language: Language) -> None:
    said = text_of(language).casefold()
    rows = [line for line in said.splitlines() if line.startswith(("text", "meaning"))]
    for word in (
        "%",
        "survival",
        "supervivencia",
        "battle",
        "aggressive",
        "agresiv",
        "fail",
        "unfortunately",
        "niño/a",
    ):
        assert not any(word in row for row in rows)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {"met", "private", "second_opinion"}),
        ({"inrgss": ["L1"]}, {"met", "private", "second_opinion", "not_spread"}),
        (
            {"group": ["high"], "settled": ["yes"], "mycn": ["amplified"]},
            {"met", "private", "second_opinion", "risk_high", "why_mycn", "nothing_awaited"},
        ),
        (
            {"group": ["intermediate", "high"], "settled": ["no"], "deciding": ["sca"]},
            {"met", "private", "second_opinion", "risk_open", "awaited"},
        ),
        # what decides and cannot be named to a family is not named wrongly
        (
            {"group": ["intermediate", "high"], "settled": ["no"], "deciding": ["zzz"]},
            {"met", "private", "second_opinion", "risk_open"},
        ),
    ],
)
def test_only_what_is_known_is_offered(facts: dict[str, list[str]], expected: set[str]) -> None:
    for told in (ENGLISH, SPANISH):
        assert {one.key for one in told.offered(facts, "Alpha", MET)} == expected


def test_facts_are_joined_as_the_language_joins_them() -> None:
    facts = {"inrgss": ["M"], "metastases": ["bone", "bone_marrow", "liver"]}
    spread = [next(one.words for one in told.offered(facts, "Alpha", MET) if one.key == "spread")
              for told in (ENGLISH, SPANISH)]  # fmt: skip
    assert spread == [
        "It has spread to these places: bones, bone marrow and liver.",
        "Ha llegado a estos lugares: huesos, médula ósea e hígado.",
    ]


def test_days_are_written_out_and_not_torn() -> None:
    assert ENGLISH.day(MET) == "26\u00a0November\u00a02026"
    assert SPANISH.day(MET, near=True) == "26\u00a0de\u00a0noviembre"


def test_bold_words_and_hard_words() -> None:
    text = "Alpha has **neuroblastoma**. It is **rare**."
    assert plain_words(text) == "Alpha has neuroblastoma. It is rare."
    assert [part for part, bold in bold_parts(text) if bold] == ["neuroblastoma", "rare"]
    assert [one.id for one in ENGLISH.explains([text])] == ["neuroblastoma"]
    everything = " ".join(one.word for one in ENGLISH.explained)
    assert len(ENGLISH.explains([everything])) == MOST_WORDS


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('section = "meeting"', 'section = "elsewhere"'),
        ('source = ["OWN"]', 'source = ["NOBODY"]'),
        ("{primary_site}", "{weight}"),
        ('"December"]', "]"),
        ("[words]", "[word"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(was: str, now: str) -> None:
    with pytest.raises(RuleFileError):
        parse_handout("Zztest", text_of(Language.ENGLISH).replace(was, now, 1))
