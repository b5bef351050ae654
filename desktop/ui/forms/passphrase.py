"""How good a new passphrase is, in words. Long counts, and not being easy to guess; capitals and signs do not."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.board_keys import LEAST, why_weak

__all__ = ["LEAST", "Strength", "strength", "weakness"]

_COMFORTABLE = 20


@dataclass(frozen=True, slots=True)
class Strength:
    """``enough`` says whether it may be used; ``words`` says so to people, without showing it.

    ``refused``: it is long enough, and cannot be used all the same.
    """

    words: str
    enough: bool
    refused: bool = False


def weakness(passphrase: str, *names: str) -> str:
    """Why it cannot be used, in words while it is typed; empty where it can. The service refuses the same ones."""
    if not passphrase:
        return f"At least {LEAST} characters; four or five words are easy to remember."
    if len(passphrase) < LEAST:
        return f"Too short: {len(passphrase)} of {LEAST} characters."
    return _beneath(why_weak(passphrase, *names))


def strength(passphrase: str, repeated: str, weak: str) -> Strength:
    """Judge a passphrase, of which ``weak`` says why it cannot be used, and its repetition."""
    if weak:
        return Strength(weak, enough=False, refused=len(passphrase) >= LEAST)
    good = "Strong" if len(passphrase) >= _COMFORTABLE and len(passphrase.split()) > 2 else "Long enough"
    if not repeated:
        return Strength(f"{good}. Type it once more.", enough=False)
    if repeated != passphrase:
        return Strength("The two differ.", enough=False)
    return Strength(f"{good}. Both are the same.", enough=True)


def _beneath(sentence: str) -> str:
    """Beneath the field it need not be said again that it is the passphrase."""
    bare = sentence.removeprefix("The passphrase is ")
    return f"{bare[:1].upper()}{bare[1:]}"
