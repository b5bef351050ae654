"""Bytes of a text file into text: the mark at its beginning, else UTF-8, else what its letters say."""

from __future__ import annotations

import codecs
import re

from desktop.services.importing.sheets import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# asked only where the letters do not read as Western European; wider lists guess wildly on short tables
_EUROPE = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman", "cp850")
_EAST_ASIA = ("shift_jis", "gb18030", "euc_kr", "big5")
_BINARY = re.compile(r"[\x01-\x08\x0b\x0e-\x1f]")
_UNLIKELY = re.compile(
    r"[a-zà-öø-ÿ][À-ÖØ-ÞŠŽŒŸ]"  # a capital inside a word
    r"|(?<![A-Za-z])[À-ÖØ-öø-ÿ]{3,}(?![A-Za-z])"  # a word without any plain letter
    r"|[A-Za-z][^\x00-\x7fÀ-ÖØ-öø-ÿŠŽŒŸšžœ’‘–—·…]"  # a sign glued to a letter
    r"|[^\x00-\x7fÀ-ÖØ-öø-ÿŠŽŒŸšžœ’‘–—·„“«\xa0(µ≥≤±][A-Za-z]"
)


def decode(data: bytes, name: str) -> tuple[str, str | None]:
    """The text, and a note where the encoding had to be guessed. Raises UnreadableFileError for what is no text."""
    text, note = _decode(data, name)
    # a stray sign in one cell is that cell's fault; many of them, or a zero, are no text
    if "\0" in text or len(_BINARY.findall(text)) * 100 > len(text):
        raise _binary(name)
    return text, note


def _binary(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"The file {name} is not a spreadsheet (it holds binary data); save the list as CSV or XLSX and import that."
    )


def _decode(data: bytes, name: str) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), None
    if wide := _unmarked_utf16(data):
        return _strictly(data, wide, name), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _guessed(data, name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"The file {name} says that it is {encoding.upper()} but is damaged at byte {error.start}; "
            "save it again as CSV (UTF-8) or XLSX."
        ) from None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: the headings are mostly plain letters, so every other byte is zero."""
    head = data[:400]
    if len(head) < 8 or len(head) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) * 0.3
    if odd >= enough and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even >= enough and odd == 0 else None


def _guessed(data: bytes, name: str) -> tuple[str, str]:
    """No mark and not UTF-8: Windows-1252 as Western Excel writes it, unless its letters make no sense that way."""
    if b"\0" in data:
        raise _binary(name)
    try:
        text, encoding = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, encoding = "", ""
    if not encoding or _UNLIKELY.search(text):
        text, encoding = _by_letters(data) or (text, encoding)
    if not encoding:
        raise UnreadableFileError(f"The encoding of the file {name} is not known; save it as CSV (UTF-8) or as XLSX.")
    return text, f"The file does not say its encoding; it was read as {encoding}. Check names with accents."


def _by_letters(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes  # 20 ms to import, and rarely needed

    best = from_bytes(data[:200_000], cp_isolation=[*_EUROPE, *_EAST_ASIA]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding), best.encoding
    except UnicodeDecodeError:
        return None
