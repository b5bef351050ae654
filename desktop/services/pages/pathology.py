"""Pathology: reports with specimens, other examinations, what is requested and since when, germline tests."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.clinical.current import latest_first, standing
from desktop.clinical.dates import NEUTRAL_YEARS
from desktop.clinical.record.examinations import Examination
from desktop.clinical.results import Pathology
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import TextBlock
from desktop.reports.phrases import Phrase, head, plain, strong
from desktop.services.pages.case_page import CasePage, day_of, joined, listed_items, origin_words


def pathology(page: CasePage) -> TextBlock:
    """The reports with their specimens; who shows the slides is not in the record yet."""
    reports = tuple(_report(page, one) for one in page.case.pathology)
    markers = () if page.case.markers else ("VMA, HVA, LDH, ferritin",)
    asked = ("Slides to show",) if reports else ("Reports",)
    told = page.gathered(
        *reports, *_requested(page), *_examinations(page), *_receptor(page), *_germline(page), *asked, *markers
    )
    return TextBlock(label="Pathology", paragraphs=(told,), keeps=(2,))


def _report(page: CasePage, report: Pathology) -> Phrase:
    provenance = report.provenance
    numbers = [f"specimen {provenance.specimen}" if provenance.specimen else "", provenance.report_reference]
    reported = f"reported {provenance.reported_on.words()}" if provenance.reported_on else ""
    where = ", ".join(part for part in (*numbers, origin_words(report), reported) if part)
    told = page.words("histology", report.histology)
    return (head("Report"), plain(f" {where}: INPC " if where else " INPC "), told)


def _waits(one: Examination) -> bool:
    """Whether an examination was asked for and has not come back: no outcome, no result, no report."""
    came = one.outcome.is_known or one.result.is_known or one.provenance.reported_on is not None
    if came or Silence.REQUESTED not in (one.outcome.silence, one.result.silence):
        return not came and one.requested_on.is_known and _silent_reason(one) is None
    return True


def _silent_reason(one: Examination) -> Silence | None:
    """Why there is no outcome, where that is said and is more than waiting."""
    silent = one.outcome.silence or one.result.silence
    return None if silent in (None, Silence.NOT_ASKED, Silence.REQUESTED) else silent


def _examinations(page: CasePage) -> tuple[Phrase, ...]:
    """What was done, the latest first: the last of each test by its number, earlier ones counted."""
    done = [one for one in latest_first(page.case.examinations) if not _waits(one)]
    told = []
    for test in dict.fromkeys(one.test for one in done):
        last, *earlier = [one for one in done if one.test == test]
        more = f" (+{len(earlier)} earlier)" if earlier else ""
        told.append(f"{_examination(page, last)}{more}")
    return ((head("Examinations"), strong(f" {len(done)}"), *listed_items(told)),) if told else ()


def _examination(page: CasePage, one: Examination) -> str:
    origin = one.provenance
    name = page.entry("examinations.test", one.test).text
    found = page.entry("examinations.outcome", one.outcome).text.partition(",")[0] if _told(one) else ""
    adequacy = one.adequacy.value
    specimen = f"specimen {page.coded('examinations.adequacy', adequacy)}" if adequacy not in (None, "adequate") else ""
    numbers = joined(origin.specimen, origin.report_reference)
    more = joined(day_of(one), numbers, found, specimen)
    return f"{name} ({more})" if more else name


def _told(one: Examination) -> bool:
    return one.outcome.is_known or _silent_reason(one) is not None


def _requested(page: CasePage) -> tuple[Phrase, ...]:
    """What is awaited, the longest first, with the day it was asked for and how long that is."""
    waiting = [one for one in standing(page.case.examinations) if _waits(one)]
    waiting.sort(key=lambda one: str(one.requested_on.value or one.outcome.on or one.result.on or "9"))
    told = "; ".join(_wait(page, one) for one in waiting)
    return ((head("Requested"), plain(f" {told}")),) if told else ()


def _wait(page: CasePage, one: Examination) -> str:
    day = one.requested_on.value or one.outcome.on or one.result.on
    where = one.provenance.laboratory or one.outcome.where or one.result.where
    name = page.entry("examinations.test", one.test).text
    if day is None:
        return joined(name, where)
    full = day.full
    same = full is not None and (full.year in NEUTRAL_YEARS) is (page.as_of.year in NEUTRAL_YEARS)
    waited = f" ({(page.as_of - full).days} d)" if full is not None and same and full <= page.as_of else ""
    return joined(f"{name} {day.words()}{waited}", where)


def _receptor(page: CasePage) -> tuple[Phrase, ...]:
    rows: Sequence[str] = [
        joined(page.entry("neurotrophin.receptor", one.receptor).text, one.expression.value or "", day_of(one))
        for one in latest_first(page.case.neurotrophin)
    ]
    return ((head("Neurotrophin receptor"), plain(f" {'; '.join(rows)}")),) if rows else ()


def _germline(page: CasePage) -> tuple[Phrase, ...]:
    """Tests of the child's own normal cells; those of relatives are theirs and never stand here."""
    rows = [
        joined(
            f"{page.entry('germline.gene', one.gene).text}: {page.entry('germline.finding', one.finding).text}",
            one.variant.value or "",
            day_of(one),
        )
        for one in latest_first(page.case.germline)
    ]
    return ((head("Germline"), plain(f" {'; '.join(rows)}")),) if rows else ()
