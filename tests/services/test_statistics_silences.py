"""Statistics of what is missing, by the kind of its silence: of facts, of entries of the record and of biomarkers."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.app import build_library
from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.family import GermlineResult, Relative
from desktop.clinical.record.imaging import ImagingStudy
from desktop.clinical.results import MarkerResult
from desktop.clinical.vocabulary import CaseStatus, Marker, MarkerUnit, Mycn, Silence
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.counting import Count, Counted
from desktop.services.library import Library
from desktop.services.statistics import export_statistics, statistics_of
from desktop.services.statistics_silences import COUNTED, DECIDING, ENTRIES, MISSING

LIBRARY = build_library()
REQUESTED = silent(Silence.REQUESTED, PartialDate(2026, 11, 12), "Demo Lab")


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


def child(given: str, mycn: Answer[object] | None = None, **facts: object) -> Case:
    case = Case(family_name="Zztest", given_name=given, **facts)  # type: ignore[arg-type]
    return FIELDS["mycn"].write(case, mycn) if mycn is not None else case


def table(board: Board, library: Library, title: str) -> Counted:
    return next(one for one in statistics_of(board, library) if one.title == title)


def row(board: Board, library: Library, title: str, words: str) -> Count:
    return next(one for one in table(board, library, title).counts if one.words == words)


def by_column(counted: Counted, count: Count) -> dict[str, int]:
    return {name: number for name, number in zip(counted.columns, count.parts, strict=True) if number}


def test_every_kind_of_silence_has_its_column_and_what_does_not_apply_is_not_missing() -> None:
    assert {*COUNTED} == {*Silence} - {Silence.NOT_APPLICABLE}


@pytest.mark.parametrize("title", [DECIDING, MISSING])
def test_a_fact_is_counted_under_the_silence_that_was_recorded(board: Board, library: Library, title: str) -> None:
    for place, silence in enumerate(Silence):
        new_case(board, library, child(f"Child {place}", silent(silence)))
    new_case(board, library, child("Known", known(Mycn.NOT_AMPLIFIED)))
    new_case(board, library, child("Closed", REQUESTED, status=CaseStatus.CLOSED))
    mycn = row(board, library, title, "MYCN")
    assert mycn.parts == (1,) * 7
    assert (mycn.children, mycn.of) == (7, 9)
    words = [one.why for one in mycn.listed]
    assert words[0] == "Not asked yet"
    assert words[-1] == "Unknown at the source"


def test_a_child_behind_a_number_says_since_when_and_where(board: Board, library: Library) -> None:
    new_case(board, library, child("Alpha", REQUESTED))
    (listed,) = row(board, library, MISSING, "MYCN").listed
    assert (listed.child, listed.why) == ("Zztest, Alpha", "Requested 12 Nov 2026, Demo Lab")


def entries() -> dict[str, object]:
    return {
        "germline": (
            GermlineResult(gene=known("alk"), finding=REQUESTED),
            GermlineResult(gene=known("phox2b"), finding=silent(Silence.DECLINED)),
        ),
        "markers": (MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=silent(Silence.SAMPLE_FAILED)),),
    }


def test_silences_in_entries_are_counted_by_kind_of_entry(board: Board, library: Library) -> None:
    new_case(board, library, child("Alpha", **entries()))
    new_case(board, library, child("Bravo", imaging=(ImagingStudy(modality=known("mibg"), avid=REQUESTED),)))
    new_case(board, library, child("Charlie", imaging=(ImagingStudy(modality=known("mibg"), avid=known(True)),)))
    found = table(board, library, ENTRIES)
    assert {one.words: (one.children, one.of, by_column(found, one)) for one in found.counts} == {
        "Germline tests": (1, 3, {"Requested": 1, "Declined": 1}),
        "Imaging studies": (1, 3, {"Requested": 1}),
        "Biomarkers": (1, 3, {"Sample failed": 1}),
    }
    germline = row(board, library, ENTRIES, "Germline tests")
    assert germline.listed[0].why == (
        "Germline test, ALK: finding, requested 12 Nov 2026, Demo Lab; Germline test, PHOX2B: finding, declined"
    )


def test_a_field_that_was_left_empty_or_a_corrected_entry_is_not_counted(board: Board, library: Library) -> None:
    before = MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=REQUESTED)
    after = MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=known(Decimal(900)), supersedes=before.id)
    new_case(board, library, child("Alpha", markers=(before, after), germline=(GermlineResult(gene=known("alk")),)))
    assert table(board, library, ENTRIES).counts == ()


def test_of_a_relative_only_that_something_is_silent(board: Board, library: Library) -> None:
    relative = Relative(relation=known("mother"), gene=known("alk"), variant_found=REQUESTED)
    new_case(board, library, child("Alpha", relatives=(relative,)))
    (listed,) = row(board, library, ENTRIES, "Relatives").listed
    assert listed.why == "Relative: see the record, requested 12 Nov 2026, Demo Lab"


def test_the_reasons_are_columns_of_the_file(board: Board, library: Library, tmp_path: Path) -> None:
    new_case(board, library, child("Alpha", silent(Silence.DECLINED), **entries()))
    path = tmp_path / "numbers.csv"
    export_statistics(board, statistics_of(board, library), path)
    text = path.read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    mycn = next(one for one in rows if (one["Table"], one["Value"]) == (MISSING, "MYCN"))
    assert (mycn["Children"], mycn["Declined"], mycn["Requested"], mycn["Not asked yet"]) == ("1", "1", "0", "0")
    germline = next(one for one in rows if (one["Table"], one["Value"]) == (ENTRIES, "Germline tests"))
    assert (germline["Declined"], germline["Requested"], germline["Not asked yet"]) == ("1", "1", "")
    year = next(one for one in rows if one["Table"] == "Year of diagnosis")
    assert year["Requested"] == ""
    assert "Zztest" not in text
