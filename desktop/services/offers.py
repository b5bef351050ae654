"""What a coded field offers, and which of it people mean by what they have typed so far.

Accents, capitals and punctuation do not count. Whatever begins with what is typed comes before what only holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.folding import fold


@dataclass(frozen=True, slots=True)
class Offer:
    """One value of a field: its words, what else people call it, its code, and the head that it stands under.

    ``note`` is what should be known once it is chosen, such as that sources differ. A value that people know by no
    code, such as another entry, has none.
    """

    value: object
    words: str
    also: tuple[str, ...] = ()
    code: str = ""
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An offer that fits what is typed, and the other name that it was found by; empty where its own words fit."""

    offer: Offer
    by: str = ""


_SAME, _WHOLE, _WHOLE_NAME, _BEGINS, _WORD, _NAME, _WITHIN, _NAME_WITHIN = range(8)
_SURE = _NAME
"""Up to here what is typed begins a word; what stands somewhere inside a word is offered, and never taken unseen."""


def matches(offers: Sequence[Offer], typed: str) -> tuple[Match, ...]:
    """Everything that fits, the closest first; nothing typed fits all of them."""
    if not typed.strip():
        return tuple(Match(one) for one in offers)
    return tuple(match for _, match in _ranked(offers, typed))


def meant(offers: Sequence[Offer], typed: str) -> tuple[Match, ...]:
    """The one that is meant beyond doubt; several where it could be any of them, none where nothing fits."""
    ranked = _ranked(offers, typed) if typed.strip() else []
    for last in (_SAME, _WHOLE, _WHOLE_NAME, _BEGINS, _SURE):
        found = tuple(match for rank, match in ranked if rank <= last)
        if len(found) == 1 or (found and last < _BEGINS):
            return found
    return tuple(match for rank, match in ranked if rank <= _SURE)


def _ranked(offers: Sequence[Offer], typed: str) -> list[tuple[int, Match]]:
    found = [(rank, place, Match(one, by)) for place, one in enumerate(offers) for rank, by in _best(one, typed)]
    found.sort(key=lambda one: one[:2])
    return [(rank, match) for rank, _, match in found]


def _best(offer: Offer, typed: str) -> Iterator[tuple[int, str]]:
    """How closely one offer fits, and by which of its other names; nothing where it does not."""
    wanted, same = fold(typed), typed.strip().casefold()
    if same in (offer.words.casefold(), offer.code.casefold()):
        yield _SAME, ""
        return
    if not wanted:
        return
    ranks = [(rank, "") for rank in (_own(offer, wanted),) if rank is not None]
    ranks += [(rank, name) for name in offer.also if (rank := _other(name, wanted)) is not None]
    if ranks:
        yield min(ranks, key=lambda one: one[0])


def _own(offer: Offer, wanted: str) -> int | None:
    words, code = fold(offer.words), fold(offer.code)
    if wanted in (words, code):
        return _WHOLE
    if words.startswith(wanted) or (code and code.startswith(wanted)):
        return _BEGINS
    if _begins_words(words, wanted):
        return _WORD
    return _WITHIN if wanted in words else None


def _other(name: str, wanted: str) -> int | None:
    folded = fold(name)
    if wanted == folded:
        return _WHOLE_NAME
    # a figure alone is the code of some list: the 0 at the end of a longer code is not meant by it
    if folded.startswith(wanted) if wanted.isdigit() else _begins_words(folded, wanted):
        return _NAME
    return _NAME_WITHIN if wanted in folded else None


def _begins_words(words: str, wanted: str) -> bool:
    """Whether each word that is typed begins a word of these, in whatever order."""
    have = words.split()
    return all(any(one.startswith(each) for one in have) for each in wanted.split())
