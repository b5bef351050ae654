"""The data key from what a person typed: their passphrase, the recovery key, or nothing for a demonstration."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from db.attempts import count_attempt, refuse_haste
from db.database import utc_now
from db.errors import WrongKeyError
from db.folder import BoardFolder
from db.keys import KeyFile, Slot, unwrap
from db.next_keys import is_stored, waiting
from db.passphrases import DEMONSTRATION
from db.recovery import is_recovery_text, recovery_bytes


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


def by_waiting_keys(place: BoardFolder, user: str | None, secret: str) -> tuple[bytes, Slot, KeyFile] | None:
    """What a passphrase opens that was changed as the program ended; None where nothing of that kind waits.

    Only if its transaction was stored; a wrong passphrase goes on to the present key file, which counts it.
    """
    found = waiting(place)
    if found is None or found.keys.demonstration:
        return None
    refuse_haste(place.attempts, utc_now())
    with suppress(WrongKeyError):
        slot = found.keys.slot_of(user)
        key = unwrap(slot, secret, found.keys.board)
        if is_stored(place, key, found):
            return key, slot, found.keys
    return None


def is_wrong_secret(error: BaseException) -> bool:
    """Whether a board did not open because of what was typed, or of how often."""
    return isinstance(error, WrongKeyError)


def refuse_outdated(place: BoardFolder, key: bytes, slot: Slot) -> None:
    """Raise WrongKeyError where a key file waits whose change was stored: the earlier one opens nothing any more."""
    found = waiting(place)
    if found is not None and is_stored(place, key, found):
        raise WrongKeyError(f"The passphrase of {slot.name} was changed; type the new one, or use the recovery key.")
