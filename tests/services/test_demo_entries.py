"""Entries of demonstration children: read by kind and field, linked, the same for a seed, refused by name."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from desktop.app import build_library
from desktop.clinical.answers import silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.vocabulary import Silence
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.demo import demonstration_cases
from desktop.services.demo_entries import DescribedEntries

LIBRARY = build_library()
DIAGNOSED = date(2026, 9, 15)
TOLD: dict[str, list[dict[str, Any]]] = {
    "imaging": [
        {"as": "ct", "modality": "ct", "contrast": True, "on": 1, "reported": 3, "number": "CT 1", "laboratory": "Zz"}
    ],
    "lesions": [{"as": "mass", "name": "left mass"}],
    "measurements": [{"lesion": "mass", "study": "ct", "length_mm": "40.5", "baseline": True}],
    "scans": [{"scoring": "curie", "segment": [3, 0, 1]}],
    "symptoms": [{"symptom": "fever", "present": {"silence": "unknown_at_source"}, "began_on": -9}],
    "examinations": [{"test": "other", "outcome": {"silence": "requested", "day": 2, "where": "Zz Lab"}}],
    "treatments": [{"modality": "chemotherapy", "drugs": ["cisplatin", "etoposide"], "courses": 2}],
}


def written(told: dict[str, list[dict[str, Any]]]) -> Case:
    described = DescribedEntries(LIBRARY.record, "Zeta", "Zztest", lambda day: DIAGNOSED + timedelta(days=day))
    return described.write(Case(), told)


def test_values_of_every_type_are_read_and_links_lead_to_the_named_entry() -> None:
    case = written(TOLD)
    (study,), (lesion,), (size,), (scan,) = case.imaging, case.lesions, case.measurements, case.scans
    assert (size.lesion.value, size.study.value) == (str(lesion.id), str(study.id))
    assert (size.length_mm.value, size.baseline.value) == (Decimal("40.5"), True)
    origin = study.provenance
    assert (str(origin.performed_on), str(origin.reported_on)) == ("2026-09-16", "2026-09-18")
    assert (origin.report_reference, origin.laboratory, str(origin.entered_at)) == (
        "CT 1", "Zz", "2026-09-18 15:00:00+00:00"
    )  # fmt: skip
    assert [scan.segment_1.value, scan.segment_2.value, scan.segment_3.value] == [3, 0, 1]
    assert not scan.segment_4.is_known
    (symptom,) = case.symptoms
    assert symptom.present == silent(Silence.UNKNOWN_AT_SOURCE)
    assert symptom.began_on.value == PartialDate(2026, 9, 6)
    assert case.examinations[0].outcome == silent(Silence.REQUESTED, PartialDate(2026, 9, 17), "Zz Lab")
    assert case.treatments[0].drugs.value == frozenset({"cisplatin", "etoposide"})


def test_each_makes_one_entry_for_every_code_that_is_not_named() -> None:
    case = written(
        {"idrf_findings": [{"factor": "IDRF17_ILIAC", "finding": "present"}, {"each": "factor", "finding": "absent"}]}
    )
    codes = [one.code for one in LIBRARY.record.kinds["idrf_findings"].field("factor").choices]
    found = {one.factor.value: one.finding.value for one in case.idrf_findings}
    assert found == dict.fromkeys(codes, "absent") | {"IDRF17_ILIAC": "present"}
    assert len(case.idrf_findings) == len(codes)


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("imagings", {}, "Zeta: imagings is no kind of entry"),
        ("imaging", {"modalty": "ct"}, 'imaging has no field "modalty"'),
        ("imaging", {"modality": "CT"}, 'modality: "CT" is no code'),
        ("imaging", {"contrast": 1}, "contrast is not told as yes_no must be"),
        ("imaging", {"modality": None}, "imaging needs modality"),
        ("measurements", {"lesion": "masse"}, 'lesion: no entry is called "masse"'),
        ("measurements", {"length_mm": 40}, "length_mm is not told as measure must be"),
        ("measurements", {"length_mm": "forty"}, 'length_mm: "forty" is no number'),
        ("scans", {"segment": [7]}, "segment_1: 7 is more than 6"),
        ("scans", {"segment": [True]}, "segment_1 is not told as count must be"),
        ("symptoms", {"began_on": "2026-01-01"}, "began_on is not told as date must be"),
        ("examinations", {"outcome": {"silence": "lost"}}, 'outcome: "lost" is no silence'),
        ("treatments", {"drugs": ["water"]}, "is no code"),
        ("treatments", {"drugs": "cisplatin"}, "drugs is not told as codes must be"),
    ],
)
def test_what_is_wrong_is_refused_by_name(table: str, change: dict[str, Any], said: str) -> None:
    told = deepcopy(TOLD)
    told.setdefault(table, [{}])[0] |= change
    if None in change.values():
        del told[table][0][next(iter(change))]
    with pytest.raises(RuleFileError, match=said):
        written(told)


def test_the_same_seed_gives_the_same_entries_and_their_links_hold() -> None:
    first = list(demonstration_cases(LIBRARY, 26, 7))
    assert first == list(demonstration_cases(LIBRARY, 26, 7))
    for case in first:
        keys = {str(one.id) for table in ENTRY_TYPES for one in getattr(case, table)}
        for table in ENTRY_TYPES:
            linking = [one.name for one in LIBRARY.record.kinds[table].fields if one.links in ENTRY_TYPES]
            links = [getattr(one, name).value for one in getattr(case, table) for name in linking]
            assert {one for one in links if one is not None} <= keys
    ids = [one.id for case in first for table in ENTRY_TYPES for one in getattr(case, table)]
    assert len({*ids}) == len(ids) and all(isinstance(one, UUID) for one in ids)


def test_every_kind_of_entry_is_shown_by_some_child_and_one_child_has_none() -> None:
    children = list(demonstration_cases(LIBRARY, 24, 1))
    told = {case.given_name: {table for table in ENTRY_TYPES if getattr(case, table)} for case in children}
    assert set().union(*told.values()) >= {*ENTRY_TYPES} - {"neurotrophin"}
    assert told["Whiskey"] == set()


def test_a_board_stores_them(board: Board) -> None:
    """Who entered an entry that names nobody is told by the board."""
    for case in demonstration_cases(LIBRARY, 2, 3):
        stored = new_case(board, LIBRARY, case)
        for table in ENTRY_TYPES:
            pairs = zip(getattr(stored, table), getattr(case, table), strict=True)
            assert all(replace(kept, provenance=told.provenance) == told for kept, told in pairs), table
