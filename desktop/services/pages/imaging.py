"""Imaging: the last and the previous study of each kind, lesions with their changes, MIBG scores, what to show."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.lesions import Change, SizeLine
from desktop.clinical.record.imaging import ImagingStudy
from desktop.clinical.risk.rows import RuleStatus
from desktop.reports.content import TextBlock
from desktop.reports.phrases import Paragraph, Phrase, head, plain, strong
from desktop.services.lesions import LesionSeries, lesion_series
from desktop.services.pages.case_page import CasePage, Said, capital, day_of, joined, latest_first, listed_items
from desktop.services.scan_words import occasion_words
from desktop.services.scans import ScanView, scans_of, view_of

_LOST = (RuleStatus.UNVERIFIED, RuleStatus.CONFLICT)


def imaging(page: CasePage) -> TextBlock:
    """Studies, measurements and scores; the report of the last study may give way to a note."""
    studies, lesions, scores = tuple(_studies(page)), tuple(_lesions(page)), tuple(_scores(page))
    told = page.gathered(
        *(studies or ("Last study",)), *(lesions or ("Measurements",)), *(scores or ("MIBG score",)), *_to_show(page)
    )
    return TextBlock(label="Imaging", paragraphs=(told, *_findings(page)), keeps=(4, 1), floor=(1, 0))


def _studies(page: CasePage) -> Iterator[Said]:
    """One statement for each kind of study, the one with the latest study first."""
    found = latest_first(page.case.imaging)
    for modality in dict.fromkeys(one.modality for one in found):
        last, *earlier = [one for one in found if one.modality == modality]
        before = f"; before {_study(earlier[0])}" if earlier else ""
        more = f" (+{len(earlier) - 1} earlier)" if len(earlier) > 1 else ""
        name = capital(page.entry("imaging.modality", modality).text)
        yield (head(name), plain(f" {_study(last)}{_avid(last)}{before}{more}"))


def _study(one: ImagingStudy) -> str:
    number = one.provenance.report_reference
    return joined(day_of(one) or "no date", f"no.\u00a0{number}" if number else "")


def _avid(one: ImagingStudy) -> str:
    if not one.avid.is_known:
        return ""
    return ", takes up tracer" if one.avid.value else ", no uptake of tracer"


def _lesions(page: CasePage) -> Iterator[Said]:
    """The lesions as a list, each with its last size and what became of it since baseline and nadir."""
    found = lesion_series(page.library, page.case) if page.case.lesions else ()
    told = [_lesion(page, one) for one in found]
    if told:
        yield (head("Lesions"), strong(f" {len(told)} followed"), *listed_items(told))


def _lesion(page: CasePage, found: LesionSeries) -> str:
    name = page.entry("lesions.name", found.lesion.name).text
    line = found.series.last
    if line is None or line.size is None:
        return f"{name} not measured"
    doubt = "†" if found.series.rule.cited.status in _LOST else ""
    axis = " short axis" if found.series.rule.counts.value == "short" else ""
    day = line.measured.day.words() if line.measured.day else ""
    return f"{name}{axis}{doubt} {line.size:f}\u00a0mm {day}{_changes(page, line)}"


def _changes(page: CasePage, line: SizeLine) -> str:
    """From baseline and from nadir; where both are the same measurement, once."""
    if line.is_baseline:
        return ", the baseline"
    base, nadir = line.baseline, line.nadir
    doubt = "†" if page.library.sizes.nadir.cited.status in _LOST else ""
    told = []
    if base is not None:
        also = " and nadir" + doubt if nadir is not None and nadir.before is base.before else ""
        told.append(f"{_change(base)} from baseline{also} {base.was:f}")
    if nadir is not None and (base is None or nadir.before is not base.before):
        told.append(f"{_change(nadir)} from nadir{doubt} {nadir.was:f}")
    told += [edge.text + ("†" if edge.cited.status in _LOST else "") for edge in line.edges]
    return f": {', '.join(told)}" if told else ""


def _change(one: Change) -> str:
    percent = f" ({_signed(f'{one.percent:+f}')}\u00a0%)" if one.percent is not None else ""
    return f"{_signed(f'{one.mm:+f}')}\u00a0mm{percent}"


def _signed(number: str) -> str:
    return number.replace("-", "\u2212")


def _scores(page: CasePage) -> Iterator[Said]:
    """The last scan by each method, with the one it is compared with."""
    scans = scans_of(page.case)
    for method in dict.fromkeys(one.scoring for one in scans):
        ones = [one for one in scans if one.scoring == method]
        view = view_of(page.library, page.case, ones[0])
        if view is None:
            continue
        more = f" (+{len(ones) - 2} more)" if len(ones) > 2 else ""
        yield (head(view.method.file.title.partition(",")[0]), plain(f" {_score(page, view)}{more}"))


def _score(page: CasePage, view: ScanView) -> str:
    when = joined(occasion_words(page.library, view.scan.occasion.value), day_of(view.scan))
    if view.score is None:
        return f"{view.scored} of {len(view.lines)} segments scored, no sum ({when})"
    before = ""
    if view.before is not None:
        earlier = str(view.score_before.total) if view.score_before else "not fully scored"
        before = f"{earlier} \u2192 " if view.score_before else f"(before: {earlier}) "
        when = joined(when, f"before {day_of(view.before) or 'no date'}")
    relative = f"; skeleton now / before {float(view.score.relative):.2f}" if view.score.relative is not None else ""
    return f"{before}{view.score.total} of {view.method.maximum} ({when}){relative}"


def _to_show(page: CasePage) -> tuple[Phrase, ...]:
    """What the radiologist is asked to show, with the numbers of the studies."""
    told = []
    for one in latest_first(page.case.imaging):
        if one.to_show.value:
            number = one.provenance.report_reference
            told.append(f"{one.to_show.value}{f' ({number})' if number else ''}")
    return ((head("To show"), plain(f" {'; '.join(told)}")),) if told else ()


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
