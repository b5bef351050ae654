"""A child on its way out without whose it is: what every de-identified document is drawn from, signed for, and looked
through with before it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.centre import Centre
from desktop.clinical.dates import DAY_ZERO
from desktop.reports.content import Stamp
from desktop.services.carrying import NAMES, CarriedRecord
from desktop.services.centre import get_centre
from desktop.services.changes_since_board import since_last_board
from desktop.services.deidentified_content import blank_since, case_page, content_by, since_in_kinds
from desktop.services.deidentified_guard import needles, pdf_texts, refuse_named, strings_in
from desktop.services.deidentified_records import checked_record
from desktop.services.deidentifying import Choices, Ready, deidentify, persons_of
from desktop.services.sealing import seal_for
from desktop.services.sharing import shared_in
from desktop.services.summaries import stamp_of

if TYPE_CHECKING:
    from desktop.clinical.deidentify import Shared
    from desktop.reports.content import SummaryContent
    from desktop.services.boards import Board
    from desktop.services.library import Library
    from desktop.services.pages.case_page import CasePage
    from desktop.services.seals import Seal


class CarriedDeidentified(CarriedRecord):
    """The de-identified record inside a document; its line says so."""

    @property
    def line(self) -> str:
        """What the document says of it."""
        return "This file carries the de-identified record only."


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The signature of a document, the record inside (None: there is none), and what the document says of both."""

    seal: Seal | None
    carried: CarriedDeidentified | None

    @property
    def stamp(self) -> Stamp:
        """What ends the foot."""
        return stamp_of(self.seal, self.carried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One child that leaves: documents are drawn from ``page``, which knows the de-identified value and nothing else.

    ``case`` is whose it really is: only the guard reads it, to know what must not be found.
    """

    board: Board
    library: Library
    case: Case
    ready: Ready
    page: CasePage
    persons: tuple[str, ...]
    record: bytes
    shared: Shared

    @property
    def content(self) -> SummaryContent:
        """What a summary says."""
        return content_by(self.page, self.ready)

    def marks(self, kind: str, *, carry: bool, quoted: bytes = b"") -> Marks:
        """Sign a document of this kind for the de-identified record, which it carries where ``carry`` says so, and for
        what it tells of the board's decisions."""
        carried = CarriedDeidentified(self.record, (NAMES,)) if carry else None
        seal = seal_for(
            self.board, kind, self.case, facts=self.record, quoted=quoted, record=self.record if carry else b"",
            left_out=carried.left_out if carried else (),
        )  # fmt: skip
        return Marks(seal=seal, carried=carried)

    def checked(self, pdf: bytes, drawn_from: object, marks: Marks, what: str) -> bytes:
        """The finished document with its signature and record inside; ``what`` it is called where it is refused.

        Raises UserError, which repeats nothing, where something of the child is in it or in what it was drawn from.
        """
        wanted = needles(self.library, self.case, self.ready, self.persons, places=(self.board.name,))
        refuse_named(wanted, (*strings_in(drawn_from), *pdf_texts(pdf)), what)
        if marks.seal is None and marks.carried is None:
            return pdf
        from desktop.reports.archival import Carried, with_carried

        record = marks.carried.content if marks.carried is not None else b""
        # the day of the file would tell the day of the child
        inside = Carried(
            record=record, on=DAY_ZERO, seal=marks.seal.text if marks.seal is not None else "",
            left_out=marks.carried.left_out if marks.carried is not None else None,
        )  # fmt: skip
        return with_carried(pdf, inside)

    @property
    def noted(self) -> dict[str, object]:
        """What the history keeps of the choices."""
        return {**self.ready.told, "shared": self.shared.count}


def leaving(board: Board, library: Library, case: Case, *, today: date, choices: Choices) -> Leaving:
    """Make a child ready to leave; nothing is stored. Raises UserError where its record would still name it."""
    ready = deidentify(board, library, case, today=today, choices=choices)
    passed, persons = since_last_board(board, library, case.id, today), persons_of(board)
    page = case_page(library, ready)
    page = replace(
        page,
        absent=Centre(get_centre(board).available).absent(library.services),
        since=blank_since(passed),
        since_told=since_in_kinds(library, passed),
    )
    return Leaving(
        board=board, library=library, case=case, ready=ready, page=page, persons=persons,
        record=checked_record(library, case, ready, persons, (board.name,)),
        shared=shared_in(board, library, case, choices),
    )  # fmt: skip
