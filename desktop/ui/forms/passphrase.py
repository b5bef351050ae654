"""How good a new passphrase is, in words. Long counts; capitals and signs do not."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 15
_COMFORTABLE = 20


@dataclass(frozen=True, slots=True)
class Strength:
    """``enough`` says whether it may be used; ``words`` says so to people, without showing it."""

    words: str
    enough: bool


def strength(passphrase: str, repeated: str) -> Strength:
    """Judge a passphrase and its repetition. The service refuses those that are easily guessed."""
    length = len(passphrase)
    if not length:
        return Strength(f"At least {LEAST} characters; four or five words are easy to remember.", enough=False)
    if length < LEAST:
        return Strength(f"Too short: {length} of {LEAST} characters.", enough=False)
    if len(set(passphrase.casefold())) < 6:
        return Strength("Too few different letters.", enough=False)
    good = "Strong" if length >= _COMFORTABLE and len(passphrase.split()) > 2 else "Long enough"
    if not repeated:
        return Strength(f"{good}. Type it once more.", enough=False)
    if repeated != passphrase:
        return Strength("The two differ.", enough=False)
    return Strength(f"{good}. Both are the same.", enough=True)
