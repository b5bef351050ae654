"""The data key from what a person typed: their passphrase, the recovery key, or nothing for a demonstration."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from db.attempts import count_attempt, refuse_haste
from db.database import utc_now
from db.errors import WrongKeyError
from db.keys import KeyFile, Slot, unwrap
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
