"""Which passphrases a board accepts: long ones that are not easily guessed, of any composition (NIST SP 800-63B-4).

What is blocked are passwords from leaks, common words and names, rows of keys, dates, repetitions and what is said on
this board, alone or strung together, until it takes ten thousand million guesses to come upon it.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from desktop.clinical.errors import UserError
from desktop.clinical.person import is_plain

LEAST = 15
MOST = 1024

DEMONSTRATION = "these children do not exist"
"""Opens every demonstration board: there is nothing in it to protect."""

_PRINTED = frozenset({"thesechildrendonotexist", "correcthorsebatterystaple"})
"""Good once, and printed for all to read."""

_SAID_HERE = (
    "crestboard", "neuroblastoma", "tumourboard", "tumorboard", "tumour", "tumor", "board", "oncology", "paediatric",
    "pediatric", "children", "hospital", "clinic", "ward", "multidisciplinary", "team", "administrator", "coordinator",
    "clinician", "passphrase", "password", "recovery", "secret",
)  # fmt: skip

_MADE_OF = {
    "names": "it is made of names and words that people here would try first",
    "repetition": "it repeats one piece",
    "row": "it is a row of keys or letters that follow each other",
    "dates": "it is made of dates",
    "words": "it is made of known passwords or too few words",
}


def prepared(passphrase: str) -> bytes:
    """The bytes that the key is derived from: the same whichever keyboard typed the accents."""
    # a terminal can hand on half a character; it is then a wrong passphrase and no fault
    return normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def refuse_weak(passphrase: str, *names: str) -> None:
    """Raise UserError for a passphrase that is too short or easily guessed. ``names``: of the board and its person."""
    if told := why_weak(passphrase, *names):
        raise UserError(told)


def why_weak(passphrase: str, *names: str) -> str:
    """One sentence why a board does not accept a passphrase, without showing it; empty where it does."""
    if not is_plain(passphrase):
        return (
            "The passphrase has a sign that is no letter, such as a line break; another keyboard or program could not "
            "type it, so leave it out."
        )
    length = len(normalize("NFKC", passphrase))
    if length < LEAST:
        return f"The passphrase has {length} characters and needs {LEAST} or more; four or five words will do."
    if length > MOST:
        return f"The passphrase is longer than {MOST} characters; choose a shorter one."
    bare = _bare(passphrase)
    if _letters(bare) in _PRINTED:
        return "The passphrase is printed in many places and too easy to guess; choose four or five words of your own."
    from db.guessing import guess  # its lists take a while to load, and opening a board does without

    found = guess(bare, _words(names))
    if found.enough:
        return ""
    return f"The passphrase is too easy to guess: {_MADE_OF[found.made_of]}; choose four or five words of your own."


def _words(names: tuple[str, ...]) -> list[str]:
    """Names whole and word by word, and what is said on such a board."""
    parts = [part for name in names for part in (name, *re.split(r"\W+", name))]
    return [word for part in parts if (word := _bare(part))] + list(_SAID_HERE)


def _bare(text: str) -> str:
    """Without capitals and spaces: they make nothing harder to guess."""
    return "".join(normalize("NFKC", text).casefold().split())


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
