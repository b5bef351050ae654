"""An open board's database: one transaction for each use case, and the end of the audit kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from db.assessments import Assessments
from db.audit import Audit
from db.board_row import BoardRow, read_board
from db.case_index import CaseIndex
from db.cases import Cases
from db.chain import Head, head_faults, read_head, write_head
from db.engine import WRITE, build_engine, connect
from db.errors import StorageError
from db.folder import BoardFolder
from db.keys import audit_key
from db.persons import Persons
from db.refusals import told_plainly
from db.upgrade import SHIPPED, Migrations, bring_up, read_revision, refuse_other_schema

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The time of a write, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One transaction: the repositories, and who does it (an empty name while reading)."""

    cases: Cases
    persons: Persons
    audit: Audit
    index: CaseIndex
    assessments: Assessments
    connection: Connection
    person_name: str = ""

    @property
    def board(self) -> BoardRow:
        """What the board says of itself."""
        return read_board(self.connection)


class Database:
    """The database of one board, from ``open`` to ``close``. Threads may share it; writers wait for each other."""

    def __init__(self, folder: BoardFolder, key: bytes, engine: Engine, now: Now) -> None:
        self.folder = folder
        self._key = key
        self._chain_key = audit_key(key)
        self._engine = engine
        self._writer = engine.execution_options(**{WRITE: True})
        self._now = now
        # so that two threads cannot record the ends of the chain in the wrong order
        self._ending = Lock()

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
                with closing(connect(place.database, key, read_only=True)) as connection:
                    refuse_other_schema(read_revision(connection), migrations)
            else:
                bring_up(place, key, migrations)
        return cls(place, key, build_engine(place.database, key, read_only=read_only), now)

    @property
    def key(self) -> bytes:
        """The data key, for making another person's slot. Empty once closed."""
        return self._key

    @property
    def chain_key(self) -> bytes:
        """The key of the audit chain, for checking it."""
        return self._chain_key

    @contextmanager
    def work(self, person: UUID) -> Generator[Work]:
        """One writing transaction: stored whole on success, not at all on an error. Not to be nested."""
        with told_plainly(self.folder.path), self._open(self._writer) as connection, connection.begin() as transaction:
            work = self._work(connection, person)
            yield work
            work.audit.flush()
            with self._ending:
                transaction.commit()
                self._record(work.audit.head)

    @contextmanager
    def read(self) -> Generator[Work]:
        """One reading transaction: everything read in it is of the same moment."""
        with told_plainly(self.folder.path), self._open(self._engine) as connection, connection.begin():
            yield self._work(connection, None)

    def head_faults(self) -> tuple[str, ...]:
        """Whether the audit still ends where the file beside the database says; cheap, for every opening."""
        # the file first: what is written meanwhile only lets it lag
        head = read_head(self.folder.audit_head)
        with self.read() as work:
            last = work.audit.last()
            at_head = work.audit.mac_of(head.seq) if head is not None else None
        return head_faults(head, last, at_head)

    def close(self) -> None:
        """Let go of the file and the key."""
        self._engine.dispose()
        self._key = self._chain_key = b""

    def _open(self, engine: Engine) -> Connection:
        if not self._key:
            raise StorageError("The board is closed; open it again.")
        return engine.connect()

    def _work(self, connection: Connection, person: UUID | None) -> Work:
        audit = Audit(connection, self._chain_key, person, self._now)
        persons = Persons(connection, audit, self._now)
        return Work(
            cases=Cases(connection, audit, self._now),
            persons=persons,
            audit=audit,
            index=CaseIndex(connection),
            assessments=Assessments(connection, audit, person, self._now),
            connection=connection,
            person_name="" if person is None else persons.name_of(person),
        )

    def _record(self, head: Head | None) -> None:
        if head is not None:
            # the entries are stored already, and a head that lags is no fault
            with suppress(OSError):
                write_head(self.folder.audit_head, head)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, for checks that the database does by itself."""
    return connection.connection.driver_connection
