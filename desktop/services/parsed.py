"""Files that are parsed one by one, each when it is first asked for: a list of children needs few of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Made = TypeVar("Made")


class Parsed(Mapping[str, Made]):
    """What the files say, by id. ``parse`` makes it from an id; what it raises is raised where it is asked for."""

    def __init__(self, ids: Iterable[str], parse: Callable[[str], Made]) -> None:
        self._ids = dict.fromkeys(ids)
        self._parse = parse
        self._made: dict[str, Made] = {}

    def __getitem__(self, key: str) -> Made:
        """The one with that id. Raises KeyError if there is none."""
        if key not in self._ids:
            raise KeyError(key)
        if key not in self._made:
            self._made[key] = self._parse(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        """Whether there is one with that id; nothing is parsed."""
        return key in self._ids

    def __iter__(self) -> Iterator[str]:
        """The ids, in their order."""
        return iter(self._ids)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ids)
