"""Boards of any size: children who do not exist, written in bulk into a folder that lives as long as the run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from desktop.app import build_library
from desktop.clinical.case import Case, Identifier
from desktop.clinical.record import ENTRY_TYPES
from desktop.services.boards import Board, create_board, open_board
from desktop.services.demo import demonstration_cases
from desktop.services.demo_entries import linked
from desktop.services.library import Library
from desktop.services.lines import line_of

FULL, SPARSE = 10_000, 100_000
"""The sizes that bars are set for. The large board's children have fewer results each."""

_CHUNK = 5_000
_SYLLABLES = (
    "ba",
    "be",
    "bo",
    "da",
    "do",
    "fi",
    "ga",
    "ka",
    "ki",
    "la",
    "lo",
    "ma",
    "mi",
    "na",
    "ro",
    "sa",
    "ti",
    "vo",
)


@dataclass(frozen=True)
class Boards:
    """Makes each board once, when it is first asked for. ``rows`` stands for the 10,000 of the bars."""

    folder: Path
    rows: int = FULL
    _made: dict[str, Path] = field(default_factory=dict)

    @cached_property
    def library(self) -> Library:
        """Everything that ships as data."""
        return build_library()

    @property
    def many(self) -> int:
        """What stands for the 100,000 of the bars."""
        return self.rows * (SPARSE // FULL)

    @cached_property
    def surroundings(self) -> dict[str, str]:
        """For a process of its own: a home of its own, and bytecode that is kept, as an installed program has it."""
        found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        home = str(self.folder)
        found |= {"HOME": home, "XDG_DATA_HOME": home, "LOCALAPPDATA": home}
        return found | {"PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"), "PYTHONIOENCODING": "utf-8"}

    def board(self, count: int, *, sparse: bool = False) -> Path:
        """The folder of a closed demonstration board: it opens with a data key that costs nothing to unwrap."""
        name = f"{count}{'-sparse' if sparse else ''}"
        if name not in self._made:
            self._made[name] = self.folder / f"{name}.crestboard"
            with self.empty(self._made[name]) as board:
                self._fill(board, count, sparse=sparse)
        return self._made[name]

    def empty(self, folder: Path) -> Board:
        """A new demonstration board without children, open."""
        return create_board(folder, name="Benchmark", person_name="Zztest Coordinator", demonstration=True).board

    def open(self, count: int, *, sparse: bool = False) -> Board:
        """One of these boards, open for writing."""
        return open_board(self.board(count, sparse=sparse))

    def _fill(self, board: Board, count: int, *, sparse: bool) -> None:
        made = children(self.library, count, sparse=sparse)
        while some := list(islice(made, _CHUNK)):
            with board.database.work(board.person.id) as work:
                stored = work.cases.add_many(some, "New case")
                work.index.put_many([line_of(self.library, case) for case in stored])


def children(library: Library, count: int, *, sparse: bool = False) -> Iterator[Case]:
    """Children in the manifold of the demonstration's, each with its own name, identifier and keys."""
    patterns = list(demonstration_cases(library, min(count, 240), seed=1))
    dice = Random(20261124)
    for number in range(count):
        pattern = patterns[number % len(patterns)]
        named = replace(
            pattern,
            family_name=f"Zztest-{_name(dice, 3)}",
            given_name=_name(dice, 2),
            identifiers=(Identifier(system="mrn", value=f"ZZ-{number + 1:07d}"),),
        )
        if sparse:
            named = replace(named, plans=(), pathology=(), ploidy=(), segmental=(), alk=(), surgery=(), course=())
        keys: dict[UUID, UUID] = {}
        made = rekeyed(named, dice, keys)
        held = {table: rows for table in ENTRY_TYPES if (rows := getattr(made, table))}
        yield replace(made, **linked(held, library.record, keys)) if held else made


def rekeyed(value: Any, dice: Random, keys: dict[UUID, UUID]) -> Any:
    """The same value with new keys throughout; ``keys`` learns which became which."""
    if isinstance(value, tuple):
        return tuple(rekeyed(one, dice, keys) for one in value)
    if not is_dataclass(value) or isinstance(value, type) or not hasattr(value, "id"):
        return value
    inner = {one.name: rekeyed(getattr(value, one.name), dice, keys) for one in fields(value) if one.name != "id"}
    keys[value.id] = UUID(int=dice.getrandbits(128), version=4)
    return replace(value, id=keys[value.id], **inner)


def _name(dice: Random, syllables: int) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(syllables)).capitalize()
