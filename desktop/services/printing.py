"""A child's page on its way out of the board: drawn, shown, and written down before it is printed or saved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from db.work import Work
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.carrying import CarriedRecord, Carry
from desktop.services.kept_answers import kept_answers
from desktop.services.library import Library
from desktop.services.papers.kinds import DocumentKind
from desktop.services.sealing import register
from desktop.services.seals import Seal
from desktop.services.summaries import draw_for

if TYPE_CHECKING:
    from desktop.clinical.deidentify import Shared
    from desktop.services.deidentifying import Choices, Ready

OCCASION = "printed page"
SUMMARY, RECORD, HANDOUT, DEIDENTIFIED = DocumentKind.SUMMARY, DocumentKind.RECORD, DocumentKind.HANDOUT, "deidentified"
"""What can be printed of a child: the one-page summary, everything that is recorded, the sheet for its family, the
summary without whose it is."""
PRINTED, SAVED, FAILED = "Page printed", "Page saved as PDF", "Page did not go out after all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One version of a case as a finished document. ``continued`` names the texts that go on in notes.

    Of a de-identified one ``ready`` is what it was drawn from, ``shared`` how many children share what it shows, and
    ``noted`` what the history keeps of the choices. ``seal`` is the signature that stands on it, ``carried`` the record
    inside. ``decided`` is the digest of what it quotes of the board's decisions, empty where it quotes none. ``beside``
    is what whoever hands it out should know of it, and what does not stand on it.
    """

    case: Case
    paper: str
    pdf: bytes
    pages: int
    continued: tuple[str, ...]
    what: str = SUMMARY
    ready: Ready | None = None
    shared: Shared | None = None
    noted: Mapping[str, object] = field(default_factory=dict)
    seal: Seal | None = None
    carried: CarriedRecord | None = None
    decided: str = ""
    beside: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, by which a paper or file can be found in the history again."""
        return hashlib.sha256(self.pdf).hexdigest()


def page_of(board: Board, library: Library, case: Case, *, today: date, paper: str, carry: Carry | None = None) -> Page:
    """Draw the page; nothing of the case is stored. Same case, rules, person, day, paper and choice: the same bytes.

    ``carry``: with the record inside, as PDF/A-3b.
    """
    page = draw_for(board, library, case, today=today, paper=paper, carry=carry)
    drawn = page.drawn
    return Page(
        case=case, paper=paper, pdf=drawn.pdf, pages=drawn.pages, continued=drawn.continued, seal=page.seal,
        carried=page.carried, decided=page.decided,
    )  # fmt: skip


def deidentified_page(
    board: Board, library: Library, case: Case, *, today: date, paper: str, choices: Choices | None = None,
    carry: bool = False,
) -> Page:  # fmt: skip
    """Draw the summary without whose it is, and look through it for everything of the child; nothing is stored.

    Without ``choices`` every free text is left out; ``carry``: with the de-identified record inside. Raises
    UserError, with nothing given, where something of the child is in it after all.
    """
    from desktop.services.deidentified_pages import draw_deidentified
    from desktop.services.deidentifying import NO_CHOICES

    chosen = choices if choices is not None else NO_CHOICES
    made = draw_deidentified(board, library, case, today=today, paper=paper, choices=chosen, carry=carry)
    drawn, ready = made.page.drawn, made.ready
    return Page(
        case=case, paper=paper, pdf=drawn.pdf, pages=drawn.pages, continued=drawn.continued, what=DEIDENTIFIED,
        seal=made.page.seal, carried=made.page.carried, ready=ready, shared=made.shared,
        noted={**ready.told, "shared": made.shared.count},
    )  # fmt: skip


def record_page(
    board: Board, library: Library, case: Case, *, today: date, paper: str, relatives: bool = False
) -> Page:
    """Draw the whole record; nothing is stored. ``relatives``: with what belongs to relatives."""
    from desktop.services.attachments import list_attachments
    from desktop.services.whole_record import record_sheet

    documents = list_attachments(board, case.id)
    drawn = record_sheet(
        library, case, documents, today=today, prepared_by=board.person.name, paper=paper, relatives=relatives
    )
    return Page(case=case, paper=paper, pdf=drawn.pdf, pages=drawn.pages, continued=(), what=RECORD)


def hand_out(board: Board, library: Library, page: Page, action: str, give: Callable[[], object]) -> bool:
    """Write down that this page leaves the board, keep what the rules say of the child, and only then ``give`` it.

    So none goes out unnoticed; where giving it fails with a UserError, that is written down too. False where the
    board is open for reading only: then nothing can be written down, and the person must be told. Raises UserError,
    with nothing given, where the case or what was decided has changed since the page was drawn: a board must not read
    what no longer holds.
    """
    require(board.person, Right.PRINT)
    if board.read_only:
        with board.database.read() as work:
            _refuse_old(work, page)
        give()
        return False
    with board.work(Right.PRINT) as work:
        _refuse_old(work, page)
        work.audit.add(action, "print", case_id=page.case.id, changes=_told(page))
        if page.seal is not None:
            register(work, page.seal, page.case, page.decided)
        for kept in kept_answers(library, page.case, OCCASION):
            work.assessments.keep(kept)
    try:
        give()
    except UserError:
        with board.work(Right.PRINT) as work:
            work.audit.add(FAILED, "print", case_id=page.case.id, changes=_told(page))
        raise
    return True


def _refuse_old(work: Work, page: Page) -> None:
    case = page.case
    if work.cases.get(case.id).version != case.version:
        raise UserError(
            f"Case {case.number} was changed after this page was drawn; nothing went out, open the case again."
        )
    if page.decided:
        from desktop.services.last_decision import latest_confirmed, quoted_digest

        if quoted_digest(latest_confirmed(work, case.id)) != page.decided:
            raise UserError(
                f"What is told of the board's decision on case {case.number} was changed after this page was drawn; "
                "nothing went out, open the case again."
            )


def _told(page: Page) -> Mapping[str, tuple[object, object]]:
    told: dict[str, object] = {
        "document": page.what,
        "paper": page.paper,
        "pages": page.pages,
        "digest": page.digest,
        "case_version": page.case.version,
        **page.noted,
    }
    if page.seal is not None:
        told["code"] = page.seal.code
    if page.carried is not None:
        told["record"] = hashlib.sha256(page.carried.content).hexdigest()
        told["left_out"] = list(page.carried.left_out)
    return {name: (None, value) for name, value in told.items()}
