"""Children who may be on a board twice: alike by name, date of birth and identifier. A person decides; nothing is
merged by itself.

Every pair of a board of 10,000 would be 50 million comparisons, so only those are compared that share a key: the name,
the day of birth with a part of the name, an identifier but for one sign. ``alike`` alone says what a pair is; the keys
are made so that no pair that it accepts is missed (a test compares both with trying every pair).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from desktop.clinical.dates import PartialDate

MOST_ALIKE = 40
"""So many children who share a key are compared with each other; a larger crowd (no names, one date of birth for all)
says nothing about any two of them, and is told as what it is."""

_LEAST = 4
"""Shorter words and numbers are the same or they are not: a letter less would be another word."""


_UNDATED = "undated"
"""The keys by which only those are compared of whom one has no day of birth: with it there are better ones."""


class Sign(StrEnum):
    """One reason why two children look alike."""

    IDENTIFIER = "same_identifier"
    NEAR_IDENTIFIER = "near_identifier"
    NAME = "same_name"
    SWAPPED = "swapped_name"
    NEAR_NAME = "near_name"
    BORN = "same_birth"
    NEAR_BORN = "near_birth"


_WEIGHT = {
    Sign.IDENTIFIER: 4, Sign.NEAR_IDENTIFIER: 2, Sign.NAME: 3, Sign.SWAPPED: 3, Sign.NEAR_NAME: 2, Sign.BORN: 3,
    Sign.NEAR_BORN: 2,
}  # fmt: skip
_BORN = frozenset({Sign.BORN, Sign.NEAR_BORN})


@dataclass(frozen=True)
class Child:
    """What is compared of one child. Names are folded (no accents, no capitals, words by single spaces).

    ``identifiers`` are pairs of system and value, as they were entered.
    """

    case_id: UUID
    family: str = ""
    given: str = ""
    born: PartialDate | None = None
    identifiers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The identifiers without spaces, signs and leading noughts, which people leave out."""
        return tuple((system, plain) for system, value in self.identifiers if (plain := plain_number(value)))

    @cached_property
    def parts(self) -> tuple[str, str]:
        """Family and given name, each as one word."""
        return self.family.replace(" ", ""), self.given.replace(" ", "")

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the name, and each part as one word."""
        return frozenset({*self.family.split(), *self.given.split(), *self.parts} - {""})

    @cached_property
    def day(self) -> str:
        """The figures of the day of birth, or empty where it is not known to the day."""
        return str(self.born).replace("-", "") if self.born is not None and self.born.full else ""


@dataclass(frozen=True)
class Pair:
    """Two children who may be one, and why. ``weight`` puts the likeliest first."""

    first: UUID
    second: UUID
    signs: tuple[Sign, ...]

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        return sum(_WEIGHT[sign] for sign in self.signs)


@dataclass(frozen=True)
class Found:
    """The pairs, the likeliest first; ``crowds`` are the sizes of groups too large to compare."""

    pairs: tuple[Pair, ...]
    crowds: tuple[int, ...] = ()


def plain_number(value: str) -> str:
    """An identifier as it is compared: ``zz-00 12`` is ``ZZ12``."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", value)).upper()


def find(children: Sequence[Child]) -> Found:
    """Every pair that looks alike, in no more time than the board is large."""
    groups = defaultdict[tuple[object, ...], list[int]](list)
    for place, child in enumerate(children):
        for key in _keys(child):
            groups[key].append(place)
    crowds, tried, found = set[int](), set[tuple[int, int]](), list[Pair]()
    for key, places in groups.items():
        if len(places) < 2:
            continue
        some = [one for one in places if not children[one].day] if key[0] == _UNDATED else places
        if len(some) * len(places) > MOST_ALIKE**2:
            crowds.add(len(places))
            continue
        pairs = {(min(one, other), max(one, other)) for one in some for other in places if one != other}
        for first, second in pairs - tried:
            one, other = children[first], children[second]
            signs = alike(one, other)
            if signs:
                found.append(Pair(one.case_id, other.case_id, signs))
        tried |= pairs
    order = {child.case_id: place for place, child in enumerate(children)}
    found.sort(key=lambda one: (-one.weight, order[one.first], order[one.second]))
    return Found(tuple(found), tuple(sorted(crowds, reverse=True)))


def alike(one: Child, other: Child) -> tuple[Sign, ...]:
    """Why two children look like one child; empty where they do not.

    An identifier that is the same but for spaces and noughts is enough. The name needs the day of birth, unless that is
    not known of one of them; an identifier with one other sign needs the name, or the day where a name is not known.
    """
    number, name, born = _number_sign(one, other), _name_sign(one, other), _born_sign(one, other)
    signs = tuple(sign for sign in (number, name, born) if sign is not None)
    if number is Sign.IDENTIFIER:
        return signs
    if number is Sign.NEAR_IDENTIFIER and _near_number_counts(one, other, name, born):
        return signs
    if name in {Sign.NAME, Sign.SWAPPED} and (born in _BORN or not _both_born(one, other)):
        return tuple(sign for sign in signs if sign is not Sign.NEAR_IDENTIFIER)
    if name is Sign.NEAR_NAME and born is Sign.BORN:
        return tuple(sign for sign in signs if sign is not Sign.NEAR_IDENTIFIER)
    return ()


def _near_number_counts(one: Child, other: Child, name: Sign | None, born: Sign | None) -> bool:
    """Hospital numbers follow each other: one that is near says something only beside the name, or the birth."""
    if name in {Sign.NAME, Sign.SWAPPED}:
        return True
    if name is Sign.NEAR_NAME:
        return born in _BORN or (not _both_born(one, other) and bool(one.words & other.words))
    return born in _BORN and not (one.words and other.words)


def _both_born(one: Child, other: Child) -> bool:
    return bool(one.day and other.day)


def _number_sign(one: Child, other: Child) -> Sign | None:
    near = False
    for system, value in one.numbers:
        for their_system, theirs in other.numbers:
            if value == theirs and (system == their_system or len(value) > _LEAST):
                return Sign.IDENTIFIER
            near = near or (system == their_system and _is_near(value, theirs))
    return Sign.NEAR_IDENTIFIER if near else None


def _name_sign(one: Child, other: Child) -> Sign | None:
    mine, theirs = one.parts, other.parts
    if not any(mine) or not any(theirs):
        return None
    if mine == theirs and all(mine):
        return Sign.NAME
    if mine == theirs[::-1] and all(mine):
        return Sign.SWAPPED
    own, others = (one.family, one.given), (other.family, other.given)
    near = _parts_near(own, others) or _parts_near(own, others[::-1])
    return Sign.NEAR_NAME if near else None


def _parts_near(own: tuple[str, str], others: tuple[str, str]) -> bool:
    """Both parts the same or nearly; of a child with one name only, that one the same."""
    if all(own) and all(others):
        return all(_words_near(mine, theirs) for mine, theirs in zip(own, others, strict=True))
    return any(mine and mine == theirs for mine, theirs in zip(own, others, strict=True))


def _words_near(mine: str, theirs: str) -> bool:
    """The same but for one letter, or one has more names than the other."""
    few, many = sorted((set(mine.split()), set(theirs.split())), key=len)
    one, other = mine.replace(" ", ""), theirs.replace(" ", "")
    return few <= many or one == other or _is_near(one, other)


def _born_sign(one: Child, other: Child) -> Sign | None:
    if not _both_born(one, other):
        return None
    if one.day == other.day:
        return Sign.BORN
    turned = one.day[:4] == other.day[:4] and one.day[4:6] == other.day[6:] and one.day[6:] == other.day[4:6]
    return Sign.NEAR_BORN if turned or _is_transposed(one.day, other.day) else None


def _is_near(one: str, other: str) -> bool:
    """One sign is other, missing, or two neighbours are transposed; only of words that are long enough."""
    if one == other or min(len(one), len(other)) < _LEAST or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(map(str.__ne__, one, other)) == 1 or _is_transposed(one, other)
    short, long = sorted((one, other), key=len)
    return short in _shortened(long)


def _is_transposed(one: str, other: str) -> bool:
    """Whether two neighbouring signs changed places, and nothing else."""
    differ = [at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs]
    if len(one) != len(other) or len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    return one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]


def _shortened(word: str) -> set[str]:
    """The word without one of its signs: two words that are near share one of these, or are one of them."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _near_keys(word: str) -> set[str]:
    return {word} | (_shortened(word) if len(word) >= _LEAST else set())


def _keys(child: Child) -> Iterator[tuple[object, ...]]:
    """What a child shares with every other that it may be alike to."""
    for _, number in child.numbers:
        yield ("number", number)
    if all(child.parts):
        yield ("name", *sorted(child.parts))
    words = {key for part in child.parts if part for key in _near_keys(part)} | child.words
    if child.day:
        yield from (("born", child.day, word) for word in words)
    yield from _near_number_keys(child)


def _near_number_keys(child: Child) -> Iterable[tuple[object, ...]]:
    """A number but for one sign, with a word of the name, and with the figures of the day in whatever order."""
    figures = "".join(sorted(child.day))
    keys = {(system, key) for system, number in child.numbers for key in _near_keys(number)}
    for system, key in keys:
        yield from ((_UNDATED, system, key, word) for word in child.words)
        if figures:
            yield ("near on", system, key, figures)
