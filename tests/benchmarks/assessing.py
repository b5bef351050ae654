"""One assessment of COG v2 with its trace."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute, best_loop

# every column of the scheme, as a pathologist and a laboratory would have answered
KNOWN = {
    "inrgss": "M", "age_days": 400, "mycn": "not_amplified", "histology": "favourable", "grade": "differentiating",
    "mki": "low", "category": "neuroblastoma", "ploidy": "hyperdiploid", "sca": "absent", "symptomatic": False,
    "resection": "complete",
}  # fmt: skip


def assessing(boards: Boards) -> Iterator[Figure]:
    """From facts to groups, rows, citations, deciding facts and settling sets."""
    scheme = boards.library.rules.scheme("cog-v2")
    found = scheme.assess(KNOWN)
    assert found.settled and not found.deciding and not found.cannot_change, found
    seconds = best_loop(lambda: scheme.assess(KNOWN))
    yield absolute("assess known", "one assessment of COG v2, all facts known", seconds=seconds, most=20e-6)
    seconds = best_loop(lambda: scheme.assess({}))
    yield absolute("assess unknown", "the same, every fact unknown", seconds=seconds, most=5e-3)
