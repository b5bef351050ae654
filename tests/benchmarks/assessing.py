"""One assessment of each scheme with its trace, with more and more unknown, beside a function of ifs and elses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.clinical.facts import FactValue
from desktop.clinical.risk import Assessment, Scheme
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute, best_loop

# every column of every scheme, as a pathologist and a laboratory would have answered
KNOWN: dict[str, FactValue] = {
    "inrgss": "M", "inss": "4", "age_days": 400, "mycn": "not_amplified", "histology": "favourable",
    "grade": "differentiating", "mki": "low", "category": "neuroblastoma", "ploidy": "hyperdiploid", "sca": "absent",
    "loss_11q": False, "symptomatic": False, "resection": "complete",
}  # fmt: skip
# in the order in which they are forgotten: what matters in most schemes first
FORGOTTEN = ("histology", "ploidy", "grade", "sca", "loss_11q", "mki")


def assessing(boards: Boards) -> Iterator[Figure]:
    """From facts to groups, rows, citations, deciding facts and settling sets."""
    known = best_loop(lambda: by_hand(KNOWN))
    yield absolute("assess by hand", "COG v2 as ifs and elses: the group alone, all known", seconds=known, most=20e-6)
    for scheme in boards.library.rules.schemes:
        found = scheme.assess(KNOWN)
        assert found.settled and not found.deciding and not found.cannot_change, found
        name = "assess" if scheme.id == "cog-v2" else f"assess {scheme.id}"
        title = boards.library.labels.scheme(scheme.id)
        seconds = best_loop(lambda scheme=scheme: anew(scheme, KNOWN))  # type: ignore[misc]
        yield absolute(f"{name} known", f"one assessment of {title}, all facts known", seconds=seconds, most=20e-6)
        for count in (1, 3, 6):
            facts = {key: value for key, value in KNOWN.items() if key not in FORGOTTEN[:count]}
            seconds = best_loop(lambda scheme=scheme, facts=facts: anew(scheme, facts))  # type: ignore[misc]
            yield absolute(f"{name} {count} unknown", f"the same, {count} unknown", seconds=seconds, most=5e-3)
        seconds = best_loop(lambda scheme=scheme: anew(scheme, {}))  # type: ignore[misc]
        yield absolute(f"{name} unknown", "the same, every fact unknown", seconds=seconds, most=5e-3)


def anew(scheme: Scheme, facts: Mapping[str, FactValue]) -> Assessment:
    """One assessment without the answers that a scheme keeps for children who have the same facts."""
    scheme.forget()
    return scheme.assess(facts)


def by_hand(facts: Mapping[str, object]) -> str:
    """The group of a child with all facts known by COG version 2: no row, no source, nothing unknown."""
    stage, days, amplified = facts["inrgss"], facts["age_days"], facts["mycn"] == "amplified"
    assert isinstance(days, int)
    favourable = facts["histology"] == "favourable"
    good = favourable and facts["ploidy"] == "hyperdiploid" and facts["sca"] == "absent"
    if stage == "L1":
        return "low" if not amplified or facts["resection"] == "complete" else "high"
    if amplified or (stage == "M" and days >= 547):
        return "high"
    if stage == "L2":
        return "intermediate" if days < 547 or (days < 1826 and favourable) else "high"
    if days >= 365:
        return "intermediate" if good else "high"
    if stage == "MS" and good and not facts["symptomatic"]:
        return "low"
    return "intermediate"
