"""Receiving a record: a new child, one with documents elsewhere and doubts, one who is here, and what is no record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from freezegun import freeze_time
from PySide6.QtWidgets import QWidget

from db.ed25519 import new_signing_key
from desktop.clinical.answers import known
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import AttachmentKind, Mycn
from desktop.reports.archival import Carried, with_carried
from desktop.services.carrying import Carry, record_to_carry
from desktop.services.demo import demonstration_cases
from desktop.services.records import record_bytes, record_of
from desktop.services.seals import digest_of, sign
from desktop.services.summaries import draw_page
from desktop.services.taking_in import look_to_take_in
from desktop.ui.dialogs.receive import ReceiveDialog
from desktop.ui.dialogs.take_in import TakeInDialog
from tests.filled_case import filled_attachment
from tests.gallery.scene import scenes
from tests.gallery.studio import NOW, TODAY, Studio


def _child(studio: Studio, described: int) -> Case:
    """A child of another demonstration, whom none of our boards has."""
    with freeze_time(NOW):
        case = [*demonstration_cases(studio.library, described, seed=7)][-1]
    return replace(case, identifiers=(replace(case.identifiers[0], value="TEST-0870"),))


def _looking(studio: Studio, content: bytes, name: str = "zztest-record.json") -> QWidget:
    path = Path(studio.boards.changing.folder).parent / name
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


def signed_by_another_board(studio: Studio) -> QWidget:
    """A page that another board signed, with the record inside."""
    case, key = _child(studio, 3), new_signing_key(b"Zztest elsewhere")
    carried = record_to_carry(studio.library, case, [], Carry())
    seal = sign(
        key,
        kind="summary",
        version=1,
        facts=digest_of(b""),
        record=digest_of(carried.content),
        left_out=carried.left_out,
    )
    drawn = draw_page(studio.library, case, today=TODAY, prepared_by="Zztest Elsewhere", paper="a4").pdf
    inside = Carried(record=carried.content, on=TODAY, seal=seal.text)
    return _looking(studio, with_carried(drawn, inside), "zztest-page.pdf")


def beside_the_case(studio: Studio) -> QWidget:
    """What differs, what is new, what only the record says."""
    case = studio.child("Alpha", studio.boards.changing)
    new = replace(case.mycn[0], id=UUID(int=7), provenance=replace(case.mycn[0].provenance, entered_by="Zztest Other"))
    told = replace(case.mycn[0], mycn=known(Mycn.AMPLIFIED))
    record = replace(
        case, mycn=(told, *case.mycn[1:], new), question=known("May the operation be done at home?"),
        asked_by=known("Zztest Elsewhere"), wishes=known("To go to school again."),
    )  # fmt: skip
    return _beside(studio, record)


def beside_the_case_nothing_new(studio: Studio) -> QWidget:
    return _beside(studio, studio.child("Alpha", studio.boards.changing))


def _beside(studio: Studio, record: Case) -> QWidget:
    board = studio.boards.changing
    path = Path(board.folder).parent / "zztest-beside.json"
    path.write_bytes(record_bytes(record_of(record)))
    taking = look_to_take_in(board, studio.library, path, TODAY)
    return studio.show(TakeInDialog(studio.look, studio.library, taking, studio.host()))


def refused(studio: Studio) -> QWidget:
    document = record_of(_child(studio, 3))
    return _looking(studio, record_bytes(document).replace(b'"status": "active"', b'"status": "elsewhere"'))


SCENES = scenes(
    "receive", new, with_doubts, here, signed_by_another_board, beside_the_case, beside_the_case_nothing_new, refused
)
