"""What a source says of a kind of study, told with what is recorded of this child, and never as if it were known."""

from __future__ import annotations

import pytest

import resources
from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.record.imaging import ImagingStudy
from desktop.clinical.record.reading import parse_entry_kinds
from desktop.clinical.results import Provenance
from desktop.services.entry_hints import hints_of

LIBRARY = build_library()
KIND = LIBRARY.record.kinds["imaging"]
PET = ImagingStudy(modality=known("fdg_pet"))
ULTRASOUND = ImagingStudy(modality=known("ultrasound"), provenance=Provenance(performed_on=PartialDate(2026, 11, 10)))
ONLY_IF = "Usually done only if the tumour does not take up MIBG. "
ALREADY = "Not done if CT or MRI was done already. "


def study(modality: str, avid: Answer[bool] = NOT_ASKED, *day: int) -> ImagingStudy:
    on = PartialDate(*day) if day else None
    return ImagingStudy(modality=known(modality), avid=avid, provenance=Provenance(performed_on=on))


def hint(entry: ImagingStudy, *others: ImagingStudy) -> str:
    case = Case(family_name="Zztest", imaging=(*others, entry))
    return dict(hints_of(LIBRARY, case, KIND, entry)).get("modality", "")


def test_of_pet_it_says_whether_this_tumour_takes_up_mibg() -> None:
    unknown = f"{ONLY_IF}No MIBG scan here says yet whether this child's does."
    assert hint(PET) == unknown
    assert hint(PET, study("mibg"), study("ct", known(True), 2026, 11, 2)) == unknown
    assert hint(PET, study("mibg", known(True), 2026, 11, 2)) == (
        f"{ONLY_IF}This child's does: MIBG scan, 02 Nov 2026."
    )
    assert hint(PET, study("mibg", known(True), 2026, 1), study("mibg", known(False), 2026, 9, 3)) == (
        f"{ONLY_IF}This child's does not: MIBG scan, 03 Sep 2026."
    ), "the latest one that says so"
    assert hint(PET, study("mibg", known(False))).endswith("does not: MIBG scan, no date.")


def test_of_ultrasound_it_names_the_ct_or_mri_that_was_done_before() -> None:
    none = f"{ALREADY}None is recorded for this child by then."
    assert hint(ULTRASOUND) == none
    assert hint(ULTRASOUND, study("mibg", known(True), 2026, 11, 2)) == none
    assert hint(ULTRASOUND, study("mri", NOT_ASKED, 2026, 11, 11)) == none, "it was not done yet"
    assert hint(ULTRASOUND, study("ct", NOT_ASKED, 2026, 11, 3)) == f"{ALREADY}This child had one: CT, 03 Nov 2026."


def test_other_studies_have_no_hint() -> None:
    assert hint(study("ct"), study("mri", NOT_ASKED, 2026, 11, 3)) == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('value = "fdg_pet"', 'value = "pet"', '"at" must name a field'),
        ('among = ["mibg"]', "among = []", '"look" must name a field'),
        ('asks = "avid"', 'asks = "findings"', '"asks" must name a field'),
        ('asks = "avid"\n', "", 'a hint has "no" where it has "asks"'),
    ],
)
def test_a_hint_that_could_never_be_told_is_refused(old: str, new: str, told: str) -> None:
    text = resources.read_text("record/imaging.toml")
    assert text.count(old) == 1
    with pytest.raises(RuleFileError, match=r"imaging\.toml") as refused:
        parse_entry_kinds({"record/imaging.toml": text.replace(old, new)})
    assert told in str(refused.value)
