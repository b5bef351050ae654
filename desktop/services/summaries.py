"""The one-page summary of a child: what it says, and its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.deidentify import Deidentified
from desktop.clinical.document_code import square_of
from desktop.clinical.timeline import PlannedEvent
from desktop.reports.content import NO_STAMP, Stamp, SummaryContent, TextBlock
from desktop.reports.phrases import Phrase, plain, silence
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.carrying import CarriedRecord, Carry, carried_record
from desktop.services.centre import absent_here
from desktop.services.changes_since_board import NO_BOARD, SinceBoard, since_last_board
from desktop.services.collecting import nothing_collected
from desktop.services.library import Library
from desktop.services.pages import (
    afterwards,
    biology,
    disease,
    family,
    fitness,
    gaps,
    identity,
    imaging,
    markers,
    pathology,
    resources,
    response,
    risk,
    treatment,
    unnamed,
)
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.last import last as last_block
from desktop.services.pages.since import since as since_block
from desktop.services.sealing import SUMMARY, seal_for

if TYPE_CHECKING:
    from desktop.reports.summary import Drawn
    from desktop.services.boards import Board
    from desktop.services.last_decision import LastDecision
    from desktop.services.seals import Seal
    from desktop.services.standing import Standing

UNSIGNED = "Not signed by the board."


def summary_pdf(board: Board, library: Library, case: Case, *, today: date, paper: str = "a4") -> bytes:
    """The page as PDF/UA bytes; nothing of the case is stored or written. ``paper`` is ``a4`` or ``letter``.

    The same case, rules, person and day give the same bytes. Raises UserError if the case's plan follows a template
    that this program does not have.
    """
    return draw_for(board, library, case, today=today, paper=paper).drawn.pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPage:
    """A finished page, the signature that stands on it, and the record inside (None: there is none).

    ``decided`` is the digest of what it quotes of the board's decisions, empty for a page that quotes none.
    """

    drawn: Drawn
    seal: Seal | None
    carried: CarriedRecord | None
    decided: str = ""


@nothing_collected()
def draw_for(
    board: Board, library: Library, case: Case, *, today: date, paper: str, carry: Carry | None = None
) -> SignedPage:
    """The page as whoever opened the board prints it, with what changed since the last board, and what gave way.

    It is signed by the board where that can be written down, and carries the record where ``carry`` says so.
    """
    from desktop.reports.archival import Carried, with_carried
    from desktop.services.last_decision import last_decision, presentation_of, quoted_digest, quoted_of
    from desktop.services.standing import page_standing

    last = last_decision(board, library, case, today)
    quoted = (last.day, last.whole) if last is not None else None
    carried = carried_record(board, library, case, carry) if carry is not None else None
    record, left_out = (carried.content, carried.left_out) if carried is not None else (b"", ())
    seal = seal_for(board, SUMMARY, case, quoted=quoted_of(quoted), record=record, left_out=left_out)
    drawn = draw_page(
        library, case, today=today, prepared_by=board.person.name, paper=paper, absent=absent_here(board, library),
        since=since_last_board(board, library, case.id, today), stamp=stamp_of(seal, carried),
        last=last, presentation=presentation_of(board, case.id), standing=page_standing(board, case, last),
    )  # fmt: skip
    if seal is not None or record:
        inside = Carried(record=record, on=today, seal=seal.text if seal is not None else "", left_out=left_out)
        drawn = replace(drawn, pdf=with_carried(drawn.pdf, inside))
    return SignedPage(drawn=drawn, seal=seal, carried=carried, decided=quoted_digest(quoted))


def stamp_of(seal: Seal | None, carried: CarriedRecord | None) -> Stamp:
    """What ends the foot: what the file carries, and the code of the signature with its square beside it."""
    inside = [carried.line] if carried is not None else []
    if seal is None:
        return Stamp(words=" ".join((*inside, UNSIGNED)))
    return Stamp(
        words=" ".join((*inside, f"Document\u00a0code\u00a0{seal.code}.")),
        square=square_of(seal.code),
        alternate=f"Square with the document code {seal.code}",
    )


def draw_page(
    library: Library, case: Case, *, today: date, prepared_by: str, paper: str, absent: Sequence[str] = (),
    since: SinceBoard = NO_BOARD, last: LastDecision | None = None, presentation: int = 0, stamp: Stamp = NO_STAMP,
    standing: Standing | None = None,
) -> Drawn:  # fmt: skip
    """The same with what gave way on it."""
    # the PDF libraries are heavy, and most commands print nothing
    from desktop.reports.fonts import Fonts
    from desktop.reports.summary import draw_summary

    content = content_of(
        library, case, today=today, prepared_by=prepared_by, absent=absent, since=since, last=last,
        presentation=presentation, standing=standing,
    )  # fmt: skip
    return draw_summary(replace(content, stamp=stamp), Fonts(**library.fonts), paper)


def content_of(
    library: Library,
    case: Case,
    *,
    today: date,
    prepared_by: str,
    assessed: CaseAssessment | None = None,
    absent: Sequence[str] = (),
    since: SinceBoard = NO_BOARD,
    plan: tuple[PlannedEvent, ...] | None = None,
    deidentified: Deidentified | None = None,
    since_told: tuple[tuple[str, str], ...] = (),
    last: LastDecision | None = None,
    presentation: int = 0,
    standing: Standing | None = None,
) -> SummaryContent:
    """Everything the page says, in the order of reading. ``prepared_by`` is the name in the foot.

    ``assessed`` is what the rules say of this case, where that is at hand; ``absent`` is what the centre has not;
    ``since`` what changed since the last board; ``plan`` the dates of the plan that holds on that day, likewise.
    ``deidentified`` is the value that ``case`` is of, where the page must not say whose it is, and ``since_told`` what
    it says of the changes. ``last`` is what the board decided last, ``presentation`` how often the child was before it;
    ``standing`` whether the page is final.
    """
    rules = assessed or assess_case(library, case)
    page = CasePage(
        library, case, rules, today, prepared_by, tuple(absent), since, plan, deidentified, since_told, presentation,
        last, standing,
    )  # fmt: skip
    who = identity if deidentified is None else unnamed
    return SummaryContent(
        language="en-GB",
        title=who.TITLE,
        banner=who.banner(page),
        continued=who.briefly(page),
        blocks=(
            identity.question(page),
            since_block(page) if deidentified is None else unnamed.since(page),
            *last_block(page),
            disease.diagnosis(page),
            disease.stage(page),
            *afterwards.recurrence(page),
            biology.biology(page),
            risk.risk(page),
            *markers.markers(page),
            treatment.treatment(page),
            response.response(page),
            *disease.course(page),
            imaging.imaging(page),
            pathology.pathology(page),
            *afterwards.after_treatment(page),
            fitness.fitness(page),
            family.family(page),
            resources.resources(page),
            gaps.missing(page),
            *(() if deidentified is None else (unnamed.left_out_here(page),)),
        ),
        foot=_foot(page) if deidentified is None else unnamed.foot(page, rules_words(page)),
    )


def since_content(library: Library, case: Case, since: SinceBoard, *, today: date) -> TextBlock:
    """The block on what changed since the last board, by itself: it is read when the rest stands already."""
    return since_block(CasePage(library, case, assess_case(library, case), today, "", (), since))


def _foot(page: CasePage) -> Phrase:
    """Who prepared it, as of when, by which rules, and what the page is not."""
    case = page.case
    printed = day_words(page.today)
    as_of = f"{day_words(case.changed_at.date())} {case.changed_at:%H:%M} UTC" if case.changed_at else printed
    return (
        plain(f"Prepared by {page.prepared_by}, {printed}. Data as of {as_of}. "),
        plain(f"{rules_words(page)} ≠\u00a0results differ. †\u00a0unverified or sources differ. "),
        silence("Italic"),
        plain(": no value, with its reason. Decision support, not a decision."),
    )


def rules_words(page: CasePage) -> str:
    """By which rules: the leading scheme first."""
    rules = page.library.rules
    named = [
        f"{scheme.id} {scheme.version}" for scheme in sorted(rules.schemes, key=lambda one: one is not page.scheme)
    ]
    # the checksum of the pack stands for the versions of all
    more = f" and {len(named) - 2} more" if len(named) > 2 else ""
    versions = f"{', '.join(named[:2])}{more}"
    return f"Rules {versions} (pack {rules.checksum[:8]})."
