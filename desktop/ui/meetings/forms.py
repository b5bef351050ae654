"""What the dialogs of meetings and referrals ask, as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.codes import Purpose, Urgency
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.services.meetings.agenda import AgendaItem
from desktop.services.meetings.readiness import Ready
from desktop.ui.meetings.asking import As, AskDialog, Asked, Values
from desktop.ui.meetings.words import codes, ready_name, when_words
from desktop.ui.theme import Look

NO_MEETING = "No meeting yet: the child waits"


def meeting_asked(meeting: Meeting | None, today: date) -> tuple[Asked, ...]:
    """Day, begin, place, link, chair, cover and note of a meeting."""
    one = meeting or Meeting(day=today)
    day = one.day if meeting is not None else None
    return (
        Asked(key="day", words="Day", kind=As.DAY, value=day, needed="A meeting has a day: type it, such as 3/4/26."),
        Asked(key="begins", words="Begin", value=one.begins, example="for example: 14:00"),
        Asked(key="place", words="Place", value=one.place, example="for example: Room 4"),
        Asked(key="link", words="Link for those who take part from elsewhere", value=one.link),
        Asked(key="chair", words="Chair", value=one.chair),
        Asked(key="cover", words="Cover: who stands in for whom", value=one.cover),
        Asked(key="note", words="Note", value=one.note),
    )


def meeting_of(values: Values, before: Meeting | None) -> Meeting:
    """The meeting that was typed. The dialog does not hand it on without a day."""
    day = values["day"]
    if not isinstance(day, date):
        raise TypeError(day)
    begins, place, link, chair, cover, note = (
        str(values[name]) for name in ("begins", "place", "link", "chair", "cover", "note")
    )
    return replace(
        before or Meeting(day=day), day=day, begins=begins, place=place, link=link, chair=chair, cover=cover, note=note
    )


def meeting_choice(meetings: Sequence[Meeting], chosen: object, *, none: str = NO_MEETING, but: object = None) -> Asked:
    """Which meeting a child goes to: those that are not over, or none yet."""
    offered = [(one.id, when_words(one)) for one in meetings if not one.is_over and one.id != but]
    return Asked(key="meeting", words="Meeting", kind=As.CODE, value=chosen, codes=[*offered, (None, none)])


def referral_asked(
    labels: Labels, case: Case | None, referral: Referral, *, radiology: Sequence[str] = (),
    pathology: Sequence[str] = (), question: str = "",
) -> tuple[Asked, ...]:  # fmt: skip
    """The question, who asks, how urgent, whether to discuss, how long, and what is to be shown."""
    said = case.question.value if case is not None else None
    asks = case.asked_by.value if case is not None else None
    minutes = str(referral.minutes or "")
    urgencies, purposes = codes(labels, "urgency", [*Urgency]), codes(labels, "purpose", [*Purpose])
    return (
        Asked(
            key="question", words="Question for the board", kind=As.LINES, value=question or said or "",
            needed="Write the question for the board: without one nobody comes before it.",
        ),
        Asked(key="asked_by", words="Who asks", value=asks or "", needed="Write who asks the board."),
        Asked(key="urgency", words="Urgency", kind=As.CODE, value=referral.urgency, codes=urgencies),
        Asked(key="purpose", words="Purpose", kind=As.CODE, value=referral.purpose, codes=purposes),
        Asked(key="minutes", words="Minutes", value=minutes, example="10 where nothing is typed"),
        Asked(key="radiology", words="To show: radiology", value=referral.radiology, suggested=radiology,
              example="Studies, with their numbers"),
        Asked(key="pathology", words="To show: pathology", value=referral.pathology, suggested=pathology,
              example="Specimens, with their numbers"),
    )  # fmt: skip


def referral_of(values: Values, before: Referral) -> Referral:
    """The referral as it was typed; minutes that are no number leave them out."""
    minutes = str(values["minutes"])
    return replace(
        before,
        urgency=Urgency(str(values["urgency"])),
        purpose=Purpose(str(values["purpose"])),
        minutes=int(minutes) if minutes.isdecimal() and int(minutes) else None,
        radiology=str(values["radiology"]),
        pathology=str(values["pathology"]),
    )


def put_off_dialog(
    look: Look, labels: Labels, item: AgendaItem, meetings: Sequence[Meeting], chosen: object, parent: QWidget,
    today: Callable[[], date],
) -> AskDialog:  # fmt: skip
    """Ask what is missing, who owes it, and to which meeting the child goes."""
    missing = [ready_name(labels, one.name) for one in item.readiness.lines if one.state is Ready.MISSING]
    stale = [ready_name(labels, one.name) for one in item.readiness.lines if one.state is Ready.STALE]
    asked = (
        Asked(key="missing", words="What is missing", needed="Write the one thing that is missing.",
              suggested=[*missing, *stale][:8], known=[*missing, *stale]),
        Asked(key="owed_by", words="Who owes it", needed="Write who owes it: a person, a laboratory, a clinic.",
              suggested=owners(item.case)),
        meeting_choice(meetings, chosen, but=item.referral.meeting_id),
    )  # fmt: skip
    title = f"Put case {item.case.number} off?"
    told = "The child leaves this agenda, for the one thing that is missing. It stays listed here as put off."
    return AskDialog(look, title, told, asked, "Put off", parent, today=today, case=item.case)


def missing_code(labels: Labels, item: AgendaItem, words: str) -> str:
    """The code of what is missing where the words are those of a fact or a list of the record; else the words."""
    return next((one.name for one in item.readiness.lines if ready_name(labels, one.name) == words), words)


def owners(case: Case) -> list[str]:
    """Who may owe something: the laboratories that have been asked, and who asks the board."""
    from desktop.clinical.editing import FIELDS

    where = [one.read(case).where for one in FIELDS.values() if not one.plain and one.read(case).where]
    found = [*dict.fromkeys(where), *([case.asked_by.value] if case.asked_by.value else [])]
    return found[:4]
