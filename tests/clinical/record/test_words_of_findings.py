"""The words of imaging, examinations, treatments and what comes after: same facts by same codes, nothing settled."""

from __future__ import annotations

import tomllib
from enum import StrEnum

import pytest

import resources
from desktop.app import build_library
from desktop.clinical.record.entry_kinds import Choice, EntryField
from desktop.clinical.vocabulary import SITES, PrimarySite, ScanTime, SurgicalExtent

LIBRARY = build_library()
FILES = ("imaging", "examinations", "treatments", "afterwards")


def field(full: str) -> EntryField:
    table, name = full.split(".")
    return LIBRARY.record.kinds[table].field(name)


def codes(full: str) -> set[str]:
    return {one.code for one in field(full).choices}


def choice(full: str, code: str) -> Choice:
    found = field(full).choice(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("full", "kind"),
    [
        ("primaries.site", PrimarySite),
        ("metastatic_deposits.site", SITES),
        ("scans.occasion", ScanTime),
        ("treatments.extent", SurgicalExtent),
    ],
)
def test_the_same_fact_has_the_same_codes(full: str, kind: type[StrEnum]) -> None:
    assert codes(full) == {one.value for one in kind}


def test_times_of_scans_are_times_of_studies() -> None:
    assert codes("scans.occasion") <= codes("imaging.occasion") == codes("marrow_samples.occasion")


def test_the_risk_factors_are_those_of_the_list_in_its_order_with_its_words() -> None:
    listed = [one["id"] for one in tomllib.loads(resources.read_text("risk/idrf.toml"))["item"]]
    found = [one for one in field("idrf_findings.factor").choices if not one.code.startswith("COG_")]
    assert [one.code for one in found] == listed
    for one in found:
        assert one.words == LIBRARY.labels.word("idrfs", one.code)


def test_what_does_not_count_among_the_twenty_stands_under_another_head() -> None:
    counted = [one for one in field("idrf_findings.factor").choices if one.code.startswith("IDRF")]
    others = [one for one in field("idrf_findings.factor").choices if not one.code.startswith("IDRF")]
    assert len(counted) == 20
    assert not {one.group for one in counted} & {one.group for one in others}
    assert all("20" in one.note for one in others)


@pytest.mark.parametrize("method", ["curie", "siopen"])
def test_every_segment_of_a_method_is_named_and_its_highest_grade_fits(method: str) -> None:
    scheme = tomllib.loads(resources.read_text(f"scores/{method}.toml"))
    for number, segment in enumerate(scheme["segment"], start=1):
        one = field(f"scans.segment_{number}")
        assert segment["text"].split()[-1].strip("()") in one.help.what
        assert f"0 to {scheme['highest']}" in one.help.what
        assert one.fact.at_most is not None
        assert one.fact.at_most >= scheme["highest"]


def test_the_boundary_of_a_small_adrenal_mass_is_not_settled() -> None:
    assert choice("treatments.why_observed", "adrenal_solid_of_3_1_cm").status == "CONFLICT"
    assert choice("treatments.why_observed", "adrenal_below_6_months").status == "CONFLICT"
    assert not choice("treatments.why_observed", "adrenal_solid_below_3_1_cm").status


def test_the_list_of_approved_drugs_says_that_it_is_not_complete() -> None:
    assert "not complete" in choice("treatments.drugs", "vincristine").group
    assert "leaves it out" in choice("treatments.drugs", "eflornithine").note
    assert not codes("treatments.drugs") & {"trastuzumab", "pembrolizumab", "rituximab"}


@pytest.mark.parametrize("name", FILES)
def test_what_is_doubtful_says_why(name: str) -> None:
    for one in (each for listed in _file(name)["choices"] for each in listed["choice"]):
        assert one.get("status", "") in {"", "UNVERIFIED", "CONFLICT"}
        assert one.get("note") or not one.get("status"), one["code"]


@pytest.mark.parametrize("name", FILES)
def test_every_source_of_a_file_is_used(name: str) -> None:
    file = _file(name)
    rows = [*file["choices"], *(each for one in file["choices"] for each in one["choice"])]
    rows += [each for one in file["entry"] for each in (*one["field"], *one.get("doubt", ()))]
    assert {key for row in rows for key in row.get("source", [])} == {*file["sources"]}


def _file(name: str) -> dict:
    return tomllib.loads(resources.read_text(f"record/{name}.toml"))


def test_whether_a_child_can_join_a_trial_is_yes_no_or_not_clear_yet() -> None:
    asked = codes("trials.standing")
    assert {"eligible", "undetermined", "not_eligible"} <= asked
    undetermined = choice("trials.standing", "undetermined")
    assert "undetermined" in undetermined.also
    assert "neither yes nor no" in undetermined.note
