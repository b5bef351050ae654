"""What a lane does not show, in words: it is counted, and the table has it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.ui.words import counted


def elsewhere_words(count: int, noun: str) -> str:
    """``2 results off this axis or without a whole day``; empty for none."""
    return f"{counted(count, noun)} off this axis or without a whole day" if count else ""


def in_table_words(told: Sequence[str]) -> str:
    """All that is not shown as one sentence; empty if everything is."""
    said = [one for one in told if one]
    return f"{' and '.join(said)}: in the table (F8)." if said else ""
