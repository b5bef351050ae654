"""The recovery key: the data key itself, in letters and digits that a person can print and type.

Crockford's base 32 has no I, L, O or U; whoever types them anyway is understood. A checksum tells a mistyped key
from a key of another board.
"""

from __future__ import annotations

import hashlib
import hmac

from db.errors import WrongKeyError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_BYTES = 32
CHECK_BYTES = 3
GROUP = 4
LETTERS = (KEY_BYTES + CHECK_BYTES) * 8 // 5

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def recovery_text(key: bytes) -> str:
    """The data key in groups of four letters and digits, with its checksum."""
    number = int.from_bytes(key + _checksum(key))
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def recovery_bytes(text: str) -> bytes:
    """The data key from a typed recovery key; case, spaces and dashes do not matter. Raises WrongKeyError."""
    letters = _letters(text)
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        raise WrongKeyError(
            f"A recovery key has {LETTERS} letters and digits (never U); compare each group with the printed one."
        )
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    whole = number.to_bytes(KEY_BYTES + CHECK_BYTES)
    key, check = whole[:KEY_BYTES], whole[KEY_BYTES:]
    if not hmac.compare_digest(check, _checksum(key)):
        raise WrongKeyError("The recovery key has a mistyped letter; compare each group with the printed one.")
    return key


def is_group(typed: str, group: str) -> bool:
    """Whether a typed group of letters and digits is this one of a recovery key."""
    return _letters(typed) == list(group)


def is_recovery_text(text: str) -> bool:
    """Whether a text is a whole recovery key, so that it can be typed where a passphrase is asked."""
    try:
        recovery_bytes(text)
    except WrongKeyError:
        return False
    return True


def _letters(text: str) -> list[str]:
    return [letter for letter in text.upper().translate(_LOOKALIKES) if letter not in "- \t\r\n"]


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"crestboard recovery key 1" + key).digest()[:CHECK_BYTES]
