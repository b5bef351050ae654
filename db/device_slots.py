"""A computer's key slot: a random secret in its keyring opens the data key for one person, without their passphrase.

It has no key pair, so it ends with the data key; and it ends with the passphrase of its person.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.errors import WrongKeyError

_PURPOSE = b"crestboard computer's key 1"
_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSlot:
    """``wrapped`` is the data key under the secret that the keyring of ``computer`` keeps."""

    id: UUID
    person: UUID
    computer: str
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """What a keyring keeps: whose it is, which slot it opens, and the secret. It is the key of nothing else."""

    person: UUID
    device: UUID
    secret: bytes = field(repr=False)

    def text(self) -> str:
        """As one line for a keyring."""
        return f"{self.person}:{self.device}:{self.secret.hex()}"

    @classmethod
    def read(cls, text: str) -> DeviceKey | None:
        """From such a line; None where it is none."""
        try:
            person, device, secret = text.split(":")
            found = cls(UUID(person), UUID(device), bytes.fromhex(secret))
        except ValueError:
            return None
        return found if len(found.secret) == _BYTES else None


def wrap_for_device(key: bytes, board: UUID, person: UUID, computer: str) -> tuple[DeviceSlot, DeviceKey]:
    """A new slot for a person on a computer, and what its keyring is to keep."""
    device = DeviceKey(person, uuid4(), secrets.token_bytes(_BYTES))
    nonce = secrets.token_bytes(12)
    wrapped = AESGCM(_derived(device, board)).encrypt(nonce, key, _bound(device, board))
    return DeviceSlot(id=device.device, person=person, computer=computer, nonce=nonce, wrapped=wrapped), device


def unwrap_for_device(slot: DeviceSlot, device: DeviceKey, board: UUID) -> bytes:
    """The data key. Raises WrongKeyError where the slot was not made for it."""
    try:
        return AESGCM(_derived(device, board)).decrypt(slot.nonce, slot.wrapped, _bound(device, board))
    except (InvalidTag, ValueError):
        raise WrongKeyError(
            "What this computer's keyring keeps does not open this board; type your passphrase."
        ) from None


def device_document(slot: DeviceSlot) -> dict[str, Any]:
    """A slot as the key file holds it."""
    return {
        "id": str(slot.id),
        "person": str(slot.person),
        "computer": slot.computer,
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def read_device(document: Any) -> DeviceSlot:
    """A slot from a key file. Raises ValueError, KeyError or TypeError for what this program does not make."""
    return DeviceSlot(
        id=UUID(document["id"]),
        person=UUID(document["person"]),
        computer=str(document["computer"]),
        nonce=bytes.fromhex(document["nonce"]),
        wrapped=bytes.fromhex(document["wrapped"]),
    )


def _bound(device: DeviceKey, board: UUID) -> bytes:
    return _PURPOSE + board.bytes + device.person.bytes + device.device.bytes


def _derived(device: DeviceKey, board: UUID) -> bytes:
    # the secret is random, so nothing has to make guessing it slow
    return HKDF(SHA256(), _BYTES, None, _bound(device, board)).derive(device.secret)
