"""``python -m tests.benchmarks``: every figure of one run as one table. Nothing passes or fails by it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.boards import FULL, Boards
from tests.benchmarks.figures import Figure, table

NAMES = (
    "assessing",
    "summaries",
    "packs",
    "starting",
    "opening",
    "searching",
    "importing",
    "adopting",
    "encrypting",
    "timelines",
)


def main() -> None:
    """Measure and print."""
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=NAMES, action="append", help="one kind of figure; may be repeated")
    parser.add_argument("--rows", type=int, default=FULL, help="children that stand for the 10,000 of the bars")
    args = parser.parse_args()
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures, before = [], pace()
    with TemporaryDirectory(prefix="crestboard-benchmarks-") as folder:
        boards = Boards(Path(folder), args.rows)
        for name in args.only or NAMES:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            figures += measured(name, boards)
    print(table(figures))
    print(f"\nPace of this machine, {before:.0f} ms before and {pace():.0f} ms after: other paces, other figures")
    if hasattr(os, "getloadavg"):
        print(f"Load of this machine over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def pace() -> float:
    """Milliseconds for work that is always the same: what a slow hour of the machine adds to the figures shows here."""
    begun = perf_counter()
    sum(range(20_000_000))
    return 1000 * (perf_counter() - begun)


def measured(name: str, boards: Boards) -> Iterator[Figure]:
    """The figures of one module; each is loaded when its turn comes, so that none pays for another's imports."""
    measure: Callable[[Boards], Iterator[Figure]] = getattr(import_module(f"tests.benchmarks.{name}"), name)
    return measure(boards)


if __name__ == "__main__":
    main()
