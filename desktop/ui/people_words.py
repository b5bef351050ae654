"""People and roles in words; what a role may do is read from the one table of rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from desktop.clinical.dates import PartialDate
from desktop.clinical.labels import Labels
from desktop.clinical.person import Person
from desktop.clinical.rights import EVERYBODY, RIGHTS, Right, smaller_role, with_article
from desktop.clinical.vocabulary import Role
from desktop.services.people import PersonLine
from desktop.ui.words import joined

HEADS = ("Name", "Role", "Passphrase", "On the board")

NO_BOUNDARY = "Roles limit what the program offers; they do not protect the data."
GIVE_TO = "Give a passphrase only to people who may see every record."
"""For whoever gives passphrases."""

EVERYBODY_MAY = f"Everybody may {EVERYBODY}."


def may_words(role: Role) -> str:
    """What a role may do, by what it has more than the role before it."""
    smaller = smaller_role(role)
    more = _listed(RIGHTS[role] - (RIGHTS[smaller] if smaller is not None else frozenset()))
    if smaller is None:
        return f"May look at every record, {more}."
    return f"May do all that {with_article(smaller)} may, and also {more}."


def change_words(before: Role, after: Role, *, own: bool = False) -> list[str]:
    """What another role gives and takes."""
    gained, lost = RIGHTS[after] - RIGHTS[before], RIGHTS[before] - RIGHTS[after]
    who = "You" if own else "They"
    told = [f"{who} will also be able to {_listed(gained)}."] if gained else []
    return [*told, f"{who} will no longer be able to {_listed(lost, 'or')}."] if lost else told


def role_rows(labels: Labels) -> list[tuple[str, ...]]:
    """Every role and what it may do."""
    return [(labels.word("role", role), may_words(role)) for role in Role]


def person_row(labels: Labels, line: PersonLine, me: Person) -> tuple[str, ...]:
    """One person as the table shows them."""
    own = line.person.id == me.id
    name = f"{line.person.name} (you)" if own else line.person.name
    return name, labels.word("role", line.person.role), opens_words(line, own=own), time_words(line.person)


def opens_words(line: PersonLine, *, own: bool = False) -> str:
    """Whether a passphrase opens the board for a person, and whether they would go on with a new key."""
    if line.person.left_at is not None:
        return "No access"
    if not line.opens and own:
        # they came in with the recovery key
        return "Open now: needs a new passphrase before closing"
    if not line.opens:
        return "No access: needs a new passphrase"
    return "Set" if line.renewable else "Set; not opened with this version yet"


def time_words(person: Person) -> str:
    """Since when a person is on the board, or when they left it."""
    if person.left_at is not None:
        return f"Left {_day(person.left_at)}"
    since = _day(person.created_at)
    return f"Since {since}" if since else "From the beginning"


def left_out(lines: Iterable[PersonLine], leaving: Person | None = None) -> list[str]:
    """Who else would need a new passphrase if the board's key were renewed now."""
    return [
        line.person.name
        for line in lines
        if line.opens and not line.renewable and line.person.left_at is None and line.person != leaving
    ]


def left_out_words(names: Sequence[str]) -> str:
    """The same as a sentence; empty for nobody."""
    if not names:
        return ""
    verb = "has" if len(names) == 1 else "have"
    return (
        f"{joined(names)} {verb} not opened the board with this version yet and would need a new passphrase from you. "
        "They keep theirs if they open the board once before."
    )


NEEDS_ONCE = "Anyone who has not opened the board with this version needs a new passphrase after its key is renewed."
"""Why it matters that somebody has no key pair yet."""


def _day(moment: datetime | None) -> str:
    return "" if moment is None else PartialDate.of(moment.astimezone().date()).words()


def _listed(rights: Iterable[Right], last: str = "and") -> str:
    words = [str(right) for right in Right if right in set(rights)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])}, {last} {words[-1]}"
