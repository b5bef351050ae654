"""COG version 2 by brute force, written from the published rows and the rules of completion alone.

It shares nothing with the engine or with the rule files: plain loops over every possible completion, and over every
subset of the unknown columns. ``answer`` is what the engine must agree with.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, product
from typing import Any, NamedTuple

COLUMNS = ("inrgss", "mycn", "histology", "grade", "ploidy", "sca", "resection", "symptomatic")
RANGES: dict[str, tuple[Any, ...]] = {
    "inrgss": ("L1", "L2", "M", "MS"),
    "mycn": ("not_amplified", "amplified"),
    "histology": ("favourable", "unfavourable"),
    "grade": ("undifferentiated", "poorly_differentiated", "differentiating"),
    "ploidy": ("diploid", "hyperdiploid"),
    "sca": ("absent", "present"),
    "resection": ("complete", "incomplete"),
    "symptomatic": (False, True),
}
REGIONS = ("loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")
# one day of each band: the table is cut at 365, 547 and 1826, INPC at 548 and (from either side) at 547
DAYS = (0, 365, 547, 548, 1826)
NO_ROW = ("ganglioneuroblastoma_intermixed", "ganglioneuroma_maturing", "ganglioneuroma_mature")


class Answer(NamedTuple):
    covered: bool
    groups: frozenset[str]
    rows: frozenset[str]
    conflict: bool
    deciding: frozenset[str]
    cannot_change: frozenset[str]
    settling_sets: frozenset[frozenset[str]]
    contradiction: bool


NOT_COVERED = Answer(False, frozenset(), frozenset(), False, frozenset(), frozenset(), frozenset(), False)


def inpc_by(young: bool, five: bool, grade: str, mki: str) -> str:
    """The INPC table for neuroblastoma and the nodule of nodular ganglioneuroblastoma."""
    if grade == "undifferentiated" or five:
        return "unfavourable"
    if young:
        return "unfavourable" if mki == "high" else "favourable"
    return "favourable" if grade == "differentiating" and mki == "low" else "unfavourable"


@lru_cache(None)
def inpc_can(days: int, grade: str, mki: str | None, histology: str) -> bool:
    sides = (True, False) if days == 547 else (days < 548,)
    indices = (mki,) if mki else ("low", "intermediate", "high")
    return any(inpc_by(side, days >= 1826, grade, index) == histology for side in sides for index in indices)


def table_row(
    stage: str, days: int, mycn: str, histology: str, grade: str, good: bool, resected: str, ill: bool
) -> str:
    """The one row that a complete child meets; ``good`` is favourable, DNA index above 1 and no SCA together."""
    amplified = mycn == "amplified"
    if stage == "L1":
        if not amplified:
            return "C2-01"
        return "C2-02" if resected == "complete" else "C2-03"
    if stage == "L2":
        if amplified:
            return "C2-09"
        if days < 547:
            return "C2-04"
        if days < 1826:
            if histology == "favourable":
                return "C2-05"
            return "C2-06b" if grade == "differentiating" else "C2-06a"
        return "C2-08" if grade == "differentiating" else "C2-07"
    if stage == "M":
        if days >= 547:
            return "C2-13"
        if amplified:
            return "C2-14"
        if days < 365:
            return "C2-10"
        return "C2-11" if good else "C2-12"
    if amplified:
        return "C2-20"
    if days < 365:
        if ill:
            return "C2-16"
        return "C2-15" if good else "C2-17"
    return "C2-18" if good else "C2-19"


LOW = {"C2-01", "C2-02", "C2-15"}
INTERMEDIATE = {"C2-04", "C2-05", "C2-10", "C2-11", "C2-16", "C2-17", "C2-18"}


def groups_of(row: str) -> frozenset[str]:
    if row == "C2-08":
        return frozenset({"intermediate", "high"})
    return frozenset({"low" if row in LOW else "intermediate" if row in INTERMEDIATE else "high"})


@lru_cache(None)
def outcome(
    days: int,
    inrgss: str,
    mycn: str,
    histology: str,
    grade: str,
    ploidy: str,
    sca: str,
    resection: str,
    symptomatic: bool,
) -> tuple[frozenset[str], frozenset[str]]:
    """Groups and rows of a complete child; hypodiploid is read both ways."""
    readings = ("diploid", "hyperdiploid") if ploidy == "hypodiploid" else (ploidy,)
    rows = set()
    for reading in readings:
        good = histology == "favourable" and reading == "hyperdiploid" and sca == "absent"
        rows.add(table_row(inrgss, days, mycn, histology, grade, good, resection, symptomatic))
    return frozenset().union(*(groups_of(row) for row in rows)), frozenset(rows)


def with_sca(facts: dict[str, Any]) -> dict[str, Any]:
    """``sca`` from its seven regions, where it was not entered."""
    known = {key: value for key, value in facts.items() if value is not None}
    if "sca" not in known:
        if any(known.get(region) is True for region in REGIONS):
            known["sca"] = "present"
        elif all(known.get(region) is False for region in REGIONS):
            known["sca"] = "absent"
    return known


def completions(known: dict[str, Any], *, inpc: bool) -> list[tuple[Any, ...]]:
    """All possible (days, column values...) of a child."""
    days = (known["age_days"],) if "age_days" in known else DAYS
    ranges = [(known[name],) if name in known else RANGES[name] for name in COLUMNS]
    found = []
    for day in days:
        for values in product(*ranges):
            if values[0] == "MS" and day >= 547:
                continue
            if inpc and not inpc_can(day, values[3], known.get("mki"), values[2]):
                continue
            found.append((day, *values))
    return found


def answer(facts: dict[str, Any]) -> Answer:
    known = with_sca(facts)
    if known.get("category") in NO_ROW or (known.get("inrgss") == "MS" and known.get("age_days", 0) >= 547):
        return NOT_COVERED
    possible = completions(known, inpc=True)
    contradiction = not possible
    if contradiction:
        possible = completions(known, inpc=False)
    outcomes = [outcome(*one) for one in possible]
    unknown = [place for place, name in enumerate(COLUMNS, start=1) if name not in known]
    unknown = [place for place in unknown if len({one[place] for one in possible}) > 1]
    if "age_days" not in known:
        unknown.append(0)
    minimal = settling(possible, [groups for groups, _ in outcomes], unknown)
    name = ("age_days", *COLUMNS)
    deciding = {place for one in minimal for place in one}
    least = min((len(one) for one in minimal), default=0)
    return Answer(
        covered=True,
        groups=frozenset().union(*(groups for groups, _ in outcomes)),
        rows=frozenset().union(*(rows for _, rows in outcomes)),
        conflict=any(len(groups) > 1 for groups, _ in outcomes),
        deciding=frozenset(name[place] for place in deciding),
        cannot_change=frozenset(name[place] for place in unknown if place not in deciding),
        settling_sets=frozenset(frozenset(name[place] for place in one) for one in minimal if len(one) == least),
        contradiction=contradiction,
    )


def settling(
    possible: list[tuple[Any, ...]], outcomes: list[frozenset[str]], unknown: list[int]
) -> list[frozenset[int]]:
    """All inclusion-minimal sets of columns that settle; none where nothing is open."""
    if len(set(outcomes)) == 1:
        return []
    found: list[frozenset[int]] = []
    for size in range(1, len(unknown) + 1):
        for columns in combinations(unknown, size):
            if any(one.issubset(columns) for one in found):
                continue
            if settles(possible, outcomes, columns):
                found.append(frozenset(columns))
    return found


def settles(possible: list[tuple[Any, ...]], outcomes: list[frozenset[str]], columns: tuple[int, ...]) -> bool:
    """Whatever values the columns take, all completions left have the same outcome."""
    first: dict[tuple[Any, ...], frozenset[str]] = {}
    for one, groups in zip(possible, outcomes, strict=True):
        if first.setdefault(tuple([one[place] for place in columns]), groups) != groups:
            return False
    return True
