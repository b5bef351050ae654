"""Screening in tests: the shipped file, and children of whom little is recorded."""

from __future__ import annotations

from datetime import date

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.family import GermlineResult, Predisposition, Relative, Screening
from desktop.clinical.results import Provenance
from desktop.clinical.screening import Schedule, planned_days

LIBRARY = build_library()
RULES = LIBRARY.screening
AACR = RULES.schedules["aacr-2017"]
PATIENT = RULES.schedules["pdq-patient"]


def on(day: str) -> Provenance:
    """Performed on this day; as precise as it is written."""
    return Provenance(performed_on=PartialDate.parse(day) if day else None)


def gene(name: str, finding: str = "pathogenic", day: str = "") -> GermlineResult:
    return GermlineResult(gene=known(name), finding=known(finding), provenance=on(day))


def syndrome(name: str, standing: str = "confirmed", day: str = "") -> Predisposition:
    return Predisposition(syndrome=known(name), standing=known(standing), provenance=on(day))


def relative(*, ill: bool) -> Relative:
    return Relative(relation=known("father"), neuroblastoma=known(ill))


def screened(test: str, day: str, outcome: str = "nothing_suspicious") -> Screening:
    return Screening(test=known(test), outcome=known(outcome), provenance=on(day))


def child(*entries: object, born: str = "2020-03-15", **more: object) -> Case:
    """A child with these entries, each in the list that it belongs to."""
    lists: dict[type, str] = {
        GermlineResult: "germline", Predisposition: "predispositions", Relative: "relatives", Screening: "screenings",
    }  # fmt: skip
    filled = {name: tuple(one for one in entries if isinstance(one, kind)) for kind, name in lists.items()}
    day = {"born": known(PartialDate.parse(born))} if born else {}
    return Case(family_name="Zztest", given_name="Alpha", **filled, **day, **more)  # type: ignore[arg-type]


def days(born: str, begun: str, schedule: Schedule = AACR) -> list[str]:
    """The planned days, as ISO text."""
    found = planned_days(schedule, date.fromisoformat(born), date.fromisoformat(begun))
    return [str(day) for day, _ in found]
