"""Every row that a damaged database still holds goes into a new one; nothing is guessed and nothing is made up.

A page is either as it was written or it is not read at all. Rows of a broken tree are found page by page, and one
whose table is in doubt goes where it alone fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlcipher3 import dbapi2

from db.chain import last_head, write_head
from db.driver import connect
from db.errors import DamagedError, SchemaError
from db.folder import BoardFolder
from db.keys import KeyFile, write_keys
from db.page_image import read_image
from db.page_salt import kept_salt
from db.private_files import create_private
from db.raw_tables import LEAF, Row, Table, kind_of, leaves, rows, tables
from db.upgrade import HEAD, REVISIONS, SHIPPED, Migrations, bring_up

WORKED_OUT = frozenset({"case_index"})
"""Tables that are worked out anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was found: rows of each table, how many pages were unreadable, and the tables that may lack rows.

    ``loose`` is how many rows were left out because what they belong to is gone.
    """

    rows: Mapping[str, int]
    lost_pages: int
    doubtful: tuple[str, ...]
    loose: int

    @property
    def cases(self) -> int:
        """How many case records there are again."""
        return self.rows.get("cases", 0)


def salvage(source: BoardFolder, key: bytes, keys: KeyFile, target: BoardFolder, name: str) -> Salvaged:
    """Fill the folder of a new board, which opens with the same passphrases. Nothing of ``source`` is changed.

    ``name`` is for a board that no longer says its own. Raises DamagedError where not one page can be read, and
    SchemaError for a schema that this program has never heard of.
    """
    image = read_image(source.database, key, (kept_salt(source),))
    if not image.pages:
        raise DamagedError("Not one page of the database can be read with this key; put back a backup.")
    held = _Held.of(image.pages)
    create_private(target.database)
    revision = held.revision()
    bring_up(target, key, _as_of(revision))
    with closing(connect(target.database, key)) as new:
        new.execute("PRAGMA foreign_keys=OFF")
        new.execute("BEGIN")
        counts = held.pour(new)
        _name_everybody(new, keys, name)
        loose = _drop_loose(new)
        new.execute("COMMIT")
        head = last_head(new)
        counts = {table: _count(new, table) for table in counts}
    bring_up(target, key)
    write_keys(target.keys, keys)
    write_head(target.audit_head, head)
    return Salvaged(rows=counts, lost_pages=len(image.lost), doubtful=tuple(sorted(held.broken)), loose=loose)


class _Held:
    """What the readable pages hold: leaf pages by table, and those whose table is not known."""

    def __init__(self, pages: Mapping[int, bytes], named: Mapping[str, Sequence[int]], broken: set[str]) -> None:
        self.pages, self.named, self.broken = pages, named, broken
        known = {number for numbers in named.values() for number in numbers}
        self.orphans = [number for number in sorted(pages) if number not in known and _is_leaf(pages, number)]

    @classmethod
    def of(cls, pages: Mapping[int, bytes]) -> _Held:
        """Follow the trees as far as they are whole."""
        schema, whole = tables(pages) if 1 in pages else ([], False)
        if not whole:
            schema = [*schema, *_scattered_schema(pages, {table.name for table in schema})]
        named, broken = dict[str, list[int]](), set[str]()
        for table in schema:
            named[table.name], sound = leaves(pages, table.root)
            if not sound:
                broken.add(table.name)
        named["sqlite_master"] = leaves(pages, 1)[0] if 1 in pages else []
        return cls(pages, named, broken)

    def revision(self) -> str:
        """The schema that the rows were written in; this program's where it cannot be read."""
        told = [row for number in self.named.get("alembic_version", ()) for _, row in rows(self.pages, number)]
        revision = str(told[0][0]) if told else HEAD
        if revision not in REVISIONS:
            raise SchemaError("The board was written by a newer Crestboard; salvage it with that one.")
        return revision

    def pour(self, new: Any) -> dict[str, int]:
        """Put the rows into a new database; returns how many rows each of its tables took."""
        columns = _columns(new)
        self.broken |= set(columns) - set(self.named)
        counts = dict.fromkeys(columns, 0)
        for name in columns:
            for number in self.named.get(name, ()):
                counts[name] += _put_each(new, name, columns[name], self._rows(number))
        for number in self.orphans:
            found = list(self._rows(number))
            fitting = [name for name in sorted(self.broken & set(columns)) if _fits(new, name, columns[name], found)]
            # in two tables at once it would be a guess
            if len(fitting) == 1:
                counts[fitting[0]] += _put_each(new, fitting[0], columns[fitting[0]], found)
        return counts

    def _rows(self, number: int) -> Iterator[tuple[int, Row]]:
        return rows(self.pages, number)


def _is_leaf(pages: Mapping[int, bytes], number: int) -> bool:
    return kind_of(pages, number) == LEAF


def _scattered_schema(pages: Mapping[int, bytes], known: set[str]) -> list[Table]:
    """Tables named on pages of the schema that its tree no longer leads to."""
    found = []
    for number in pages:
        if _is_leaf(pages, number):
            for _, row in rows(pages, number):
                if len(row) == 5 and row[0] == "table" and isinstance(row[3], int) and row[1] not in known:
                    found.append(Table(str(row[1]), row[3], str(row[4])))
    return found


def _as_of(revision: str) -> Migrations:
    known = REVISIONS[: REVISIONS.index(revision) + 1]
    return Migrations(known, SHIPPED.scripts)


def _columns(new: Any) -> dict[str, list[tuple[str, bool]]]:
    """Each table's columns, and whether a column is the row's own number."""
    wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [str(row[0]) for row in new.execute(wanted).fetchall()]
    found = {}
    for name in names:
        if name not in WORKED_OUT and name != "alembic_version":
            told = new.execute("SELECT name, type, pk FROM pragma_table_info(?)", (name,)).fetchall()
            keys = sum(1 for _, _, place in told if place)
            found[name] = [(str(one), kind == "INTEGER" and place == 1 and keys == 1) for one, kind, place in told]
    return found


def _put_each(new: Any, table: str, columns: Sequence[tuple[str, bool]], found: Iterable[tuple[int, Row]]) -> int:
    """Put rows in one by one; one that the table refuses, or has already, is left out."""
    count = 0
    for rowid, row in found:
        try:
            new.execute(_insert(table, columns), _values(columns, rowid, row))
            count += 1
        except dbapi2.Error:
            continue
    return count


def _fits(new: Any, table: str, columns: Sequence[tuple[str, bool]], found: Sequence[tuple[int, Row]]) -> bool:
    """Whether a table takes all rows of a page: its columns, codes and keys tell it from the others."""
    if not found or any(len(row) > len(columns) for _, row in found):
        return False
    new.execute("SAVEPOINT fitting")
    try:
        for rowid, row in found:
            new.execute(_insert(table, columns), _values(columns, rowid, row))
    except dbapi2.Error:
        return False
    else:
        return True
    finally:
        new.execute("ROLLBACK TO fitting")
        new.execute("RELEASE fitting")


def _insert(table: str, columns: Sequence[tuple[str, bool]]) -> str:
    names = ", ".join(f'"{name}"' for name, _ in columns)
    # names of our own tables and columns; a parameter cannot stand for them
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608


def _values(columns: Sequence[tuple[str, bool]], rowid: int, row: Row) -> list[object]:
    # a column added later is not in rows from before
    padded = [*row, *[None] * (len(columns) - len(row))]
    return [rowid if own and value is None else value for (_, own), value in zip(columns, padded, strict=False)]


def _name_everybody(new: Any, keys: KeyFile, name: str) -> None:
    """The board and its people, as the key file still knows them, where their own rows are lost.

    Their roles are lost too: nobody gets more than the usual one by it, and opening the board sees to an administrator.
    """
    moment = datetime.now(UTC).isoformat()
    for slot in keys.slots:
        new.execute(
            "INSERT OR IGNORE INTO persons (id, name, role, version, created_at, changed_at) "
            "VALUES (?, ?, 'coordinator', 1, ?, ?)",
            (str(slot.person), slot.name, moment, moment),
        )
    if new.execute("SELECT 1 FROM boards").fetchone() is None:
        new.execute(
            "INSERT INTO boards (id, name, demonstration, created_at, changed_at, version) VALUES (?, ?, ?, ?, ?, 1)",
            (str(keys.board), name, keys.demonstration, moment, moment),
        )


def _drop_loose(new: Any) -> int:
    """Leave out rows that belong to a row that is gone, and what belongs to those."""
    dropped = 0
    while loose := {(row[0], row[1]) for row in new.execute("PRAGMA foreign_key_check").fetchall()}:
        for table, rowid in loose:
            new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608 - a table of our own
        dropped += len(loose)
    return dropped


def _count(new: Any, table: str) -> int:
    return int(new.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - a table of our own
