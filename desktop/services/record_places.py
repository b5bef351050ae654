"""Why a record is refused, for the person who receives it: where in the record it is, and whom to ask.

The place and the reason as the format has them stand in brackets after it, for whoever mends the file.
"""

from __future__ import annotations

import re

from db.entities import CASE, PARTS
from desktop.services.history_words import HistoryWords
from desktop.services.library import Library
from desktop.services.pages.case_page import capital
from desktop.services.record_values import RecordError

_PART = re.compile(r"(\w+)(?:\[(\d+)\])?")
_ASK = "Ask whoever sent the record for a new one, and send what stands in brackets along."


def refusal_words(library: Library, error: Exception) -> str:
    """The reason under a head that says already that nothing was received."""
    if isinstance(error, RecordError) and error.place:
        where = place_words(library, error.place)
        return f"What the file says {where} cannot be used here. {_ASK} [{error.place} {error.words}]"
    return str(error).replace("; nothing was changed.", ".").replace("; nothing was changed,", ";")


def place_words(library: Library, place: str) -> str:
    """``under “Status”``, ``under “Date” of MYCN result 2``: where in the record, as a person calls it."""
    words, tables = HistoryWords(library), {one.attribute: one.table for one in PARTS}
    found = [(name, int(number) + 1 if number else 0) for name, number in _PART.findall(place) if name != "case"]
    if not found:
        return "as a whole"
    (first, number), rest = found[0], found[1:]
    if first == "documents":
        return f"of document {number}" if number else "of documents"
    if first not in tables:
        return f"under “{capital(words.fact(CASE.table, first))}”"
    kind = f"of {words.kind(tables[first])}{f' {number}' if number else ''}"
    field = next((name for name, _ in rest if name != "provenance"), "")
    return f"under “{capital(words.fact(tables[first], field).partition(' (')[0])}” {kind}" if field else kind
