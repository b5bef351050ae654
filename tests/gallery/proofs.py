"""Rules that answer worked cases wrongly, for pictures and tests of a failed proof."""

from __future__ import annotations

from desktop.clinical.rule_set import RuleSet
from desktop.services.library import Library

_TABLE, _ROW = "risk/cog-v2.toml", 'id = "C2-19"'


def library_with_faults(library: Library) -> Library:
    """A library with one row of one table that gives intermediate where the sources have high.

    The worked cases are those that ship, so what each says of its child and what it expects agree.
    """
    head, row, rest = library.rule_texts[_TABLE].partition(_ROW)
    wrong = head + row + rest.replace('then = ["high"]', 'then = ["intermediate"]', 1)
    return library.with_tables(lambda: RuleSet({**library.rule_texts, _TABLE: wrong}))
