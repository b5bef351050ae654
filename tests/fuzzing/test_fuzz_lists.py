"""Lists of children from anybody: whatever the file holds, it goes in or is refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz_board import Target
from fuzz_inputs import fuzzed, taken, tried
from fuzz_tables import ENCODINGS, PROFILES, TEXT, scarred, tables, texts, workbooks
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.template import template_workbook
from desktop.services.library import Library

Table = tuple[str, list[list[str]]]
WHOLE = template_workbook(PROFILES["crestboard"])
_PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
          "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels", "../x.xml", "/x", "x" * 300)  # fmt: skip


@pytest.fixture
def target(empty_board: Path, tmp_path: Path, library: Library) -> Iterator[Target]:
    made = Target(empty_board, tmp_path, library)
    yield made
    made.close()


@fuzzed("lists: any bytes")
@given(data=st.one_of(st.binary(max_size=300), st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail)))
def test_any_bytes(kind: str, target: Target, data: bytes) -> None:
    tried[kind] += 1
    taken[kind] += target.take(data) is not None


@fuzzed("lists: text in any encoding")
@given(
    rows=st.lists(st.lists(TEXT, max_size=4), max_size=6),
    heading=st.sampled_from(["Patient ID", "mrn", "MRN", "patient id;sex", "x"]),
    encoding=st.sampled_from(ENCODINGS),
    sign=st.sampled_from([",", ";", "\t", "|", " "]),
)
def test_text_in_any_encoding(
    kind: str, target: Target, rows: list[list[str]], heading: str, encoding: str, sign: str
) -> None:
    tried[kind] += 1
    taken[kind] += (
        target.take("\n".join([heading, *(sign.join(row) for row in rows)]).encode(encoding, "replace")) is not None
    )


@fuzzed("lists: near to a profile, CSV and TSV")
@given(data=st.data(), table=tables(), named=st.booleans())
def test_tables_near_to_a_profile(kind: str, target: Target, data: st.DataObject, table: Table, named: bool) -> None:
    tried[kind] += 1
    profile, rows = table
    taken[kind] += target.take(data.draw(texts(rows)), profile=profile if named else None) is not None


@fuzzed("lists: near to a profile, XLSX")
@given(data=st.data(), table=tables(), named=st.booleans())
def test_workbooks_near_to_a_profile(kind: str, target: Target, data: st.DataObject, table: Table, named: bool) -> None:
    tried[kind] += 1
    profile, rows = table
    taken[kind] += target.take(data.draw(workbooks(rows)), "list.xlsx", profile=profile if named else None) is not None


@fuzzed("lists: damaged workbooks")
@given(data=st.data(), whole=st.booleans())
def test_damaged_workbooks(kind: str, target: Target, data: st.DataObject, whole: bool) -> None:
    """The file itself is damaged, or one part of it is, in an archive that is sound."""
    tried[kind] += 1
    if whole:
        taken[kind] += target.take(data.draw(scarred(WHOLE)), "list.xlsx") is not None
        return
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(content, "w") as new:
        spoilt = data.draw(st.sampled_from(old.namelist()))
        for part in old.namelist():
            new.writestr(part, data.draw(scarred(old.read(part))) if part == spoilt else old.read(part))
    taken[kind] += target.take(content.getvalue(), "list.xlsx") is not None


@fuzzed("lists: made-up archives")
@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(
    parts=st.lists(
        st.tuples(
            st.sampled_from(_PARTS),
            st.one_of(
                st.binary(max_size=80),
                st.sampled_from([0, 2_000_000, 20_000_000]).map(bytes),
                st.integers(0, 5_000).map(lambda deep: b"<a>" * deep),
                st.sampled_from(["A1", "XFD1048576", "AAAA9", "A0", "ZZ99999999999"]).map(
                    lambda place: f'<worksheet><row r="1"><c r="{place}"><v>1</v></c></row></worksheet>'.encode()
                ),
                st.just(b'<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;&b;</a>'),
            ),
            st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]),
        ),
        max_size=5,
    ),
    told=st.one_of(st.none(), st.sampled_from([0, 1, 2**31, 2**32 - 1])),
)
def test_made_up_archives(kind: str, target: Target, parts: list[tuple[str, bytes, int]], told: int | None) -> None:
    """Bombs, entries that lie of their sizes, cells that lie far out, and parts that no workbook has."""
    tried[kind] += 1
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        for name, part, method in parts:
            archive.writestr(name, part, method)
    data = bytearray(content.getvalue())
    if told is not None:
        place = data.rfind(b"PK\x01\x02") + 24
        data[place : place + 4] = told.to_bytes(4, "little")
    taken[kind] += target.take(bytes(data), "list.xlsx") is not None
