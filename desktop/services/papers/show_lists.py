"""The radiology list and the pathology list of a meeting: what to show of whom, with study and specimen numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desktop.clinical.case import Case
from desktop.clinical.current import latest_first
from desktop.clinical.dates import day_words
from desktop.clinical.results import Provenance
from desktop.reports.papers.content import Cell, Column, Paper, PaperHead, TableBlock
from desktop.reports.phrases import Paragraph, plain, silence, strong
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
    there: Callable[[Desk, Case], Sequence[str]],
) -> Paper:  # fmt: skip
    rows = tuple(
        (
            one(strong(clock(item.starts))),
            (((strong(name_of(item.case)),),), ((plain(numbers_of(item.case)),),)),
            one(plain(asked(item)) if asked(item) else silence("nothing named")),
            _there(there(desk, item.case)),
            one(plain(item.question)),
        )
        for item in agenda.items
    )
    day = day_words(agenda.meeting.day)
    return Paper(
        title=f"{title} of the tumour board",
        head=PaperHead(
            title=f"{title}, {day}", facts=(((plain(f"{len(rows)} children. Tick what is at hand."),),),),
            continued=((plain(f"{title}, {day}"),),),
        ),
        blocks=(
            TableBlock(
                columns=(
                    Column("Start", 30), Column("Child", 120), Column("To show", 92), Column("In the record", 150),
                    Column("Question"),
                ),
                rows=rows, ruled=True, heavy=True, ticked=True,
            ),
        ),
        foot=desk.foot,
        mark=title,
    )  # fmt: skip


def _there(found: Sequence[str]) -> Cell:
    if not found:
        return one(silence("none recorded"))
    told: list[Paragraph] = [((plain(each),),) for each in found[:_MOST]]
    if len(found) > _MOST:
        told.append(((plain(f"+{len(found) - _MOST} earlier"),),))
    return tuple(told)


def _studies(desk: Desk, case: Case) -> list[str]:
    labels = desk.library.all_labels
    found = []
    for study in latest_first(case.imaging):
        kind = labels.value("imaging.modality", study.modality.value) if study.modality.is_known else "study"
        day = study.provenance.performed_on
        show = f"show {study.to_show.value}" if study.to_show.value else ""
        told = (study.provenance.report_reference or "no number", kind, day.words() if day else "no date", show)
        found.append(listed(told, ", "))
    return found


def _specimens(desk: Desk, case: Case) -> list[str]:
    return list(dict.fromkeys(_numbered(desk, case)))


def _numbered(desk: Desk, case: Case) -> Iterator[str]:
    labels = desk.library.all_labels
    for examination in latest_first(case.examinations):
        if examination.provenance.report_reference or examination.provenance.specimen:
            test = labels.value("examinations.test", examination.test.value) if examination.test.is_known else ""
            yield _specimen(examination.provenance, test)
    for report in latest_first(case.pathology):
        yield _specimen(report.provenance, "report")


def _specimen(origin: Provenance, what: str) -> str:
    number = origin.specimen or origin.report_reference or "no number"
    day = origin.performed_on
    return listed((number, what, day.words() if day else "no date", origin.laboratory), ", ")
