"""An empty sheet with every column that the case knows, to fill in and import; with the words that it understands."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.clinical.errors import UserError
from desktop.services.files import write_whole
from desktop.services.importing.fields import Kind
from desktop.services.importing.profiles import Column, Profile
from desktop.services.spreadsheet_safety import plain_cell

GENERAL = "crestboard"
"""The profile whose columns are every fact of the case."""

# nothing typed into a cell may become a formula, a link or a number of the spreadsheet's choosing
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FILLABLE_ROWS = 1_000
_LONGEST_LIST = 255


def write_template(profiles: Sequence[Profile], path: Path, profile: str = GENERAL) -> None:
    """Write the empty sheet of a profile as XLSX, or as CSV if the name ends so. Raises UserError for other names."""
    chosen = next((one for one in profiles if one.id == profile), None)
    if chosen is None:
        raise UserError(f"There is no column profile {profile}; choose one of {', '.join(one.id for one in profiles)}.")
    writers = {".xlsx": template_workbook, ".csv": template_text}
    if path.suffix.casefold() not in writers:
        raise UserError(f"A template is written as .xlsx or .csv; give {path.name} one of these endings.")
    write_whole(path, writers[path.suffix.casefold()](chosen))


def template_text(profile: Profile) -> bytes:
    """The headings as CSV that every spreadsheet program opens with the right letters."""
    text = io.StringIO()
    headings = [plain_cell(column.headings[0]) for column in profile.columns]
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow(headings)
    return text.getvalue().encode("utf-8-sig")


def template_workbook(profile: Profile) -> bytes:
    """A workbook of two sheets: Cases with the headings, Words with what each column understands."""
    # imported here: the window starts without it
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _PLAIN) as book:
        _write_cases(book, profile)
        _write_words(book, profile)
    return content.getvalue()


def _write_cases(book: Any, profile: Profile) -> None:
    sheet = book.add_worksheet("Cases")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    # text keeps leading zeros and keeps 2-3 from becoming a date
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    formats = {Kind.DATE: day, Kind.COUNT: None, Kind.NUMBER: None}
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(profile.columns):
        sheet.write_string(0, place, column.headings[0], bold)
        sheet.set_column(place, place, 18, formats.get(column.field.kind, text))
        _offer_words(sheet, place, column)


def _offer_words(sheet: Any, place: int, column: Column) -> None:
    """A list to choose from. Other words may be typed: a silence, or another language."""
    words = list(column.examples)
    if column.field.kind not in (Kind.CODE, Kind.YES_NO) or len(",".join(words)) > _LONGEST_LIST:
        return
    sheet.data_validation(
        1,
        place,
        _FILLABLE_ROWS,
        place,
        {"validate": "list", "source": words, "show_error": False, "ignore_blank": True},
    )


def _write_words(book: Any, profile: Profile) -> None:
    sheet = book.add_worksheet("Words")
    bold = book.add_format({"bold": True})
    for place, title in enumerate(("Column", "Holds", "Remark", "Words that are understood")):
        sheet.write_string(0, place, title, bold)
    for row, column in enumerate(profile.columns, start=1):
        for place, cell in enumerate((column.headings[0], _HOLDS[column.field.kind], column.hint, _words(column))):
            sheet.write_string(row, place, cell)
    sheet.write_string(len(profile.columns) + 2, 0, "In any column of results also: " + ", ".join(profile.silences))
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, 3, 60)


def _words(column: Column) -> str:
    return ", ".join(column.words)


_HOLDS = {
    Kind.IDENTIFIER: "a number or code as text",
    Kind.TEXT: "text",
    Kind.DATE: "a date, a month or a year",
    Kind.CODE: "one word",
    Kind.CODES: "words parted by ;",
    Kind.YES_NO: "yes or no",
    Kind.COUNT: "a whole number",
    Kind.NUMBER: "a number",
}
