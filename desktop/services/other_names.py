"""By which other names a value of a coded fact is found while one types: those of the sources, and of other centres.

The words of the column profiles are how other centres write a value in their lists, so they are how people there type
it. A word without a letter is a code of one list, which means something else in the next, and is no name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop.clinical.other_names import OtherNames
from desktop.clinical.vocabulary import REST_NOT_RECORDED
from desktop.services.importing.profiles import Profile

Names = Mapping[str, Mapping[object, tuple[str, ...]]]
"""The other names by fact and value."""


def other_names(told: Iterable[OtherNames], profiles: Iterable[Profile]) -> Names:
    """All other names; the same name may stand for two values, and then the field lists both."""
    found: dict[str, dict[object, dict[str, None]]] = {}
    for fact, value, name in (*_told(told), *_of_profiles(profiles)):
        found.setdefault(fact, {}).setdefault(value, {})[name] = None
    return {fact: {value: tuple(names) for value, names in values.items()} for fact, values in found.items()}


def _told(told: Iterable[OtherNames]) -> Iterator[tuple[str, object, str]]:
    for one in told:
        for name in one.also:
            yield one.fact, one.value, name


def _of_profiles(profiles: Iterable[Profile]) -> Iterator[tuple[str, object, str]]:
    for profile in profiles:
        for column in profile.columns:
            for word, value in column.written.items():
                # of several that can be ticked, neither none at all nor the others is a value
                if value not in {None, REST_NOT_RECORDED} and any(letter.isalpha() for letter in word):
                    yield column.field.name, value, word
