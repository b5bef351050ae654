"""What all papers say alike: who a child is, when something is due, who prepared the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.clinical.case import Case
from desktop.clinical.dates import age_words, day_words
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.decision import Amendment
from desktop.clinical.meetings.meeting import Meeting
from desktop.reports.content import Banner, TextBlock
from desktop.reports.papers.content import Cell, PaperHead, Tag
from desktop.reports.phrases import Paragraph, Phrase, Words, faint, plain, silence, strong
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.papers.kinds import HELD
from desktop.services.standing import Standing

NOT_AN_ORDER = "Decision support, not a decision."
UNREAL = "children who do not exist – demonstration"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a paper is prepared: the board with whoever opened it, the shelf, and the day."""

    board: Board
    library: Library
    today: date

    @property
    def labels(self) -> Labels:
        """The words for codes."""
        return self.library.labels

    @property
    def foot(self) -> Phrase:
        """Who prepared a paper and when."""
        prepared = f"Prepared by {self.board.person.name}, data as of {day_words(self.today)}."
        return (plain(f"{prepared} {held(self.board)} "), silence("Italic"), plain(": no value, with its reason."))


def held(board: Board) -> str:
    """That a paper holds patient data, and on a demonstration board that nobody on it exists."""
    return f"{HELD} {UNREAL.capitalize()}." if board.demonstration else HELD


def missing_words(labels: Labels, missing: str) -> str:
    """What a child was put off for: the name of a fact, or the words that somebody typed."""
    return labels.words["fact"].get(missing, missing)


def name_of(case: Case) -> str:
    """``ZZTEST, Alpha``; without a name the first identifier, else the case number."""
    if case.name:
        return ", ".join(part for part in (case.family_name.upper(), case.given_name) if part)
    return case.mrn or f"Case {case.number}"


def numbers_of(case: Case) -> str:
    """``case 4, TEST-0004``: where a child is found again."""
    return ", ".join(filter(None, (f"case {case.number}", case.mrn)))


def identity(labels: Labels, case: Case) -> Paragraph:
    """The facts of identity in the head of a paper about one child."""
    named = [(plain("Hospital no. "), strong(one.value)) for one in case.identifiers if one.system == "mrn"]
    days = case.age_at_diagnosis
    age: Phrase = (strong(f"{days:,} days"), plain(" at diagnosis")) if days is not None else ()
    sex: Phrase = (*(() if case.sex.is_known else (plain("sex "),)), _told(labels, "sex", case))
    return (
        (plain("Case "), strong(str(case.number))), *named, (plain("born "), _told(labels, "born", case)), sex,
        *((age,) if age else ()),
    )  # fmt: skip


def continued(case: Case, what: str) -> Paragraph:
    """Who a further page is about, with the numbers: a sheet that is parted from the first must be found again."""
    return ((strong(name_of(case)),), (plain(numbers_of(case)),), (plain(what),))


def _told(labels: Labels, fact: str, case: Case) -> Words:
    answer = getattr(case, fact)
    words = labels.answer(fact, answer)
    return plain(words) if answer.is_known else silence(words)


def age_now(case: Case, today: date) -> str:
    """``3 y 2 m``; empty where the day of birth is not known in full."""
    born = case.born.value.full if case.born.value else None
    return age_words(born, today) if born is not None and born <= today else ""


def child_cell(labels: Labels, case: Case, groups: Sequence[str], today: date) -> Cell:
    """Who, in a table: the name, then numbers, age and the groups that are still open."""
    group = " or ".join(labels.word("group", one) for one in groups)
    told = (strong(group) if len(groups) == 1 else silence(group)) if group else silence("no group")
    numbers: Phrase = (plain(numbers_of(case)),)
    return (((strong(name_of(case)),),), (numbers, (plain(age_now(case, today)),), (told,)))


def meeting_day(meeting: Meeting) -> str:
    """``Thursday 26 Nov 2026``."""
    return f"{_WEEKDAYS[meeting.day.weekday()]} {day_words(meeting.day)}"


def clock(at: time | None) -> str:
    """``15:00``; empty where the meeting has no begin."""
    return f"{at:%H:%M}" if at is not None else ""


def moment(at: datetime) -> str:
    """``26 Nov 2026 15:36`` where the board is."""
    there = at.astimezone()
    return f"{day_words(there.date())} {there:%H:%M}"


def ordinal(count: int) -> str:
    """``3rd``."""
    ending = "th" if 10 <= count % 100 <= 20 else _ORDINALS.get(count % 10, "th")
    return f"{count}{ending}"


def due_words(due: date | None, today: date) -> Phrase:
    """The day something is due, loud where it is late."""
    if due is None:
        return (silence("no day named"),)
    late = (today - due).days
    return (strong(f"{late} d late"),) if late > 0 else (plain("due"),)


def banner_head(banner: Banner, continued: Paragraph, title: str = "") -> PaperHead:
    """The head of a paper that says in it what a one-page summary says; with ``title`` what the paper is."""
    mark = (Tag(banner.mark),) if banner.mark else ()
    return PaperHead(
        title=banner.name, right=((strong(title),) if title else banner.meeting, banner.presentation),
        tags=(Tag(banner.status, dashed=not banner.final), *mark), facts=banner.facts,
        continued=((strong(banner.name),), *continued),
    )  # fmt: skip


def text_block(label: str, *paragraphs: Paragraph, heavy: bool = False, beside: tuple[str, ...] = ()) -> TextBlock:
    """A row of a paper."""
    return TextBlock(label=label, paragraphs=paragraphs, heavy=heavy, beside=beside)


def one(*words: Words) -> Cell:
    """A cell of one statement."""
    return ((words,),)


def tag_of(standing: Standing) -> Tag:
    """Final or draft, at the head of a paper and on each further page."""
    return Tag(standing.words, dashed=not standing.final)


def amended_words(amendment: Amendment) -> Words:
    """Which chair stands behind an amendment, or that it waits for one."""
    if amendment.confirmed_at is None:
        return silence("not confirmed by the chair yet")
    return plain(f"confirmed by {amendment.confirmed_by}, {moment(amendment.confirmed_at)}")


def words_or(text: str, otherwise: str) -> Words:
    """Somebody's words, or what is said where there are none."""
    return plain(text) if text.strip() else silence(otherwise)


def listed(items: Iterable[str], between: str = "; ") -> str:
    """Items after each other."""
    return between.join(one for one in items if one)


def small(text: str) -> Cell:
    """A cell of small print."""
    return (((faint(text),),),) if text else ()
