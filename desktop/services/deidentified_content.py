"""What a de-identified page says: read from the de-identified value and from nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from db.entities import CASE
from desktop.clinical.answers import LEFT_OUT
from desktop.clinical.case import Case
from desktop.clinical.dates import DAY_ZERO
from desktop.clinical.deidentify import Treatment
from desktop.clinical.labels import within
from desktop.reports.content import SummaryContent
from desktop.services.changes_since_board import NO_BOARD, SinceBoard
from desktop.services.deidentifying import Ready
from desktop.services.pages.case_page import CasePage
from desktop.services.summaries import content_of

if TYPE_CHECKING:
    from desktop.services.changes_since import NetChange
    from desktop.services.changes_since_words import SinceWords
    from desktop.services.library import Library


def case_page(library: Library, ready: Ready) -> CasePage:
    """What every block of a de-identified document reads; what changed since the last board is not in it yet."""
    made = ready.made
    return CasePage(library, made.case, ready.assessed, made.today or DAY_ZERO, "", deidentified=made)


def content_by(page: CasePage, ready: Ready) -> SummaryContent:
    """Everything that the summary says."""
    return content_of(
        page.library, page.case, today=page.today, prepared_by="", assessed=ready.assessed, absent=page.absent,
        since=page.since, deidentified=ready.made, since_told=page.since_told,
    )  # fmt: skip


def deidentified_content(library: Library, ready: Ready) -> SummaryContent:
    """The same of a child without a board behind it, whatever the centre has."""
    return content_by(case_page(library, ready), ready)


def blank_since(passed: SinceBoard) -> SinceBoard:
    """That there was a board, without its day: that would give the day of diagnosis away."""
    return NO_BOARD if passed.day is None else replace(NO_BOARD, day=DAY_ZERO)


def since_in_kinds(library: Library, since: SinceBoard) -> tuple[tuple[str, str], ...]:
    """What changed since the last board in words that ship with the program: groups, and kinds of thing, counted."""
    from desktop.services.changes_since import Done
    from desktop.services.changes_since_words import SinceWords

    found = since.found
    if found is None or found.entered is not None:
        return ()
    words, told = SinceWords(library), list[tuple[str, str]]()
    shown = [one for one in found.changes if not _is_dropped(library, one)]
    groups = [one for one in words.effects(found.groups) if one.field] if found.groups is not None else []
    if groups:
        told.append(("Group", "; ".join(f"{one.fact} {one.before} → {one.after}" for one in groups)))
    for done, title in ((Done.ADDED, "New"), (Done.CHANGED, "Changed"), (Done.REMOVED, "Removed")):
        kinds = Counter(within(_kind(words, library, one)) for one in shown if one.done is done)
        if kinds:
            told.append((title, ", ".join(f"{name} ({many})" if many > 1 else name for name, many in kinds.items())))
    return (*told, ("Details", LEFT_OUT)) if told else (("Changed", "nothing"),)


def _kind(words: SinceWords, library: Library, one: NetChange) -> str:
    """A fact of the case itself by its name, anything else by its kind."""
    if one.entity == CASE.table:
        name = next(iter(one.changes))
        return library.all_labels.words["fact"].get(name, name.replace("_", " "))
    return words.kind(one.entity)


def _is_dropped(library: Library, one: NetChange) -> bool:
    """Whether it is of a part that never goes out: not even that it changed is told."""
    name = next(iter(one.changes), "") if one.entity == CASE.table else one.entity
    return name in Case.__dataclass_fields__ and library.deidentify.of(Case, name)[0] is Treatment.DROP
