"""One page of an encrypted database: whether it is as it was written, and what it says (SQLCipher 4, raw key).

Only for salvage: whatever is read in the ordinary way goes through the driver, and nothing is written by this.
"""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

PAGE = 4096
SALT = 16
_IV, _CODE = 16, 64
USABLE = PAGE - _IV - _CODE
"""Bytes of a page that hold content."""

MAGIC = b"SQLite format 3\0"


class PageCipher:
    """Opens the pages of one database file. ``salt`` is what its first sixteen bytes are, or were."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = algorithms.AES256(key)
        mixed = bytes(byte ^ 0x3A for byte in salt)
        self._code_key = PBKDF2HMAC(SHA512(), 32, mixed, 2).derive(key)

    def open(self, number: int, page: bytes) -> bytes | None:
        """What a page says, padded to its size; None where it is not as it was written."""
        start = SALT if number == 1 else 0
        told, code = page[start:-_CODE], page[-_CODE:]
        if len(page) != PAGE or not hmac.compare_digest(code, self._code(number, told)):
            return None
        text, iv = told[:-_IV], told[-_IV:]
        opener = Cipher(self._key, modes.CBC(iv)).decryptor()
        plain = opener.update(text) + opener.finalize()
        return (MAGIC if number == 1 else b"") + plain + bytes(_IV + _CODE)

    def _code(self, number: int, told: bytes) -> bytes:
        return hmac.digest(self._code_key, told + number.to_bytes(4, "little"), "sha512")
