"""Scored scans: compared with the right one, summed only when whole, copied forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.imaging import ScanScore
from desktop.clinical.results import MycnResult, Provenance
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.services.scan_words import compared_words, for_response, reading, sums
from desktop.services.scans import copied_forward, empty_scan, scans_of, value, view_of, with_value

LIBRARY = build_library()
BEFORE, AFTER = [3, 2, 2, 2, 3, 1, 0, 2, 1, 2], [0, 1, 0, 1, 1, 0, 0, 1, 0, 1]


def scan(values: Sequence[int], day: PartialDate | None, occasion: str = "", method: str = "curie") -> ScanScore:
    made = ScanScore(
        scoring=known(method),
        occasion=known(occasion) if occasion else NOT_ASKED,
        provenance=Provenance(performed_on=day),
    )
    for place, one in enumerate(values, start=1):
        made = with_value(made, place, known(one))
    return made


FIRST = scan(BEFORE, PartialDate(2026, 7, 1), "diagnosis")
LATER = scan(AFTER, PartialDate(2026, 11, 18), "post_induction")


def test_sums_change_and_reading_of_a_whole_scan() -> None:
    case = Case(scans=(FIRST, LATER), mycn=(MycnResult(mycn=known(Mycn.AMPLIFIED)),))
    view = view_of(LIBRARY, case, LATER)
    assert view is not None and view.score is not None
    assert (view.score.total, view.score.skeletal, str(view.score.reading)) == (5, 4, "adverse")
    assert [one.change for one in view.lines] == [-3, -1, -2, -1, -2, -1, 0, -1, -1, -1]
    assert sums(view) == (("Total", "5 of 30; before 18"), ("Skeleton alone", "4 of 27; before 16"))
    assert reading(LIBRARY, view)[0][0] == "Adverse at this time"
    assert dict(for_response(view))["Relative score"] == "0.25"


def test_a_segment_that_nobody_scored_is_not_nought() -> None:
    part = with_value(LATER, 3, NOT_ASKED)
    view = view_of(LIBRARY, Case(scans=(FIRST, part)), part)
    assert view is not None and view.score is None
    assert sums(view) == (("Total", "9 of 10 segments scored; a sum needs all of them"),)
    assert not reading(LIBRARY, view) and not for_response(view)


def test_what_cannot_be_judged_has_no_sum_either() -> None:
    part = with_value(LATER, 3, silent(Silence.INCONCLUSIVE))
    view = view_of(LIBRARY, Case(scans=(part,)), part)
    assert view is not None and view.score is None and view.scored == 9


def test_methods_are_never_compared_with_each_other() -> None:
    siopen = scan([0] * 12, PartialDate(2026, 11, 19), "other", "siopen")
    view = view_of(LIBRARY, Case(scans=(FIRST, siopen)), siopen)
    assert view is not None and view.before is None
    assert compared_words(LIBRARY, view) == "No scan by this method is known to be the one before."


def test_it_is_compared_with_diagnosis_else_with_the_one_before_and_never_with_a_later_one() -> None:
    middle = scan(AFTER, PartialDate(2026, 9, 1), "other")
    assert (view := view_of(LIBRARY, Case(scans=(FIRST, middle, LATER)), LATER)) and view.before is FIRST
    assert (view := view_of(LIBRARY, Case(scans=(middle, LATER)), LATER)) and view.before is middle
    assert (view := view_of(LIBRARY, Case(scans=(middle, LATER)), middle)) and view.before is None
    assert (view := view_of(LIBRARY, Case(scans=(FIRST, LATER)), FIRST)) and view.before is None


def test_a_scan_is_not_compared_with_one_that_is_not_proven_to_be_before() -> None:
    loose, month = scan(AFTER, None, "other"), scan(AFTER, PartialDate(2026, 11), "other")
    twin = scan(BEFORE, PartialDate(2026, 11, 18), "other")
    for other in (loose, month, twin):
        view = view_of(LIBRARY, Case(scans=(other, LATER)), LATER)
        assert view is not None and view.before is None and not for_response(view)
        assert compared_words(LIBRARY, view) == "No scan by this method is known to be the one before."
    assert (view := view_of(LIBRARY, Case(scans=(LATER, loose)), loose)) and view.before is None


def test_of_two_scans_before_whose_order_is_not_known_none_is_taken() -> None:
    july, day = scan(AFTER, PartialDate(2026, 7), "other"), scan(BEFORE, PartialDate(2026, 7, 9), "other")
    assert (view := view_of(LIBRARY, Case(scans=(july, day, LATER)), LATER)) and view.before is None


def test_the_scan_at_diagnosis_needs_no_day() -> None:
    first = scan(BEFORE, None, "diagnosis")
    assert (view := view_of(LIBRARY, Case(scans=(LATER, first)), LATER)) and view.before is first


def test_a_value_that_the_method_does_not_have_is_not_summed() -> None:
    wrong = with_value(LATER, 3, known(5))
    view = view_of(LIBRARY, Case(scans=(FIRST, wrong)), wrong)
    assert view is not None and (view.score, view.scored, view.lines[2].change) == (None, 9, None)
    assert sums(view)[1] == (
        "Not usable",
        f"{view.lines[2].segment.text} 5: the highest of this method is 3; score it anew",
    )
    view = view_of(LIBRARY, Case(scans=(with_value(FIRST, 3, known(5)), LATER)), LATER)
    assert view is not None and view.score is not None and view.score.total == 5 and view.score_before is None


def test_copy_forward_keeps_values_and_nothing_else_of_the_old_scan() -> None:
    told = replace(LATER, detail=known("a remark"), chosen_because="reason")
    made = copied_forward(told, date(2026, 11, 30))
    assert [value(made, place) for place in range(1, 11)] == [value(told, place) for place in range(1, 11)]
    assert made.id != told.id and made.provenance.performed_on == PartialDate(2026, 11, 30)
    assert (made.occasion, made.detail, made.chosen_because) == (NOT_ASKED, NOT_ASKED, "")


def test_the_first_scan_of_a_child_is_that_at_diagnosis() -> None:
    assert empty_scan("curie", date(2026, 11, 30), first=True).occasion.value == "diagnosis"
    assert empty_scan("curie", date(2026, 11, 30), first=False).occasion == NOT_ASKED


def test_the_latest_comes_first_and_a_corrected_one_is_left_out() -> None:
    corrected = replace(scan(AFTER, PartialDate(2026, 7, 1), "diagnosis"), supersedes=FIRST.id)
    assert scans_of(Case(scans=(FIRST, LATER, corrected))) == (LATER, corrected)
