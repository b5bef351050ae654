"""Imaging: the last and the previous study of each kind, lesions with their changes, MIBG scores, what to show."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.current import latest_first
from desktop.clinical.lesions import Change, SizeLine
from desktop.clinical.record.imaging import ImagingStudy
from desktop.clinical.risk.rows import RuleStatus
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Paragraph, Phrase, head, plain, strong
from desktop.services.lesions import LesionSeries, lesion_series
from desktop.services.pages.case_page import CasePage, capital, day_of, inside, joined, listed_items
from desktop.services.scan_words import occasion_words
from desktop.services.scans import ScanView, scans_of, view_of

_LOST = (RuleStatus.UNVERIFIED, RuleStatus.CONFLICT)


def imaging(page: CasePage) -> TextBlock:
    """Measurements and scores first, then the studies; the report of the last study may give way to a note."""
    studies, lesions, scores = tuple(_studies(page)), tuple(_lesions(page)), tuple(_scores(page))
    if not (studies or lesions or scores):
        return TextBlock(label="Imaging", paragraphs=(page.gathered("Last study", "Measurements", "MIBG score"),))
    open_ones = [title for title, told in (("Measurements", lesions), ("MIBG score", scores)) if not told]
    seen = page.gathered(*(studies or ("Last study",)), *_to_show(page), *open_ones)
    measured = ((*lesions, *scores),) if lesions or scores else ()
    return TextBlock(
        label="Imaging",
        paragraphs=(*measured, seen, *_findings(page)),
        rank=Rank.LAST if measured else Rank.SUMMARY,
        keeps=(*(3 for _ in measured), 2, 1),
        floor=(*(2 for _ in measured), 1, 0),
    )


def _studies(page: CasePage) -> Iterator[Phrase]:
    """One statement for each kind of study, the one with the latest study first."""
    found = latest_first(page.case.imaging)
    for modality in dict.fromkeys(one.modality for one in found):
        last, *earlier = [one for one in found if one.modality == modality]
        before = f", before {_study(earlier[0])}" if earlier else ""
        more = f", +{len(earlier) - 1} earlier" if len(earlier) > 1 else ""
        name = capital(page.entry("imaging.modality", modality).text)
        yield (head(name), plain(f" {_study(last)}{_avid(last)}{before}{more}"))


def _study(one: ImagingStudy) -> str:
    number = one.provenance.report_reference.replace(" ", "\u00a0")
    day = day_of(one) or "no date"
    return f"{day} ({number})" if number else day


def _avid(one: ImagingStudy) -> str:
    if not one.avid.is_known:
        return ""
    return ", takes up tracer" if one.avid.value else ", no uptake of tracer"


def _lesions(page: CasePage) -> Iterator[Phrase]:
    """The lesions as a list, each with its last size and what became of it; a day that all share stands once."""
    found = lesion_series(page.library, page.case) if page.case.lesions else ()
    days = {line.measured.day for one in found if (line := one.series.last) is not None}
    shared = next(iter(days)) if len(days) == 1 else None
    if found:
        day = f", {shared.words()}" if shared else ""
        told = [_lesion(page, one, dated=shared is None) for one in found]
        yield (head("Lesions"), strong(f" {len(found)}{day}"), *listed_items(told))


def _lesion(page: CasePage, found: LesionSeries, *, dated: bool) -> str:
    """``left adrenal mass 78 → 31 mm (−47 mm, −60.3 %), from nadir† 55 mm: −24 mm, −43.6 %``."""
    name = page.entry("lesions.name", found.lesion.name).text
    line = found.series.last
    if line is None or line.size is None:
        return f"{name} not measured"
    doubt = "†" if found.series.rule.cited.status in _LOST else ""
    axis = " short axis" if found.series.rule.counts.value == "short" else ""
    day = f" {line.measured.day.words()}" if dated and line.measured.day else ""
    was = f"{line.baseline.was:f} \u2192 " if line.baseline is not None else ""
    return f"{name}{axis}{doubt} {was}{line.size:f}\u00a0mm{day}{_changes(page, line)}"


def _changes(page: CasePage, line: SizeLine) -> str:
    """From baseline and from nadir; where both are the same measurement, once."""
    if line.is_baseline:
        return ", the baseline"
    base, nadir = line.baseline, line.nadir
    doubt = "†" if page.library.sizes.nadir.cited.status in _LOST else ""
    once = base is not None and nadir is not None and nadir.before is base.before
    told = [f"({_change(base)}{f', also from nadir{doubt}' if once else ''})"] if base is not None else []
    if nadir is not None and not once:
        told.append(f"from nadir{doubt} {nadir.was:f}\u00a0mm: {_change(nadir)}")
    told += [edge.text + ("†" if edge.cited.status in _LOST else "") for edge in line.edges]
    return f" {', '.join(told)}" if told else ""


def _change(one: Change) -> str:
    if not one.mm:
        return "no change"
    percent = f", {_signed(f'{one.percent:+f}')}\u00a0%" if one.percent is not None else ""
    return f"{_signed(f'{one.mm:+f}')}\u00a0mm{percent}"


def _signed(number: str) -> str:
    return number.replace("-", "\u2212")


def _scores(page: CasePage) -> Iterator[Phrase]:
    """The last scan by each method, with the one it is compared with."""
    scans = scans_of(page.case)
    for method in dict.fromkeys(one.scoring for one in scans):
        ones = [one for one in scans if one.scoring == method]
        view = view_of(page.library, page.case, ones[0])
        if view is None:
            continue
        more = f" (+{len(ones) - 2} more)" if len(ones) > 2 else ""
        name = page.coded("scans.scoring", method.value).replace(" ", "\u00a0")
        yield (head(name), plain(f" {_score(page, view)}{more}"))


def _score(page: CasePage, view: ScanView) -> str:
    """``22 → 6 of 30 (02 Nov 2026, before 30 Jul 2026), skeleton now / before 0.30``."""
    time = view.scan.occasion.value
    when = joined(occasion_words(page.library, time) if time != "other" else "", day_of(view.scan))
    if view.score is None:
        return f"{view.scored} of {len(view.lines)} segments scored, no sum{f' ({when})' if when else ''}"
    before = ""
    if view.before is not None:
        before = f"{view.score_before.total} \u2192 " if view.score_before else ""
        when = joined(when, f"before {day_of(view.before) or 'no date'}{'' if before else ', not fully scored'}")
    relative = f", skeleton now / before {float(view.score.relative):.2f}" if view.score.relative is not None else ""
    return f"{before}{view.score.total} of {view.method.maximum}{f' ({when})' if when else ''}{relative}"


def _to_show(page: CasePage) -> tuple[Phrase, ...]:
    """What the radiologist is asked to show, with the numbers of the studies."""
    told = []
    for one in latest_first(page.case.imaging):
        if one.to_show.value:
            number = one.provenance.report_reference
            told.append(f"{inside(one.to_show.value)}{f' ({number})' if number else ''}")
    return ((head("To\u00a0show"), plain(f" {'; '.join(told)}")),) if told else ()


def _findings(page: CasePage) -> tuple[Paragraph, ...]:
    """What the report of the last study says, and how many other reports there are."""
    reported = [one for one in latest_first(page.case.imaging) if one.findings.value]
    if not reported:
        return ()
    last = reported[0]
    name = capital(page.entry("imaging.modality", last.modality).text)
    earlier = len(reported) - 1
    more = f" (+{earlier} earlier {'report' if earlier == 1 else 'reports'})" if earlier else ""
    return (((head("Findings"), plain(f" {name} {day_of(last)}: {last.findings.value}{more}")),),)
