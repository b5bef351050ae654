"""The people of a board: who they are, what they may do, and their passphrases. Every change is audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from db.keys import STANDARD, Cost, KeyFile, wrap
from db.passphrases import refuse_weak
from db.persons import name_taken
from db.recovery import recovery_text
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person, is_plain
from desktop.clinical.rights import Right, require
from desktop.clinical.vocabulary import Role
from desktop.services.board_keys import keys_change, keys_of
from desktop.services.boards import Board
from desktop.services.recovery_keeping import renew_watched

if TYPE_CHECKING:
    from db.work import Work


_KEYS_CHANGED = (
    "The key file was changed by something other than this program, so nothing was changed; put it back from a copy, "
    "or take it away, open the board with its recovery key, and set passphrases anew."
)
_DEMONSTRATION = "A demonstration board opens by itself, for one person; add people to a board of your own."


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as a list shows them. ``opens``: has a passphrase; ``renewable``: it goes on with a new key."""

    person: Person
    opens: bool
    renewable: bool


def people_of(board: Board) -> list[PersonLine]:
    """Everybody on the board in the order of their names; those who left come last."""
    keys = keys_of(board)
    with board.database.read() as work:
        found = work.persons.all()
    lines = []
    for person in sorted(found, key=lambda one: (one.left_at is not None, one.name.casefold())):
        slot = keys.of_person(person.id)
        lines.append(PersonLine(person, slot is not None, slot is not None and slot.renewable))
    return lines


def add_person(board: Board, name: str, role: Role, passphrase: str, cost: Cost = STANDARD) -> Person:
    """Put a person on the board, with a first passphrase that they change themselves.

    Raises UserError for a name that is empty or taken, a weak passphrase, or a role that may not do this.
    """
    require(board.person, Right.PEOPLE)
    if board.demonstration:
        raise UserError(_DEMONSTRATION)
    wanted = _named(name)
    refuse_weak(passphrase, board.name, wanted)
    person, keys = Person(name=wanted, role=role), _sound_keys(board)
    slot = wrap(board.database.key, passphrase, keys.board, person.id, person.name, cost)
    with keys_change(board, lambda now: now.with_slot(slot), board.work(Right.PEOPLE)) as work:
        added: Person = work.persons.add(person)
    return added


def change_person(board: Board, name: str) -> Board:
    """Change one's own name; gives the board as it is now. Raises UserError for a name that is empty or taken.

    What was entered before keeps the name it was entered under.
    """
    wanted = _named(name)

    def renamed(keys: KeyFile) -> KeyFile:
        slot = keys.of_person(board.person.id)
        return keys if slot is None else keys.with_slot(replace(slot, name=wanted))

    # everybody says themselves what they are called
    with keys_change(board, renamed, board.own_work()) as work:
        now = work.persons.get(board.person.id)
        taken = work.persons.by_name(wanted)
        if taken is not None and taken.id != now.id:
            raise name_taken(taken)
        same = now if now.name == wanted else None
        person = same or work.persons.save(now, replace(now, name=wanted), "Change of own name")
    return replace(board, person=person)


def change_role(board: Board, person: UUID, role: Role) -> Board:
    """Give a person another role; the board as it is now, for it may be one's own.

    Raises UserError where it would leave the board without an administrator, or where one may not do this.
    """
    with board.work(Right.PEOPLE) as work:
        now = work.persons.get(person)
        if now.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
            _refuse_last(work.persons.all(), now, keys_of(board))
        changed = now if now.role is role else work.persons.save(now, replace(now, role=role), "Change of role")
    return replace(board, person=changed) if changed.id == board.person.id else board


def give_passphrase(board: Board, person: UUID, passphrase: str, cost: Cost = STANDARD) -> None:
    """Give somebody who forgot theirs a passphrase to begin with, which they change themselves; the old opens nothing.

    Raises UserError for a weak passphrase, for oneself, for somebody who left, and where one may not do this.
    """
    require(board.person, Right.PEOPLE)
    if person == board.person.id:
        raise UserError("Your own passphrase is changed in the settings of the board; nothing was changed.")
    with board.database.read() as work:
        whose = work.persons.get(person)
    if whose.left_at is not None:
        raise UserError(f"{whose.name} has left this board, so no passphrase was set; add them as a new person.")
    refuse_weak(passphrase, board.name, whose.name)
    keys = _sound_keys(board)
    slot = wrap(board.database.key, passphrase, keys.board, whose.id, whose.name, cost)
    with keys_change(board, lambda now: now.with_slot(slot), board.work(Right.PEOPLE)) as work:
        work.audit.add("New passphrase from an administrator", "persons", whose.id)


def remove_person(board: Board, person: UUID) -> str:
    """Take a person off the board and renew its key, which they knew; returns the new recovery key, shown once.

    It is to be confirmed as kept (``recovery_keeping``). What they wrote keeps their name. Whoever else has no key
    pair yet (their passphrase did not open the board with this version) needs a new passphrase from an administrator.
    Backups from before still open with the old key.
    Raises UserError where one may not do this, for oneself, and where the key cannot be renewed.
    """
    require(board.person, Right.PEOPLE)
    if person == board.person.id:
        raise UserError("You cannot remove yourself; another administrator can.")
    keys = _sound_keys(board).without(person)
    with board.database.read() as work:
        leaving = work.persons.get(person)
    if leaving.left_at is not None:
        raise UserError(f"{leaving.name} has left this board already; nothing was changed.")
    # the key first: whoever is written down as gone must not have the key any more, wherever the program is ended
    _new_key(board, keys)
    with board.work(Right.PEOPLE) as work:
        work.persons.leave(work.persons.get(person))
        _say_renewed(work, keys, "New key of the board after a person left")
    return recovery_text(board.database.key)


def renew_key(board: Board) -> str:
    """Give the board a new data key for everybody on it; returns the new recovery key, shown once, to be confirmed."""
    require(board.person, Right.KEYS)
    keys = _sound_keys(board)
    _new_key(board, keys)
    with board.work(Right.KEYS) as work:
        _say_renewed(work, keys, "New key of the board")
    return recovery_text(board.database.key)


def _new_key(board: Board, keys: KeyFile) -> None:
    own = keys.of_person(board.person.id)
    if own is None:
        raise UserError("You have no passphrase on this board; set one in the settings first, nothing was changed.")
    if not own.renewable:
        raise UserError("Your own passphrase is of an older kind; open the board once with it, then renew the key.")
    renew_watched(board, keys)


def _say_renewed(work: Work, keys: KeyFile, action: str) -> None:
    left_out = [slot.name for slot in keys.slots if not slot.renewable]
    work.audit.add(action, "persons", changes={"without a passphrase now": [None, left_out]} if left_out else None)


def _refuse_last(everybody: Sequence[Person], leaving: Person, keys: KeyFile) -> None:
    """Somebody else must be an administrator who can open the board: a new key may have left them without a slot."""
    others = [one for one in everybody if one.role is Role.ADMINISTRATOR and one.left_at is None]
    if not any(one.id != leaving.id and keys.of_person(one.id) is not None for one in others):
        raise UserError(f"{leaving.name} is the only administrator; name another one first.")


def _named(name: str) -> str:
    """A name as it is stored. Raises UserError for none, and for one that cannot be typed again at the next opening."""
    wanted = " ".join(name.split())
    if not wanted:
        raise UserError("A person needs a name; nothing was changed.")
    if not is_plain(wanted):
        raise UserError("The name has a sign that is no letter; nothing was changed, leave it out.")
    return wanted


def _sound_keys(board: Board) -> KeyFile:
    """The key file, if nobody changed it from outside: a new key must not be given to a stranger."""
    keys = keys_of(board)
    if keys.changed_outside(board.database.key):
        raise UserError(_KEYS_CHANGED)
    return keys
