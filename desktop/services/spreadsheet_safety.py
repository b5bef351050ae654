"""Cells that a spreadsheet must not run: text that starts like a formula is told apart by an apostrophe."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """The text as a spreadsheet may show it without computing it."""
    return f"'{text}" if text.startswith(_STARTS) else text
