"""Where a line must not end: inside a date, between a number and its unit, before an arrow, behind a title.

For paper and screen only: no-break spaces take the place of ordinary ones, letter by letter, and nothing else changes.
"""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"

_DATE = re.compile(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b(?: (\d{4})\b)?")
_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten"
_COUNTED = "days?|weeks?|months?|years?|courses?|cycles?|induction cycles?"
_MEASURES = "[kcmµnp]?(?:g|m|m²|L|s|Hz|mol|Bq|Ci)|Gy|I?U|%|h|min|[ymd]"
_UNIT = re.compile(rf"(?<=\d) (?=(?:(?:{_MEASURES})(?:/[\w.²/]+)?|×|{_COUNTED})(?![\w-]))")
_TOLD_NUMBER = re.compile(rf"\b({_NUMBER_WORDS}) (?=(?:{_COUNTED})\b)", re.IGNORECASE)
_TIMES = re.compile(r"(?<=×) ")
_TITLE = re.compile(r"\b(Drs?|Dra|Prof|Mr|Mrs|Ms)(\.?) (?=\w)")
_ARROW = re.compile(r" (?=→)")


def unbroken(text: str) -> str:
    """The same words with spaces in which no line ends."""
    text = _DATE.sub(lambda found: NO_BREAK.join(part for part in found.groups() if part), text)
    text = _UNIT.sub(NO_BREAK, text)
    text = _TOLD_NUMBER.sub(rf"\1{NO_BREAK}", text)
    text = _TIMES.sub(NO_BREAK, text)
    text = _ARROW.sub(NO_BREAK, text)
    return _TITLE.sub(rf"\1\2{NO_BREAK}", text)
