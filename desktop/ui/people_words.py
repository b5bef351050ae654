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

HEADS = ("Name", "Role", "Opens the board with", "On the board")
ROLE_HEADS = ("Role", "What it may do")

NO_BOUNDARY = (
    "A role is what the program offers and allows. It is no lock: whoever can open the board has its key, and could "
    "read and change all of it by other means. Give a passphrase only to people who may see every record."
)
EVERYBODY_MAY = f"Everybody may {EVERYBODY}."


def may_words(role: Role) -> str:
    """What a role may do, by what it has more than the role before it."""
    smaller = smaller_role(role)
    more = _listed(RIGHTS[role] - (RIGHTS[smaller] if smaller is not None else frozenset()))
    return f"May {more}." if smaller is None else f"May do all that {with_article(smaller)} may, and also {more}."


def change_words(before: Role, after: Role) -> list[str]:
    """What another role gives and takes."""
    gained, lost = RIGHTS[after] - RIGHTS[before], RIGHTS[before] - RIGHTS[after]
    told = [f"From then on they may also {_listed(gained)}."] if gained else []
    return [*told, f"They may no longer {_listed(lost, 'or')}."] if lost else told


def role_rows(labels: Labels) -> list[tuple[str, ...]]:
    """Every role and what it may do."""
    return [(labels.word("role", role), may_words(role)) for role in Role]


def person_row(labels: Labels, line: PersonLine, me: Person) -> tuple[str, ...]:
    """One person as the table shows them."""
    name = f"{line.person.name} (you)" if line.person.id == me.id else line.person.name
    return name, labels.word("role", line.person.role), opens_words(line), time_words(line.person)


def opens_words(line: PersonLine) -> str:
    """What opens the board for a person, and whether they would go on with a new key."""
    if line.person.left_at is not None:
        return "Nothing any more"
    if not line.opens:
        return "Nothing: needs a new passphrase"
    return "Passphrase and key pair" if line.renewable else "Passphrase; needs to open the board once"


def time_words(person: Person) -> str:
    """From when to when a person was on the board."""
    since = _day(person.created_at)
    if person.left_at is None:
        return f"Since {since}" if since else "From the beginning"
    return f"{since} to {_day(person.left_at)}" if since else f"Until {_day(person.left_at)}"


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


NEEDS_ONCE = "Who needs to open the board once is left out by a new key of the board, and needs a new passphrase then."
"""Why it matters that somebody has no key pair yet."""


def _day(moment: datetime | None) -> str:
    return "" if moment is None else PartialDate.of(moment.astimezone().date()).words()


def _listed(rights: Iterable[Right], last: str = "and") -> str:
    words = [str(right) for right in Right if right in set(rights)]
    return words[0] if len(words) == 1 else f"{'; '.join(words[:-1])}; {last} {words[-1]}"
