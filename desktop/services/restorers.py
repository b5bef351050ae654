"""Who may put a board back to a backup: by the people of the backup, and by those of the board as it is now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from db.first_look import people_in
from db.folder import BoardFolder
from db.keys import KeyFile, read_keys
from db.recovery import is_recovery_text, recovery_bytes
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person
from desktop.clinical.rights import NotAllowedError, Right, require
from desktop.clinical.vocabulary import Role
from desktop.services.opening import one_of
from desktop.services.unlocking import key_for

_GONE = (
    "Whoever this passphrase belongs to is not on the board any more; nothing was changed, an administrator or whoever "
    "has the recovery key can restore it."
)


@dataclass(frozen=True, slots=True)
class Opener:
    """Who restores: what they typed, and the key and the person that it gave (nobody: the recovery key)."""

    passphrase: str | None
    user: str | None
    key: bytes
    person: UUID | None


def refuse_by_backup(gathered: BoardFolder, opener: Opener) -> None:
    """Raise UserError where the backup's own people do not let this person restore, or it is not clear who opens it."""
    people = people_in(gathered.database, opener.key)
    who = one_of(people, opener.person, opener.user)
    if opener.person is not None:
        _refuse(people, who)


def refuse_by_present(place: BoardFolder, opener: Opener) -> None:
    """The same by the people of the present board, as far as they can still be read; who left may not either."""
    if opener.person is None:
        return
    present = keys_or_none(place)
    if present is not None and present.slots and present.of_person(opener.person) is None:
        raise NotAllowedError(_GONE)
    people = _present_people(place, opener)
    found = [one for one in people if one.id == opener.person and one.left_at is None]
    if people and not found:
        raise NotAllowedError(_GONE)
    for one in found:
        _refuse(people, one)


def _present_people(place: BoardFolder, opener: Opener) -> tuple[Person, ...]:
    """Who is on the present board, by whichever key opens it; nobody where none does, or it is damaged."""
    keys = [opener.key]
    with suppress(UserError):
        keys.append(present_key(place, opener))
    return next(filter(None, (people_in(place.database, key) for key in keys)), ())


def _refuse(people: tuple[Person, ...], who: Person) -> None:
    """Where nobody is an administrator there is nobody to ask, and opening the board makes one."""
    if any(one.role is Role.ADMINISTRATOR and one.left_at is None for one in people):
        require(who, Right.RESTORE)


def present_key(place: BoardFolder, opener: Opener) -> bytes:
    """The data key of the present board, by what was typed. Raises UserError where that does not open it."""
    if opener.passphrase is not None and is_recovery_text(opener.passphrase):
        return recovery_bytes(opener.passphrase)
    return key_for(read_keys(place.keys), opener.passphrase, opener.user)[0]


def keys_or_none(place: BoardFolder) -> KeyFile | None:
    """The present key file; None where it is missing or cannot be read."""
    try:
        return read_keys(place.keys)
    except UserError:
        return None
