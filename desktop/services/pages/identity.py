"""Who the page is about, and what is asked: banner, the line of further pages, the question."""

from __future__ import annotations

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.dates import NEUTRAL_YEARS, PartialDate, age_words, counted_days, day_words
from desktop.clinical.neutral_calendar import is_neutral
from desktop.clinical.vocabulary import CaseStatus
from desktop.reports.content import Banner, QuestionBlock
from desktop.reports.phrases import Paragraph, Phrase, plain, silence, strong
from desktop.services.ages import age_silence
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.fitness import body

TITLE = "Summary for the tumour board"
"""The file's own title. It names nobody, because it is shown in lists of files and windows."""
_DRAFT = "DRAFT"
DEMONSTRATION = "does not exist – demonstration"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def banner(page: CasePage) -> Banner:
    """The name, or the identifier of a child without one; identity, ages, and that the child may not exist."""
    return Banner(
        name=shown_name(page),
        facts=(_identity(page), _ages(page)),
        meeting=_meeting(page),
        presentation=_presentation(page),
        status=page.standing.words if page.standing is not None else _DRAFT,
        final=page.standing is not None and page.standing.final,
        mark=DEMONSTRATION if page.case.demonstration else "",
    )


def _presentation(page: CasePage) -> Phrase:
    """How often the child was before the board, this time included, where a meeting speaks about it."""
    if page.presentation:
        return (plain("Presentation no. "), strong(str(page.presentation)))
    return (silence("on no agenda so far"),)


def _meeting(page: CasePage) -> Phrase:
    """The board meeting the child is on next, with its day of the week; of a final page the one that decided.

    Without either the silence.
    """
    board = page.case.board_on.value
    if board is None and page.last is not None and page.standing is not None and page.standing.final:
        board = PartialDate.of(page.last.day)
    if board is None:
        return (plain("Tumour board, date "), page.told("board_on"))
    # a day of a de-identified record has no day of the week
    dated = board.full is not None and board.year not in NEUTRAL_YEARS
    day = f"{_WEEKDAYS[board.earliest.weekday()]} " if dated else ""
    return (strong(f"Tumour board, {day}{board.words()}"),)


def shown_name(page: CasePage) -> str:
    """Surname in capitals; without a name the first identifier, else the case number."""
    case = page.case
    if case.name:
        return ", ".join(part for part in (case.family_name.upper(), case.given_name) if part)
    return case.mrn or f"Case {case.number}"


def identifiers(page: CasePage) -> Paragraph:
    """Case number and all identifiers."""
    case = page.case
    systems = {"mrn": "Hospital no."}
    others = [(plain(f"{systems.get(one.system, one.system)} "), strong(one.value)) for one in case.identifiers]
    return ((plain("Case "), strong(str(case.number))), *others)


def briefly(page: CasePage) -> Paragraph:
    """Who a further page is about: identifiers, day of birth, sex."""
    sex: Phrase = (page.told("sex"),) if page.case.sex.is_known else (plain("sex "), page.told("sex"))
    return (*identifiers(page), (plain("born "), page.told("born")), sex)


def _identity(page: CasePage) -> Paragraph:
    case = page.case
    unnamed: Paragraph = () if case.name else ((plain("name "), silence("not recorded")),)
    status: Paragraph = ()
    if case.status is not CaseStatus.ACTIVE:
        status = ((strong(page.labels.word("status", case.status)),),)
    if case.deleted is not None:
        status = (*status, (strong("in the bin"),))
    sex: Phrase = (page.told("sex"),) if case.sex.is_known else (plain("sex "), page.told("sex"))
    return (*identifiers(page), *unnamed, (plain("born "), page.told("born")), sex, *status)


def _ages(page: CasePage) -> Paragraph:
    case = page.case
    antenatal: Paragraph = ()
    if case.antenatal != NOT_ASKED:
        antenatal = ((plain("found before birth "), page.told("antenatal")),)
    held: Paragraph = () if case.demonstration else ((plain("contains patient data"),),)
    diagnosed = (plain("diagnosed "), page.told("diagnosed"))
    return (_at_diagnosis(page), *_now(page), diagnosed, *_unreal(page), *antenatal, body(page), *held)


def _at_diagnosis(page: CasePage) -> Phrase:
    """Days are what the rules read; years and months only from full dates."""
    case, days = page.case, page.case.age_at_diagnosis
    if days is None:
        return (plain("Age at diagnosis "), silence(age_silence(page.labels, case)))
    born = case.born.value.full if case.born.value else None
    diagnosed = case.diagnosed.value.full if case.diagnosed.value else None
    count = counted_days(days)
    words = f"{age_words(born, diagnosed)} ({count})" if born and diagnosed and diagnosed >= born else count
    entered = case.age_days.value
    differs = f" (entered as {entered:,})" if entered is not None and entered != days else ""
    return (plain("Age at diagnosis "), strong(words), plain(differs))


def _unreal(page: CasePage) -> Paragraph:
    """Of a child who came de-identified, that no day of it can be set beside the calendar."""
    if not is_neutral(page.case):
        return ()
    return ((strong("de-identified, no day is real"), plain(f": last entry {day_words(page.as_of)}")),)


def _now(page: CasePage) -> Paragraph:
    born = page.case.born.value.full if page.case.born.value else None
    return ((plain(f"now {age_words(born, page.today)}"),),) if born and born <= page.today else ()


def question(page: CasePage) -> QuestionBlock:
    """The question for the board, and who asks it."""
    told, by = page.told("question"), page.told("asked_by")
    name: Phrase = (plain("Asked by "), by)
    if page.case.asked_by == NOT_ASKED:
        name = (plain("Asked by: "), silence("no name yet"))
    return QuestionBlock(label="Question", question=told, asked=(name,))
