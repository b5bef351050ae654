"""The key file of a board: one random data key, for each person in a slot of their own.

Changing a passphrase rewrites one slot and not the database. A seal made with the data key shows whether the slots
were changed by anybody who does not have it. Beside them stand the slots of computers whose keyring opens the board.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.device_slots import DeviceSlot, device_document, read_device
from db.errors import NoBoardError, StorageError, WrongKeyError
from db.private_files import SPOILT, read_small, write_private
from db.recovery import KEY_BYTES
from db.slots import NO_SECRET, STANDARD, Cost, Slot, read_slot, renewed, slot_document, unwrap, wrap

__all__ = [
    "NO_SECRET", "STANDARD", "Cost", "KeyFile", "Slot", "audit_key", "key_name", "keys_bytes", "new_data_key",
    "parse_keys", "read_keys", "unwrap", "wrap", "write_keys",
]  # fmt: skip

FORMAT = "crestboard-keys"
VERSION = 2
_READABLE = (1, VERSION)
_NO_SEAL = "changed from outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """All slots of a board. ``demonstration`` says that the built-in passphrase opens it.

    ``seal`` is a code over the slots made with the data key; empty in files of the first version. ``doubtful`` ones
    were found changed from outside: they can be added to, and never get a seal that holds.
    """

    board: UUID
    demonstration: bool
    slots: tuple[Slot, ...]
    seal: str = ""
    devices: tuple[DeviceSlot, ...] = ()
    doubtful: bool = False

    @property
    def names(self) -> list[str]:
        """Who can open the board. Raises NoBoardError where nobody is left: the recovery key still does."""
        if not self.slots:
            raise NoBoardError("The key file has nobody's passphrase in it; open the board with its recovery key.")
        return [slot.name for slot in self.slots]

    def slot_of(self, user: str | None) -> Slot:
        """The slot of a person by name, or the only one. Raises WrongKeyError where that is not clear."""
        names = ", ".join(self.names)
        if user is None:
            if len(self.slots) != 1:
                raise WrongKeyError(f"This board has several people; say who you are with --user: {names}.")
            return self.slots[0]
        for slot in self.slots:
            if slot.name.casefold() == user.casefold():
                return slot
        raise WrongKeyError(f"This board has no person called {user}; it knows {names}.")

    def of_person(self, person: UUID) -> Slot | None:
        """One person's slot, or None if they have no passphrase on this board."""
        return next((slot for slot in self.slots if slot.person == person), None)

    def with_slot(self, slot: Slot) -> KeyFile:
        """With one person's slot added or replaced; under another passphrase no keyring opens it for them any more."""
        before = self.of_person(slot.person)
        same = before is not None and before.wrapped == slot.wrapped
        others = tuple(one for one in self.slots if one.person != slot.person)
        return replace(
            self, slots=(*others, slot), devices=self.devices if same else self._devices_without(slot.person)
        )

    def without(self, person: UUID) -> KeyFile:
        """Without one person's slots."""
        others = tuple(one for one in self.slots if one.person != person)
        return replace(self, slots=others, devices=self._devices_without(person))

    def device(self, device: UUID) -> DeviceSlot | None:
        """The slot of a computer, or None if there is none any more."""
        return next((one for one in self.devices if one.id == device), None)

    def with_device(self, slot: DeviceSlot) -> KeyFile:
        """With a computer's slot added."""
        return replace(self, devices=(*self.devices, slot))

    def without_device(self, device: UUID) -> KeyFile:
        """Without a computer's slot."""
        return replace(self, devices=tuple(one for one in self.devices if one.id != device))

    def _devices_without(self, person: UUID) -> tuple[DeviceSlot, ...]:
        return tuple(one for one in self.devices if one.person != person)

    def renewed(self, key: bytes, keep: Callable[[Slot], bool] = lambda slot: slot.renewable) -> KeyFile:
        """With another data key in every slot that can take it; the others are left out. To be signed again.

        No computer's keyring opens it any more.
        """
        slots = tuple(renewed(slot, key, self.board) for slot in self.slots if keep(slot))
        return replace(self, slots=slots, seal="", devices=())

    def signed(self, key: bytes) -> KeyFile:
        """With the seal of these slots."""
        return replace(self, seal=_NO_SEAL if self.doubtful else self._code(key))

    def changed_outside(self, key: bytes) -> bool:
        """Whether somebody without the data key added, replaced or removed a slot; not known for the first version.

        What the first version did not have yet came with a seal: where that is gone, somebody took it away.
        """
        if not self.seal:
            return bool(self.devices) or any(slot.renewable for slot in self.slots)
        return not hmac.compare_digest(self.seal.encode("utf-8", "replace"), self._code(key).encode())

    def _code(self, key: bytes) -> str:
        told: dict[str, Any] = {"board": str(self.board), "slots": [slot_document(slot) for slot in self.slots]}
        if self.devices:  # else as it was signed before there were any
            told["devices"] = [device_document(slot) for slot in self.devices]
        message = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        return hmac.digest(_derived(key, b"crestboard key file 1"), message, "sha256").hex()


def new_data_key() -> bytes:
    """A fresh random data key."""
    return secrets.token_bytes(KEY_BYTES)


def audit_key(key: bytes) -> bytes:
    """The key of the audit chain, derived from the data key and used for nothing else."""
    return _derived(key, b"crestboard audit chain 1")


def key_name(key: bytes) -> str:
    """By which a recovery key is known again in the history without being told."""
    return _derived(key, b"crestboard key name 1")[:4].hex()


def write_keys(path: Path, keys: KeyFile) -> None:
    """Write the key file whole, readable by its owner only. Raises StorageError, and the earlier one stays."""
    try:
        write_private(path, keys_bytes(keys))
    except OSError as error:
        raise StorageError(
            f"The key file cannot be written ({error.strerror}); nothing was changed, free some space and try again."
        ) from error


def keys_bytes(keys: KeyFile) -> bytes:
    """The key file as it lies in a board's folder and in its backups."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "board": str(keys.board),
        "demonstration": keys.demonstration,
        "slots": [slot_document(slot) for slot in keys.slots],
        "devices": [device_document(slot) for slot in keys.devices],
        "seal": keys.seal,
    }
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def read_keys(path: Path) -> KeyFile:
    """Read the key file. Raises NoBoardError if it is missing or not one; the recovery key still opens the board."""
    try:
        return parse_keys(read_small(path), path.name)
    except FileNotFoundError:
        raise NoBoardError("The key file of the board is missing; open the board with its recovery key.") from None
    except OSError as error:
        raise _unreadable(path.name) from error


def parse_keys(content: bytes, name: str) -> KeyFile:
    """A key file from its bytes. Raises NoBoardError if they are none."""
    try:
        document: Any = json.loads(content)
        if document["format"] != FORMAT or document["version"] not in _READABLE:
            raise ValueError("not a key file of this version")
        return KeyFile(
            board=UUID(document["board"]),
            demonstration=document["demonstration"] is True,
            slots=tuple(read_slot(slot) for slot in document["slots"]),
            seal=str(document.get("seal", "")),
            devices=tuple(read_device(slot) for slot in document.get("devices", ())),
        )
    except SPOILT as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> NoBoardError:
    return NoBoardError(f"The key file {name} cannot be read; put it back from a copy, or use the recovery key.")


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, None, purpose).derive(key)
