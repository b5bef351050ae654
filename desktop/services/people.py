"""The person at the keyboard: their name and role on this board. A change is audited like any other."""

from __future__ import annotations

from dataclasses import replace

from db.folder import BoardFolder
from db.keys import read_keys, write_keys
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board


def change_person(board: Board, name: str, role: Role) -> Board:
    """Change one's own name or role; gives the board as it is now. Raises UserError for a name that is empty or taken.

    What was entered before keeps the name it was entered under.
    """
    wanted = " ".join(name.split())
    if not wanted:
        raise UserError("A person needs a name; nothing was changed.")
    with board.database.work(board.person.id) as work:
        now = work.persons.get(board.person.id)
        taken = work.persons.by_name(wanted)
        if taken is not None and taken.id != now.id:
            raise UserError(f"There is already a {taken.name} on this board; choose a name that differs.")
        changed = now if (now.name, now.role) == (wanted, role) else None
        person = changed or work.persons.save(now, replace(now, name=wanted, role=role), "Change of own name or role")
    _rename_slot(board, wanted)
    return replace(board, person=person)


def _rename_slot(board: Board, name: str) -> None:
    """The key file shows who can open the board; the key in it does not hang on the name."""
    place = BoardFolder.existing(board.folder)
    if not place.keys.exists():
        return
    keys = read_keys(place.keys)
    for slot in keys.slots:
        if slot.person == board.person.id and slot.name != name:
            write_keys(place.keys, keys.with_slot(replace(slot, name=name)).signed(board.database.key))
