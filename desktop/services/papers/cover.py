"""The cover of a meeting's pack: who meets, about whom, what must be shown, what is put off and still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from desktop.clinical.dates import day_words
from desktop.clinical.meetings.codes import Presence, Urgency
from desktop.clinical.meetings.meeting import Attendance, Meeting
from desktop.clinical.meetings.quorum import DisciplineCount
from desktop.reports.papers.content import (
    Cell,
    Column,
    LinesBlock,
    Paper,
    PaperBlock,
    PaperHead,
    TableBlock,
    Tick,
    TicksBlock,
)
from desktop.reports.phrases import Paragraph, Phrase, faint, head, plain, silence, strong
from desktop.services.meetings.agenda import Agenda, AgendaItem
from desktop.services.meetings.attending import Quorum
from desktop.services.papers.open_work import OpenAction
from desktop.services.papers.saying import (
    Desk,
    child_cell,
    clock,
    due_words,
    meeting_day,
    missing_words,
    name_of,
    numbers_of,
    one,
    ordinal,
    text_block,
)

BOARD = "Neuroblastoma tumour board"
OPEN_ACTIONS = "Open actions"
READ_BACK = 10
"""Minutes at the end for reading back what was decided, so that the total is honest."""
_FEW_CHILDREN = 9
"""Above that, lines for notes go first."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of a pack this is, and for whom; 0 where copies are not counted."""

    recipient: str = ""
    number: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverFacts:
    """Everything the cover reads. ``pages`` is where each child's page stands, ``contents`` what else is inside;
    ``not_shown`` counts the open actions that stand only on their own page."""

    agenda: Agenda
    quorum: Quorum
    people: Sequence[Attendance]
    still_open: Sequence[OpenAction]
    not_shown: int
    groups: Mapping[UUID, Sequence[str]]
    pages: Mapping[UUID, tuple[int, int]]
    contents: Sequence[tuple[str, int]]
    meetings: Mapping[UUID, Meeting]
    copy: Copy


def cover(desk: Desk, facts: CoverFacts) -> Paper:
    """The cover as a paper."""
    meeting = facts.agenda.meeting
    blocks: list[PaperBlock] = [_chair(desk, facts), _quorum(facts), _agenda(desk, facts)]
    blocks += [text_block("For noting", *_noting(facts), beside=("not discussed",))]
    blocks += [text_block("Put off", *_put_off(desk, facts), beside=("what is missing",), heavy=False)]
    blocks += [text_block("In this pack", (_contents(facts),)), *_open_table(desk, facts)]
    if len(facts.agenda.discuss) <= _FEW_CHILDREN:
        blocks.append(LinesBlock(label="Notes", fill=True))
    return Paper(
        title="Meeting pack of the tumour board",
        head=PaperHead(
            title=BOARD, large=True, right=_right(facts.copy), facts=(_when(meeting),),
            continued=((plain(f"{BOARD}, {day_words(meeting.day)}"),),),
        ),
        blocks=tuple(blocks),
        foot=desk.foot,
        mark="Cover and agenda",
    )  # fmt: skip


def _right(copy: Copy) -> tuple[Phrase, ...]:
    counted = f"Copy {copy.number} of {copy.of}" if copy.number and copy.of else "Copy"
    named = strong(f"{counted}, for {copy.recipient}") if copy.recipient else silence("no recipient named")
    return ((named,), (faint("contains patient data; do not pass on"),))


def _when(meeting: Meeting) -> Paragraph:
    begins = f", {meeting.begins}" if meeting.begins else ""
    told: list[Phrase] = [(strong(f"{meeting_day(meeting)}{begins}"),)]
    told.append((plain(meeting.place),) if meeting.place else (silence("no room named"),))
    if meeting.link:
        told.append((plain(meeting.link),))
    told.append((plain(f"meeting {meeting.number}"),))
    return tuple(told)


def _chair(desk: Desk, facts: CoverFacts) -> PaperBlock:
    meeting = facts.agenda.meeting
    chair: Phrase = (plain(meeting.chair),) if meeting.chair else (silence("no chair named"),)
    away = [one.name for one in facts.people if one.presence is Presence.ABSENT]
    told: list[Phrase] = [chair, (head("Minutes"), plain(f" {desk.board.person.name}"))]
    told.append((head("Not coming"), plain(f" {', '.join(away) if away else 'nobody has said so'}")))
    if meeting.cover:
        told.append((head("Cover"), plain(f" {meeting.cover}")))
    return text_block("Chair", tuple(told))


def _quorum(facts: CoverFacts) -> PaperBlock:
    """Each discipline that is asked for or takes part, with a box to tick."""
    shown = [one for one in facts.quorum.counts if one.least or one.there]
    ticks = tuple(Tick(one.discipline.words, _there(one), one.is_missing) for one in shown)
    rule = "own rule" if facts.quorum.own_rule else "default rule†"
    return TicksBlock(label="Quorum", beside=("tick who came", rule), ticks=ticks, across=3)


def _there(one: DisciplineCount) -> str:
    if not one.least:
        return str(one.there)
    return f"{one.there} of {one.least}{'!' if one.is_missing else ''}"


def _agenda(desk: Desk, facts: CoverFacts) -> PaperBlock:
    agenda = facts.agenda
    rows = tuple(_item(desk, facts, place, item) for place, item in enumerate(agenda.discuss, start=1))
    minutes = agenda.minutes + READ_BACK
    ends = _ends(agenda)
    total = (
        (), one(strong(clock(ends))), one(plain(str(READ_BACK))), one(plain("read-back and actions")), (), (),
        one(strong(f"{minutes} min")),
    )  # fmt: skip
    return TableBlock(
        columns=(
            Column("No.", 16), Column("Start", 26), Column("Min", 22, right=True), Column("Child", 140),
            Column("Question"), Column("To show", 84), Column("Page", 38, right=True),
        ),
        rows=rows, ruled=True, heavy=True, total=total if rows else (),
    )  # fmt: skip


def _item(desk: Desk, facts: CoverFacts, place: int, item: AgendaItem) -> tuple[Cell, ...]:
    case = item.case
    pages = facts.pages.get(case.id)
    first_last = "" if pages is None else f"{pages[0]}" if pages[0] == pages[1] else f"{pages[0]}–{pages[1]}"
    urgent = item.referral.urgency
    question: Phrase = (plain(item.question),)
    if urgent is not Urgency.ROUTINE:
        question = (*question, strong(f" {desk.labels.word('urgency', urgent).capitalize()}."))
    before = f"{_times(item.presentation)}; asked by {item.asked_by}" if item.asked_by else _times(item.presentation)
    show = [(plain(words),) for words in (item.referral.radiology, item.referral.pathology) if words]
    return (
        one(strong(str(place))),
        one(strong(clock(item.starts))),
        one(plain(str(item.minutes))),
        child_cell(desk.labels, case, facts.groups.get(case.id, ()), desk.today),
        ((question,), ((faint(before),),)),
        tuple((each,) for each in show) or (((silence("nothing named"),),),),
        one(plain(first_last)),
    )


def _times(presentation: int) -> str:
    return "first time" if presentation == 1 else f"{ordinal(presentation)} time"


def _ends(agenda: Agenda) -> time | None:
    if not agenda.discuss or agenda.discuss[-1].starts is None:
        return None
    last = agenda.discuss[-1]
    begun = datetime.combine(agenda.meeting.day, last.starts or time())
    return (begun + timedelta(minutes=last.minutes)).time()


def _noting(facts: CoverFacts) -> tuple[Paragraph, ...]:
    if not facts.agenda.note:
        return (((silence("nobody"),),),)
    return tuple(
        ((strong(name_of(each.case)), plain(f", {numbers_of(each.case)}")), (plain(each.question),))
        for each in facts.agenda.note
    )


def _put_off(desk: Desk, facts: CoverFacts) -> tuple[Paragraph, ...]:
    if not facts.agenda.put_off:
        return (((silence("nobody"),),),)
    told = []
    for deferral, case in facts.agenda.put_off:
        to = facts.meetings.get(deferral.to_meeting_id) if deferral.to_meeting_id else None
        listed = f"Listed for {day_words(to.day)}." if to is not None else "Waits without a day."
        missing = f"{missing_words(desk.labels, deferral.missing)}, owed by {deferral.owed_by}. {listed}"
        told.append(((strong(name_of(case)), plain(f", {numbers_of(case)}")), (plain(missing),)))
    return tuple(told)


def _open_table(desk: Desk, facts: CoverFacts) -> Iterator[PaperBlock]:
    yield TableBlock(
        label="Still open", beside=("from earlier boards",), heavy=True, ticked=True,
        columns=(Column("", 110), Column(""), Column("", 62, right=True), Column("", 52, right=True)),
        rows=tuple(_open_row(desk, each) for each in facts.still_open),
        empty=(silence("nothing"),),
    )  # fmt: skip
    if facts.not_shown:
        page = next((page for name, page in facts.contents if name == OPEN_ACTIONS), None)
        where = f", p.\u00a0{page}" if page is not None else ""
        yield text_block("", ((strong(f"and {facts.not_shown} more{where}"),),))


def _open_row(desk: Desk, found: OpenAction) -> tuple[Cell, ...]:
    action = found.action
    state: Phrase = (silence("waits"),) if found.waits else due_words(action.due, desk.today)
    owner = strong(action.owner) if action.owner else silence("nobody named")
    due = plain(day_words(action.due)) if action.due else plain("")
    return (one(owner), one(plain(f"{_given(found)}: {action.words}")), one(due), (((*state,),),))


def _given(found: OpenAction) -> str:
    """A given name is not enough to tell a child by."""
    return f"{found.case.given_name} (case {found.case.number})" if found.case.given_name else numbers_of(found.case)


def _contents(facts: CoverFacts) -> Phrase:
    told = ". ".join(f"{name}, p. {page}" for name, page in facts.contents)
    return (plain(f"{told}. Behind each child a blank outcome form for a day without computers."),)
