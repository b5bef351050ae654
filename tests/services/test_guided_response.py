"""Guided grading: what the record knows is filled in, the grades are those of the criteria, the basis is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from test_scans import AFTER, BEFORE, scan

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.record.imaging import Lesion, MarrowSample, Measurement
from desktop.clinical.results import Provenance
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.guided_response import (
    assessment_of,
    grade,
    known_of,
    put_assessment,
    reasons_in_words,
)

LIBRARY = build_library()
DAY = date(2026, 11, 30)
LEFT, RIGHT = "left_iliac_crest", "right_iliac_crest"


def sample(side: str, kind: str, percent: str, day: str = "2026-11-17", core: str = "12") -> MarrowSample:
    return MarrowSample(
        side=known(side),
        sample=known(kind),
        core_mm=known(Decimal(core)),
        tumour_percent=known(Decimal(percent)),
        provenance=Provenance(performed_on=PartialDate.parse(day)),
    )


def whole(percent: str, day: str) -> tuple[MarrowSample, ...]:
    return tuple(sample(side, kind, percent, day) for side, kind in product((LEFT, RIGHT), ("aspirate", "trephine")))


def test_scores_and_marrow_are_filled_in_with_where_they_come_from() -> None:
    scans = (
        scan(BEFORE, PartialDate(2026, 7, 1), "diagnosis"),
        scan(AFTER, PartialDate(2026, 11, 18), "post_induction"),
    )
    marrow = (*whole("35", "2026-07-02"), *whole("3", "2026-11-17"))
    found = known_of(LIBRARY, Case(scans=scans, marrow_samples=marrow))
    assert found.values["metastases"] == {
        "method": "curie", "bone_score_baseline": Decimal(16), "bone_score_now": Decimal(4),
    }  # fmt: skip
    assert found.values["marrow"] == {
        "baseline_percent": Decimal(35), "now_percent": Decimal(3), "adequate": True,
    }  # fmt: skip
    assert found.origins["marrow"] == "marrow of 02 Jul 2026 and 17 Nov 2026"
    assert grade(LIBRARY, {"marrow": found.values["marrow"]}).parts["marrow"] == "MD"


def measured(lesion: Lesion, day: str, size: str, *, uptake: bool | None = None) -> Measurement:
    return Measurement(
        lesion=known(str(lesion.id)),
        length_mm=known(Decimal(size)),
        uptake=NOT_ASKED if uptake is None else known(uptake),
        provenance=Provenance(performed_on=PartialDate.parse(day)),
    )


def test_the_primary_is_filled_in_from_its_measurements() -> None:
    primary = Lesion(name=known("left adrenal"), tissue=known("primary"))
    sizes = (
        measured(primary, "2026-07-01", "62"),
        measured(primary, "2026-09-01", "30"),
        measured(primary, "2026-11-18", "38", uptake=True),
    )
    found = known_of(LIBRARY, Case(lesions=(primary,), measurements=sizes))
    assert found.values["primary"] == {
        "baseline_mm": Decimal(62), "nadir_mm": Decimal(30), "now_mm": Decimal(38), "uptake": True,
    }  # fmt: skip
    assert found.origins["primary"] == "measurements of 18 Nov 2026 and 01 Jul 2026"
    # up by more than 20 % and 5 mm from the smallest
    assert grade(LIBRARY, {"primary": found.values["primary"]}).parts["primary"] == "PD"


def test_of_two_primaries_none_is_chosen_and_one_size_is_no_change() -> None:
    one, other = (Lesion(name=known(name), tissue=known("primary")) for name in ("left", "right"))
    both = (measured(one, "2026-07-01", "62"), measured(one, "2026-11-18", "38"))
    assert "primary" not in known_of(LIBRARY, Case(lesions=(one, other), measurements=both)).values
    assert "primary" not in known_of(LIBRARY, Case(lesions=(one,), measurements=both[:1])).values


def test_nothing_is_filled_in_from_nothing() -> None:
    assert known_of(LIBRARY, Case()).values == {}


def test_what_is_not_recorded_of_a_core_is_not_called_too_short() -> None:
    marrow = (*whole("35", "2026-07-02"), *(replace(one, core_mm=NOT_ASKED) for one in whole("3", "2026-11-17")))
    found = known_of(LIBRARY, Case(marrow_samples=marrow)).values["marrow"]
    assert found == {"baseline_percent": Decimal(35), "now_percent": Decimal(3)}


def test_marrow_whose_day_is_not_known_is_no_first_and_no_last() -> None:
    vague = (*whole("90", "2026"), *whole("80", "2026-11"))
    found = known_of(LIBRARY, Case(marrow_samples=(*vague, *whole("3", "2026-11-17"))))
    assert found.values["marrow"] == {"now_percent": Decimal(3), "adequate": True}
    assert found.origins["marrow"] == "marrow of 17 Nov 2026"
    assert known_of(LIBRARY, Case(marrow_samples=vague)).values == {}


def test_the_grades_are_stored_with_what_they_rest_on(board: Board) -> None:
    case = new_case(board, LIBRARY, Case(family_name="Zztest", given_name="Alpha"))
    parts = {
        "primary": {"baseline_mm": Decimal(62), "nadir_mm": Decimal(38), "now_mm": Decimal(38), "uptake": True},
        "metastases": {"involved": False},
        "marrow": {"baseline_percent": Decimal(30), "now_percent": Decimal(0), "adequate": True},
    }
    response = grade(LIBRARY, parts)
    stored = put_assessment(board, LIBRARY, case, assessment_of(LIBRARY, parts, response, DAY), DAY)
    one = get_case(board, case.id).responses[0]
    assert one == stored.responses[0]
    assert (one.response_primary.value, one.response_metastases.value, one.response_marrow.value) == ("PR", "NI", "CR")
    assert one.response_overall.value == response.overall == "PR"
    basis = str(one.response_basis.value)
    for words in ("baseline of this treatment phase, mm: 62", "Metastases: not involved.", "uptake", ": yes"):
        assert words in basis


def test_a_day_that_has_not_come_is_refused(board: Board) -> None:
    case = new_case(board, LIBRARY, Case(family_name="Zztest", given_name="Alpha"))
    parts = {"primary": {"baseline_mm": Decimal(62), "now_mm": Decimal(30)}}
    made = assessment_of(LIBRARY, parts, grade(LIBRARY, parts), date(2026, 12, 1))
    with pytest.raises(UserError, match="in the future; nothing was changed"):
        put_assessment(board, LIBRARY, case, made, DAY)
    assert get_case(board, case.id).responses == ()


def test_a_part_without_measurements_is_not_evaluable_and_said() -> None:
    parts = {"primary": {"baseline_mm": Decimal(62), "now_mm": Decimal(30)}}
    response = grade(LIBRARY, parts)
    made = assessment_of(LIBRARY, parts, response, DAY)
    assert response.overall == "NE" and made.response_overall.value == "NE"
    assert "Bone marrow: not measured." in str(made.response_basis.value)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UserError, match="where method is curie"):
        grade(LIBRARY, {"metastases": {"method": "curie", "bone_score_now": Decimal(60)}})


def test_reasons_name_measurements_in_words() -> None:
    response = grade(LIBRARY, {"primary": {"baseline_mm": Decimal(62), "now_mm": Decimal(38)}})
    told = " ".join(reasons_in_words(LIBRARY, response))
    assert "nadir_mm" not in told and "“smallest longest diameter on study, mm” was not given" in told


def test_the_first_marrow_is_no_baseline_of_itself() -> None:
    found = known_of(LIBRARY, Case(marrow_samples=whole("35", "2026-07-02"))).values["marrow"]
    assert "baseline_percent" not in found and found["now_percent"] == 35
    assert grade(LIBRARY, {"marrow": found}).parts["marrow"] == "NE"
