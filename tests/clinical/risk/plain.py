"""Every scheme by brute force, written from the fact file and the rules of completion alone.

It shares nothing with the engine or with the rule files: plain loops over every possible completion, and over every
subset of the unknown columns. ``answer`` is what the engine must agree with. The tables are in ``plain_tables``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import combinations, product
from typing import Any, NamedTuple

RANGES: dict[str, tuple[Any, ...]] = {
    "inrgss": ("L1", "L2", "M", "MS"),
    "inss": ("1", "2", "3", "4", "4S"),
    "mycn": ("not_amplified", "amplified"),
    "histology": ("favourable", "unfavourable"),
    "grade": ("undifferentiated", "poorly_differentiated", "differentiating"),
    "ploidy": ("diploid", "hyperdiploid"),
    "sca": ("absent", "present"),
    "loss_11q": (False, True),
    "resection": ("complete", "incomplete"),
    "symptomatic": (False, True),
}
REGIONS = ("loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")
SCHWANNIAN = ("ganglioneuroblastoma_intermixed", "ganglioneuroma_maturing", "ganglioneuroma_mature")
SAME = {"2A": "2", "2B": "2", "gain": "not_amplified", "biopsy_only": "incomplete"}
# a stage that exists only below an age in days
BELOW = {"inrgss": ("MS", 547), "inss": ("4S", 365)}
NO_GRADE = "none"


class Plain(NamedTuple):
    """A scheme as plain Python: ``row`` names the one row of a complete child, ``groups`` what each row gives.

    ``days`` has one day of each band of age, those of the table and those of INPC. ``hypodiploid`` lists the classes
    that DNA index below 1 is read as.
    """

    columns: tuple[str, ...]
    days: tuple[int, ...]
    row: Callable[..., str]
    groups: Mapping[str, frozenset[str]]
    uncovered: tuple[str, ...] = SCHWANNIAN
    hypodiploid: tuple[str, ...] = ()


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
def inpc_can(days: int, category: str, grade: str | None, mki: str | None, histology: str | None) -> bool:
    """Whether INPC can produce this; None is open. On day 547 either side of 18 months is possible."""
    if category in SCHWANNIAN:
        return grade in (None, NO_GRADE) and histology in (None, "favourable")
    sides = (True, False) if days == 547 else (days < 548,)
    grades = RANGES["grade"] if grade is None else (grade,)
    indices = ("low", "intermediate", "high") if mki is None else (mki,)
    if NO_GRADE in grades:
        return False
    found = {inpc_by(side, days >= 1826, one, index) for side in sides for one in grades for index in indices}
    return bool(found) if histology is None else histology in found


def known_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Known facts in the words of the tables, with the category that is assumed and ``sca`` from its regions."""
    known = {key: SAME.get(value, value) if isinstance(value, str) else value for key, value in facts.items()}
    known = {key: value for key, value in known.items() if value is not None}
    known.setdefault("category", "neuroblastoma")
    if "sca" not in known:
        if any(known.get(region) is True for region in REGIONS):
            known["sca"] = "present"
        elif all(known.get(region) is False for region in REGIONS):
            known["sca"] = "absent"
    return known


def range_of(name: str, known: Mapping[str, Any]) -> tuple[Any, ...]:
    """The values of one column as far as its own fact and the regions go."""
    if name in known:
        return (known[name],)
    if name == "grade" and known["category"] in SCHWANNIAN:
        return (NO_GRADE,)
    if name == "loss_11q" and "sca" in known:
        others = [known.get(region) for region in REGIONS if region != name]
        if known["sca"] == "absent":
            return RANGES[name] if True in others else (False,)
        if all(one is False for one in others):
            return (True,)
    return RANGES[name]


def completions(plain: Plain, known: Mapping[str, Any], *, inpc: bool) -> list[tuple[Any, ...]]:
    """All possible (days, column values...) of a child."""
    days = (known["age_days"],) if "age_days" in known else plain.days
    ranges = [range_of(name, known) for name in plain.columns]
    tied = [plain.columns.index(name) if name in plain.columns else None for name in ("grade", "histology")]
    found = []
    for day in days:
        if "age_days" not in known and any(known.get(key) == stage and day >= day_of for key, (stage, day_of) in BOUND):
            continue
        for values in product(*ranges):
            if any(values[place] == stage and day >= below for place, stage, below in bounds_of(plain.columns)):
                continue
            grade, histology = (
                known.get(name) if place is None else values[place]
                for place, name in zip(tied, ("grade", "histology"), strict=True)
            )
            if inpc and not inpc_can(day, known["category"], grade, known.get("mki"), histology):
                continue
            found.append((day, *values))
    return found


BOUND = tuple(BELOW.items())


@lru_cache(None)
def bounds_of(columns: tuple[str, ...]) -> tuple[tuple[int, str, int], ...]:
    return tuple((columns.index(key), stage, below) for key, (stage, below) in BOUND if key in columns)


@lru_cache(None)
def outcome(
    row: Callable[..., str], columns: tuple[str, ...], readings: tuple[str, ...], category: str, child: tuple[Any, ...]
) -> frozenset[str]:
    """The rows of a complete child: several only where hypodiploid is read both ways."""
    facts = dict(zip(columns, child[1:], strict=True))
    if facts.get("ploidy") != "hypodiploid":
        return frozenset({row(days=child[0], category=category, **facts)})
    return frozenset(row(days=child[0], category=category, **{**facts, "ploidy": one}) for one in readings)


@lru_cache(None)
def union(groups: Callable[[str], frozenset[str]], rows: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(groups(row) for row in rows))


def answer(plain: Plain, facts: Mapping[str, Any]) -> Answer:
    """What a scheme must say about a child."""
    known = known_of(facts)
    if known["category"] in plain.uncovered or any(
        known.get(key) == stage and known.get("age_days", 0) >= below
        for key, (stage, below) in BOUND
        if key in plain.columns
    ):
        return NOT_COVERED
    possible = completions(plain, known, inpc=True)
    contradiction = not possible
    if contradiction:
        possible = completions(plain, known, inpc=False)
    rows = [outcome(plain.row, plain.columns, plain.hypodiploid, known["category"], one) for one in possible]
    outcomes = [union(plain.groups.__getitem__, one) for one in rows]
    unknown = [place for place, name in enumerate(plain.columns, start=1) if name not in known]
    unknown = [place for place in unknown if len({one[place] for one in possible}) > 1]
    if "age_days" not in known:
        unknown.append(0)
    minimal = settling(possible, outcomes, unknown)
    name = ("age_days", *plain.columns)
    deciding = {place for one in minimal for place in one}
    least = min((len(one) for one in minimal), default=0)
    return Answer(
        covered=True,
        groups=frozenset().union(*outcomes),
        rows=frozenset().union(*rows),
        conflict=any(len(groups) > 1 for groups in outcomes),
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
