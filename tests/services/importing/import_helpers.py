"""What the import tests share: a whole run without storage, and cases without the keys that are new each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.clinical.case import Case
from desktop.services.importing.deciding import Decision, Known, Setting, decide
from desktop.services.importing.profiles import Profile, choose
from desktop.services.importing.rows import Reading, read_rows
from desktop.services.importing.sheets import Sheet

TEMPLATES = {"cog-high-risk": "1.0.0"}
SHARED = Path(__file__).parents[4] / "shared" / "data"


@dataclass(frozen=True)
class Outcome:
    """A decision and the reading it rests on."""

    decision: Decision
    reading: Reading
    sheet: Sheet
    profile: Profile

    @property
    def cases(self) -> list[Case]:
        return [case for _, case in self.decision.pairs]

    @property
    def case(self) -> Case:
        """The one case of a run with one row, which must have gone in."""
        assert not self.decision.rejected, self.decision.rejected
        (case,) = self.cases
        return case

    @property
    def reason(self) -> str:
        """The reason of the one rejection."""
        (one,) = self.decision.rejected
        return one.reason

    @property
    def warning(self) -> str:
        """The reason of the one warning of a row that went in."""
        assert not self.decision.rejected, self.decision.rejected
        (one,) = self.decision.warnings
        return one.reason

    def counts(self) -> tuple[int, int, int, int]:
        own = self.decision
        return own.created, own.updated, own.unchanged, len(own.rejected)


def decide_sheet(
    sheets: Sequence[Sheet], profiles: Sequence[Profile], stored: Sequence[Case], today: date, name: str | None = None
) -> Outcome:
    sheet, profile = choose(sheets, profiles, "test.csv", name)
    reading = read_rows(sheet, profile)
    names = {(one.system, one.value): case.id for case in stored for one in case.identifiers}
    known = Known(names, {case.id: case for case in stored})
    return Outcome(decide(reading.rows, known, Setting(profile, TEMPLATES, today)), reading, sheet, profile)


def content(value: Any) -> Any:
    """A value without the keys that the program makes, for comparing what two files say."""
    if is_dataclass(value):
        return {one.name: content(getattr(value, one.name)) for one in fields(value) if one.name not in _MADE}
    return tuple(map(content, value)) if isinstance(value, tuple) else value


_MADE = {"id", "number", "version", "created_at", "changed_at", "entered_at"}


def shared_file(name: str) -> Path:
    """A real, de-identified list beside the project; it is never part of it."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"the real case lists are not here ({name} stands beside the project on the developers' machines)")
    return path
