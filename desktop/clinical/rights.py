"""What each role may do on a board: one table, from which the window offers and the services refuse.

A role is not a cryptographic boundary: whoever opens the board has its key and could read all of it by other means.
"""

from __future__ import annotations

from enum import StrEnum

from desktop.clinical.errors import UserError
from desktop.clinical.person import Person
from desktop.clinical.vocabulary import Role


class Right(StrEnum):
    """One kind of deed; the value is how a sentence names it."""

    PRINT = "print and save pages"
    EDIT = "change records"
    IMPORT = "import a list"
    DELETE = "put cases into the bin"
    CENTRE = "change the centre's resources"
    BACKUP = "make backups"
    RULES = "change the rules and templates that the board works with"
    RESTORE = "restore a backup"
    PEOPLE = "add and remove people and change their roles and passphrases"
    KEYS = "renew the board's key"


_READING = frozenset({Right.PRINT})
_RECORDS = _READING | {Right.EDIT, Right.IMPORT, Right.DELETE, Right.CENTRE, Right.BACKUP}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: _READING,
    Role.COORDINATOR: _RECORDS,
    Role.CLINICIAN: _RECORDS | {Right.RULES},
    Role.ADMINISTRATOR: frozenset(Right),
}
"""What each role may do; for everybody there is ``EVERYBODY`` besides."""

EVERYBODY = "look at every record, and change their own name, passphrase, views and settings"


class NotAllowedError(UserError):
    """The person's role does not include this."""


def may(person: Person, right: Right) -> bool:
    """Whether a person may do this."""
    return right in RIGHTS[person.role]


def require(person: Person, right: Right) -> None:
    """Raise NotAllowedError, one sentence, where a person may not do this."""
    if not may(person, right):
        who = " or ".join(sorted(with_article(role) for role in Role if right in RIGHTS[role]))
        raise NotAllowedError(
            f"To {right}, {who} is needed, and {person.name} is {with_article(person.role)}; nothing was changed."
        )


def smaller_role(role: Role) -> Role | None:
    """The largest role whose rights are all among those of this one, to say the rest of them only."""
    within = [other for other in Role if RIGHTS[other] < RIGHTS[role]]
    return max(within, key=lambda other: len(RIGHTS[other]), default=None)


def with_article(role: Role) -> str:
    """``a viewer``, ``an administrator``."""
    return f"{'an' if role[0] in 'aeiou' else 'a'} {role}"
