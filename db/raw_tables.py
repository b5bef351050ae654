"""Rows read from the pages of a database without its help, for when its trees are broken (SQLite file format 3)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.page_cipher import USABLE

INTERIOR, LEAF = 0x05, 0x0D
_FIRST_HEAD = 100
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the schema has it: its name, where its tree begins and how it was made."""

    name: str
    root: int
    sql: str


def kind_of(pages: Mapping[int, bytes], number: int) -> int:
    """What kind of page it is."""
    return pages[number][_head(number)]


def children(pages: Mapping[int, bytes], number: int) -> list[int]:
    """The pages beneath an interior page of a table's tree, in order."""
    page, start = pages[number], _head(number)
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    cells = [int.from_bytes(page[start + 12 + 2 * place : start + 14 + 2 * place], "big") for place in range(count)]
    found = [int.from_bytes(page[cell : cell + 4], "big") for cell in cells]
    return [*found, int.from_bytes(page[start + 8 : start + 12], "big")]


def leaves(pages: Mapping[int, bytes], root: int) -> tuple[list[int], bool]:
    """The readable leaf pages of a table's tree, and whether the tree is whole."""
    found, whole, waiting, seen = list[int](), True, [root], set[int]()
    while waiting:
        number = waiting.pop()
        if number in seen or number not in pages:
            whole = False
            continue
        seen.add(number)
        kind = kind_of(pages, number)
        if kind == LEAF:
            found.append(number)
        elif kind == INTERIOR:
            waiting += children(pages, number)
        else:
            whole = False
    return found, whole


def rows(pages: Mapping[int, bytes], number: int) -> Iterator[tuple[int, Row]]:
    """The rows of a leaf page, each with its row number; one whose overflow is lost is left out."""
    page, start = pages[number], _head(number)
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    for place in range(count):
        cell = int.from_bytes(page[start + 8 + 2 * place : start + 10 + 2 * place], "big")
        size, cell = _varint(page, cell)
        rowid, cell = _varint(page, cell)
        payload = _payload(pages, page, cell, size)
        if payload is not None:
            yield rowid, _record(payload)


def tables(pages: Mapping[int, bytes]) -> tuple[list[Table], bool]:
    """The tables that the schema names, and whether the schema is whole."""
    found, whole = leaves(pages, 1)
    named = [row for number in found for _, row in rows(pages, number)]
    made = [Table(str(row[1]), int(str(row[3])), str(row[4])) for row in named if row[0] == "table"]
    return made, whole


def _head(number: int) -> int:
    return _FIRST_HEAD if number == 1 else 0


def _payload(pages: Mapping[int, bytes], page: bytes, cell: int, size: int) -> bytes | None:
    """A cell's content, gathered from its overflow pages where it does not fit; None where one of them is lost."""
    here = _local(size)
    content = page[cell : cell + here]
    following = int.from_bytes(page[cell + here : cell + here + 4], "big") if here < size else 0
    while len(content) < size:
        more = pages.get(following)
        if more is None:
            return None
        content += more[4 : 4 + min(USABLE - 4, size - len(content))]
        following = int.from_bytes(more[:4], "big")
    return content


def _local(size: int) -> int:
    """How many bytes of a content lie in the leaf itself."""
    most, least = USABLE - 35, (USABLE - 12) * 32 // 255 - 23
    if size <= most:
        return size
    fitting = least + (size - least) % (USABLE - 4)
    return fitting if fitting <= most else least


def _record(payload: bytes) -> Row:
    size, place = _varint(payload, 0)
    kinds = []
    while place < size:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, place = _value(payload, place, kind)
        values.append(value)
    return tuple(values)


_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
_REAL, _NOUGHT, _ONE, _FIRST_BLOB = 7, 8, 9, 12


def _value(payload: bytes, place: int, kind: int) -> tuple[object, int]:
    if kind >= _FIRST_BLOB:
        end = place + (kind - _FIRST_BLOB) // 2
        content = payload[place:end]
        return (content.decode(errors="replace") if kind % 2 else content), end
    end = place + _WIDTHS[kind]
    if kind == 0:
        return None, end
    if kind in (_NOUGHT, _ONE):
        return kind - _NOUGHT, end
    if kind == _REAL:
        return struct.unpack(">d", payload[place:end])[0], end
    return int.from_bytes(payload[place:end], "big", signed=True), end


def _varint(content: bytes, place: int) -> tuple[int, int]:
    number = 0
    for _ in range(8):
        byte = content[place]
        place += 1
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place
    return number << 8 | content[place], place + 1
