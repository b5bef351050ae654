"""Laboratory markers of a child: entering, changing, removing, undoing, and what each result says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import full_case, small_case
from undo_helpers import facts, redo_last, undo_last

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, completed_years
from desktop.clinical.errors import UserError
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.reports.content import TextBlock
from desktop.services.boards import Board
from desktop.services.cases import get_case, history, new_case
from desktop.services.markers import (
    explain,
    marker_lines,
    put_marker,
    remove_marker,
    value_words,
)
from desktop.services.summaries import content_of
from desktop.services.undoing import begin

LIBRARY = build_library()
TODAY = date(2026, 11, 23)
BORN = known(PartialDate(2025, 8, 21))


def vma(day: str = "2026-11-02", value: str = "36", limit: str | None = "18", **more: object) -> MarkerResult:
    """A VMA per gram of creatinine on a day, in a child of one year."""
    return MarkerResult(
        provenance=Provenance(performed_on=PartialDate.parse(day), laboratory="Demo Lab"),
        marker=Marker.VMA,
        unit=MarkerUnit.MG_G,
        value=known(Decimal(value)),
        upper_limit=known(Decimal(limit)) if limit else NOT_ASKED,
        **more,  # type: ignore[arg-type]
    )


def with_markers(*ones: MarkerResult) -> Case:
    return replace(small_case(), born=BORN, markers=ones)


def says(case: Case, place: int = 0) -> dict[str, tuple[str, ...]]:
    return dict(explain(LIBRARY, marker_lines(LIBRARY, case)[place]))


def test_a_new_result_is_stored_named_signed_and_undone(board: Board) -> None:
    stored = new_case(board, LIBRARY, small_case())
    before, steps = facts(board, stored.id), begin(board)
    after = put_marker(board, LIBRARY, stored, vma(), TODAY)
    assert after.markers[0].provenance.entered_by == "Zztest Coordinator"
    (entry,) = [one for one in history(board, stored.id) if one.entity == "marker_results"]
    assert entry.action == "New VMA result"
    assert entry.changes["value"] == [None, "36"]
    steps = undo_last(board, LIBRARY, steps)
    assert facts(board, stored.id) == before
    redo_last(board, LIBRARY, steps)
    assert get_case(board, stored.id).markers == after.markers


def test_changing_and_removing_are_undone_one_by_one(board: Board) -> None:
    stored = new_case(board, LIBRARY, with_markers(vma(), vma("2026-11-16", "20")))
    steps = begin(board)
    changed = put_marker(board, LIBRARY, stored, replace(stored.markers[0], value=known(Decimal("36.5"))), TODAY)
    assert [one.value.value for one in changed.markers] == [Decimal("36.5"), Decimal(20)]
    gone = remove_marker(board, LIBRARY, changed, changed.markers[0].id)
    assert [one.value.value for one in gone.markers] == [Decimal(20)]
    steps = undo_last(board, LIBRARY, steps)
    assert get_case(board, stored.id).markers == changed.markers
    undo_last(board, LIBRARY, steps)
    assert get_case(board, stored.id).markers == stored.markers
    actions = {one.action for one in history(board, stored.id)}
    assert {"Change of a VMA result", "Removal of a VMA result", "Undo removal of a VMA result"} <= actions


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (vma("2026-11-24"), "in the future"),
        (vma("2025-08"), None),
        (vma("2025-07-31"), "before the birth"),
        (vma(limit="0"), "above 0"),
        (replace(vma(), unit=MarkerUnit.U_L), "not reported in that unit"),
    ],
)
def test_what_cannot_be_is_refused_with_nothing_changed(board: Board, wrong: MarkerResult, told: str | None) -> None:
    stored = new_case(board, LIBRARY, with_markers())
    if told is None:
        assert put_marker(board, LIBRARY, stored, wrong, TODAY).markers
        return
    with pytest.raises(UserError, match=told):
        put_marker(board, LIBRARY, stored, wrong, TODAY)
    assert get_case(board, stored.id) == stored


def test_a_result_that_was_corrected_stays_and_only_the_correction_stands(board: Board) -> None:
    first = vma()
    case = new_case(board, LIBRARY, with_markers(first, vma(value="30", supersedes=first.id)))
    assert [one.result.value.value for one in marker_lines(LIBRARY, case)] == [Decimal(30)]
    with pytest.raises(UserError, match="stands in its place"):
        remove_marker(board, LIBRARY, case, first.id)
    with pytest.raises(UserError, match="not in this case any more"):
        remove_marker(board, LIBRARY, case, vma().id)


def test_the_list_goes_marker_by_marker_the_latest_first_and_what_waits_before() -> None:
    waits = MarkerResult(
        marker=Marker.VMA,
        unit=MarkerUnit.MG_G,
        value=silent(Silence.REQUESTED, PartialDate(2026, 11, 20), "Demo Lab"),
    )
    ldh = MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=known(Decimal(300)))
    lines = marker_lines(LIBRARY, with_markers(ldh, vma("2026-10-01"), vma("2026-11"), waits, vma("2026-11-02")))
    told = [str(one.result.provenance.performed_on or value_words(LIBRARY, one)) for one in lines]
    assert told == ["requested 20 Nov 2026, Demo Lab", "2026-11-02", "2026-11", "2026-10-01", "300 U/L"]


def test_the_own_limit_leaves_no_published_one_beside_it() -> None:
    told = says(with_markers(vma()))
    assert told["Own limit"] == ("18 mg/g creatinine: 2 ×, above.",)
    assert "Published, not your laboratory's" not in told
    assert told["Result"] == ("VMA 36 mg/g creatinine = 20.5 µmol/mmol creatinine",)
    assert any("72 hours" in one for one in told["To read it"])


def test_without_it_the_published_ones_stand_side_by_side_and_none_is_chosen() -> None:
    told = says(with_markers(replace(vma(value="24", limit=None), marker=Marker.HVA)))
    assert told["Own limit"] == ("Not asked yet; not judged.",)
    first, *sources = told["Published, not your laboratory's"]
    assert first == "For 1 year of age. They differ, and none is chosen."
    assert sources == [
        "Mayo test VH 9254: < 23 mg/g creatinine: 1.04 ×, above (sources differ).",
        "Mayo HVA page: < 30 mg/g creatinine: 0.8 ×, not above (sources differ).",
        "ARUP 3018863: up to 42 mg/g creatinine: 0.57 ×, not above (one source).",
    ]


def test_without_an_age_no_limit_by_age_is_told() -> None:
    told = says(replace(with_markers(vma(limit=None)), born=NOT_ASKED))
    assert told["Published, not your laboratory's"] == (
        "Printed by age, and the age on the day of the sample is not known.",
    )


def test_bins_and_cut_offs_name_population_source_and_status() -> None:
    ldh = MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=known(Decimal(587)))
    told = says(with_markers(ldh))["Outcome studies"]
    assert told[0].startswith("All children, 1990 to 2016: best bin (100 to 899), 5-year EFS 76 %. [Moroz 2020")
    assert told[-1].endswith("exactly there. [INRG, Cohn 2009; unverified]")


def test_what_is_on_its_way_says_how_it_will_be_read() -> None:
    case = full_case()
    places = [one.name for one in marker_lines(LIBRARY, case)]
    told = says(case, places.index("Ferritin"))
    assert told["Result"] == ("Ferritin requested 01 Oct 2026, Demo Lab",)
    assert "Own limit" not in told


@pytest.mark.parametrize(
    ("born", "when", "years"),
    [
        ("2024-03-09", "2026-03-08", 1),
        ("2024-03-09", "2026-03-09", 2),
        ("2024-02-29", "2025-02-28", 0),
        ("2024-02-29", "2025-03-01", 1),
        ("2024-03", "2026-03-15", None),
        ("2024-03", "2026-05", 2),
        ("2024", "2026-05", None),
    ],
)
def test_years_are_by_the_calendar_and_never_guessed(born: str, when: str, years: int | None) -> None:
    assert completed_years(PartialDate.parse(born), PartialDate.parse(when)) == years


def rows(case: Case, label: str) -> list[str]:
    content = content_of(LIBRARY, case, today=TODAY, prepared_by="Zztest")
    blocks = [one for one in content.blocks if isinstance(one, TextBlock) and one.label == label]
    return ["".join(word.text for word in phrase) for one in blocks for phrase in one.paragraphs[0]]


def test_the_page_says_the_latest_of_each_and_counts_the_others() -> None:
    told = rows(with_markers(vma("2026-09-01"), vma()), "Biomarkers")
    assert told == ["VMA 36 mg/g creatinine, 2 × own limit, 02 Nov 2026 (+1 earlier)"]


def test_without_any_result_the_page_says_so_in_the_row_of_pathology() -> None:
    assert rows(small_case(), "Biomarkers") == []
    assert "VMA, HVA, LDH, ferritin" in rows(small_case(), "Pathology")[-1]
    assert "VMA" not in rows(with_markers(vma()), "Pathology")[-1]
