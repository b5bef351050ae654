"""Since last time: what changed in the record since the last board, from the history; groups come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from db.entities import CASE
from desktop.clinical.dates import day_words
from desktop.clinical.labels import within
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Phrase, Words, head, plain, silence, strong
from desktop.services.pages.case_page import CasePage

if TYPE_CHECKING:
    from desktop.services.changes_since import ChangesSince
    from desktop.services.changes_since_words import FactLine, SinceLine, SinceWords

LABEL = "Since last time"
NO_BOARD = "no board meeting recorded yet"
NOT_READ = "being read"
LOST = "the history does not lead back to that day"

_FIRST = ("responses", "stagings")
_BANNER = {"board_on"}
"""What the head of the page says anyway: the day of the next board, which is another one after every board."""
_BARE = frozenset({"value", "actual"})
"""Fields that need no name where it is said what they are of: ``VMA 61.2 mg/g``."""
_FACTS, _ITEMS = 3, 6
"""So many facts of a thing, and so many things, are named; the rest is counted and stands in the history."""
_LONG = 48
"""Words longer than that are not repeated: where they stand on the page they are read in full."""


def since(page: CasePage) -> TextBlock:
    """The day of that board, what became of the groups, then what is new, changed and gone."""
    return TextBlock(label=LABEL, paragraphs=(tuple(_told(page)),), rank=Rank.LATE, keeps=(3,))


def _told(page: CasePage) -> Iterator[Phrase]:
    board, found = page.since.day, page.since.found
    if board is None:
        yield (silence(NO_BOARD),)
        return
    yield (head("Board"), plain(f" {day_words(board)}"))
    if found is None:
        yield (silence(LOST if page.since.read else NOT_READ),)
    else:
        yield from _changes(page, found)


def _changes(page: CasePage, found: ChangesSince) -> Iterator[Phrase]:
    if found.entered is not None:
        yield (plain(f"The record was entered after it, on {day_words(found.entered.astimezone().date())}."),)
        return
    # a child without a board behind it is shown before these are loaded
    from desktop.services.changes_since import Done
    from desktop.services.changes_since_words import SinceWords

    words = SinceWords(page.library)
    lines = [(one.done, words.line(one)) for one in found.changes if one.changes.keys() != _BANNER]
    yield from _groups(words, found)
    lines.sort(key=lambda one: (one[1].entity not in _FIRST, one[1].entity == CASE.table))
    for done, title in ((Done.ADDED, "New"), (Done.CHANGED, "Changed"), (Done.REMOVED, "Removed")):
        told = [_brief(words, line) for own, line in lines if own is done]
        more = f"; and {len(told) - _ITEMS} more" if len(told) > _ITEMS else ""
        if told:
            yield (head(title), plain(f" {'; '.join(told[:_ITEMS])}{more}."))
    if not lines:
        yield (plain("Nothing in the record changed."),)


def _groups(words: SinceWords, found: ChangesSince) -> Iterator[Phrase]:
    """The groups that are other ones now, by today's rules; what the board's rules did is said apart."""
    if found.groups is not None:
        # the stage stands among what changed, with the facts that make it
        told = [one for one in words.effects(found.groups) if one.field]
        if told:
            yield (head("Group"), plain(" "), *_arrows(told))
    if found.rules:
        yield (head("Rules"), plain(" changed meanwhile; both by today's."))


def _arrows(lines: Sequence[FactLine]) -> Iterator[Words]:
    """Before and after; schemes that went the same way share one arrow."""
    shared: dict[tuple[str, str], list[str]] = {}
    for one in lines:
        shared.setdefault((one.before, one.after), []).append(one.fact)
    for place, ((before, after), names) in enumerate(shared.items()):
        yield plain(f"{'; ' if place else ''}{', '.join(names)} {before} → ")
        yield strong(after)
    yield plain(".")


def _brief(words: SinceWords, line: SinceLine) -> str:
    """``MYCN amplified (12 Nov 2026, Demo Lab)``: the first facts, and how many more."""
    if line.private:
        return f"{within(words.kind(line.entity))} (left out, as it belongs to a relative)"
    told = [_fact(one) for one in line.facts[:_FACTS]]
    more = len(line.facts) - len(told)
    if more > 0:
        told.append(f"and {more} more")
    said = ", ".join(told)
    if line.entity != CASE.table and not said.casefold().startswith(_first_word(line.what)):
        joint = " " if line.facts and line.facts[0].field in _BARE else ": "
        said = f"{within(line.what)}{joint if said else ''}{said}"
    return f"{said} ({line.origin})" if line.origin else said


def _fact(one: FactLine) -> str:
    if len(one.sentence) > _LONG:
        return within(one.fact)
    joint = ": " if one.before else " "
    return one.sentence if one.field in _BARE else f"{within(one.fact)}{joint}{one.sentence}"


def _first_word(words: str) -> str:
    return words.casefold().partition(" ")[0]
