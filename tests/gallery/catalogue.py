"""Every scene there is, in the order of the contact sheets."""

from __future__ import annotations

from tests.gallery.scene import Scene
from tests.gallery.scenes import (
    backups,
    before_a_board,
    case_list,
    case_page,
    chase,
    components,
    dialogs,
    documents,
    faults,
    history,
    keys,
    locked,
    markers,
    narrow,
    people,
    proof,
    rules,
    scans,
    settings,
    statistics,
    timeline_marks,
    told,
)

SCENES: tuple[Scene, ...] = (
    *components.SCENES,
    *timeline_marks.SCENES,
    *case_list.SCENES,
    *case_page.SCENES,
    *markers.SCENES,
    *chase.SCENES,
    *scans.SCENES,
    *statistics.SCENES,
    *narrow.SCENES,
    *told.SCENES,
    *dialogs.SCENES,
    *faults.SCENES,
    *documents.SCENES,
    *history.SCENES,
    *proof.SCENES,
    *rules.SCENES,
    *settings.SCENES,
    *people.SCENES,
    *before_a_board.SCENES,
    *keys.SCENES,
    *locked.SCENES,
    *backups.SCENES,
)
