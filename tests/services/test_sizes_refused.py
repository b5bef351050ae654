"""Small files that would unpack to more than any memory holds: lists, backups and rules refuse them in one sentence."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.backup_file import ABOUT, DATABASE, HEAD, KEYS, SMALL, read_backup
from db.errors import NoBoardError
from desktop.clinical.errors import UserError
from desktop.services.backups import backups_of, make_backup
from desktop.services.boards import Board
from desktop.services.importing.reading import read_bytes
from desktop.services.importing.sheets import Limits, UnreadableFileError
from desktop.services.rule_sources import LARGEST, MOST_FILES, read_rules

HUGE = 60_000_000


def lying(content: bytes, told: int) -> bytes:
    """The same archive, whose directory and heads say that each part has ``told`` bytes unpacked."""
    changed = bytearray(content)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = -1
        while (found := changed.find(mark, found + 1)) >= 0:
            changed[found + place : found + place + 4] = struct.pack("<I", told)
    return bytes(changed)


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def workbook() -> bytes:
    return packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * HUGE})


def test_a_workbook_that_unpacks_far_is_refused_whatever_it_says_of_its_sizes() -> None:
    with pytest.raises(UnreadableFileError, match="would unpack to 60 MB"):
        read_bytes(workbook(), "list.xlsx")
    for told in (0, 100, 2**31):
        with pytest.raises(UnreadableFileError):
            read_bytes(lying(workbook(), told), "list.xlsx")


def test_a_workbook_of_very_many_parts_is_refused() -> None:
    parts = {f"xl/worksheets/sheet{number}.xml": b" " * 1000 for number in range(2000)}
    with pytest.raises(UnreadableFileError, match="would unpack"):
        read_bytes(packed({"xl/workbook.xml": b"<workbook/>", **parts}), "list.xlsx", Limits(unpacked_bytes=10**6))


def test_entities_that_grow_are_refused() -> None:
    """The laugh of a billion: a few lines that stand for gigabytes."""
    lines = "".join(f'<!ENTITY a{one} "{f"&a{one - 1};" * 10}">' for one in range(1, 12))
    laugh = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><worksheet>&a11;</worksheet>'.encode()
    content = packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": laugh})
    with pytest.raises(UnreadableFileError, match="damaged or no XLSX"):
        read_bytes(content, "list.xlsx")


@pytest.fixture
def parts(board: Board) -> dict[str, bytes]:
    with zipfile.ZipFile(make_backup(board).path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


@pytest.mark.parametrize("name", [ABOUT, HEAD, KEYS])
def test_a_backup_whose_small_parts_are_large_is_refused(parts: dict[str, bytes], tmp_path: Path, name: str) -> None:
    path = tmp_path / "large.crestboard-backup"
    large = {**parts, name: parts[name] + b" " * SMALL}
    path.write_bytes(packed(large, zipfile.ZIP_STORED))
    with pytest.raises(NoBoardError, match="is no backup"):
        read_backup(path)
    # what the archive says of them need not be true
    path.write_bytes(lying(packed(large, zipfile.ZIP_STORED), 100))
    with pytest.raises(NoBoardError, match="is no backup"):
        read_backup(path)


def test_a_backup_that_is_packed_is_refused_and_the_list_of_backups_goes_on(
    board: Board, parts: dict[str, bytes]
) -> None:
    bomb = backups_of(board.folder)[0].path.with_name("bomb.crestboard-backup")
    bomb.write_bytes(packed({**parts, DATABASE: bytes(HUGE)}))
    with pytest.raises(NoBoardError, match="is no backup"):
        read_backup(bomb)
    assert [bool(line.fault) for line in backups_of(board.folder)] == [False, True]


def test_a_backup_of_deep_words_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "deep.crestboard-backup"
    for told in (b"[" * 200_000, json.dumps({"format": "crestboard-backup", "version": 1}).encode(), b"9" * 100_000):
        path.write_bytes(packed({**parts, ABOUT: told}, zipfile.ZIP_STORED))
        with pytest.raises(NoBoardError, match="is no backup"):
            read_backup(path)


def test_rules_that_unpack_far_are_refused_whatever_the_archive_says(tmp_path: Path) -> None:
    path = tmp_path / "rules.zip"
    content = packed({"cog.toml": b"#" * HUGE})
    path.write_bytes(content)
    with pytest.raises(UserError, match="larger than"):
        read_rules(path)
    for told in (0, 100, LARGEST):
        path.write_bytes(lying(content, told))
        with pytest.raises(UserError, match="nothing was changed"):
            read_rules(path)


def test_of_too_many_rules_no_more_are_unpacked_than_ever_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opened = tmp_path / "rules.zip", []
    path.write_bytes(packed({f"{number}.toml": b"#" * 1000 for number in range(MOST_FILES * 5)}))
    real = zipfile.ZipFile.open

    def count(archive: zipfile.ZipFile, *words: object, **named: object) -> object:
        opened.append(words)
        return real(archive, *words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "open", count)
    with pytest.raises(UserError, match="more than 200"):
        read_rules(path)
    assert len(opened) == MOST_FILES + 1


def pieces() -> Iterator[bytes]:
    """Texts that a reader of TOML could choke on."""
    yield b"a = " + b"[" * 100_000
    yield b"a = {" + b"b = {" * 50_000
    yield b".".join([b"a"] * 50_000) + b" = 1"
    yield b"\xff\xfe" * 1000
    yield b"a = " + b"9" * 100_000


@pytest.mark.parametrize("text", [*pieces()], ids=["lists", "tables", "dots", "bytes", "digits"])
def test_rules_that_cannot_be_read_are_refused_in_a_sentence(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "rules.zip"
    path.write_bytes(packed({"cog.toml": text}))
    with pytest.raises(UserError, match=r"cog\.toml"):
        read_rules(path)
