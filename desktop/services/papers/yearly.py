"""The year of the board in numbers: meetings, children, decisions and what became of them, and the ledger of what was
owed: what kept the board waiting, which discipline owed it, and how long. It names nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.deidentify import is_listed
from desktop.clinical.meetings.basis import changed_grounds, grounds_now
from desktop.clinical.meetings.codes import Fate, Presence, Purpose, ReferralEnd
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Attendance, Meeting
from desktop.clinical.meetings.quorum import QuorumRule
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.reports.papers.content import Column, Paper, PaperBlock, PaperHead, TableBlock
from desktop.reports.phrases import Phrase, plain, silence, strong
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import whole_of
from desktop.services.papers.documents import Document
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.saying import UNREAL, Desk, one, text_block

KIND = DocumentKind.YEAR
_IN_WORDS = "something else, in words of its own"
_NO_DISCIPLINE = "taking part without a discipline"
_OTHERS = "somebody who took part in no meeting"
TITLE = "The year of the tumour board"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Everything of the meetings from ``first`` to ``last``, both included."""

    first: date
    last: date
    meetings: Sequence[Meeting]
    people: Sequence[Attendance]
    rules: Sequence[QuorumRule]
    referrals: Sequence[Referral]
    deferrals: Sequence[Deferral]
    decisions: Sequence[WholeDecision]
    cases: dict[UUID, Case]

    @property
    def held(self) -> list[Meeting]:
        """The meetings that took place."""
        return [one for one in self.meetings if one.closed_at is not None]

    def of(self, meeting: Meeting) -> list[Attendance]:
        """Who was written down for a meeting."""
        return [one for one in self.people if one.meeting_id == meeting.id]


def year_of(board: Board, first: date, last: date) -> Year:
    """Read it; children in the bin are left out."""
    with board.database.read() as work:
        chosen = [one for one in work.board_work.where(Meeting) if first <= one.day <= last]
        keys = [one.id for one in chosen]
        decisions = whole_of(work, work.board_work.where(Decision, meeting_id=keys))
        deferrals = work.board_work.where(Deferral, meeting_id=keys)
        referrals = work.board_work.where(Referral, meeting_id=keys)
        people, rules = work.board_work.where(Attendance, meeting_id=keys), work.board_work.where(QuorumRule)
        cases = work.cases.load_many(
            {one.decision.case_id for one in decisions}
            | {one.case_id for one in deferrals}
            | {one.case_id for one in referrals}
        )
    there = {key for key, case in cases.items() if case.deleted is None}
    return Year(
        first=first, last=last, meetings=chosen, people=people, rules=rules,
        referrals=[one for one in referrals if one.case_id in there],
        deferrals=[one for one in deferrals if one.case_id in there],
        decisions=[one for one in decisions if one.decision.case_id in there], cases=cases,
    )  # fmt: skip


def year_paper(board: Board, library: Library, *, first: date, last: date, today: date, paper: str = "a4") -> Document:
    """The year as a PDF; nothing is stored."""
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.papers.book import draw_papers

    desk, year = Desk(board, library, today), year_of(board, first, last)
    told = Paper(
        title=TITLE,
        head=PaperHead(
            title=TITLE, facts=(((strong(f"{day_words(first)} to {day_words(last)}"),), (plain(board.name),)),)
        ),
        blocks=tuple(_blocks(desk, year)),
        foot=_foot(desk),
    )
    drawn = draw_papers([told], Fonts(**library.fonts), paper, TITLE)
    return Document(
        kind=KIND, words=TITLE, file=f"board-{first.year}-{last.year}.pdf", content=drawn.pdf, pages=drawn.pages
    )


def _foot(desk: Desk) -> Phrase:
    """Without whoever prepared it: nobody at all is named on this paper."""
    unreal = f" {UNREAL.capitalize()}." if desk.board.demonstration else ""
    return (plain(f"Data as of {day_words(desk.today)}. Counts only: it names no child and nobody else.{unreal}"),)


def _blocks(desk: Desk, year: Year) -> Iterator[PaperBlock]:
    yield _counted("Meetings", _meetings(desk, year), heavy=True)
    yield _counted("Children", _children(year))
    yield _counted("Decisions", _decided(desk, year), heavy=True)
    yield _counted("Followed", _followed(desk, year))
    yield _counted("Actions", _actions(desk, year))
    yield _owed(desk, year)
    yield _owners(desk, year)
    yield _differing(desk, year)
    note = (
        "Counted are meetings that were closed. A decision that nobody followed up is not counted as done. "
        "Who owed what about whom stands in the deferral notices and the chase list."
    )
    yield text_block("How it is counted", ((silence(note),),))


def _counted(label: str, told: Iterator[tuple[str, str]], *, heavy: bool = False) -> PaperBlock:
    return TableBlock(
        label=label, heavy=heavy, columns=(Column(""), Column("", 60, right=True)),
        rows=tuple((one(plain(words)), one(strong(count))) for words, count in told),
    )  # fmt: skip


def _meetings(desk: Desk, year: Year) -> Iterator[tuple[str, str]]:
    yield "Held", str(len(year.held))
    yield "Called off", str(sum(bool(each.cancelled) for each in year.meetings))
    counts = [desk.library.quorum.counted(year.rules, year.of(each)) for each in year.held]
    yield "Without a quorum", str(sum(any(each.is_missing for each in one_meeting) for one_meeting in counts))
    there = [sum(each.presence is not Presence.ABSENT for each in year.of(one_meeting)) for one_meeting in year.held]
    yield "People who took part, median of all meetings", f"{median(there):g}" if there else "none"


def _children(year: Year) -> Iterator[tuple[str, str]]:
    ended = [each for each in year.referrals if each.ended is ReferralEnd.DISCUSSED]
    yield "Children discussed", str(len({each.case_id for each in ended}))
    yield "Times that children were discussed", str(len(ended))
    first = sum(each.decision.presentation == 1 for each in year.decisions if each.decision.is_frozen)
    yield "Of these for the first time", str(first)
    noted = [each for each in year.referrals if each.purpose is Purpose.NOTE and each.ended is ReferralEnd.NOTED]
    yield "Noted and not discussed", str(len(noted))
    yield "Put off", str(len(year.deferrals))
    waits = [(each.ended_on - each.referred_on).days for each in ended if each.ended_on is not None]
    yield "Days from the referral to the board, median", f"{median(waits):g}" if waits else "none"


def _decided(desk: Desk, year: Year) -> Iterator[tuple[str, str]]:
    frozen = [each for each in year.decisions if each.decision.is_frozen]
    yield "Confirmed by the chair", str(len(frozen))
    yield "Typed and not confirmed", str(len(year.decisions) - len(frozen))
    for kind, count in Counter(each.decision.kind for each in frozen).most_common():
        words = desk.labels.word("decisions.kind", kind) if kind is not None else "type not named"
        yield f"Type: {words}", str(count)
    yield "With an amendment", str(sum(bool(each.amendments) for each in frozen))
    yield "With a dissent", str(sum(bool(each.dissents) for each in frozen))
    yield "Different from the guideline named", str(sum(each.decision.differs is not None for each in frozen))
    yield "Their basis has changed since", str(sum(_is_changed(desk, year, each) for each in frozen))


def _is_changed(desk: Desk, year: Year, whole: WholeDecision) -> bool:
    names = [each.fact for each in whole.grounds if "." not in each.fact]
    now = grounds_now(year.cases[whole.decision.case_id], desk.library.rules, names)
    return bool(changed_grounds(whole, now))


def _followed(desk: Desk, year: Year) -> Iterator[tuple[str, str]]:
    frozen = [each for each in year.decisions if each.decision.is_frozen]
    found = Counter(each.fate.fate if each.fate else None for each in frozen)
    for fate in Fate:
        yield desk.labels.word("fate", fate).capitalize(), str(found[fate])
    yield "Nobody has said", str(found[None])
    reasons = Counter(each.fate.why for each in frozen if each.fate and each.fate.why)
    for why, count in reasons.most_common():
        yield f"Reason: {desk.labels.word('not_done', why)}", str(count)


def _actions(desk: Desk, year: Year) -> Iterator[tuple[str, str]]:
    found = [each for whole in year.decisions if whole.decision.is_frozen for each in whole.actions]
    yield "Given out", str(len(found))
    in_time = [each for each in found if each.fate is Fate.DONE and not _was_late(each.fate_on, each.due)]
    yield "Done by their day", str(len(in_time))
    done = sum(each.fate is Fate.DONE for each in found)
    yield "Done later", str(done - len(in_time))
    yield "Done in part or not done", str(sum(each.fate in (Fate.PARTLY, Fate.NOT_DONE) for each in found))
    left = [each for each in found if each.is_open]
    yield "Open", str(len(left))
    yield "Of these past their day", str(sum(each.due is not None and each.due < desk.today for each in left))


def _was_late(done: date | None, due: date | None) -> bool:
    return done is not None and due is not None and done > due


def _owed(desk: Desk, year: Year) -> PaperBlock:
    """What kept the board waiting, and how long: what is typed is told where every word of it is a clinical one."""
    names, treatments = desk.labels.words["fact"], desk.library.deidentify

    def told(one: Deferral) -> str:
        name = names.get(one.missing)
        return name or (one.missing.strip() if is_listed(treatments, one.missing, most_numbers=0) else _IN_WORDS)

    return _kept_waiting("Missing", "What", year, desk.today, told, heavy=True)


def _owners(desk: Desk, year: Year) -> PaperBlock:
    """Who owed it, by their discipline at the meetings: the notice says who it was."""
    known = {one.id: one.words for one in desk.library.quorum.disciplines}
    told = {one.name.strip().casefold(): known.get(one.discipline, _NO_DISCIPLINE) for one in year.people}
    return _kept_waiting(
        "Owed by", "Discipline", year, desk.today, lambda one: told.get(one.owed_by.strip().casefold(), _OTHERS)
    )


def _kept_waiting(
    label: str, what: str, year: Year, today: date, by: Callable[[Deferral], str], *, heavy: bool = False
) -> PaperBlock:
    """Deferrals under the same words, those that cost most days first."""
    found: dict[str, list[Deferral]] = {}
    for each in year.deferrals:
        found.setdefault(by(each), []).append(each)
    days = {words: [_waited(one, today) for one in ones] for words, ones in found.items()}
    rows = []
    for words in sorted(found, key=lambda one: (-sum(days[one]), one)):
        left = sum(one.resolved_on is None for one in found[words])
        numbers = (len(found[words]), left, max(days[words]), sum(days[words]))
        rows.append((one(strong(words[:1].upper() + words[1:])), *(one(plain(str(number))) for number in numbers)))
    return TableBlock(
        label=label, beside=("each time that a child was put off",), heavy=heavy, rows=tuple(rows),
        columns=(
            Column(what), Column("Times", 50, right=True), Column("Open", 50, right=True),
            Column("Longest, days", 80, right=True), Column("Days in all", 70, right=True),
        ),
        empty=(silence("nobody was put off"),),
    )  # fmt: skip


def _waited(one: Deferral, today: date) -> int:
    return ((one.resolved_on or today) - one.put_off_on).days


def _differing(desk: Desk, year: Year) -> PaperBlock:
    found = Counter(each.decision.differs for each in year.decisions if each.decision.differs)
    rows = tuple(
        (one(plain(desk.labels.word("differs", why))), one(strong(str(count))))
        for why, count in found.most_common()
        if why is not None
    )
    return TableBlock(
        label="Why different", beside=("from the guideline named",), rows=rows, empty=(silence("none was"),),
        columns=(Column(""), Column("", 60, right=True)),
    )  # fmt: skip
