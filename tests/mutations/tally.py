"""What became of every changed cell of one file, counted against the cells that are named as equivalent."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.tables import REFUSED, Shelf

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
Named = frozenset[tuple[str, str]]


def equivalent() -> Named:
    """Table and cell of every change that no child can tell; each stands once and has a reason."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]
    assert all(one["reason"].endswith(".") for one in entries)
    cells = [(str(one["table"]), str(cell)) for one in entries for cell in one["cells"]]
    assert len(set(cells)) == len(cells), "a cell stands twice"
    return frozenset(cells)


@dataclass(frozen=True)
class Tally:
    """The counts of one table. ``missed`` were noticed by nobody; ``stale`` are named as equivalent and are not."""

    table: str
    cells: int
    refused: int
    noticed: int
    equivalent: int
    missed: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def line(self) -> str:
        """One line of the printed table."""
        share = (self.refused + self.noticed) / (self.cells - self.equivalent)
        return (
            f"{self.table:12} {self.cells:6} {self.refused:8} {self.noticed:8} {self.equivalent:11} "
            f"{len(self.missed):7} {share:6.1%}"
        )


def tally(shelf: Shelf, name: str, named: Named, every: int = 1) -> Tally:
    """Change every cell of one file, one at a time; or each ``every``-th of them, always the same."""
    chosen = list(shelf.mutants(name))[::every]
    cells = {one.cell for one in chosen}
    assert len(cells) == len(chosen), "every cell has a name of its own"
    found = [shelf.verdict(name, mutant) for mutant in chosen]
    table = found[0].table
    unnoticed = {one.cell for one in found if not one.noticed}
    same = {cell for one, cell in named if one == table and (every == 1 or cell in cells)}
    refused = sum(one.noticed == REFUSED for one in found)
    return Tally(
        table=table,
        cells=len(found),
        refused=refused,
        noticed=len(found) - refused - len(unnoticed),
        equivalent=len(unnoticed & same),
        missed=tuple(sorted(unnoticed - same)),
        stale=tuple(sorted(same - unnoticed)),
    )
