"""The radiology list and the pathology list of a meeting: what to show of whom, with study and specimen numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desktop.clinical.case import Case
from desktop.clinical.current import latest_first
from desktop.clinical.dates import day_words
from desktop.clinical.results import Provenance
from desktop.clinical.unbroken import NO_BREAK
from desktop.reports.papers.content import Cell, Column, Paper, PaperHead, TableBlock
from desktop.reports.phrases import Paragraph, Phrase, Words, faint, plain, silence, strong
from desktop.services.meetings.agenda import Agenda, AgendaItem
from desktop.services.papers.saying import Desk, clock, listed, name_of, numbers_of, one

_MOST = 4
"""So many studies of a child are named, the latest first; the others are counted."""


def radiology_list(desk: Desk, agenda: Agenda) -> Paper:
    """For whoever shows the pictures."""
    return _paper(desk, agenda, "Radiology list", lambda item: item.referral.radiology, _studies)


def pathology_list(desk: Desk, agenda: Agenda) -> Paper:
    """For whoever shows the slides."""
    return _paper(desk, agenda, "Pathology list", lambda item: item.referral.pathology, _specimens)


def _paper(
    desk: Desk, agenda: Agenda, title: str, asked: Callable[[AgendaItem], str],
    there: Callable[[Desk, Case], Sequence[Phrase]],
) -> Paper:  # fmt: skip
    discussed = len(agenda.discuss)
    rows = tuple(
        (
            one(strong(clock(item.starts)) if place < discussed else faint("noting")),
            (((strong(name_of(item.case)),),), ((plain(numbers_of(item.case)),),)),
            one(plain(asked(item)) if asked(item) else silence("nothing named")),
            _there(there(desk, item.case)),
            one(plain(item.question)),
        )
        for place, item in enumerate(agenda.items)
    )
    day = day_words(agenda.meeting.day)
    return Paper(
        title=f"{title} of the tumour board",
        head=PaperHead(
            title=f"{title}, {day}",
            facts=(((plain(f"{len(rows)} {'child' if len(rows) == 1 else 'children'}. Tick what is at hand."),),),),
            continued=((plain(f"{title}, {day}"),),),
        ),
        blocks=(
            TableBlock(
                columns=(
                    Column("Start", 30), Column("Child", 112), Column("To show", 78), Column("In the record", 146),
                    Column("Question"),
                ),
                rows=rows, ruled=True, heavy=True, ticked=True,
            ),
        ),
        foot=desk.foot,
        mark=title,
    )  # fmt: skip


def _there(found: Sequence[Phrase]) -> Cell:
    if not found:
        return one(silence("none recorded"))
    told: list[Paragraph] = [(each,) for each in found[:_MOST]]
    if len(found) > _MOST:
        told.append(((plain(f"+{len(found) - _MOST} earlier"),),))
    return tuple(told)


def _studies(desk: Desk, case: Case) -> list[Phrase]:
    labels = desk.library.all_labels
    found = []
    for study in latest_first(case.imaging):
        kind = labels.value("imaging.modality", study.modality.value) if study.modality.is_known else "study"
        show = f"show {study.to_show.value}" if study.to_show.value else ""
        found.append(_numbered(study.provenance.report_reference, (kind, _day(study.provenance), show)))
    return found


def _specimens(desk: Desk, case: Case) -> list[Phrase]:
    return list(dict.fromkeys(_each_specimen(desk, case)))


def _each_specimen(desk: Desk, case: Case) -> Iterator[Phrase]:
    labels = desk.library.all_labels
    for examination in latest_first(case.examinations):
        if examination.provenance.report_reference or examination.provenance.specimen:
            test = labels.value("examinations.test", examination.test.value) if examination.test.is_known else ""
            yield _specimen(examination.provenance, test)
    for report in latest_first(case.pathology):
        if any((report.provenance.report_reference, report.provenance.specimen, report.provenance.performed_on)):
            yield _specimen(report.provenance, "pathology report")


def _specimen(origin: Provenance, what: str) -> Phrase:
    """The number by which the slides are found, then what and from where the tissue is.

    Where no report number was recorded, the words on the specimen may have the number.
    """
    if not origin.report_reference.strip():
        return _numbered(origin.specimen, (what, _day(origin), origin.laboratory))
    return _numbered(origin.report_reference, (what, origin.specimen, _day(origin), origin.laboratory))


def _numbered(number: str, told: Sequence[str]) -> Phrase:
    """A number is what is looked for: it stands first, and that there is none is a silence."""
    found: Words = strong(number.replace(" ", NO_BREAK)) if number.strip() else silence("no number")
    return (found, plain(f", {listed(told, ', ')}"))


def _day(origin: Provenance) -> str:
    return origin.performed_on.words() if origin.performed_on else "no date"
