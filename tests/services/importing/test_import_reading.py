from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clinical.errors import UserError
from desktop.services.importing.reading import read_bytes, read_file
from desktop.services.importing.sheets import Limits, Sheet, UnreadableFileError

TABLE = [["Patient ID", "Name", "Age"], ["ZZ-1", "Zztest, Älpha", "3"], ["ZZ-2", 'Zztest "Beta"\nsecond line', "4"]]


def as_text(delimiter: str = ",", end: str = "\n", rows: list[list[str]] | None = None) -> str:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows or TABLE]
    return "".join(delimiter.join(row) + end for row in quoted)


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, cell, day)
                    else:
                        sheet.write(number, place, cell)
    return content.getvalue()


def only(data: bytes) -> Sheet:
    (sheet,) = read_bytes(data, "list.csv")
    return sheet


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_gives_the_same_cells(delimiter: str, end: str) -> None:
    sheet = only(as_text(delimiter, end).encode())
    assert [list(row.cells) for row in sheet.rows] == TABLE[1:]
    assert list(sheet.headings) == TABLE[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    sheet = only(as_text(";").encode(encoding))
    assert sheet.rows[0].cells[1] == "Zztest, Älpha"
    assert sheet.headings[0] == "Patient ID"
    assert not sheet.notes


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Geschlecht;Größe\nmännlich;Übelkeit – „ja“\n"),
        ("cp1252", "Prénom;Âge\nÉlodie;2\nFrançois;3\nZoë;4\n"),
        ("mac_roman", "Geschlecht;Befund\nmännlich;Rückenmark\nweiblich;Größe\n"),
        ("cp1250", "Numer;Imię\nZZ-1;Łukasz Żółć\nZZ-2;Świętosława\n"),
        ("cp1251", "Номер;Пол;Возраст\nЯ-1;мужской;три\nЯ-2;женский;четыре\n"),
    ],
)
def test_encodings_without_a_mark_are_read_by_their_letters_and_told(encoding: str, text: str) -> None:
    (sheet,) = read_bytes(text.encode(encoding), "list.csv")
    rows = [";".join(sheet.headings), *(";".join(map(str, row.cells)) for row in sheet.rows)]
    assert rows == text.splitlines()
    assert len(sheet.notes) == 1


def test_row_numbers_are_the_spreadsheets_own() -> None:
    sheet = only(b'\n"ID","Text"\n"1","two\nlines"\n\n"2","x"\n,\n"3","y"\n')
    assert sheet.headings == ("ID", "Text")
    assert [row.number for row in sheet.rows] == [3, 5, 7]


def test_excels_separator_line_is_no_row() -> None:
    sheet = only(b"sep=;\r\nID;a,b\r\n1;2,5\r\n")
    assert sheet.headings == ("ID", "a,b")
    assert sheet.rows[0].number == 2


def test_one_column_and_decimal_commas_do_not_confuse_the_delimiter() -> None:
    assert only(b"Patient ID\nZZ-1\nZZ-2\n").headings == ("Patient ID",)
    assert only(b"ID;DNA index\n1;1,26\n2;1,5\n").rows[1].cells == ("2", "1,5")
    assert only(b"Age, days;ID;Sex\n1;2;3\n4;5;6\n").headings == ("Age, days", "ID", "Sex")


def test_workbook_cells_keep_their_kind_and_their_row_numbers() -> None:
    data = workbook(
        {"Cases": [[], ["ID", "Born", "Days"], ["0012", date(2024, 2, 29), 12], [], ["13", "2024-03", 1.5]]}
    )
    (sheet,) = read_bytes(data, "list.xlsx")
    assert sheet.name == "Cases"
    assert [row.number for row in sheet.rows] == [3, 5]
    assert sheet.rows[0].cells == ("0012", date(2024, 2, 29), 12.0)


def test_hidden_and_empty_sheets_are_left_out() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet("Shown").write(0, 0, "ID")
        hidden = book.add_worksheet("Hidden")
        hidden.write(0, 0, "ID")
        hidden.hide()
        book.add_worksheet("Empty")
    assert [sheet.name for sheet in read_bytes(content.getvalue(), "list.xlsx")] == ["Shown"]


def far_cell(place: str) -> bytes:
    """A workbook whose only sheet has one cell far out, which would make a reader fill all before it."""
    source = workbook({"Cases": [["ID"]]})
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                text = text.replace(
                    b"</sheetData>", f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
                )
            new.writestr(part.filename, text)
    return content.getvalue()


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return content.getvalue()


def other_archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    return content.getvalue()


def with_sheet(cells: str, after: str = "") -> bytes:
    """A workbook whose sheet has these rows below its headings, and this after them, as other programs write it."""
    source = workbook({"Cases": [["mrn", "Days"]]})
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", f"{cells}</sheetData>{after}".encode())
            new.writestr(part.filename, text)
    return content.getvalue()


ROW = '<row r="2"><c r="A2"><v>7</v></c>{}</row>'


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_that_was_never_worked_out_is_told(value: str) -> None:
    (sheet,) = read_bytes(with_sheet(ROW.format(f'<c r="B2"><f>1+1</f>{value}</c>')), "list.xlsx")
    (note,) = sheet.notes
    assert "never worked out were read as empty: B2. Open and save" in note
    # whether it is the last cell or not
    (sheet,) = read_bytes(with_sheet(ROW.format(f'<c r="B2"><f>1+1</f>{value}</c><c r="C2"/>')), "list.xlsx")
    assert sheet.notes == (note,)


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', ""),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="B2"/>', '<extLst><ext><f xmlns="x">Cases!A1</f></ext></extLst>'),
    ],
)
def test_a_formula_with_its_value_is_read_in_silence(cell: str, after: str) -> None:
    (sheet,) = read_bytes(with_sheet(ROW.format(cell), after), "list.xlsx")
    assert sheet.notes == ()


def test_joined_cells_are_told_because_a_value_for_several_children_reaches_one() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cases")
        sheet.write_row(0, 0, ["mrn", "INRGSS stage"])
        sheet.write_column(1, 0, ["ZZ-1", "ZZ-2", "ZZ-3"])
        sheet.merge_range(1, 1, 3, 1, "M")
    (read,) = read_bytes(content.getvalue(), "list.xlsx")
    assert [row.cells[1] for row in read.rows] == ["M", "", ""]
    assert "only the first has the value, the others were read as empty: B2:B4." in read.notes[0]


@pytest.mark.parametrize("counted_from", [1900, 1904])
def test_days_are_the_same_in_both_ways_of_counting_them(counted_from: int) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": counted_from == 1904}) as book:
        sheet = book.add_worksheet("Cases")
        sheet.write_row(0, 0, ["mrn", "born"])
        sheet.write_datetime(1, 1, date(2025, 4, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
    (read,) = read_bytes(content.getvalue(), "list.xlsx")
    assert read.rows[0].cells[1] == date(2025, 4, 3)


PLACES = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 3), st.integers(0, 3))


@settings(max_examples=30, deadline=None)
@given(st.lists(PLACES, max_size=4), st.sets(st.integers(1, 15), max_size=5), st.integers(0, 60))
def test_whatever_is_joined_worked_out_or_only_formatted_the_children_are_all_there(
    joined: list[tuple[int, int, int, int]], counted: set[int], blanks: int
) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet, shade = book.add_worksheet("Cases"), book.add_format({"bold": True})
        for row, column, more_rows, more_columns in joined:
            with suppress(xlsxwriter.exceptions.OverlappingRange):
                sheet.merge_range(row + 1, column + 2, row + more_rows + 1, column + more_columns + 2, "M")
        for column in range(blanks):
            sheet.write_blank(0, column + 30, None, shade)
            sheet.write_string(1, column + 30, "  ")
        sheet.write_row(0, 0, ["mrn", "Days"])
        for row in range(1, 16):
            sheet.write(row, 0, f"ZZ-{row}")
            if row in counted:
                sheet.write_formula(row, 1, f"={row}+0", None, row)
    (read,) = read_bytes(content.getvalue(), "list.xlsx")
    found = {str(row.cells[0]): row.cells[1] for row in read.rows if row.cells[0]}
    assert set(found) == {f"ZZ-{row}" for row in range(1, 16)}
    assert {int(name[3:]) for name, days in found.items() if days == int(name[3:])} == counted
    assert bool(read.notes) == bool(joined)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\n\n , \n".replace(b" ", b""), "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a spreadsheet"),
        (b"%PDF-1.7\n\x00\x01\x02", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old .xls"),
        (b'ID,Text\n1,"never closed\n2,x\n', "from row 2 on"),
        (b'ID,Text\n1,"closed" too early\n', "from row 2 on"),
        (b"\xff\xfea", "damaged at byte"),
        (b"PK\x03\x04 not an archive", "damaged"),
        (other_archive(), "no XLSX workbook"),
        (bomb(), "would unpack to"),
        (far_cell("XFD1048576"), "1048576 rows and 16384 columns"),
        (b"mrn," + b",".join(b"c%d" % one for one in range(100_000)) + b"\nZZ-1\n", "more than 1000 columns in row 1"),
        (workbook({"Cases": [["ID"], ["1"]]})[:-200], "damaged"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words) as refusal:
        read_bytes(data, "list.csv")
    assert "\n" not in str(refusal.value)


def test_limits_of_size_rows_and_columns(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(UnreadableFileError, match="200 MB"):
        read_file(large)
    small = Limits(rows=3, columns=2)
    assert len(read_bytes(b"ID\n1\n2\n3\n", "list.csv", small)[0].rows) == 3
    with pytest.raises(UnreadableFileError, match="more than 3 rows"):
        read_bytes(b"ID\n1\n2\n3\n4\n", "list.csv", small)
    with pytest.raises(UnreadableFileError, match="more than 2 columns in row 2"):
        read_bytes(b"a,b\n1,2,3\n", "list.csv", small)


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UnreadableFileError, match="There is no file"):
            read_file(path)


WHOLE = workbook({"Cases": [["ID", "Born"], ["1", date(2024, 1, 1)]], "More": [["x"]]})


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_sheets_or_one_sentence(data: bytes) -> None:
    _reads_or_refuses(data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_gives_sheets_or_one_sentence(place: int, scar: bytes) -> None:
    _reads_or_refuses(WHOLE[:place] + scar + WHOLE[place + len(scar) :])


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]), st.data()
)
def test_a_workbook_with_a_damaged_part_gives_sheets_or_one_sentence(name: str, draw: st.DataObject) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == name:
                place = draw.draw(st.integers(0, len(text)))
                text = text[:place] + draw.draw(st.binary(max_size=8)) + text[place + draw.draw(st.integers(0, 30)) :]
            new.writestr(part.filename, text)
    _reads_or_refuses(content.getvalue())


def _reads_or_refuses(data: bytes) -> None:
    try:
        sheets = read_bytes(data, "list.csv")
    except UserError as refusal:
        assert "\n" not in str(refusal)
    else:
        assert sheets
