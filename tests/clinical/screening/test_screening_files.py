"""A file of schedules that is not sound is refused with its place."""

from __future__ import annotations

import pytest
from plain_screening import LIBRARY

import resources
from desktop.clinical.errors import RuleFileError
from desktop.clinical.screening import parse_schedules
from desktop.clinical.vocabulary import PrimarySite

NAME = "screening/aacr.toml"
TEXT = resources.read_text(NAME)
CODES = {
    **{name: frozenset(words) for name, words in LIBRARY.record.words().items() if "." in name},
    "case.primary_site": frozenset(PrimarySite),
}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("default = true\n", "", 'exactly one schedule has "default = true"'),
        ('otherwise = "pdq-patient"', 'otherwise = "pdq"', '"otherwise" names "pdq", which is none'),
        ('like = "aacr-2017"', 'like = "aacr-2016"', '"aacr-2016", which does not stand above it'),
        ('like = "aacr-2017"\n', "", "examinations and candidates of its own, or those of another"),
        ('id = "aacr-2024"', 'id = "aacr-2017"', "this schedule stands twice"),
        ('last_day = "inclusive"', 'last_day = "both"', '"last_day" must be "inclusive" or "exclusive"'),
        ('last_day = "inclusive"\n', "", '"last_day" is missing'),
        ('last_day = "inclusive"', 'undated = "No."', "either phases, or says"),
        ("until_months = 120", "until_months = 72", "each phase must end later"),
        ("every_months = 3\n", "every_months = 0\n", "no whole number of 1 or more"),
        ('code = "chest_x_ray"', 'code = "x_ray"', '"code" must be one of abdominal_ultrasound'),
        ('entries = "germline"', 'entries = "genes"', '"genes.finding" is no field of the record'),
        ('gene = ["alk", "phox2b"]', 'gene = ["alk", "phox"]', '"phox" is no code of "germline.gene"'),
        ('yes = ["pathogenic"]', 'yes = ["bad"]', '"bad" is no code of "germline.finding"'),
        ('maybe = ["true"]', "maybe = []", '"yes" or "maybe" must hold a value'),
        ("[[schedule.candidate.need]]", "[[schedule.candidate.needs]]", '"needs" is no key of this row'),
        ('source = ["AACR17"]', 'source = ["AACR"]', 'names "AACR", which is not in [sources]'),
        ('status = "OK1"', 'status = "sure"', '"status" is "sure"'),
        ('kind = "screening"', "][", "not TOML"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(RuleFileError, match=r"screening/aacr\.toml") as refused:
        parse_schedules(NAME, TEXT.replace(old, new, 1), CODES)
    assert told in str(refused.value)


def test_a_row_for_every_child_is_refused() -> None:
    place = TEXT.index('[[schedule.candidate.need]]\nentries = "relatives"')
    cut = TEXT[:place] + TEXT[TEXT.index("[[schedule.candidate]]", place) :]
    with pytest.raises(RuleFileError, match="this row would be for every child"):
        parse_schedules(NAME, cut, CODES)
