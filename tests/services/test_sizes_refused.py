"""Small files that would unpack to more than any memory holds: lists, backups and rules refuse them in one sentence."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from builders import PASSPHRASE

from db.backup_file import ABOUT, DATABASE, HEAD, KEYS, read_backup
from db.errors import NoBoardError
from db.folder import BoardFolder
from db.private_files import SMALL
from desktop.clinical.errors import UserError
from desktop.services.backups import backups_of, make_backup, paused
from desktop.services.boards import Board, open_board
from desktop.services.importing.reading import read_bytes, read_file
from desktop.services.importing.sheets import Limits, UnreadableFileError
from desktop.services.recent import recent_boards
from desktop.services.rule_sources import MOST_FILES, read_rules
from desktop.services.toml_files import LARGEST
from desktop.ui.preferences import Preferences, read_preferences

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


SMALL_FILES = ("keys", "next_keys", "audit_head", "attempts", "holder", "paused", "salt")


@pytest.mark.parametrize("content", [b" " * SMALL + b"{}", b"[" * 500_000], ids=["large", "deep"])
@pytest.mark.parametrize("name", SMALL_FILES)
def test_a_small_file_of_a_board_made_large_is_not_read(board_folder: Path, name: str, content: bytes) -> None:
    place = BoardFolder(board_folder)
    place.backups.mkdir(exist_ok=True)
    getattr(place, name).write_bytes(content)
    if name == "keys":
        with pytest.raises(NoBoardError, match="cannot be read"):
            open_board(board_folder, passphrase=PASSPHRASE)
        return
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        assert len(board.notices) == (1 if name == "audit_head" else 0)
        assert (paused(board_folder) is not None) == (name == "paused")
        make_backup(board)


@pytest.mark.parametrize("content", [b" " * SMALL + b"{}", b"[" * 500_000, b"[]", b"\xff"])
def test_files_of_the_user_that_are_none_mean_the_usual(tmp_path: Path, content: bytes) -> None:
    for name in ("window.json", "recent.json"):
        (tmp_path / name).write_bytes(content)
    assert recent_boards(tmp_path) == ()
    assert read_preferences(tmp_path) == Preferences()


def test_a_workbook_with_macros_links_and_a_workbook_inside_gives_its_cells_and_runs_nothing() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Children")
    sheet.write_row(0, 0, ["Hospital number", "Family name"])
    sheet.write_string(1, 0, "ZZ-1")
    sheet.write_formula(1, 1, "='[other.xlsx]Sheet1'!A1", None, "Zztest")
    sheet.write_url(2, 0, "external:other.xlsx", None, "ZZ-2")
    book.close()
    with zipfile.ZipFile(content) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    links = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    parts |= {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen", "xl/externalLinks/externalLink1.xml": links}
    # what lies packed inside stays packed
    parts["xl/embeddings/inside.zip"] = packed({"bomb": bytes(HUGE)})
    (table,) = read_bytes(packed(parts), "list.xlsx")
    assert [[str(cell) for cell in row.cells[:2]] for row in table.rows] == [["ZZ-1", "Zztest"], ["ZZ-2", ""]]


def test_a_zip_inside_a_zip_of_rules_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "rules.zip"
    path.write_bytes(packed({"more.zip": packed({"cog.toml": b"#" * HUGE})}))
    with pytest.raises(UserError, match="There is no rule file"):
        read_rules(path)


@pytest.mark.parametrize("content", [b"a;b\n", bytes(100)])
def test_a_list_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content * (1 + 10_000 // len(content)))
    with pytest.raises(UnreadableFileError, match="more than the"):
        read_file(path, Limits(file_bytes=10_000))


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
