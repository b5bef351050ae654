"""An entry copied forward, and what the history says of entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.imaging import Lesion
from desktop.clinical.record.presentation import Symptom
from desktop.clinical.results import Provenance
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.entries import put_entries, put_entry, remove_entry, why_refused
from desktop.services.entry_copies import copied_forward
from desktop.services.history import AuditQuery, trail
from desktop.services.history_words import HistoryWords

TODAY = date(2026, 11, 30)
LIBRARY = build_library()
KINDS = LIBRARY.record.kinds


def test_a_copy_has_none_of_its_days_reports_and_people() -> None:
    origin = Provenance(
        performed_on=PartialDate(2026, 11, 2), reported_on=PartialDate(2026, 11, 3), laboratory="Demo Lab",
        method="MRI", specimen="S 1", report_reference="R 1", entered_by="Zztest Coordinator",
        entered_at=datetime(2026, 11, 3, tzinfo=UTC), checked_by="Zztest Second",
    )  # fmt: skip
    first = Symptom(provenance=origin, began_on=known(PartialDate(2026, 10, 1)), detail=known("words"))
    copy = copied_forward(KINDS["symptoms"], replace(first, supersedes=first.id, chosen_because="better"))
    assert isinstance(copy, Symptom)
    assert copy.id != first.id
    assert copy.provenance == Provenance(laboratory="Demo Lab", method="MRI")
    assert (copy.began_on, copy.detail) == (NOT_ASKED, first.detail)
    assert (copy.supersedes, copy.chosen_because) == (None, "")


def test_the_history_tells_of_entries_in_their_words(board: Board) -> None:
    kind = KINDS["lesions"]
    case = new_case(board, LIBRARY, Case(family_name="Zztest", given_name="Alpha"))
    case = put_entry(board, LIBRARY, case, kind, Lesion(name=known("node")), TODAY)
    case = put_entry(board, LIBRARY, case, kind, replace(case.lesions[0], target=known(True)), TODAY)
    case = put_entries(board, LIBRARY, case, kind, [Lesion(name=known("liver"))], TODAY, "Paste of 1 row of lesions")
    remove_entry(board, LIBRARY, case, kind, case.lesions[0].id)
    words = HistoryWords(LIBRARY)
    told = [one.entry for one in trail(board, AuditQuery(case_id=case.id)) if one.entry.entity == "lesions"]
    name, target = (kind.field(one).label for one in ("name", "target"))
    said = [[each.sentence for each in words.changes(one)] for one in reversed(told)]
    assert f"{name}: node" in said[0]
    assert said[1] == [f"{target}: not asked yet → yes"]
    assert f"{name}: liver" in said[2]
    actions = [words.action(one.action) for one in reversed(told)]
    assert actions[0].startswith("Added the ")
    assert actions[1].startswith("Changed ")
    assert actions[2] == "Paste of 1 row of lesions"
    assert actions[3].startswith("Removed ")


def test_why_an_entry_could_not_be_stored_is_known_before() -> None:
    case = Case(family_name="Zztest", given_name="Alpha")
    kind = KINDS["lesions"]
    assert why_refused(LIBRARY, case, kind, Lesion(name=known("node")), TODAY) == ""
    assert why_refused(LIBRARY, case, kind, Lesion(), TODAY).startswith("Nothing is said")
