"""Exposures in few words, for tests of what is made of them."""

from __future__ import annotations

from decimal import Decimal

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.dates import PartialDate
from desktop.clinical.exposures import Agent, Ledger, ledger_of
from desktop.clinical.record.treatments import CumulativeExposure, Treatment

LIBRARY = build_library()
AGENTS = {
    "doxorubicin": Agent(code="doxorubicin", drugs=frozenset({"doxorubicin"})),
    "radiotherapy_external": Agent(
        code="radiotherapy_external", by_site=True, modalities=frozenset({"radiotherapy_external"})
    ),
}


def day(text: str) -> Answer[PartialDate]:
    return known(PartialDate.parse(text)) if text else NOT_ASKED


def part(
    amount: str, began: str = "", ended: str = "", unit: str = "mg_m2", agent: str = "doxorubicin", site: str = ""
) -> CumulativeExposure:
    return _entry("part", amount, began, ended, unit, agent, site)


def total(
    amount: str, ended: str = "", unit: str = "mg_m2", agent: str = "doxorubicin", site: str = ""
) -> CumulativeExposure:
    return _entry("total", amount, "", ended, unit, agent, site)


def chest(amount: str, began: str = "", ended: str = "", site: str = "chest") -> CumulativeExposure:
    return part(amount, began, ended, "gy", "radiotherapy_external", site)


def ledger(*entries: CumulativeExposure, given: tuple[Treatment, ...] = ()) -> Ledger:
    return ledger_of(entries, given, AGENTS)


def read(*entries: CumulativeExposure, unit: str = "mg_m2", given: tuple[Treatment, ...] = ()) -> list[str]:
    """The readings of doxorubicin: ``200``, ``200..250``, ``200..``."""
    account = ledger(*entries, given=given).account("doxorubicin")
    found = account.total(unit) if account is not None else None
    told = []
    for one in found.readings if found is not None else ():
        most = "" if one.most is None else f"{one.most:f}"
        told.append(f"{one.least:f}" if one.least == one.most else f"{one.least:f}..{most}")
    return told


def _entry(
    counts: str, amount: str, began: str, ended: str, unit: str, agent: str, site: str
) -> CumulativeExposure:  # fmt: skip
    return CumulativeExposure(
        agent=known(agent),
        counts_as=known(counts),
        amount=known(Decimal(amount)) if amount else NOT_ASKED,
        unit=known(unit) if unit else NOT_ASKED,
        site=known(site) if site else NOT_ASKED,
        began_on=day(began),
        ended_on=day(ended),
    )
