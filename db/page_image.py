"""All pages of a damaged database that are as they were written, opened in memory: the file, and its log over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.page_cipher import PAGE, SALT, PageCipher

_LOG_HEAD, _FRAME_HEAD = 32, 24


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pages by number, counted from one, and the numbers of those that cannot be read any more."""

    pages: dict[int, bytes]
    lost: frozenset[int]


def read_image(database: Path, key: bytes, salts: tuple[bytes, ...] = ()) -> PageImage:
    """Open every page. ``salts`` are tried besides the file's own, which lies in its first page and may be damaged.

    Raises OSError where the file cannot be read at all.
    """
    raw = database.read_bytes()
    if not raw:
        return PageImage({}, frozenset())
    cipher = _cipher(raw, key, salts)
    pages, lost = dict[int, bytes](), set[int]()
    for number in range(1, -(-len(raw) // PAGE) + 1):
        plain = cipher.open(number, raw[(number - 1) * PAGE : number * PAGE])
        if plain is None:
            lost.add(number)
        else:
            pages[number] = plain
    for number, page in _logged(database.with_name(f"{database.name}-wal")):
        newer = cipher.open(number, page)
        if newer is not None:
            pages[number] = newer
            lost.discard(number)
    return PageImage(pages, frozenset(lost))


def _cipher(raw: bytes, key: bytes, salts: tuple[bytes, ...]) -> PageCipher:
    """The salt that opens most of a few pages."""
    probes = range(1, min(len(raw) // PAGE, 9) + 1)
    ciphers = [PageCipher(key, salt) for salt in (raw[:SALT], *salts) if len(salt) == SALT]

    def opened(cipher: PageCipher) -> int:
        return sum(cipher.open(number, raw[(number - 1) * PAGE : number * PAGE]) is not None for number in probes)

    return max(ciphers, key=opened, default=PageCipher(key, bytes(SALT)))


def _logged(log: Path) -> Iterator[tuple[int, bytes]]:
    """The pages of the log up to its last whole transaction, in the order in which they were written."""
    try:
        raw = log.read_bytes()
    except OSError:
        return
    salts, waiting = raw[16:24], list[tuple[int, bytes]]()
    for start in range(_LOG_HEAD, len(raw) - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
        head = raw[start : start + _FRAME_HEAD]
        if head[8:16] != salts:
            return
        number = int.from_bytes(head[:4], "big")
        waiting.append((number, raw[start + _FRAME_HEAD : start + _FRAME_HEAD + PAGE]))
        if int.from_bytes(head[4:8], "big"):
            yield from waiting
            waiting.clear()
