"""The summary at the end of treatment: what was given, what it came to, what to watch for, what follow-up is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import day_words
from desktop.clinical.labels import within
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.timeline import PlannedEvent
from desktop.reports.content import ResponseBlock, TextBlock
from desktop.reports.papers.content import Cell, Column, Paper, PaperBlock, PaperHead, TableBlock
from desktop.reports.phrases import Phrase, Words, head, plain, silence, strong
from desktop.services.assessing import assess_case
from desktop.services.boards import Board
from desktop.services.exposures import AS_ENTERED, NOT_KNOWN, ledger_lines
from desktop.services.last_decision import last_decision
from desktop.services.library import Library
from desktop.services.pages import afterwards, biology, disease, family, given, risk
from desktop.services.pages import response as response_page
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.treatment import OWN_TEMPLATE
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.saying import Desk, continued, identity, listed, name_of, one, tag_of, text_block
from desktop.services.plans import lay_out, template_of
from desktop.services.standing import Standing, page_standing
from desktop.services.watching import watch_lines

KIND = DocumentKind.END_OF_TREATMENT
TITLE = "End-of-treatment summary"


def end_of_treatment(board: Board, library: Library, case: Case, *, today: date, paper: str = "a4") -> Document:
    """The summary as a PDF; nothing is stored."""
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.papers.book import draw_papers

    standing = page_standing(board, case, last_decision(board, library, case, today))
    told = end_paper(Desk(board, library, today), case, standing)
    drawn = draw_papers([told], Fonts(**library.fonts), paper, TITLE)
    return Document(
        kind=KIND, words=f"{TITLE} of case {case.number}", file=f"end-of-treatment-{case.number}.pdf",
        content=drawn.pdf, pages=drawn.pages, versions=versions_of(case),
    )  # fmt: skip


def end_paper(desk: Desk, case: Case, standing: Standing, title: str = TITLE) -> Paper:
    """What it says; under another ``title`` it is a part of another document, at whatever point of treatment."""
    page = CasePage(desk.library, case, assess_case(desk.library, case), desk.today, desk.board.person.name)
    return Paper(
        title=TITLE,
        head=PaperHead(
            title=name_of(case),
            right=((strong(title),), (plain(day_words(desk.today)),)),
            tags=(tag_of(standing),),
            facts=((*identity(desk.labels, case), (plain("diagnosed "), page.told("diagnosed"))),),
            continued=continued(case, within(title)),
        ),
        blocks=tuple(end_blocks(page)),
        foot=desk.foot,
        mark=title,
    )


def end_blocks(page: CasePage) -> Iterator[PaperBlock]:
    """Its rows, of a child that is named or of one that is not."""
    yield disease.diagnosis(page)
    yield disease.stage(page)
    yield text_block("Biology", tuple(_biology(page)))
    yield text_block("Risk group", (((strong(risk.risk(page).word.text)),),), beside=("at diagnosis",))
    yield from afterwards.recurrence(page)
    yield from _plans(page)
    yield text_block("Given", page.gathered(*given.given(page)), heavy=True)
    yield _ledger(page)
    yield text_block("", ((plain(AS_ENTERED),),))
    yield _response(page)
    yield from _after(page)
    yield _watch(page)
    yield _follow_up(page)
    yield family.family(page)


def _biology(page: CasePage) -> Iterator[Phrase]:
    for cell in biology.biology(page).cells:
        yield (head(cell.name), plain(" "), cell.value)


def _plans(page: CasePage) -> Iterator[PaperBlock]:
    """Every event of every plan with the day it was planned for and the day it was."""
    if not page.case.plans:
        yield text_block("Plan as given", ((silence(_unplanned(page)),),), heavy=True)
    for plan in page.case.plans:
        title = template_of(page.library, plan).title
        yield text_block("Plan as given", ((strong(title), plain(f", from {day_words(plan.start)}")),), heavy=True)
        yield TableBlock(
            label="Events", columns=(Column("Event"), Column("Planned", 80), Column("Took place", 90)),
            rows=tuple(_event(each) for each in lay_out(page.library, plan, page.as_of)),
        )  # fmt: skip


def _unplanned(page: CasePage) -> str:
    left = page.deidentified is not None and page.deidentified.plan_left_out
    return OWN_TEMPLATE if left else "nobody has planned it here"


def _event(event: PlannedEvent) -> tuple[Cell, ...]:
    happened = plain(day_words(event.actual)) if event.actual else silence(str(event.status))
    planned = plain(day_words(event.planned)) if event.planned else silence("no day")
    return (one(plain(event.title)), one(planned), one(happened))


def _ledger(page: CasePage) -> PaperBlock:
    return TableBlock(
        label="Exposures", beside=("cumulative, as entered",), heavy=True, ruled=True,
        columns=(Column("Agent", 130), Column("Total", 100), Column("Made of")),
        rows=tuple(
            (
                one(strong(line.name)),
                one(silence(line.total) if line.total == NOT_KNOWN else plain(line.total)),
                tuple(((plain(f"{how}: {what}"),),) for how, what in line.operands)
                + tuple(((plain(note),),) for note in line.notes),
            )
            for line in ledger_lines(page.library, page.case)
        ),
        empty=(silence("nothing was entered"),),
    )  # fmt: skip


def _response(page: CasePage) -> PaperBlock:
    found = response_page.response(page)
    if not isinstance(found, ResponseBlock):
        return found
    told = tuple((head(cell.name), plain(" "), cell.grade, plain(f" {cell.reason}")) for cell in found.cells)
    return text_block("Response", told, beside=found.beside)


def _after(page: CasePage) -> Iterator[TextBlock]:
    yield from afterwards.after_treatment(page)


def _watch(page: CasePage) -> PaperBlock:
    return TableBlock(
        label="To watch for", beside=("late effects",), heavy=True, ruled=True,
        columns=(Column("Risk", 130), Column("Because of"), Column("By dose", 120)),
        rows=tuple(
            (
                one(strong(line.risk.words)),
                tuple(((plain(each),),) for each in line.why) or one(silence("to be looked up")),
                (
                    ((plain(line.dose_words) if line.dose_words else silence("no dose in the source"),),),
                    ((plain(line.source),),),
                ),
            )
            for line in watch_lines(page.library, page.case)
        ),
        empty=(silence("nothing in the record leads to a risk of the list"),),
    )  # fmt: skip


def _follow_up(page: CasePage) -> PaperBlock:
    found = sorted(standing(page.case.follow_ups), key=lambda each: str(each.due_on.value or "9"))
    return TableBlock(
        label="Follow-up", heavy=True, ruled=True,
        columns=(Column("Test", 150), Column("Due", 80), Column("Done", 80), Column("Found")),
        rows=tuple(
            (
                one(page.entry("follow_ups.test", each.test)),
                one(plain(each.due_on.value.words()) if each.due_on.value else silence("no day set")),
                one(_done(each)),
                one(plain(_found(page, each))),
            )
            for each in found
        ),
        empty=(silence("no plan was entered"),),
    )  # fmt: skip


def _done(entry: FollowUp) -> Words:
    day = entry.provenance.performed_on
    return plain(day.words()) if day is not None else silence("not yet")


def _found(page: CasePage, entry: FollowUp) -> str:
    outcome = page.entry("follow_ups.outcome", entry.outcome).text if entry.outcome.is_known else ""
    return listed((outcome, entry.detail.value or ""), ". ")
