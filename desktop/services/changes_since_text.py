"""What changed since a day as plain text, to be pasted into a mail: without the name and the numbers of the child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.entities import ATTACHMENT
from desktop.clinical.dates import day_words
from desktop.services.changes_since import ChangesSince
from desktop.services.changes_since_words import NOTHING, SAME_GROUPS, SinceLine, SinceWords

PRIVATE, NAMING = "left out, as it belongs to a relative", "changed (it names the child)"


def since_text(words: SinceWords, found: ChangesSince) -> str:
    """All of it as plain text, without the name and the numbers of the child."""
    return "\n".join(_text(words, found))


def since_title(found: ChangesSince) -> str:
    """``What changed since 12 Nov 2026``."""
    return f"What changed since {day_words(found.day)}{_until(found.until)}"


def _until(day: date | None) -> str:
    return f" until {day_words(day)}" if day is not None else ""


def _text(words: SinceWords, found: ChangesSince) -> Iterator[str]:
    yield f"{since_title(found)} (end of that day)"
    if found.groups is not None:
        yield f"\nStage and risk groups ({words.by_todays(found.groups)})"
        effects = words.effects(found.groups)
        yield from (f"- {one.fact}: {one.sentence}" for one in effects)
        yield from () if effects else (SAME_GROUPS,)
    for section in words.sections(found):
        yield f"\n{section.name}"
        yield from (_line_text(words, one) for one in section.lines)
    if not found.changes:
        yield f"\n{NOTHING}"
    cautions = words.cautions(found)
    yield from ("", *cautions) if cautions else ()


def _line_text(words: SinceWords, line: SinceLine) -> str:
    done = f" ({line.done})" if line.done else ""
    about = "; ".join(part for part in (line.origin, line.who) if part)
    if line.private:
        return f"- {words.kind(line.entity)}{done}: {PRIVATE} [{line.who}]"
    if line.entity == ATTACHMENT.table:
        # titles are proposed from file names, and those name children
        return f"- {words.kind(line.entity)}{done}{f' [{about}]' if about else ''}"
    said = NAMING if any(one.names for one in line.facts) else "; ".join(line.sentences)
    return f"- {line.what}{done}{f': {said}' if said else ''}{f' [{about}]' if about else ''}"
