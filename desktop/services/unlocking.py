"""The data key from what a person typed: their passphrase, the recovery key, or nothing for a demonstration."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from db.attempts import count_attempt, refuse_haste
from db.database import utc_now
from db.errors import DamagedError, NoBoardError, WrongKeyError
from db.folder import BoardFolder
from db.keys import KeyFile, Slot, unwrap
from db.next_keys import NextKeys, is_stored, waiting
from db.passphrases import DEMONSTRATION
from db.recovery import is_recovery_text, recovery_bytes

Opening = tuple[bytes, Slot, KeyFile]
"""A data key, the slot that gave it, and the key file in which that stands."""


def key_for(
    keys: KeyFile, passphrase: str | None, user: str | None, attempts: Path | None = None
) -> tuple[bytes, UUID | None]:
    """The data key, and whose passphrase gave it (nobody's: the recovery key). Raises WrongKeyError, one sentence.

    Without ``user`` the only person is meant. Wrong passphrases are counted in ``attempts``, if there is such a file.
    """
    if passphrase is not None and is_recovery_text(passphrase):
        return recovery_bytes(passphrase), None
    secret = DEMONSTRATION if keys.demonstration and passphrase is None else passphrase
    if secret is None:
        raise WrongKeyError("This board opens with a passphrase or its recovery key; neither was given.")
    slot = keys.slot_of(user)
    return unlocked(keys, slot, secret, attempts), slot.person


def unlocked(keys: KeyFile, slot: Slot, secret: str, attempts: Path | None) -> bytes:
    """The data key of one slot; a wrong passphrase is counted, and too many of them have to wait."""
    if keys.demonstration or attempts is None:
        return unwrap(slot, secret, keys.board)
    refuse_haste(attempts, utc_now())
    try:
        return unwrap(slot, secret, keys.board)
    except WrongKeyError:
        count_attempt(attempts, slot.name, utc_now())
        raise


def by_passphrase(place: BoardFolder, keys: KeyFile, user: str | None, passphrase: str | None) -> Opening:
    """The data key that a passphrase gives, whose it is, and the key file that counts.

    That is ``keys``, the present one, unless another waits whose change was stored: then what was changed opens
    nothing any more. Raises WrongKeyError, one sentence.
    """
    secret = DEMONSTRATION if keys.demonstration and passphrase is None else passphrase
    if secret is None:
        raise WrongKeyError("This board opens with a passphrase or its recovery key; neither was given.")
    found = _by_waiting_keys(place, keys, user, secret)
    if found is not None:
        return found
    slot = keys.slot_of(user)
    key = unlocked(keys, slot, secret, place.attempts)
    _refuse_outdated(place, key, slot)
    return key, slot, keys


def _by_waiting_keys(place: BoardFolder, present: KeyFile, user: str | None, secret: str) -> Opening | None:
    """What a passphrase opens that was changed as the program ended; None where nothing of that kind waits.

    Only if its transaction was stored; a wrong passphrase goes on to the present key file, which counts it.
    """
    found = waiting(place)
    if found is None or found.keys.demonstration:
        return None
    refuse_haste(place.attempts, utc_now())
    with suppress(WrongKeyError):
        slot = _slot_in(found.keys, present, user)
        key = unwrap(slot, secret, found.keys.board)
        if _was_stored(place, key, found, present):
            return key, slot, found.keys
    return None


def _slot_in(later: KeyFile, present: KeyFile, user: str | None) -> Slot:
    """The slot of whoever is meant, who may have another name in the later file."""
    with suppress(WrongKeyError, NoBoardError):
        slot = later.of_person(present.slot_of(user).person)
        if slot is not None:
            return slot
    return later.slot_of(user)


def _was_stored(place: BoardFolder, key: bytes, found: NextKeys, present: KeyFile) -> bool:
    """Whether the change was stored; one that waits from before the board got another key says nothing any more."""
    try:
        return is_stored(place, key, found)
    except DamagedError:
        if present.changed_outside(key):
            return False
        raise


def is_wrong_secret(error: BaseException) -> bool:
    """Whether a board did not open because of what was typed, or of how often."""
    return isinstance(error, WrongKeyError)


def _refuse_outdated(place: BoardFolder, key: bytes, slot: Slot) -> None:
    """Raise WrongKeyError where a key file waits whose change was stored: the earlier one opens nothing any more."""
    found = waiting(place)
    if found is not None and is_stored(place, key, found):
        raise WrongKeyError(f"The passphrase of {slot.name} was changed; type the new one, or use the recovery key.")
