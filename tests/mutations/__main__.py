"""Print, for every shipped table, how many changed cells the worked cases notice.

``python -m tests.mutations [--every N] [risk/cog-v2.toml ...]``; with N only each N-th cell, always the same.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser

from tests.mutations.tables import Shelf
from tests.mutations.tally import equivalent, tally


def main(names: list[str], every: int) -> int:
    """Exit 1 if a changed cell was missed that is not named as equivalent."""
    shelf, named, left = Shelf(), equivalent(), 0
    print("table         cells  refused  noticed  equivalent  missed  share      s")
    for name in names or sorted(shelf.texts):
        began = time.process_time()
        found = tally(shelf, name, named, every)
        seconds = time.process_time() - began
        print(f"{found.line} {seconds:6.1f}")
        left += len(found.missed)
        for cell in found.missed:
            print(f"    missed: {cell}")
        for cell in found.stale:
            print(f"    noticed, though named as equivalent: {cell}")
    return 1 if left else 0


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("names", nargs="*", help="files of rules; all if none is named")
    parser.add_argument("--every", type=int, default=1, help="change only each N-th cell")
    given = parser.parse_args()
    sys.exit(main(given.names, given.every))
