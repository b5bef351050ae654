"""The signature of a document: what a board's key signs, and whether somebody else's text of it holds.

Signed is what the document is and what it stands on, by digests: its kind, the version of the case, the facts, the
record that it carries and what was left out of that. No patient data are in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from db.ed25519 import holds, signed
from db.signing import SigningKey
from desktop.clinical.document_code import code_of
from desktop.clinical.errors import UserError

FORMAT = "crestboard-seal-1"
LONGEST = 4_000
"""Characters of a signature's text; ours have some hundred."""

_PARTS = ("facts", "format", "key", "kind", "left_out", "record", "version")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_KIND = re.compile(r"[a-z][a-z0-9_-]{0,39}")


class SealError(UserError):
    """A signature's text is damaged, or does not belong to what it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One signature. ``facts`` and ``record`` are digests (SHA-256; ``record`` is empty where none is carried).

    ``kind`` is what the document is (``summary`` ...), ``version`` that of the case, ``left_out`` the parts that the
    record lacks, ``key`` the public key of the board as 64 figures and small letters.
    """

    kind: str
    version: int
    facts: str
    record: str
    left_out: tuple[str, ...]
    key: str
    signature: str

    @property
    def code(self) -> str:
        """The short code that stands on the page."""
        return code_of(bytes.fromhex(self.signature))

    @property
    def text(self) -> str:
        """The signature as the document holds it, for any board to check."""
        return _canonical(_signed_parts(self) | {"signature": self.signature})


def digest_of(content: bytes) -> str:
    """SHA-256, as signatures and registers write it."""
    return sha256(content).hexdigest()


def sign(
    key: SigningKey, *, kind: str, version: int, facts: str, record: str = "", left_out: Sequence[str] = ()
) -> Seal:
    """Sign a document. The same document and key give the same signature."""
    bare = Seal(
        kind=kind, version=version, facts=facts, record=record, left_out=tuple(left_out), key=key.public, signature=""
    )  # fmt: skip
    return replace(bare, signature=signed(key, _canonical(_signed_parts(bare)).encode()))


def read_seal(text: str) -> Seal:
    """A signature from its text, checked by the key that it names. Raises SealError, one sentence.

    That it holds says that one board signed it, and not which.
    """
    seal = _parsed(text)
    if seal is None or not holds(seal.key, seal.signature, _canonical(_signed_parts(seal)).encode()):
        raise SealError(
            "The signature in this PDF is damaged or was changed; nothing was changed here, ask the sender for the "
            "file again."
        )
    return seal


def refuse_other_record(seal: Seal, record: bytes) -> None:
    """Raise SealError where a document's record (empty: none) is not the one that was signed."""
    if seal.record != (digest_of(record) if record else ""):
        raise SealError(
            "The record in this PDF is not the one that was signed, so it was changed on its way; nothing was changed "
            "here, ask the sender for the file again."
        )


def _signed_parts(seal: Seal) -> dict[str, object]:
    return {
        "facts": seal.facts,
        "format": FORMAT,
        "key": seal.key,
        "kind": seal.kind,
        "left_out": list(seal.left_out),
        "record": seal.record,
        "version": seal.version,
    }


def _canonical(parts: dict[str, object]) -> str:
    return json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _parsed(text: str) -> Seal | None:
    """The text taken apart, strictly; None where it is not exactly what this program writes."""
    if len(text) > LONGEST:
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or set(told) != {*_PARTS, "signature"} or told["format"] != FORMAT:
        return None
    shapes = {"facts": _DIGEST, "key": _DIGEST, "kind": _KIND, "signature": _SIGNATURE}
    if any(not isinstance(told[name], str) or not shape.fullmatch(told[name]) for name, shape in shapes.items()):
        return None
    version, record, left_out = told["version"], told["record"], told["left_out"]
    if isinstance(version, bool) or not isinstance(version, int) or not 0 <= version < 2**31:
        return None
    if not isinstance(record, str) or (record and not _DIGEST.fullmatch(record)):
        return None
    if not isinstance(left_out, list) or not all(isinstance(one, str) and _KIND.fullmatch(one) for one in left_out):
        return None
    return Seal(
        kind=told["kind"], version=version, facts=told["facts"], record=record, left_out=tuple(left_out),
        key=told["key"], signature=told["signature"],
    )  # fmt: skip
