"""Which passphrases a board accepts: long ones that are not on a short list (NIST SP 800-63B-4), of any composition."""

from __future__ import annotations

from unicodedata import normalize

from desktop.clinical.errors import UserError

LEAST = 15
MOST = 1024

DEMONSTRATION = "these children do not exist"
"""Opens every demonstration board: there is nothing in it to protect."""

_KNOWN = frozenset(
    {
        "passwordpassword", "passphrasepassphrase", "mypassphraseissecret", "thisismypassphrase", "thisismypassword",
        "letmeinletmeinletmein", "correcthorsebatterystaple", "neuroblastomaboard", "neuroblastomatumourboard",
        "neuroblastomatumorboard", "multidisciplinaryteam", "changemechangeme", "administratoradministrator",
        "thesechildrendonotexist", "qwertyuiopasdfg", "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv", "1q2w3e4r5t6y7u8i9o0p", "iloveyouiloveyou", "crestboardcrestboard",
    }
)  # fmt: skip
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "98765432109876543210")


def prepared(passphrase: str) -> bytes:
    """The bytes that the key is derived from: the same whichever keyboard typed the accents."""
    return normalize("NFKC", passphrase).encode()


def refuse_weak(passphrase: str, *names: str) -> None:
    """Raise UserError for a passphrase that is too short or easily guessed. ``names``: of the board and its person."""
    length = len(normalize("NFKC", passphrase))
    if length < LEAST:
        raise UserError(
            f"The passphrase has {length} characters and needs {LEAST} or more; four or five words will do."
        )
    if length > MOST:
        raise UserError(f"The passphrase is longer than {MOST} characters; choose a shorter one.")
    if _is_guessable(_bare(passphrase), [_bare(name) for name in names]):
        raise UserError("The passphrase is one that is easily guessed; choose four or five words of your own.")


def _is_guessable(bare: str, names: list[str]) -> bool:
    """On the list, a run, one piece repeated, or nothing but the names of the board and its person."""
    if bare in _KNOWN or any(bare in run for run in _RUNS) or _repeats(bare):
        return True
    for name in names:
        bare = bare.replace(name, "") if name else bare
    return not bare.strip("0123456789")


def _repeats(bare: str) -> bool:
    return any(bare == (bare[:size] * len(bare))[: len(bare)] for size in range(1, min(8, len(bare) // 2) + 1))


def _bare(text: str) -> str:
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())
