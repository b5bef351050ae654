"""Letters about a confirmed decision, to whoever referred the child and to the family doctor, as PDF and for Word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.decision import Action, Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.waking import Woken, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.reports.papers.content import (
    Cell,
    Column,
    FrameBlock,
    Paper,
    PaperBlock,
    PaperHead,
    SignaturesBlock,
    TableBlock,
)
from desktop.reports.phrases import Paragraph, Phrase, head, plain, silence, strong
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.words import condition_words, ground_words, hangs_on
from desktop.services.papers.documents import Document, versions_of
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.outcome import basis_changed
from desktop.services.papers.saying import (
    Desk,
    amended_words,
    continued,
    identity,
    listed,
    moment,
    name_of,
    one,
    ordinal,
    tag_of,
    text_block,
    words_or,
)
from desktop.services.standing import decision_standing

KIND = DocumentKind.LETTER
TITLE = "Letter of the tumour board"


class Reader(StrEnum):
    """To whom a letter goes: whoever referred the child, or the family doctor, who gets it shorter."""

    REFERRER = "referrer"
    FAMILY_DOCTOR = "family doctor"


def letter(
    board: Board, library: Library, meeting: Meeting, whole: WholeDecision, reader: Reader, *, today: date,
    recipient: str = "", paper: str = "a4", word: bool = False,
) -> Document:  # fmt: skip
    """The letter; nothing is stored. ``recipient`` is a name and a place; ``word`` makes a .docx instead of a PDF.

    Raises UserError for a decision that the chair has not confirmed: a draft does not leave as a letter.
    """
    if not whole.decision.is_frozen:
        raise UserError("This decision is not confirmed yet; no letter was made: the chair confirms it first.")
    with board.database.read() as work:
        case = work.cases.get(whole.decision.case_id)
    told = letter_paper(Desk(board, library, today), meeting, whole, case, reader, recipient)
    if word:
        from desktop.reports.word import draw_word

        content, pages = draw_word(told, paper), 0
    else:
        from desktop.reports.fonts import Fonts
        from desktop.reports.papers.book import draw_papers

        drawn = draw_papers([told], Fonts(**library.fonts), paper, TITLE)
        content, pages = drawn.pdf, drawn.pages
    suffix = "docx" if word else "pdf"
    return Document(
        kind=KIND, words=f"Letter to the {reader.value} about case {case.number}",
        file=f"letter-{case.number}-{meeting.number}-{reader.value.replace(' ', '-')}.{suffix}", content=content,
        pages=pages, meeting=meeting, versions=versions_of(case), suffix=suffix,
    )  # fmt: skip


def letter_paper(
    desk: Desk, meeting: Meeting, whole: WholeDecision, case: Case, reader: Reader, recipient: str
) -> Paper:
    """What the letter says."""
    to = strong(f"To {recipient}") if recipient else silence(f"to the {reader.value}, no name given")
    return Paper(
        title=TITLE,
        head=PaperHead(
            title=f"Tumour board of {day_words(meeting.day)}",
            right=((to,), (plain(day_words(desk.today)),)),
            tags=(tag_of(decision_standing(whole, basis_changed(desk, whole, case))),),
            facts=(((strong(name_of(case)),), *identity(desk.labels, case)),),
            continued=continued(case, f"letter of {day_words(desk.today)}"),
        ),
        blocks=tuple(_blocks(desk, meeting, whole, case, reader)),
        foot=desk.foot,
    )


def _blocks(desk: Desk, meeting: Meeting, whole: WholeDecision, case: Case, reader: Reader) -> Iterator[PaperBlock]:
    decision, labels = whole.decision, desk.labels
    times = "for the first time" if decision.presentation == 1 else f"for the {ordinal(decision.presentation)} time"
    spoken = f"The board spoke about this child {times}. Asked by {decision.asked_by or 'nobody by name'}."
    yield text_block("Question", ((strong(decision.question or "none written down"),),), ((plain(spoken),),))
    yield FrameBlock(
        label="Decision", beside=("of the board",), words=decision.recommendation, under=tuple(_kind(labels, decision))
    )
    yield from _changes(desk, whole, case)
    if whole.conditions:
        told = [_condition(desk, whole, case, place) for place in range(len(whole.conditions))]
        yield text_block("Conditions", *told)
    if reader is Reader.REFERRER:
        yield from _for_the_referrer(desk, whole)
    yield _tasks(desk, whole, case)
    yield text_block("Family", _family(whole))
    yield text_block("Next board", _next(whole))
    yield text_block("Whom to ask", *_contacts(desk, case))
    yield SignaturesBlock(
        label="Signed", lead=((plain(_confirmed(whole)),),), who=(decision.confirmed_by or meeting.chair or "Chair",),
    )  # fmt: skip


def _kind(labels: Labels, decision: Decision) -> Iterator[Phrase]:
    """What kind of decision, what it is for, and whether it can be done where the board sits."""
    kind = words_or(labels.word("decisions.kind", decision.kind) if decision.kind else "", "type not named")
    intent = words_or(labels.word("intent", decision.intent) if decision.intent else "", "intent not named")
    yield (head("Type"), plain(" "), kind)
    yield (head("Intent"), plain(" "), intent)
    if decision.feasibility.is_known:
        yield (head("Can it be done"), plain(f" {labels.answer('feasibility', decision.feasibility)}"))


def _confirmed(whole: WholeDecision) -> str:
    at = whole.decision.confirmed_at
    on = f" on {moment(at)}" if at is not None else ""
    return f"Read back to the meeting and confirmed by {whole.decision.confirmed_by}{on}."


def _changes(desk: Desk, whole: WholeDecision, case: Case) -> Iterator[PaperBlock]:
    """Amendments, and a basis that is another one now: whoever acts on the letter must know both."""
    if whole.amendments:
        told = [
            ((strong(f"{each.number}. {day_words(each.at.astimezone().date())}"), plain(f" {each.words}")),
             (head("Reason"), plain(f" {each.reason}")), (amended_words(each),))
            for each in whole.amendments
        ]  # fmt: skip
        yield text_block("Amended since", *told)
    changed = basis_changed(desk, whole, case)
    if changed:
        facts = tuple((strong("≠ "), plain(ground_words(desk.labels, each))) for each in changed)
        warned = plain("The decision was made before that. Please ask before you act on it.")
        yield text_block("Basis changed", facts, ((warned,),), heavy=True)


def _condition(desk: Desk, whole: WholeDecision, case: Case, place: int) -> Paragraph:
    now = conditions_now(whole, case, desk.today)[place]
    state = desk.labels.word("woken", now.state)
    applies = f": {now.applies}" if now.applies else ""
    return ((plain(condition_words(desk.labels, now.condition)),), (head("Now"), plain(f" {state}{applies}")))


def _for_the_referrer(desk: Desk, whole: WholeDecision) -> Iterator[PaperBlock]:
    decision = whole.decision
    guide = listed((decision.guide, decision.guide_version and f"version {decision.guide_version}"), ", ")
    why: list[Phrase] = [(head("Guide"), plain(" "), words_or(guide, "none named"))]
    if decision.differs is not None:
        reason = listed((desk.labels.word("differs", decision.differs), decision.differs_words), ". ")
        why.append((head("Differs from it"), plain(f" {reason}")))
    yield text_block("Why", tuple(why))
    group = listed((decision.stage and f"INRGSS {decision.stage}", decision.groups), ", ")
    if group:
        yield text_block("Stage and group", ((plain(f"{group}, as the meeting agreed"),),))
    if whole.options:
        taken = [
            f"{each.words} – {f'not taken: {each.why_not}' if each.why_not else 'chosen'}" for each in whole.options
        ]
        yield text_block("Options seen", *(((plain(each),),) for each in taken))
    if decision.where or decision.alternative:
        where = listed((decision.where, decision.alternative and f"otherwise {decision.alternative}"), "; ")
        yield text_block("Where", ((plain(where),),))
    if whole.dissents:
        count = len(whole.dissents)
        who = "One person" if count == 1 else f"{count} people"
        told = f"{who} did not agree; the outcome record has it in their words."
        yield text_block("Not all agreed", ((plain(told),),))


def _tasks(desk: Desk, whole: WholeDecision, case: Case) -> PaperBlock:
    """What is still to be done; an action that hangs on a condition says so, and goes once it turned out otherwise."""
    states = {one.condition.id: one.state for one in conditions_now(whole, case, desk.today)}
    there = [
        each
        for each in whole.open_actions
        if each.on_condition is None or states.get(each.on_condition) is not Woken.OTHERWISE
    ]
    return TableBlock(
        label="Who does what", columns=(Column("Who", 120), Column("What"), Column("Until", 80, right=True)),
        rows=tuple(
            (
                one(plain(each.owner) if each.owner else silence("nobody named")),
                (((plain(each.words),),), *_hangs(desk, whole, each)),
                one(plain(day_words(each.due)) if each.due else silence("no day")),
            )
            for each in there
        ),
        empty=(silence("nothing is open"),),
    )  # fmt: skip


def _hangs(desk: Desk, whole: WholeDecision, action: Action) -> Cell:
    hangs = hangs_on(desk.labels, whole, action)
    return one(strong(hangs)) if hangs else ()


def _family(whole: WholeDecision) -> Paragraph:
    decision = whole.decision
    by = f" by {day_words(decision.tell_by)}" if decision.tell_by else ""
    told: list[Phrase] = [(head("Told by"), plain(" "), words_or(decision.told_by, "nobody named"), plain(by))]
    told.append((head("Key worker"), plain(" "), words_or(decision.key_worker, "nobody named")))
    if decision.wish_words:
        told.append((head("Wish"), plain(f" {decision.wish_words}")))
    return tuple(told)


def _next(whole: WholeDecision) -> Paragraph:
    decision = whole.decision
    day: Phrase = (strong(day_words(decision.next_board)),) if decision.next_board else (silence("no day named"),)
    return (day, *(((plain(f"or earlier: {decision.next_trigger}"),),) if decision.next_trigger else ()))


def _contacts(desk: Desk, case: Case) -> Iterator[Paragraph]:
    found = standing(case.care_team)
    if not found:
        yield ((silence("nobody is recorded"),),)
    for member in found:
        role = desk.library.all_labels.answer("care_team.role", member.role)
        words = listed((member.name.value or "", role, member.telephone.value or "", member.email.value or ""), ", ")
        yield ((plain(words),),)
