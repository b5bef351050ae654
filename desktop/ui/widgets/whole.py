"""What stays on one line of the screen: a date, a number and its unit, "case 6", "not amplified".

Only for what is drawn: what is read out, copied or stored keeps the words as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.clinical.unbroken import NO_BREAK, unbroken

_JOINER = "\u2060"
"""Without width; a line does not end behind it."""

_UNIT = re.compile(
    r"(\d) (?=(?:[×xh]|min|weeks?|hours?|minutes?|times|KB|MB|GB|Gy|MBq"
    r"|[pnµ\u03bcmk]?(?:g|mol|L|U|IU)(?:/\S+)?)(?![\w-]))"
)
_AGE = re.compile(r"(\d[\u00a0 ][ym]) (?=\d+[\u00a0 ][md]\b)")
_NUMBERED = re.compile(
    r"\b([Cc]ase|[Tt]able|[Rr]ow|[Cc]ourse|[Cc]ycle|[Gg]rade|[Ss]tage|[Pp]age|[Ss]tep|[Dd]ay|[Ll]ine|[Ss]ection"
    r"|[Vv]ersion|[Gg]roup|[Ww]eek|[Bb]lock) (?=\d)"
)
_NOT = re.compile(r"\b([Nn]ot) (?=\w)")
_PER = re.compile(
    r"\b([pnµ\u03bcumk]?(?:g|mol|L|l|m|U|IU|Gy|GBq|MBq))/(?=(?:[pnµ\u03bcumkd]?(?:g|mol|L|l)|m²|d|day|h|min)\b)"
)


@lru_cache(maxsize=8192)
def whole(words: str) -> str:
    """The words as they are drawn where they wrap."""
    words = _UNIT.sub(rf"\1{NO_BREAK}", unbroken(words))
    words = _AGE.sub(rf"\1{NO_BREAK}", words)
    words = _NUMBERED.sub(rf"\1{NO_BREAK}", words)
    words = _NOT.sub(rf"\1{NO_BREAK}", words)
    return _PER.sub(rf"\1/{_JOINER}", words)


@lru_cache(maxsize=8192)
def joined(words: str) -> tuple[str, ...]:
    """What of the words is drawn as one piece though it has several: only that can part where room is short."""
    drawn = whole(words)
    pieces = drawn.replace("\n", " ").split(" ") if drawn != words else ()
    return tuple(dict.fromkeys(one for one in pieces if NO_BREAK in one or _JOINER in one))
