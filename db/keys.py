"""The keys of a board: one random data key, wrapped once for each person by a key made from their passphrase.

Changing a passphrase rewrites one slot and not the database. A slot shows a person's name (a member of staff,
never a child) and nothing else without the passphrase.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.errors import NoBoardError, WrongKeyError
from db.passphrases import prepared
from db.private_files import write_private
from db.recovery import KEY_BYTES

FORMAT = "crestboard-keys"
VERSION = 1


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
    """The data key wrapped for one person."""

    person: UUID
    name: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """All slots of a board. ``demonstration`` says that the built-in passphrase opens it."""

    board: UUID
    demonstration: bool
    slots: tuple[Slot, ...]

    def slot_of(self, user: str | None) -> Slot:
        """The slot of a person by name, or the only one. Raises WrongKeyError where that is not clear."""
        names = ", ".join(slot.name for slot in self.slots)
        if user is None:
            if len(self.slots) != 1:
                raise WrongKeyError(f"This board has several people; say who you are with --user: {names}.")
            return self.slots[0]
        for slot in self.slots:
            if slot.name.casefold() == user.casefold():
                return slot
        raise WrongKeyError(f"This board has no person called {user}; it knows {names}.")

    def with_slot(self, slot: Slot) -> KeyFile:
        """With one person's slot added or replaced."""
        others = tuple(one for one in self.slots if one.person != slot.person)
        return KeyFile(board=self.board, demonstration=self.demonstration, slots=(*others, slot))


def new_data_key() -> bytes:
    """A fresh random data key."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(key: bytes, passphrase: str, board: UUID, person: UUID, name: str, cost: Cost = STANDARD) -> Slot:
    """Make a person's slot: the data key under a key made from the passphrase, bound to board and person."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_derive(passphrase, salt, cost)).encrypt(nonce, key, board.bytes + person.bytes)
    return Slot(person=person, name=name, cost=cost, salt=salt, nonce=nonce, wrapped=wrapped)


def unwrap(slot: Slot, passphrase: str, board: UUID) -> bytes:
    """The data key. Raises WrongKeyError if the passphrase is not this person's."""
    try:
        return AESGCM(_derive(passphrase, slot.salt, slot.cost)).decrypt(
            slot.nonce, slot.wrapped, board.bytes + slot.person.bytes
        )
    except InvalidTag:
        raise WrongKeyError(
            f"That is not the passphrase of {slot.name} on this board; try again, or use the recovery key."
        ) from None


def audit_key(key: bytes) -> bytes:
    """The key of the audit chain, derived from the data key and used for nothing else."""
    return HKDF(SHA256(), 32, None, b"crestboard audit chain 1").derive(key)


def write_keys(path: Path, keys: KeyFile) -> None:
    """Write the key file whole, readable by its owner only."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "board": str(keys.board),
        "demonstration": keys.demonstration,
        "slots": [_slot_document(slot) for slot in keys.slots],
    }
    write_private(path, json.dumps(document, indent=1, ensure_ascii=False).encode())


def read_keys(path: Path) -> KeyFile:
    """Read the key file. Raises NoBoardError if it is missing or not one; the recovery key still opens the board."""
    try:
        document = json.loads(path.read_bytes())
        if (document["format"], document["version"]) != (FORMAT, VERSION):
            raise ValueError("not a key file of this version")
        keys = KeyFile(
            board=UUID(document["board"]),
            demonstration=document["demonstration"] is True,
            slots=tuple(_read_slot(slot) for slot in document["slots"]),
        )
    except FileNotFoundError:
        raise NoBoardError(f"The key file {path.name} is missing; open the board with its recovery key.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoBoardError(
            f"The key file {path.name} cannot be read; put it back from a copy, or use the recovery key."
        ) from error
    return keys


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    maker = Argon2id(
        salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory
    )  # fmt: skip
    return maker.derive(prepared(passphrase))


def _slot_document(slot: Slot) -> dict[str, Any]:
    return {
        "person": str(slot.person),
        "name": slot.name,
        "kdf": "argon2id",
        **asdict(slot.cost),
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _read_slot(document: Any) -> Slot:
    cost = Cost(int(document["memory"]), int(document["iterations"]), int(document["lanes"]))
    if document["kdf"] != "argon2id" or not cost.sane:
        raise ValueError("not a slot that this program makes")
    return Slot(
        person=UUID(document["person"]),
        name=str(document["name"]),
        cost=cost,
        salt=bytes.fromhex(document["salt"]),
        nonce=bytes.fromhex(document["nonce"]),
        wrapped=bytes.fromhex(document["wrapped"]),
    )
