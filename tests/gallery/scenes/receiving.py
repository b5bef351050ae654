"""Receiving a record: a new child, one with documents elsewhere and doubts, one who is here, and what is no record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from freezegun import freeze_time
from PySide6.QtWidgets import QWidget

from desktop.clinical.answers import known
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.demo import demonstration_cases
from desktop.services.records import record_bytes, record_of
from desktop.ui.dialogs.receive import ReceiveDialog
from tests.filled_case import filled_attachment
from tests.gallery.scene import scenes
from tests.gallery.studio import NOW, Studio


def _child(studio: Studio, described: int) -> Case:
    """A child of another demonstration, whom none of our boards has."""
    with freeze_time(NOW):
        case = [*demonstration_cases(studio.library, described, seed=7)][-1]
    return replace(case, identifiers=(replace(case.identifiers[0], value="TEST-0870"),))


def _looking(studio: Studio, content: bytes) -> QWidget:
    path = Path(studio.boards.changing.folder).parent / "zztest-record.json"
    path.write_bytes(content)
    desk = studio.desk(studio.boards.changing)
    dialog = ReceiveDialog(studio.look, desk, studio.stage.tasks, studio.stage.messages, path, studio.host())
    return studio.show(dialog)


def new(studio: Studio) -> QWidget:
    return _looking(studio, record_bytes(record_of(_child(studio, 3))))


def with_doubts(studio: Studio) -> QWidget:
    """Documents that are elsewhere, and a birth that has not come."""
    kinds = (
        (1, "Biopsy of the primary, final report", AttachmentKind.PATHOLOGY),
        (2, "MIBG scan", AttachmentKind.IMAGING),
    )
    ones: list[Attachment] = [replace(filled_attachment(seed), title=title, kind=kind) for seed, title, kind in kinds]
    case = replace(_child(studio, 3), born=known(PartialDate(2027, 2)))
    return _looking(studio, record_bytes(record_of(case, ones)))


def here(studio: Studio) -> QWidget:
    return _looking(studio, record_bytes(record_of(studio.child("Foxtrot", studio.boards.changing))))


def refused(studio: Studio) -> QWidget:
    document = record_of(_child(studio, 3))
    return _looking(studio, record_bytes(document).replace(b'"status": "active"', b'"status": "elsewhere"'))


SCENES = scenes("receive", new, with_doubts, here, refused)
