"""A file into sheets: CSV of any delimiter and encoding, or XLSX. Size first, then what it is, then its content."""

from __future__ import annotations

from pathlib import Path

from desktop.services.importing.sheets import LIMITS, Limits, Sheet, UnreadableFileError
from desktop.services.importing.text_files import read_text_sheet
from desktop.services.importing.workbooks import read_workbook_sheets

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def read_file(path: Path, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """The tables of a file: one for CSV, one a visible sheet for XLSX. Raises UnreadableFileError in one sentence."""
    return read_bytes(read_content(path, limits), path.name, limits)


def read_bytes(data: bytes, name: str, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """The same for a file's content. What it is, is told by its first bytes and not by its name."""
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFileError(
            f"The file {name} is an old .xls workbook or one with a password; save it as XLSX without a password."
        )
    if data.startswith(_ZIP):
        sheets = read_workbook_sheets(data, name, limits)
    else:
        table = read_text_sheet(data, name, limits)
        sheets = (table,) if table else ()
    if not sheets:
        raise UnreadableFileError(
            f"The file {name} is empty; the first row has the headings, each further row one child."
        )
    return sheets


def read_content(path: Path, limits: Limits = LIMITS) -> bytes:
    """The whole file, refused by its size before it is read. Raises UnreadableFileError in one sentence."""
    try:
        if not path.is_file():
            raise UnreadableFileError(f"There is no file {path}; check the name and the folder.")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise UnreadableFileError(
                f"The file {path.name} has {size // 1_000_000} MB, more than the {limits.file_bytes // 1_000_000} MB "
                "that are read; it is hardly a list of children, or split it."
            )
        with path.open("rb") as stream:
            # one byte more than allowed: the file may have grown since it was measured
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnreadableFileError(f"The file {path.name} cannot be opened ({error.strerror}).") from None
    if len(data) > limits.file_bytes:
        raise UnreadableFileError(f"The file {path.name} is still growing; import it when it is complete.")
    return data
