"""Children who may be on the board twice: the pairs, both side by side, nobody, and crowds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid5

from PySide6.QtWidgets import QWidget

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.duplicates import Found, Pair, Sign
from desktop.clinical.listing import CaseLine, CaseQuery
from desktop.clinical.merging import conflicts
from desktop.clinical.vocabulary import Mycn, Sex
from desktop.services.duplicates import Duplicates, Said, TwoCases
from desktop.services.listing import list_cases
from desktop.ui.duplicates.dialog import DuplicatesDialog
from desktop.ui.duplicates.merge_dialog import MergeDialog
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def pairs_alike(studio: Studio) -> QWidget:
    dialog = _dialog(studio)
    dialog._show(_found(studio, ()))
    return dialog


def crowds_left_out(studio: Studio) -> QWidget:
    dialog = _dialog(studio)
    dialog._show(_found(studio, (1204,)))
    return dialog


def nobody_twice(studio: Studio) -> QWidget:
    return _dialog(studio)


def side_by_side(studio: Studio) -> QWidget:
    return _merge(studio, 0)


def side_by_side_all_chosen(studio: Studio) -> QWidget:
    dialog = _merge(studio, 1)
    for one in dialog.choices.values():
        one.buttons[1].click()
    return dialog


def _dialog(studio: Studio) -> DuplicatesDialog:
    stage, board = studio.stage, studio.boards.full
    return studio.show(DuplicatesDialog(studio.look, board, stage.tasks, stage.messages, studio.host()))


def _found(studio: Studio, crowds: tuple[int, ...]) -> Duplicates:
    lines = list_cases(studio.boards.full, CaseQuery(sort="number")).lines
    told = (
        (Sign.NAME, Sign.BORN), (Sign.IDENTIFIER,), (Sign.NEAR_IDENTIFIER, Sign.NEAR_NAME, Sign.BORN),
        (Sign.SWAPPED, Sign.BORN),
    )  # fmt: skip
    pairs = tuple(Pair(lines[2 * at].case_id, lines[2 * at + 1].case_id, signs) for at, signs in enumerate(told))
    alike = [_alike(lines[2 * at], lines[2 * at + 1], at) for at in range(len(told))]
    return Duplicates(Found(pairs, crowds), {line.case_id: line for line in (*lines, *alike)})


def _alike(one: CaseLine, other: CaseLine, at: int) -> CaseLine:
    """The other line with what the reason beside the pair says of it."""
    family, _, given = one.name.partition(", ")
    return (
        replace(other, name=one.name, born=one.born),
        replace(other, mrn=one.mrn),
        replace(other, name=f"{one.name[:-2]}{one.name[-1]}{one.name[-2]}", mrn=f"{one.mrn[:-1]}6", born=one.born),
        replace(other, name=f"{given}, {family}", born=one.born),
    )[at]


def _merge(studio: Studio, documents: int) -> MergeDialog:
    """A child and the same child as somebody else entered it."""
    kept = studio.child("Alpha")
    other, said = _again(kept), Said(datetime(2026, 11, 12, 9, 30, tzinfo=UTC), "Zztest Coordinator")
    asked = {(case.id, one.name): said for case in (kept, other) for one in conflicts(kept, other)}
    two = TwoCases(kept, other, asked, {kept.id: 0, other.id: documents})
    return studio.show(MergeDialog(studio.look, studio.library, two, studio.host()))


def _again(kept: Case) -> Case:
    return replace(
        kept,
        id=uuid5(kept.id, "again"),
        number=23,
        given_name="Alpah",
        identifiers=tuple(replace(one, value="TEST-1000") for one in kept.identifiers),
        sex=known(Sex.MALE if kept.sex.value is Sex.FEMALE else Sex.FEMALE),
        born=known(PartialDate(2025, 12, 8)),
        question=known("Is there a place for surgery before the second course, or should the team wait for the scan?"),
        mycn=tuple(replace(one, mycn=known(Mycn.GAIN)) for one in kept.mycn),
        plans=(),
    )


SCENES = scenes(
    "duplicates", pairs_alike, crowds_left_out, nobody_twice, side_by_side, side_by_side_all_chosen
)  # fmt: skip
