"""Tables that are nearly what a profile wants: its headings and words, and what people and machines spoil in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from hypothesis import strategies as st

from desktop.app import build_library
from desktop.services.importing.fields import IDENTIFIER, Kind
from desktop.services.importing.profiles import Column

ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "mac_roman", "cp850",
    "cp1250", "cp1251", "cp1253", "cp1254", "shift_jis", "gb18030", "euc_kr", "big5", "koi8_r", "utf-7", "cp037",
)  # fmt: skip
PROFILES = {one.id: one for one in build_library().profiles}
_HUGE = 40_000
_SPOILT = st.sampled_from(
    [
        "=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "+49 30 1", "-", "--", "?", "n/a", "NaN", "inf", "-inf",
        "1e400", "1e-400", "9" * 400, "٣", "²", "½", "1,234.5", "1.234,5", "0x10", "1_000", "#REF!", "\u202e1\u202c",
        "\ufeff",
        "\u200b", "a\u0301" * 200, "x" * _HUGE, "\r", "\n", "\t", "\v", "'", '"', '""', ";", "none;none", ";;", "M;M",
        "31.02.2024", "2024-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "1.1.24", "13/13/2024", "2024-13",
        "24", "requested", "requested 2099-01-01", "requested 2026-11-18, Demo Lab", "requested ,,,", "pending pending",
        "\x01", "\x1b[31m", "\x7f", "\ufffd", "\U0010ffff", "𝟙𝟚", "ﬀ", "ſ", "İ", "ẞ", "<b>x</b>", "${x}", "{0}", "%s",
    ]
)  # fmt: skip
_DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_NUMBERS = st.one_of(
    st.integers(-5, 10_000), st.integers(-(10**40), 10**40), st.floats(allow_nan=False), st.decimals(allow_nan=True)
).map(str)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def _day_words(day: date) -> st.SearchStrategy[str]:
    forms = ("%Y-%m-%d", "%Y-%m", "%Y", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%m/%d/%Y", "%d %b %Y", "%Y%m%d")
    return st.sampled_from([day.strftime(form) for form in forms])


def cells_of(column: Column, silences: Sequence[str]) -> st.SearchStrategy[str]:
    """Cells of one column: mostly such as it may hold."""
    own: list[st.SearchStrategy[str]] = [st.just(""), st.sampled_from([*silences, "requested"]), _SPOILT, TEXT]
    if column.words:
        some = st.sampled_from(list(column.words))
        own += [some, some, st.lists(some, max_size=4).map("; ".join)]
    if column.field.kind is Kind.DATE:
        own += [_DATES.flatmap(_day_words)] * 3
    if column.field.kind in (Kind.COUNT, Kind.NUMBER):
        own += [_NUMBERS, st.integers(0, 3_000).map(str), st.decimals(0, 10_000, places=2).map(str)]
    if column.field.name == IDENTIFIER:
        return st.one_of(*[st.sampled_from([f"ZZ-{number}" for number in range(6)])] * 6, *own)
    return st.one_of(*own)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """The id of a profile, and headings and rows that are near to it."""
    profile = PROFILES[draw(st.sampled_from(sorted(PROFILES)))]
    names = [one for one in profile.columns if one.field.name == IDENTIFIER]
    others = [one for one in profile.columns if one.field.name != IDENTIFIER]
    chosen = [draw(st.sampled_from(names)), *draw(st.lists(st.sampled_from(others), max_size=10))]
    if draw(st.integers(0, 9)) == 0:
        chosen = chosen[1:]
    headings = [draw(_heading(one)) for one in chosen]
    if draw(st.booleans()):
        headings += [one for one in profile.recognised_by if one not in headings]
    spare = [*chosen, *others]
    cells = [cells_of(spare[place % len(spare)], list(profile.silences)) for place in range(len(headings))]
    rows = draw(st.lists(st.tuples(*cells).map(list), max_size=5))
    if rows and draw(st.integers(0, 5)) == 0:
        rows[0] = [*rows[0], draw(TEXT)] if draw(st.booleans()) else rows[0][:-1]
    return profile.id, [headings, *rows]


def _heading(column: Column) -> st.SearchStrategy[str]:
    known = st.sampled_from(column.headings)
    return st.one_of(known, known, known, known.map(str.upper), known.map("  {}\n".format), TEXT)


@st.composite
def texts(draw: st.DrawFn, table: Sequence[Sequence[str]]) -> bytes:
    """A table as a text file of some kind, in some encoding, at times with a scar."""
    written = io.StringIO()
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    sign = draw(st.sampled_from([",", ";", "\t", "|"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(written, delimiter=sign, lineterminator=end, quoting=quoting).writerows(table)
    text = written.getvalue()
    if draw(st.integers(0, 9)) == 0:
        text = f"sep={sign}{end}{text}"
    data = text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", *ENCODINGS])), "replace")
    return draw(scarred(data)) if draw(st.integers(0, 4)) == 0 else data


@st.composite
def scarred(draw: st.DrawFn, data: bytes) -> bytes:
    """The same bytes with some of them changed, lost or put in."""
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.binary(max_size=6)) + data[place + draw(st.integers(0, 20)) :]
    return data


@st.composite
def workbooks(draw: st.DrawFn, table: Sequence[Sequence[str]]) -> bytes:
    """A table as a workbook; some cells are numbers, dates, errors and formulas, as spreadsheet programs make them."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                _write(sheet, day, number, place, draw(_typed(cell)) if number else cell)
        if draw(st.integers(0, 9)) == 0:
            other = book.add_worksheet()
            other.write_row(0, 0, table[0])
            if draw(st.booleans()):
                other.hide()
    return content.getvalue()


def _typed(cell: str) -> st.SearchStrategy[Any]:
    moments = st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - cells have no time zone
    odd = st.one_of(st.floats(), st.integers(-(10**20), 10**20), st.booleans(), moments)
    return st.one_of(*[st.just(cell)] * 6, odd)


def _write(sheet: Any, day: Any, row: int, place: int, cell: Any) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, place, cell, day)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell)
    elif cell.startswith("=") and len(cell) > 1:
        sheet.write_formula(row, place, cell)
    else:
        sheet.write_string(row, place, cell[:32_767])
