"""Beside the stage: what the checklist of risk factors leaves open, how each site was shown, marrow samples."""

from __future__ import annotations

from desktop.clinical.current import standing
from desktop.clinical.record.imaging import MarrowSample, MetastaticDeposit
from desktop.reports.phrases import Phrase, head, plain
from desktop.services.guided_response import highest, is_adequate
from desktop.services.idrf import ABSENT, NOT_ASSESSABLE, FactorLine, checklist, open_factors
from desktop.services.pages.case_page import CasePage, joined, latest_first

_HIGHEST_DOUBT = "†"
"""That the highest share of all samples counts is unverified (treatment fact base, section 4.4)."""


def checklist_words(page: CasePage) -> tuple[Phrase, ...]:
    """Which risk factors could not be assessed, by name, and how many are absent or were never looked for."""
    if not page.case.idrf_findings:
        return ()
    lines = [one for one in checklist(page.library, page.case) if one.counts]
    unseen = [_factor(one) for one in lines if one.finding.value == NOT_ASSESSABLE]
    absent = sum(1 for one in lines if one.finding.value == ABSENT)
    left = open_factors(tuple(lines))
    counts = joined(f"{absent} absent" if absent else "", f"{left} not looked for yet" if left else "")
    told = "; ".join(filter(None, (f"{len(unseen)} not assessable: {', '.join(unseen)}" if unseen else "", counts)))
    return ((head("Other IDRF"), plain(f" {told}")),) if told else ()


def _factor(line: FactorLine) -> str:
    number = line.choice.code.partition("_")[0].removeprefix("IDRF").lstrip("0")
    return f"{line.choice.words} ({number})"


def deposits(page: CasePage) -> tuple[Phrase, ...]:
    """Each distant site with how it was shown, those that staging has not named as such, and where nothing was."""
    found = standing(page.case.metastatic_deposits)
    if not found:
        return ()
    staged = page.answer("metastases").value
    known = {str(one) for one in staged} if isinstance(staged, frozenset) else None
    there = [_deposit(page, one, known) for one in found if one.present.value is not False]
    clear = [_site(page, one) for one in found if one.present.value is False]
    told = "; ".join(filter(None, (", ".join(there), f"nothing in {', '.join(clear)}" if clear else "")))
    return ((head("Shown"), plain(f" {told}")),)


def _deposit(page: CasePage, one: MetastaticDeposit, staged: set[str] | None) -> str:
    by = f"by {page.coded('metastatic_deposits.shown_by', one.shown_by.value)}" if one.shown_by.value else ""
    unsure = "" if one.present.is_known else f"there: {page.labels.silence(one.present)}"
    apart = staged is not None and one.present.value is True and str(one.site.value) not in staged
    more = joined(by, unsure, "not among the sites of staging" if apart else "")
    return f"{_site(page, one)} ({more})" if more else _site(page, one)


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
    told = [_samples(by_day[day]) for day in shown]
    between = len(by_day) - len(shown)
    more = f" (+{between} more)" if between else ""
    return ((head("Marrow samples"), plain(f" {'; '.join(told)}{more}")),)


def _samples(samples: list[MarrowSample]) -> str:
    day = samples[0].provenance.performed_on
    share = highest(samples)
    most = f"highest{_HIGHEST_DOUBT} {share.normalize():f}\u00a0%" if share is not None else _open_share(samples)
    enough = "adequate" if is_adequate(samples) else "not adequate for INRC"
    return f"{day.words() if day else 'no date'} {joined(most, enough)}"


def _open_share(samples: list[MarrowSample]) -> str:
    if any(one.involved.value for one in samples):
        return "involved, share not told"
    return "share not told"
