"""An open board's database: one transaction for each use case, and the end of the audit kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.ballast import lay_in, let_go
from db.chain import Head, read_head, write_head
from db.driver import connect
from db.errors import DamagedError, FullError, StorageError, WrongKeyError
from db.first_look import FirstLook, look
from db.folder import BoardFolder
from db.gate import Gate
from db.keys import KeyFile, audit_key
from db.page_salt import keep_salt
from db.refusals import told_plainly
from db.replacement import refuse_half_replaced
from db.revision import read_revision
from db.upgrade import SHIPPED, Migrations, bring_up, refuse_other_schema

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Transaction

    from db.work import Work

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The time of a write, in UTC."""
    return datetime.now(UTC)


class Database:
    """The database of one board, from ``open`` to ``close``. Threads may share it; writers wait for each other."""

    def __init__(self, folder: BoardFolder, key: bytes, now: Now, *, read_only: bool) -> None:
        self.folder = folder
        self._key = key
        self._chain_key = audit_key(key)
        self._read_only = read_only
        self._now = now
        self._engine: Engine | None = None
        self._building = Lock()
        self._glancer: Any = None
        self._glancing = Lock()
        # writers wait here and not in the driver, so that a new key finds none half way
        self._writing = RLock()
        # so that two threads cannot record the ends of the chain in the wrong order
        self._ending = Lock()
        self._gate = Gate()
        # a new key came half way: what is open of the board is closed until its files are in place
        self._unfinished = False

    @classmethod
    def open(
        cls, folder: Path, key: bytes, *, read_only: bool, now: Now = utc_now, migrations: Migrations = SHIPPED
    ) -> Database:
        """Open the database with its data key. For writing the lock must be held; an older schema is upgraded.

        Raises DamagedError (damaged, or another key), SchemaError (newer, or older and only to be read).
        """
        place = BoardFolder.existing(folder)
        with told_plainly(place.path):
            if read_only:
                refuse_half_replaced(place)
                with closing(connect(place.database, key, read_only=True)) as connection:
                    refuse_other_schema(read_revision(connection), migrations)
            else:
                bring_up(place, key, migrations)
                keep_salt(place)
                lay_in(place)
        return cls(place, key, now, read_only=read_only)

    @property
    def key(self) -> bytes:
        """The data key, for making another person's slot. Empty once closed, and while locked."""
        return self._key

    @property
    def locked(self) -> bool:
        """Whether the key was dropped until somebody unlocks the board."""
        return self._gate.is_shut

    @property
    def chain_key(self) -> bytes:
        """The key of the audit chain, for checking it."""
        return self._chain_key

    @contextmanager
    def work(self, person: UUID) -> Generator[Work]:
        """One writing transaction: stored whole on success, not at all on an error. Not to be nested."""
        with (
            self._gate.inside(self._closed),
            self._relieved(),
            self._writing,
            told_plainly(self.folder.path),
            self._open(write=True) as connection,
            connection.begin() as transaction,
        ):
            work = self._work(connection, person)
            yield work
            work.audit.flush()
            with self._ending:
                self._commit(connection, transaction)
                self._record(work.audit.head)

    @contextmanager
    def read(self) -> Generator[Work]:
        """One reading transaction: everything read in it is of the same moment."""
        with (
            self._gate.inside(self._closed),
            told_plainly(self.folder.path),
            self._open(write=False) as connection,
            connection.begin(),
        ):
            yield self._work(connection, None)

    @contextmanager
    def glance(self) -> Generator[Any]:
        """One reading transaction on the driver alone: for opening and for the list, which wait for nothing heavy.

        Threads take turns. Not to be nested.
        """
        with self._gate.inside(self._closed), told_plainly(self.folder.path), self._glancing:
            if not self._key:
                raise self._closed()
            if self._glancer is None:
                self._glancer = connect(self.folder.database, self._key, read_only=self._read_only)
            self._glancer.execute("BEGIN")
            try:
                yield self._glancer
            finally:
                self._glancer.execute("ROLLBACK")

    @contextmanager
    def alone(self) -> Generator[None]:
        """Nobody else writes meanwhile; whoever is here may. For what has to agree with a file beside the database."""
        with self._writing:
            yield

    def warm(self) -> None:
        """Load what the first writing or reading transaction needs; meant for another thread than the window's."""
        with self.read():
            pass

    def first_look(self) -> FirstLook:
        """Which board this is, who its people are, and whether the audit ends where the file beside it says."""
        # the file first: what is written meanwhile only lets it lag
        head = read_head(self.folder.audit_head)
        with self.glance() as connection:
            return look(connection, head)

    def last_entry(self) -> int:
        """The number of the audit's last entry, 0 where there is none."""
        with self.glance() as connection:
            return int(connection.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0])

    def renew_key(self, keys: KeyFile) -> None:
        """Give the board a new data key for everybody in ``keys``; whoever holds this database goes on with it.

        Waits for a write that is under way. Raises UserError where it cannot be done: all is then as it was, or the
        board is closed, and the next opening finishes.
        """
        with (
            self._gate.inside(self._closed),
            told_plainly(self.folder.path),
            self._writing,
            self._building,
            self._glancing,
        ):
            if not self._key:
                raise self._closed()
            self._let_go()
            from db.rotation import renew_data_key  # it loads what opening a board does not need

            try:
                self._key = renew_data_key(self.folder, self._key, keys)
            except BaseException:
                if self.folder.replacement.is_dir():
                    # the new files wait to be put in place: what was written into the old ones now would be lost
                    self._key = self._chain_key = b""
                    self._unfinished = True
                raise
            self._chain_key = audit_key(self._key)
            keep_salt(self.folder)

    def close_for_lock(self) -> None:
        """Let go of the file and the key until ``reopen``. Whoever is in a transaction finishes it first.

        To be called outside of a transaction. One that was closed for good stays so.
        """
        if self._key or self._unfinished:
            self._gate.shut()
            self.close()

    def reopen(self, key: bytes, migrations: Migrations = SHIPPED) -> None:
        """Go on with the key after ``close_for_lock``. Raises UserError where it opens nothing; all stays locked."""
        if not self.locked:
            return
        try:
            with told_plainly(self.folder.path):
                refuse_half_replaced(self.folder)
                with closing(connect(self.folder.database, key, read_only=True)) as connection:
                    refuse_other_schema(read_revision(connection), migrations)
        except DamagedError as error:
            raise WrongKeyError(
                "That key does not open the board; nothing was changed. Another person may have given the board a new "
                "one: try the passphrase again, or close the board and open it anew."
            ) from error
        with self._building, self._glancing:
            self._key, self._chain_key = key, audit_key(key)
        self._gate.open()

    def close(self) -> None:
        """Let go of the file and the key."""
        with self._building, self._glancing:
            self._key = self._chain_key = b""
            self._unfinished = False
            self._let_go()

    def _closed(self) -> StorageError:
        told = "The board is locked; unlock it." if self.locked else "The board is closed; open it again."
        return StorageError(told)

    def _let_go(self) -> None:
        if self._glancer is not None:
            self._glancer.close()
        if self._engine is not None:
            self._engine.dispose()
        self._glancer = self._engine = None

    def _open(self, *, write: bool) -> Connection:
        # a quarter of a second to load the first time, for which the first list does not wait
        from db.engine import WRITE, build_engine

        with self._building:
            if not self._key:
                raise self._closed()
            if self._engine is None:
                self._engine = build_engine(self.folder.database, self._key, read_only=self._read_only)
            engine = self._engine
        return (engine.execution_options(**{WRITE: True}) if write else engine).connect()

    def _work(self, connection: Connection, person: UUID | None) -> Work:
        from db.work import Work

        return Work.on(connection, self._chain_key, person, self._now)

    @contextmanager
    def _relieved(self) -> Generator[None]:
        """On a full disk the reserve is let go of, so that the next try fits."""
        try:
            yield
        except FullError as error:
            if not let_go(self.folder):
                raise
            raise FullError(
                "The disk is full and nothing was changed; a reserve was set free for this: try again now, then free "
                "some space."
            ) from error

    def _commit(self, connection: Connection, transaction: Transaction) -> None:
        try:
            transaction.commit()
        except BaseException:
            # half committed, it must not go back to the others; closing it undoes what was not stored
            connection.invalidate()
            raise

    def _record(self, head: Head | None) -> None:
        if head is not None:
            # the entries are stored already, and a head that lags is no fault
            with suppress(OSError):
                write_head(self.folder.audit_head, head)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, for checks that the database does by itself."""
    return connection.connection.driver_connection
