"""Cells that a spreadsheet must not run: text that starts like a formula is told apart by an apostrophe."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# the last four are the wide forms of the first, which East Asian spreadsheets take for the same


def plain_cell(text: str) -> str:
    """The text as a spreadsheet may show it without computing it."""
    return f"'{text}" if text.startswith(_STARTS) else text
