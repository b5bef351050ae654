"""Further reading as data: every page of the inventory once, the rules of its owner kept, every doubt marked."""

from __future__ import annotations

import re

import pytest

import resources
from desktop.app import build_library
from desktop.clinical.errors import RuleFileError
from desktop.clinical.reading import Read, parse_reading
from desktop.services.reading_text import reading_text

LIBRARY = build_library()
READING = LIBRARY.reading
TEXT = resources.read_text("reading/nci.toml")
PARTS = ("pages", "notes", "codes")


def test_every_page_of_the_inventory_stands_once() -> None:
    ids = [one.id for topic in READING.topics for one in topic.pages if one.id]
    assert sorted(ids) == [f"NB-RES-{number:02}" for number in range(1, 24)]
    assert [one.id for one in READING.notes] == ["NB-DIS-04", "NB-DIS-06", "NB-SYM-NOTE"]


def test_no_address_but_those_of_the_fact_base() -> None:
    assert set(re.findall(r"https?://[^ \"]+", TEXT)) == {
        "https://www.cancer.gov/types/neuroblastoma/patient/neuroblastoma-treatment-pdq."
    }


@pytest.mark.parametrize("part", ["pages", "notes"])
def test_the_rules_of_the_owner_are_kept(part: str) -> None:
    told = reading_text(LIBRARY.labels, READING, part)
    first = told.splitlines()[0]
    assert first.startswith("NCI's PDQ® cancer information summary about neuroblastoma treatment")
    assert (
        "Neuroblastoma Treatment (PDQ®)–Patient Version was originally published by the National Cancer Institute."
        in told
    )
    assert "Updated 10/23/2024" in told
    assert "Accessed 11/22/2026" in told
    assert "Updated 23 Oct 2024" in told
    assert "neither a formal guideline nor a recommendation" in told
    assert "NCI has not reviewed this program" in told
    assert "not for decisions about reimbursement" in told
    assert "1-800-4-CANCER (1-800-422-6237)" in told


def test_the_mark_stands_wherever_the_name_is_shown() -> None:
    for part in PARTS:
        told = reading_text(LIBRARY.labels, READING, part).replace(READING.citation, "")
        told = told.replace("PDQ Pediatric Treatment Editorial Board", "")
        assert "PDQ" not in re.sub("PDQ®", "", told)


def test_codes_are_kept_apart_and_say_how_they_were_read() -> None:
    told = reading_text(LIBRARY.labels, READING, "codes")
    assert told.startswith("Not from NCI's PDQ®")
    assert "- INSS 4S: SNOMED CT 409727001 (unverified: follows from its neighbours, not read; Data standards)" in told
    derived = {one.words for one in READING.codes if one.read is not Read.SEEN}
    assert derived == {"INSS 1", "INSS 2A", "INSS 4", "INSS 4S"}
    by_words = {one.words: one.code for one in READING.codes}
    assert (by_words["INRGSS MS"], by_words["High-risk neuroblastoma"]) == ("C133431", "C150281")
    # one code for three stages is a mistake of a data dictionary that must not be copied
    assert "C177632" not in TEXT


def test_a_title_that_nobody_read_is_marked() -> None:
    told = reading_text(LIBRARY.labels, READING, "pages")
    assert "- Coping with cancer (The summary points to this; its exact title was not read.; unverified)" in told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('read = "derived"', 'read = "guessed"', "read"),
        ("updated = 2024-10-23", 'updated = "soon"', "no date"),
        ('source = ["PDQpt"]', 'source = ["NOBODY"]', "NOBODY"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(RuleFileError, match=says):
        parse_reading("x", TEXT.replace(old, new))
