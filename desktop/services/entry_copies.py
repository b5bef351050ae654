"""An entry copied forward: the same study again, of which only the day and the result will be others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.entry_kinds import Asked, EntryKind
from desktop.clinical.results import Provenance, Result


def copied_forward(kind: EntryKind, entry: Result) -> Result:
    """A new entry that says what another one says, without its days, its report and who entered or checked it.

    What stays is where and how it was done. Nothing is stored before somebody has looked at it.
    """
    origin = entry.provenance
    dates = {one.name: NOT_ASKED for one in kind.fields if one.asked is Asked.DATE}
    return replace(
        entry,
        id=uuid4(),
        provenance=Provenance(laboratory=origin.laboratory, method=origin.method),
        supersedes=None,
        chosen_because="",
        **cast("dict[str, Any]", dates),
    )
