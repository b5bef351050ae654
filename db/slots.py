"""One person's key slot: their passphrase opens a key pair of their own, and the pair opens the board's data key.

The data key is sealed to the public half, so that it can be renewed for everybody without anybody's passphrase.
A slot shows a person's name (a member of staff, never a child) and nothing else without the passphrase.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from db.errors import WrongKeyError
from db.passphrases import prepared

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SALT_BYTES = 16
_PURPOSE = b"crestboard data key 2"


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess of a passphrase is: memory in KiB, passes over it, lanes (Argon2id)."""

    memory: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    @property
    def sane(self) -> bool:
        """Whether a key file may ask for this: a tampered one must not eat the machine's memory."""
        return 8 * self.lanes <= self.memory <= 2**21 and 1 <= self.iterations <= 100 and 1 <= self.lanes <= 64


STANDARD = Cost()
NO_SECRET = Cost(memory=32, iterations=1, lanes=1)
"""For boards whose passphrase is public (demonstrations), and for tests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """``wrapped`` is the private half under the passphrase, ``sealed`` the data key for the ``public`` half.

    A slot of the first version has no pair: there ``wrapped`` is the data key itself, ``public`` and ``sealed`` empty.
    """

    person: UUID
    name: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes
    public: bytes = b""
    sealed: bytes = b""

    @property
    def renewable(self) -> bool:
        """Whether another data key can be put in without the passphrase."""
        return bool(self.public)


def wrap(key: bytes, passphrase: str, board: UUID, person: UUID, name: str, cost: Cost = STANDARD) -> Slot:
    """Make a person's slot, bound to board and person, with a new key pair."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(12)
    private = X25519PrivateKey.generate()
    wrapped = AESGCM(_derive(passphrase, salt, cost)).encrypt(
        nonce, private.private_bytes_raw(), _bound(board, person)
    )  # fmt: skip
    empty = Slot(
        person=person, name=name, cost=cost, salt=salt, nonce=nonce, wrapped=wrapped,
        public=private.public_key().public_bytes_raw(),
    )  # fmt: skip
    return renewed(empty, key, board)


def renewed(slot: Slot, key: bytes, board: UUID) -> Slot:
    """The same person's slot with another data key. Raises ValueError for a slot without a key pair."""
    public = X25519PublicKey.from_public_bytes(slot.public)
    return replace(slot, sealed=_SUITE.encrypt(key, public, info=_bound(board, slot.person)))


def unwrap(slot: Slot, passphrase: str, board: UUID) -> bytes:
    """The data key. Raises WrongKeyError if the passphrase is not this person's."""
    cipher = AESGCM(_derive(passphrase, slot.salt, slot.cost))
    try:
        if not slot.renewable:
            return cipher.decrypt(slot.nonce, slot.wrapped, board.bytes + slot.person.bytes)
        private = cipher.decrypt(slot.nonce, slot.wrapped, _bound(board, slot.person))
        return _SUITE.decrypt(
            slot.sealed, X25519PrivateKey.from_private_bytes(private), info=_bound(board, slot.person)
        )
    except (InvalidTag, ValueError):
        raise WrongKeyError(
            f"That is not the passphrase of {slot.name} on this board; try again, or use the recovery key."
        ) from None


def slot_document(slot: Slot) -> dict[str, Any]:
    """A slot as the key file holds it."""
    return {
        "person": str(slot.person),
        "name": slot.name,
        "kdf": "argon2id",
        **asdict(slot.cost),
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
        "public": slot.public.hex(),
        "sealed": slot.sealed.hex(),
    }


def read_slot(document: Any) -> Slot:
    """A slot from a key file. Raises ValueError, KeyError or TypeError for what this program does not make."""
    cost = Cost(int(document["memory"]), int(document["iterations"]), int(document["lanes"]))
    salt, name = bytes.fromhex(document["salt"]), str(document["name"])
    # half a character, which JSON can hold, could not be shown to anybody
    name.encode()
    if document["kdf"] != "argon2id" or not cost.sane or len(salt) != SALT_BYTES:
        raise ValueError("not a slot that this program makes")
    return Slot(
        person=UUID(document["person"]),
        name=name,
        cost=cost,
        salt=salt,
        nonce=bytes.fromhex(document["nonce"]),
        wrapped=bytes.fromhex(document["wrapped"]),
        public=bytes.fromhex(document.get("public", "")),
        sealed=bytes.fromhex(document.get("sealed", "")),
    )


def _bound(board: UUID, person: UUID) -> bytes:
    return _PURPOSE + board.bytes + person.bytes


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    maker = Argon2id(
        salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory
    )  # fmt: skip
    return maker.derive(prepared(passphrase))
