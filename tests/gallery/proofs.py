"""Worked cases that fail, for pictures and tests of a failed proof."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from desktop.clinical.proving import CaseFile
from desktop.services.library import Library


def library_with_faults(library: Library) -> Library:
    """A library whose worked cases expect what its rules do not answer, in one table."""
    faulty = copy(library)
    faulty.__dict__["worked_cases"] = tuple(
        _faulty(one) if one.table == "cog-v2" else one for one in library.worked_cases
    )
    return faulty


def _faulty(file: CaseFile) -> CaseFile:
    """Every case that is settled as high, as if it had been worked out as intermediate."""
    cases = [
        replace(case, expect={**case.expect, "groups": ["intermediate"]})
        if case.expect.get("groups") == ["high"] and case.id.startswith("MS-")
        else case
        for case in file.cases
    ]
    return replace(file, cases=tuple(cases))
