"""What happens when, for a family: the steps of the plan that holds, in months, with the one that is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.handout.texts import HandoutTexts
from desktop.clinical.neutral_calendar import is_neutral
from desktop.clinical.timeline import EventStatus, PlannedEvent
from desktop.services.library import Library
from desktop.services.plans import current_plan, lay_out, template_of

if TYPE_CHECKING:
    from desktop.reports.handout import Strip, StripBox

Told = tuple[int, PlannedEvent]
"""An event with the number of its step."""

_GIVEN_UP = frozenset({EventStatus.SKIPPED, EventStatus.STOPPED})


def strip_of(library: Library, case: Case, texts: HandoutTexts, today: date) -> Strip | None:
    """The strip of the plan that holds; None without one, or where it was stopped. It has months and no days: dates
    move."""
    from desktop.reports.handout import Strip

    chosen = current_plan(case)
    # of a child who came de-identified no month is one of the family's
    if chosen is None or chosen.stopped is not None or is_neutral(case):
        return None
    phases = {one.id: one.step for one in template_of(library, chosen).chosen().phases}
    told = [(one.step or phases.get(one.phase, 0), one) for one in lay_out(library, chosen, today)]
    boxes = [_box(texts, step, [one for _, one in group]) for step, group in _by_step(told)]
    shown = _with_now([one for one in boxes if one is not None])
    if not shown:
        return None
    described = "; ".join(f"{one.title}, {one.text}, {one.when}, {one.state}" for one in shown)
    say = texts.words
    return Strip(
        label=say["section_when"], note=say["dates_move"], done=say["done"], now=say["now"], boxes=tuple(shown),
        description=f"{described}.",
    )  # fmt: skip


def _by_step(told: Sequence[Told]) -> Iterator[tuple[int, Iterator[Told]]]:
    """The events of one step together, in the order in which the steps first come."""
    order = list(dict.fromkeys(step for step, _ in told if step))
    inside = sorted((one for one in told if one[0]), key=lambda one: order.index(one[0]))
    return groupby(inside, key=lambda one: one[0])


def _box(texts: HandoutTexts, step: int, events: Sequence[PlannedEvent]) -> StripBox | None:
    from desktop.reports.handout import StripBox

    words = texts.steps.get(step)
    kept = [one for one in events if one.status not in _GIVEN_UP]
    if words is None or not kept:
        return None
    begun, over = any(one.actual for one in kept), all(one.actual for one in kept)
    state = "done" if over else "now" if begun else "later"
    return StripBox(words.title, words.text, _months(texts, [one.on for one in kept], state), state)


def _months(texts: HandoutTexts, days: Sequence[date], state: str) -> str:
    """``June to October`` of what is over, ``from June`` of what goes on, ``about June`` of a single day."""
    first, last = (texts.months[one.month - 1] for one in (min(days), max(days)))
    if state == "done":
        return first if first == last else texts.words["months"].format(first=first, last=last)
    return texts.words["about_month" if len(days) == 1 else "from_month"].format(month=first)


def _with_now(boxes: Sequence[StripBox]) -> list[StripBox]:
    """Numbered; the last that has begun and is not over is now, and none where nothing has begun: a plan is no fact."""
    begun = [place for place, one in enumerate(boxes) if one.state == "now"]
    at = begun[-1] if begun else -1
    found = []
    for place, one in enumerate(boxes):
        state = "now" if place == at else "later" if one.state == "later" else "done"
        found.append(replace(one, title=f"{place + 1}  {one.title}", state=state))
    return found
