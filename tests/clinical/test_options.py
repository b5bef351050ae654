"""Files of treatment options: every option of the inventory stands in one list, and lists find their children."""

from __future__ import annotations

from datetime import date

import pytest

import resources
from desktop.clinical.errors import RuleFileError
from desktop.clinical.options import Course, Fit, OptionFile, OptionList, parse_options
from desktop.clinical.risk import RuleStatus

PATIENT, PROFESSIONAL = "options/pdq-patient.toml", "options/pdq-professional.toml"

INVENTORY = {
    "low-first": ["L1", "L2", "L3", "L4", "L5", "L6"],
    "intermediate-first": ["I1", "I2", "I3", "I4"],
    "high-first": ["H1", "H2", "H3", "H4", "H5", "H6"],
    "ms-first": ["MS1", "MS2", "MS3"],
    "low-same-area": ["RL1", "RL2"],
    "low-elsewhere": ["RL3", "RL4", "RL5", "RL6"],
    "intermediate-same-area": ["RI1", "RI2"],
    "intermediate-elsewhere": ["RI3"],
    "high-recurrent": ["RH1", "RH2", "RH3", "RH4"],
    "cns-recurrent": ["C1", "C2"],
    "refractory": [],
}
"""RH0 is no option but the sentence that there is no standard."""

GROUPS, STAGES = frozenset({"low", "intermediate", "high"}), frozenset({"L1", "L2", "M", "MS"})


def read(name: str) -> OptionFile:
    return OptionFile.parse(name, resources.read_text(name))


def one(name: str, key: str) -> OptionList:
    return next(each for each in read(name).lists if each.id == key)


def test_every_option_of_the_inventory_stands_in_its_list_and_nothing_else_does() -> None:
    found = {each.id: [option.id for option in each.options] for each in read(PATIENT).lists}
    assert found == {key: [f"NB-OPT-{short}" for short in ids] for key, ids in INVENTORY.items()}
    assert "NB-OPT-RH0" in one(PATIENT, "high-recurrent").none


def test_no_list_is_borrowed_where_the_source_has_none() -> None:
    refractory = one(PATIENT, "refractory")
    assert not refractory.options
    assert refractory.none.startswith("There is no list in this source.")
    assert one(PATIENT, "ms-first").none == "There is no standard treatment for stage MS."


def test_what_sources_differ_on_and_what_none_supports_is_marked() -> None:
    marked = {each.id: each.cited.status for group in read(PROFESSIONAL).lists for each in group.options}
    assert {key for key, status in marked.items() if status is RuleStatus.CONFLICT} == {"HP-L1", "HP-MS2"}
    assert {key for key, status in marked.items() if status is RuleStatus.UNVERIFIED} == {"HP-L5", "HP-I2"}


def test_trials_are_marked_and_no_dose_is_told() -> None:
    options = [each for name in (PATIENT, PROFESSIONAL) for group in read(name).lists for each in group.options]
    assert [each.id for each in options if each.trial_only] == ["NB-OPT-RH4", "HP-RH7"]
    assert not [each.id for each in options for unit in ("mg", "mCi", "MBq", "/kg", "m2") if unit in each.words]


@pytest.mark.parametrize("name", [PATIENT, PROFESSIONAL])
def test_the_credit_is_as_its_owner_asks_for(name: str) -> None:
    found = read(name)
    assert "PDQ®" in found.credit
    assert found.credit.endswith("was originally published by the National Cancer Institute.")
    assert f"Updated {found.updated:%m/%d/%Y}." in found.citation_words
    assert f"Accessed {found.accessed:%m/%d/%Y}." in found.citation_words
    assert any("neither a formal guideline nor a recommendation" in each for each in found.remarks)
    assert any("not for decisions about reimbursement" in each for each in found.remarks)


def test_a_source_is_old_on_the_day_it_is_a_year_old() -> None:
    found = read(PATIENT)
    assert found.updated == date(2024, 10, 23)
    assert not found.is_old(date(2025, 10, 22))
    assert found.is_old(date(2025, 10, 23))


def test_every_option_that_speaks_of_an_age_alone_has_it_as_data() -> None:
    """Those whose age is one way among others, or is asked of another day than the diagnosis, have none."""
    options = [each for name in (PATIENT, PROFESSIONAL) for group in read(name).lists for each in group.options]
    speaking = {one.id for one in options if any(word in one.words for word in ("infant", "ounger than", "below 1"))}
    limited = {one.id: one.younger.days for one in options if one.younger}
    others = {"NB-OPT-MS2", "HP-L2", "HP-I6", "HP-MS2", "HP-RH5"}
    assert speaking - set(limited) == others
    assert limited == {
        "NB-OPT-L2": 365, "NB-OPT-L3": 365, "NB-OPT-I2": 365, "NB-OPT-I3": 365, "HP-L1": 184, "HP-L3": 184,
        "HP-L4": 547, "HP-L5": 365, "HP-L7": 365, "HP-RL2": 365,
    }  # fmt: skip


def test_for_whom_a_list_is() -> None:
    low, ms, anybody = one(PATIENT, "low-first"), one(PATIENT, "ms-first"), one(PATIENT, "cns-recurrent")
    for groups in (frozenset({"low"}), frozenset({"low", "high"}), frozenset({"high"}), frozenset[str]()):
        wanted = Fit.NO if "low" not in groups else Fit.YES if groups == {"low"} else Fit.MAYBE
        assert low.fit({"group": groups, "stage": STAGES}) is wanted
    assert ms.fit({"group": GROUPS, "stage": frozenset({"MS"})}) is Fit.YES
    assert ms.fit({"group": GROUPS, "stage": STAGES}) is Fit.MAYBE
    assert ms.fit({"group": GROUPS, "stage": frozenset({"M"})}) is Fit.NO
    assert anybody.fit({"group": GROUPS, "stage": STAGES}) is Fit.MAYBE
    assert anybody.fit({"where": frozenset({"elsewhere", "cns"})}) is Fit.YES, "it came back there too"
    assert anybody.fit({"where": frozenset({"elsewhere"})}) is Fit.NO
    assert {each.course for each in read(PATIENT).lists} == set(Course)


HEAD = """
id = "made-up"
version = "1"
title = "Made up"
kind = "options"
valid_from = 2026-01-01
scheme = "cog-v2"
updated = 2026-01-01
accessed = 2026-01-01
warn_after_months = 12
attribution = "It says:"
credit = "By somebody."
citation = "{updated} {accessed}"
[sources.A]
short = "A"
text = "A"
"""
LIST = '[[list]]\nid = "a"\ntitle = "A"\ncourse = "first"\n'
OPTION = '[[list.option]]\nid = "o"\nwords = "Surgery"\nsource = ["A"]\nstatus = "OK1"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + LIST, 'a list without an option must say so in "none"'),
        (HEAD + LIST + OPTION + OPTION, '"o" stands twice'),
        (HEAD + LIST + OPTION.replace('["A"]', '["B"]'), 'names "B"'),
        (HEAD + LIST + 'when = { age = ["1"] }\n' + OPTION, '"age" is no key'),
        (HEAD + LIST.replace('"first"', '"later"') + OPTION, '"course" is "later"'),
        (HEAD.replace("updated = 2026-01-01", 'updated = "May"') + LIST + OPTION, '"updated" is missing or no date'),
        (HEAD + LIST + OPTION + 'dose = "1"\n', '"dose" is no key'),
        (HEAD + LIST + 'when = { where = ["abroad"] }\n' + OPTION, '"abroad" is none of'),
        (HEAD + LIST + 'also = ["twice"]\n' + OPTION, '"twice" is none of'),
        ("][", "not TOML"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(RuleFileError, match=r"made-up\.toml") as refused:
        OptionFile.parse("made-up.toml", text)
    assert told in str(refused.value)


def test_two_files_of_one_id_are_refused() -> None:
    text = HEAD + LIST + OPTION
    with pytest.raises(RuleFileError, match="same id"):
        parse_options({"a.toml": text, "b.toml": text})
