"""The last decision of the board: in its words, what became of it, and whether its basis has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.dates import day_words
from desktop.clinical.meetings.waking import Woken
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Phrase, head, plain, silence, strong
from desktop.services.pages.case_page import CasePage

if TYPE_CHECKING:
    from desktop.services.last_decision import LastDecision

LABEL = "Last decision"


def last(page: CasePage) -> tuple[TextBlock, ...]:
    """A row for the decision; none where the board has decided nothing yet."""
    if page.last is None:
        return ()
    found = page.last
    return (
        TextBlock(
            label=LABEL,
            paragraphs=(_decided(found), tuple(_since(page, found))),
            differences=tuple(_basis(page, found)),
            # that a basis has changed never leaves page 1, and so neither does the decision
            rank=Rank.LAST,
            keeps=(1, 1),
            floor=(1,),
        ),
    )


def _decided(found: LastDecision) -> tuple[Phrase, ...]:
    told = found.whole.decision
    amended = found.whole.amendments
    waits = len(found.whole.waiting_amendments)
    waiting = f", {waits} not confirmed" if waits else ""
    more = f" ({len(amended)} amendment{'s' if len(amended) > 1 else ''}{waiting})" if amended else ""
    return ((strong(day_words(found.day)), plain(f" {told.recommendation}{more}")),)


def _since(page: CasePage, found: LastDecision) -> Iterator[Phrase]:
    fate, labels = found.whole.fate, page.labels
    if fate is None:
        yield (head("Became"), plain(" "), silence("not said yet"))
    else:
        why = f", {labels.word('not_done', fate.why)}" if fate.why else ""
        words = f": {fate.words}" if fate.words else ""
        yield (head("Became"), plain(f" {labels.word('fate', fate.fate)} {day_words(fate.told_on)}{why}{words}"))
    yield from _actions(page, found)
    for one in found.conditions:
        applies = f": {one.applies}" if one.state in {Woken.HOLDS, Woken.OTHERWISE} else ""
        yield (head("Condition"), plain(f" {labels.word('woken', one.state)}{applies}"))


def _actions(page: CasePage, found: LastDecision) -> Iterator[Phrase]:
    """How many are open, as the list of open actions counts them: what waits for its condition is not late, and what
    turned out otherwise is not to be done."""
    states: dict[UUID | None, Woken] = {one.condition.id: one.state for one in found.conditions}
    left = [one for one in found.whole.open_actions if states.get(one.on_condition) is not Woken.OTHERWISE]
    due = [one for one in left if one.on_condition is None or states.get(one.on_condition) is Woken.HOLDS]
    if left:
        late = sum(1 for one in due if one.due is not None and one.due < page.today)
        waits = len(left) - len(due)
        told = (str(len(left)), f"{late} past their day" if late else "", f"{waits} waiting" if waits else "")
        yield (head("Actions open"), plain(f" {', '.join(filter(None, told))}"))


def _basis(page: CasePage, found: LastDecision) -> Iterator[Phrase]:
    from desktop.services.meetings.words import ground_words  # only where a basis has changed

    if found.changed:
        told = "; ".join(ground_words(page.labels, one) for one in found.changed)
        yield (strong("≠ Its basis has changed"), plain(f": {told}."))
