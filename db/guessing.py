"""How many guesses a passphrase takes from somebody who tries what people choose before what chance would give.

The lists (leaked passwords, words, names of people) and the counting are zxcvbn's. Its own way of reading numbers as
letters and of finding repetitions takes seconds on some input, so both are done here first, once for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

ENOUGH = 10.0
"""Ten thousand million guesses (as a power of ten): beyond who tries slowly, and each try here is made slow."""

_WINDOW, _MOST = 64, 256
"""The counting grows with the square of the length: it is done in pieces, and the beginning must be good by itself."""

_REPEATED = re.compile(
    r"(?P<letter>.)(?P=letter){2,}|(?P<few>..+?)(?P=few){2,}|(?P<piece>.{4,}?)(?P=piece)+", re.DOTALL
)
_AS_LETTERS = tuple(str.maketrans("@483690$5+721!|", f"aabeggosstt{'z' + last * 3}") for last in "il")


@dataclass(frozen=True, slots=True)
class Guess:
    """``power`` of ten guesses, no more than counted before it was enough, and what the passphrase is ``made_of``.

    That is ``names``, ``repetition``, ``row`` (keys or letters that follow each other), ``dates`` or ``words``.
    """

    power: float
    made_of: str = "words"

    @property
    def enough(self) -> bool:
        """Whether nobody gets there by guessing."""
        return self.power >= ENOUGH


def guess(text: str, names: Collection[str] = ()) -> Guess:
    """The cheapest way of guessing ``text``, in lower case; ``names`` are what anybody would try first."""
    ranked = _ranked(names)
    return min((_in_pieces(one, ranked) for one in _readings(text[:_MOST])), key=lambda found: found.power)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read it, and the power of ten of what somebody must know besides to try that."""

    text: str
    besides: float = 0.0
    repeated: bool = False


def _readings(text: str) -> Iterator[_Reading]:
    """As it stands, each repeated piece once, signs that stand for letters as these, and without any signs."""
    yield _Reading(text)
    once, times = _without_repetition(text)
    repeated = once != text
    if repeated:
        yield _Reading(once, times, repeated)
    for table in _AS_LETTERS:
        if (read := once.translate(table)) != once:
            yield _Reading(read, times + log10(2), repeated)
    letters = "".join(letter for letter in once if letter.isalnum())
    if len(letters) < len(once) <= 2 * len(letters):
        yield _Reading(letters, times + len(set(once) - set(letters)), repeated)


def _in_pieces(one: _Reading, ranked: dict[str, dict[str, int]]) -> Guess:
    power, made_of = one.besides, ""
    for piece in dict.fromkeys(one.text[at : at + _WINDOW] for at in range(0, len(one.text), _WINDOW)):
        added, sequence = _count(piece, ranked)
        power, made_of = power + added, made_of or _kind(sequence)
        if power >= ENOUGH:
            break
    return Guess(power, "repetition" if one.repeated or not made_of else made_of)


def _count(piece: str, ranked: dict[str, dict[str, int]]) -> tuple[float, Sequence[dict[str, Any]]]:
    # a tenth of a second to load, for which the start does not wait
    from zxcvbn import matching, scoring

    finders = (
        matching.dictionary_match, matching.reverse_dictionary_match, matching.spatial_match, matching.sequence_match,
        matching.regex_match, matching.date_match,
    )  # fmt: skip
    matches = [match for find in finders for match in find(piece, _ranked_dictionaries=ranked)]
    counted = scoring.most_guessable_match_sequence(piece, sorted(matches, key=lambda one: (one["i"], one["j"])))
    return log10(counted["guesses"]), counted["sequence"]


def _ranked(names: Collection[str]) -> dict[str, dict[str, int]]:
    """The lists with the names as one more; zxcvbn's own call would keep these in a table of the whole program."""
    from zxcvbn import matching

    return {**matching.RANKED_DICTIONARIES, "user_inputs": matching.build_ranked_dict(list(dict.fromkeys(names)))}


def _without_repetition(text: str) -> tuple[str, float]:
    """Each repeated piece once, and the power of ten of the ways to repeat them."""
    times = 0.0

    def once(found: re.Match[str]) -> str:
        nonlocal times
        piece = found["letter"] or found["few"] or found["piece"]
        times += log10(len(found[0]) / len(piece))
        return piece

    return _REPEATED.sub(once, text), times


def _kind(sequence: Sequence[dict[str, Any]]) -> str:
    """What most of its letters belong to."""
    letters = {"names": 0, "row": 0, "dates": 0, "words": 0}
    for match in sequence:
        letters[_KINDS.get(match["pattern"]) or _list_kind(match)] += len(match["token"])
    return max(letters, key=lambda kind: letters[kind])


_KINDS = {"spatial": "row", "sequence": "row", "regex": "dates", "date": "dates", "bruteforce": "words"}


def _list_kind(match: dict[str, Any]) -> str:
    """A list's word: one of the names, or any."""
    return "names" if match["dictionary_name"] == "user_inputs" else "words"
