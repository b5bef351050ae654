"""Sentences about rows of an import whose children are in the bin."""

from __future__ import annotations


def bin_words(number: int) -> str:
    """What to do about rows whose child a person put into the bin."""
    rows = "1 of them names a child" if number == 1 else f"{number:,} of them name children"
    return f"{rows} in the bin. Take them back there (View, Bin); then try again."


def restored_words(number: int) -> str:
    """What becomes of children whose import was undone."""
    if not number:
        return ""
    children = "1 child comes" if number == 1 else f"{number:,} children come"
    return f"{children} back out of the bin, where undoing their import had put them, with what this list says."
