"""The short code on a document: letters and figures that nobody mistakes, with two that find every slip of a copyist.

It says nothing of the child: it is made from the signature. Sixty bits tell documents apart; the two last characters
find each single wrong character and each two that changed places.
"""

from __future__ import annotations

from hashlib import sha256

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as others."""

_LENGTH, _CHECKS, _GROUP = 12, 2, 4
_PRIME = 1021
"""The largest prime that two characters can count to."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SQUARE = "CB1:"
"""What the text of a square begins with, so that a reader of squares knows whose it is."""


def code_of(signature: bytes) -> str:
    """The code of a signature, as it is printed: ``7K3M-9QXT-2HFW-8N``."""
    number = int.from_bytes(sha256(b"crestboard-code" + signature).digest()[:8], "big") >> 4
    return _grouped(_written(number, _LENGTH) + _written(number % _PRIME, _CHECKS))


def read_code(typed: str) -> str | None:
    """The code as it is printed, from what somebody typed or a reader of squares gave; None where it is none.

    Spaces, hyphens and small letters make no difference, nor do I, L and O for 1 and 0.
    """
    plain = typed.strip().upper().removeprefix(_SQUARE).translate(_MISREAD)
    plain = "".join(one for one in plain if one not in "- \u00a0\t\u2010\u2011\u2013")
    if len(plain) != _LENGTH + _CHECKS or any(one not in LETTERS for one in plain):
        return None
    number = _number(plain[:_LENGTH])
    return _grouped(plain) if number % _PRIME == _number(plain[_LENGTH:]) else None


def square_of(code: str) -> str:
    """The text of the square beside a code."""
    return _SQUARE + code.replace("-", "")


def _written(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(text: str) -> int:
    number = 0
    for one in text:
        number = number << 5 | LETTERS.index(one)
    return number


def _grouped(plain: str) -> str:
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))
