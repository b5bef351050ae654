"""The summary of a child without whose it is: drawn from the de-identified value, then looked through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from db.entities import CASE
from desktop.clinical.answers import LEFT_OUT
from desktop.clinical.case import Case
from desktop.clinical.centre import Centre
from desktop.clinical.dates import DAY_ZERO
from desktop.clinical.deidentify import Treatment
from desktop.clinical.labels import within
from desktop.reports.content import SummaryContent
from desktop.services.carrying import NAMES, CarriedRecord
from desktop.services.centre import get_centre
from desktop.services.changes_since_board import NO_BOARD, SinceBoard, since_last_board
from desktop.services.deidentified_guard import needles, pdf_texts, refuse_named, strings_in
from desktop.services.deidentified_records import checked_record, persons_of
from desktop.services.deidentifying import Choices, Ready, deidentify
from desktop.services.sealing import seal_for
from desktop.services.sharing import shared_in
from desktop.services.summaries import SignedPage, content_of, stamp_of

if TYPE_CHECKING:
    from desktop.clinical.deidentify import Shared
    from desktop.services.boards import Board
    from desktop.services.changes_since import NetChange
    from desktop.services.changes_since_words import SinceWords
    from desktop.services.library import Library

KIND, SEAL = "de-identified page", "de-identified-page"


class CarriedDeidentified(CarriedRecord):
    """The de-identified record inside a page; its line says so."""

    @property
    def line(self) -> str:
        """What the page says of it."""
        return "This file carries the de-identified record only."


@dataclass(frozen=True, slots=True, kw_only=True)
class DeidentifiedPage:
    """A finished page, what it was drawn from, and how many children share what it shows."""

    ready: Ready
    page: SignedPage
    shared: Shared


def draw_deidentified(
    board: Board, library: Library, case: Case, *, today: date, paper: str, choices: Choices, carry: bool = False
) -> DeidentifiedPage:
    """The page, what it was drawn from, and how many children share what it shows.

    It is signed for what it stands on, the de-identified record, and carries that where ``carry`` says so.
    """
    from desktop.reports.archival import Carried, with_carried
    from desktop.reports.fonts import Fonts
    from desktop.reports.summary import draw_summary

    ready = deidentify(board, library, case, today=today, choices=choices)
    passed = since_last_board(board, library, case.id, today)
    absent = Centre(get_centre(board).available).absent(library.services)
    content = deidentified_content(
        library, ready, since=_since(case, passed.day), absent=absent, told=since_in_kinds(library, passed)
    )
    persons = persons_of(board)
    record = checked_record(library, case, ready, persons)
    carried = CarriedDeidentified(record, (NAMES,)) if carry else None
    seal = seal_for(
        board, SEAL, case, facts=record, record=record if carry else b"", left_out=carried.left_out if carried else ()
    )
    content = replace(content, stamp=stamp_of(seal, carried))
    drawn = draw_summary(content, Fonts(**library.fonts), paper)
    refuse_named(needles(library, case, ready, persons), (*strings_in(content), *pdf_texts(drawn.pdf)), KIND)
    if seal is not None or carried is not None:
        # the day of the file would tell the day of the child
        inside = Carried(
            record=record if carry else b"", on=DAY_ZERO, seal=seal.text if seal is not None else "",
            left_out=carried.left_out if carried else None,
        )  # fmt: skip
        drawn = replace(drawn, pdf=with_carried(drawn.pdf, inside))
    page = SignedPage(drawn=drawn, seal=seal, carried=carried)
    return DeidentifiedPage(ready=ready, page=page, shared=shared_in(board, library, case, choices))


def deidentified_content(
    library: Library,
    ready: Ready,
    *,
    since: SinceBoard = NO_BOARD,
    absent: tuple[str, ...] = (),
    told: tuple[tuple[str, str], ...] = (),
) -> SummaryContent:
    """Everything that the page says, from the de-identified value alone."""
    made = ready.made
    return content_of(
        library, made.case, today=made.today or DAY_ZERO, prepared_by="", assessed=ready.assessed, absent=absent,
        since=since, deidentified=made, since_told=told,
    )  # fmt: skip


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


def _since(case: Case, passed: date | None) -> SinceBoard:
    """The day of the last board in the neutral calendar; what changed since is told with people and days, so not."""
    diagnosed = case.diagnosed.value
    if passed is None or diagnosed is None:
        return NO_BOARD
    return replace(NO_BOARD, day=DAY_ZERO + (passed - diagnosed.earliest))
