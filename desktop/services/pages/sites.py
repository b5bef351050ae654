"""Beside the stage: what the checklist of risk factors leaves open, how each site was shown, marrow samples."""

from __future__ import annotations

from collections.abc import Callable

from desktop.clinical.current import latest_first, standing
from desktop.clinical.found import found_in, is_whole
from desktop.clinical.record.imaging import MarrowSample, MetastaticDeposit
from desktop.clinical.vocabulary import REST_NOT_RECORDED
from desktop.reports.phrases import Phrase, head, plain
from desktop.services.idrf import ABSENT, NOT_ASSESSABLE, checklist, open_factors
from desktop.services.marrow_study import highest, is_adequate
from desktop.services.pages.case_page import CasePage, Said, joined

_HIGHEST_DOUBT = "†"
"""That the highest share of all samples counts is unverified (treatment fact base, section 4.4)."""
_ENOUGH = {True: "adequate", False: "not adequate for INRC", None: "not known whether adequate for INRC"}


def checklist_words(page: CasePage, called: Callable[[CasePage, str], str]) -> tuple[Phrase, ...]:
    """Which risk factors could not be assessed, as they are called, and how many are absent or never looked for."""
    if not page.case.idrf_findings:
        return ()
    lines = [one for one in checklist(page.library, page.case) if one.counts]
    unseen = [called(page, one.choice.code) for one in lines if one.finding.value == NOT_ASSESSABLE]
    absent = sum(1 for one in lines if one.finding.value == ABSENT)
    left = open_factors(tuple(lines))
    counts = joined(
        f"{counted_others(absent)} absent" if absent else "",
        f"{counted_others(left)} not looked for yet" if left else "",
    )
    told = "; ".join(filter(None, (f"{len(unseen)} not assessable: {', '.join(unseen)}" if unseen else "", counts)))
    return ((head("Other\u00a0IDRF"), plain(f" {told}")),) if told else ()


def counted_others(count: int) -> str:
    """So many of the risk factors, so that nobody takes the count for the number of one."""
    return "1 other" if count == 1 else f"{count} others"


def sites(page: CasePage) -> Said:
    """The distant sites as staging has them, each with how it was shown; then what staging does not name, and where
    nothing was found."""
    told, found = page.stated("Sites", "metastases"), standing(page.case.metastatic_deposits)
    staged = page.answer("metastases").value
    if not found:
        return told
    known = sorted(map(str, found_in(staged))) if isinstance(staged, frozenset) else []
    by_site = {str(one.site.value): one for one in found}
    named = [_shown(page.labels.value("metastases", code), by_site.get(code), page) for code in known]
    apart = [one for one in found if one.present.value is not False and str(one.site.value) not in known]
    named += [_shown(_site(page, one), one, page, staged=staged is None) for one in apart]
    if isinstance(staged, frozenset) and not is_whole(staged):
        named.append(page.labels.value("metastases", REST_NOT_RECORDED))
    clear = [_site(page, one) for one in found if one.present.value is False]
    words = "; ".join(part for part in (", ".join(named), f"nothing in {', '.join(clear)}" if clear else "") if part)
    return (head("Sites"), plain(f" {words}"))


def _shown(site: str, one: MetastaticDeposit | None, page: CasePage, *, staged: bool = True) -> str:
    """A site with how it was shown; that marrow was shown in marrow goes without saying."""
    if one is None:
        return site
    ways = (
        {*one.shown_by.value} - ({"marrow"} if one.site.value == "bone_marrow" else set())
        if one.shown_by.value
        else set()
    )
    by = page.coded("metastatic_deposits.shown_by", frozenset(ways)) if ways else ""
    contradicted = "not there by its entry" if one.present.value is False else ""
    unsure = "" if one.present.is_known else f"there: {page.labels.silence(one.present)}"
    more = joined(by, contradicted, unsure, "" if staged else "not in staging")
    return f"{site} ({more})" if more else site


def _site(page: CasePage, one: MetastaticDeposit) -> str:
    return page.entry("metastatic_deposits.site", one.site).text


def marrow_samples(page: CasePage) -> tuple[Phrase, ...]:
    """The first and the last day on which marrow was taken: the highest share, and whether it was enough to judge."""
    samples = latest_first(page.case.marrow_samples)
    if not samples:
        return ()
    by_day: dict[str, list[MarrowSample]] = {}
    for one in reversed(samples):
        by_day.setdefault(str(one.provenance.performed_on or ""), []).append(one)
    days = [one for one in by_day if one] or [""]
    shown = dict.fromkeys((days[0], days[-1]))
    told = [_samples(page, by_day[day]) for day in shown]
    between = len(by_day) - len(shown)
    more = f" (+{between} more)" if between else ""
    return ((head("Marrow\u00a0samples"), plain(f" {'; '.join(told)}{more}")),)


def _samples(page: CasePage, samples: list[MarrowSample]) -> str:
    day = samples[0].provenance.performed_on
    share = highest(samples)
    most = f"highest{_HIGHEST_DOUBT} {share.normalize():f}\u00a0%" if share is not None else _open_share(samples)
    enough = _ENOUGH[is_adequate(page.library.marrow_levels.adequate, samples)]
    return f"{day.words() if day else 'no date'} {joined(most, enough)}"


def _open_share(samples: list[MarrowSample]) -> str:
    if any(one.involved.value for one in samples):
        return "involved, share not told"
    return "share not told"
