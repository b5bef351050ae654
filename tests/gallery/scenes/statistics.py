"""Statistics of the board."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from PySide6.QtWidgets import QWidget

from desktop.services.boards import Board
from desktop.services.counting import Count, Counted, Listed
from desktop.services.statistics_records import WATCH, WATCHED
from desktop.services.statistics_silences import DECIDING, ENTRIES, MISSING
from desktop.ui.panels.rail import STATISTICS
from desktop.ui.statistics.children import ChildrenDialog
from desktop.ui.statistics.page import PICTURES
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _at(studio: Studio, board: Board) -> QWidget:
    window = studio.window(board)
    window.places.show(STATISTICS)
    studio.settle()
    return window


def full(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.full)


def nobody(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.empty)


def children(studio: Studio) -> QWidget:
    about = (
        "History, otoscopy, audiology. The interval is unverified. Eflornithine has an audiogram plan of its own. "
        "[NCI PDQ®, late effects; unverified]"
    )
    listed = tuple(
        Listed(
            case_id=uuid5(NAMESPACE_URL, why), number=place, child=f"Zztest, {given}", mrn=f"TEST-{place:04}", why=why
        )
        for place, given, why in (
            (1, "Alpha", "Cisplatin; carboplatin"),
            (4, "Delta", "CEM; entered: hearing, present"),
            (9, "India", "Entered: hearing, watched for, not found"),
        )
    )
    count = Count(words="Hearing loss, tinnitus, vertigo", children=3, of=5, listed=listed, about=about)
    return studio.show(ChildrenDialog(studio.look, Counted(WATCH, WATCHED, (count,)), count, studio.host()))


def _why(studio: Studio, view: str) -> QWidget:
    window = studio.window(studio.boards.full)
    window.places.show(STATISTICS)
    studio.settle()
    window.places.statistics.show_view(view)
    window.places.statistics.focus_first()
    return window


def pictures(studio: Studio) -> QWidget:
    return _why(studio, PICTURES)


def why_deciding(studio: Studio) -> QWidget:
    return _why(studio, DECIDING)


def why_facts(studio: Studio) -> QWidget:
    return _why(studio, MISSING)


def why_entries(studio: Studio) -> QWidget:
    return _why(studio, ENTRIES)


SCENES = scenes("statistics", full, pictures, why_deciding, why_facts, why_entries, nobody, children)
