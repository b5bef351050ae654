"""Boards: make one, open one with a passphrase or its recovery key, and close it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from db.database import Database
from db.drives import refuse_network_drive
from db.errors import HeldError, NoBoardError
from db.first_look import BoardRow
from db.folder import BoardFolder
from db.keys import NO_SECRET, STANDARD, Cost, KeyFile, Slot, new_data_key, read_keys, wrap, write_keys
from db.lock import BoardLock, Holder, current_holder
from db.next_keys import settle
from db.passphrases import DEMONSTRATION, refuse_weak
from db.private_files import create_private
from db.recovery import is_recovery_text, recovery_bytes, recovery_text
from db.replacement import finish_replacing, sweep
from db.unfinished import sweep_unfinished
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person, is_plain
from desktop.clinical.rights import Right, require
from desktop.clinical.vocabulary import Role
from desktop.services.making import made_whole, new_or_nothing
from desktop.services.opening import KEYS_CHANGED, keep_administered, notices_on_opening, who_opened
from desktop.services.unlocking import by_passphrase

if TYPE_CHECKING:  # it loads what opening a board does not need
    from db.work import Work

__all__ = [
    "Board", "Cost", "Holder", "NewBoard", "copies_folder", "create_board", "is_demonstration", "open_board",
    "open_demonstration", "open_with_key", "person_names", "require_board",
]  # fmt: skip


def this_moment() -> datetime:
    """The time of day, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """An open board, and the person who opened it. Close it, or use it as a context manager.

    ``holder`` is who else has it open for writing (only where ``read_only``). ``notices`` are sentences that the
    person should see on opening, for example that the end of the history is missing. ``now`` and ``new_key`` give the
    times and keys of what the board decides: a demonstration tells of a year that nobody sat through.
    """

    folder: Path
    name: str
    person: Person
    demonstration: bool
    read_only: bool
    database: Database
    holder: Holder | None = None
    notices: tuple[str, ...] = ()
    now: Callable[[], datetime] = field(default=this_moment, repr=False)
    new_key: Callable[[], UUID] = field(default=uuid4, repr=False)
    _release: Callable[[], None] = field(default=lambda: None, repr=False)
    _rename: Callable[[str], None] = field(default=lambda _name: None, repr=False)

    def work(self, right: Right) -> AbstractContextManager[Work]:
        """One writing transaction of whoever opened the board. Raises NotAllowedError where their role may not."""
        require(self.person, right)
        return self.database.work(self.person.id)

    def own_work(self) -> AbstractContextManager[Work]:
        """One that needs no right: what everybody may do for themselves, or the program does whoever is there.

        Every use is named, with its reason, in the test that walks the services.
        """
        return self.database.work(self.person.id)

    def say_holder(self, name: str) -> None:
        """Say to others who holds the board for writing now; nothing where it is open for reading only."""
        self._rename(name)

    def close(self) -> None:
        """Let go of the database, the key and the lock."""
        self.database.close()
        self._release()

    def __enter__(self) -> Board:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class NewBoard:
    """A board just made, open for writing, and the recovery key: shown once and kept nowhere."""

    board: Board
    recovery_key: str


def create_board(
    folder: Path, *, name: str, person_name: str, passphrase: str = "", demonstration: bool = False,
    cost: Cost = STANDARD,
) -> NewBoard:  # fmt: skip
    """Make a board and open it as its first person. A demonstration board needs no passphrase.

    Raises UserError for a weak passphrase, an empty name, a folder that is in use or on a network drive; then
    nothing is left behind.
    """
    if demonstration:
        passphrase, cost = DEMONSTRATION, NO_SECRET
    else:
        refuse_weak(passphrase, name, person_name)
    if not name.strip() or not person_name.strip():
        raise UserError("A board and its first person need a name; nothing was created.")
    if not is_plain(name) or not is_plain(person_name):
        raise UserError("A name has a sign that is no letter, such as a line break; nothing was created, leave it out.")
    key = new_data_key()
    row = BoardRow(id=uuid4(), name=name.strip(), demonstration=demonstration, created_at=datetime.now(UTC))
    person = Person(name=person_name.strip(), role=Role.ADMINISTRATOR)
    slots = (wrap(key, passphrase, row.id, person.id, person.name, cost),)
    keys = KeyFile(board=row.id, demonstration=demonstration, slots=slots).signed(key)
    with made_whole(folder) as place:
        _fill(place, key, row, person, keys)
    with new_or_nothing(folder):
        opened = _open(BoardFolder.existing(folder), key, person.id, person.name, write=True)
    return NewBoard(opened, recovery_text(key))


def open_board(
    folder: Path, *, passphrase: str | None = None, recovery_key: str | None = None, user: str | None = None,
    write: bool = True,
) -> Board:  # fmt: skip
    """Open a board with a person's passphrase, or with the recovery key (also typed as the passphrase).

    Without ``user`` the board's only person is meant. Raises UserError, one sentence: no board, wrong passphrase,
    held by another (for writing), damaged, or of a newer program.
    """
    place = BoardFolder.existing(folder)
    refuse_network_drive(place.path)
    if write and place.replacement.is_dir():
        _finish(place)
    if recovery_key is None and passphrase is not None and is_recovery_text(passphrase):
        recovery_key = passphrase
    if recovery_key is not None:
        return _open(place, recovery_bytes(recovery_key), None, user, write=write)
    keys = read_keys(place.keys)
    key, slot, keys = by_passphrase(place, keys, user, passphrase)
    board = _open(place, key, slot.person, slot.name, write=write)
    if keys.changed_outside(key):
        return replace(board, notices=(*board.notices, KEYS_CHANGED))
    if write and not slot.renewable:
        secret = DEMONSTRATION if passphrase is None else passphrase
        _renew_slot(place, key, wrap(key, secret, keys.board, slot.person, slot.name, slot.cost))
    return board


def open_demonstration(folder: Path) -> Board:
    """Open a demonstration board; where another window holds it, for reading, as there is no passphrase to ask."""
    try:
        return open_board(folder)
    except HeldError:
        return open_board(folder, write=False)


def _finish(place: BoardFolder) -> None:
    """What a killed program had begun is finished before the keys are read: they may be among it."""
    lock = BoardLock(place)
    lock.take("the program itself")
    try:
        finish_replacing(place)
    finally:
        lock.release()


def _renew_slot(place: BoardFolder, key: bytes, slot: Slot) -> None:
    """A slot of the first version gets a key pair when its passphrase first opens it; where it cannot, all stays."""
    with suppress(OSError):
        write_keys(place.keys, read_keys(place.keys).with_slot(slot).signed(key))


def copies_folder(board: Board) -> Path:
    """Where the encrypted copies lie that are made before an upgrade."""
    return BoardFolder(board.folder).backups


def require_board(folder: Path) -> None:
    """Raise NoBoardError unless the folder is a board, so that nobody is asked for a passphrase in vain."""
    BoardFolder.existing(folder)


def is_demonstration(folder: Path) -> bool:
    """Whether a board opens by itself because its children do not exist."""
    try:
        return read_keys(BoardFolder.existing(folder).keys).demonstration
    except NoBoardError:
        return False


def person_names(folder: Path) -> list[str]:
    """Who can open a board, for choosing. Raises UserError for a folder that is no board."""
    return read_keys(BoardFolder.existing(folder).keys).names


def open_with_key(folder: Path, key: bytes, person: UUID | None, user: str | None) -> Board:
    """Open a board for writing with its data key, as a person by key, by name, or the only one."""
    return _open(BoardFolder.existing(folder), key, person, user, write=True)


def _fill(place: BoardFolder, key: bytes, row: BoardRow, person: Person, keys: KeyFile) -> None:
    from db.board_row import add_board  # it loads what opening a board does not need

    create_private(place.database)
    database = Database.open(place.path, key, read_only=False)
    try:
        with database.work(person.id) as work:
            work.persons.add(person, "First person")
            add_board(work.connection, work.audit, row)
    finally:
        database.close()
    write_keys(place.keys, keys)


def _open(place: BoardFolder, key: bytes, person: UUID | None, name: str | None, *, write: bool) -> Board:
    lock = BoardLock(place)
    if write:
        lock.take(name or "the recovery key")
        sweep(place)
        sweep_unfinished(place.path.parent)
    try:
        if write:
            settle(place, key)
        database = Database.open(place.path, key, read_only=not write)
    except BaseException:
        if write:
            lock.release()
        raise
    try:
        seen = database.first_look()
        row, who = seen.board, who_opened(seen, person, name)
        who, headed = keep_administered(database, seen, who) if write else (who, ())
        if write:
            lock.rename(who.name)
        return Board(
            folder=place.path,
            name=row.name,
            person=who,
            demonstration=row.demonstration,
            read_only=not write,
            database=database,
            holder=None if write else current_holder(place),
            notices=(*headed, *notices_on_opening(database, seen, who, write=write)),
            _release=lock.release if write else lambda: None,
            _rename=lock.rename if write else lambda _name: None,
        )
    except BaseException:
        database.close()
        if write:
            lock.release()
        raise
