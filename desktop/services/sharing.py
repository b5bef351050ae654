"""How many children of this board share what a de-identified page shows, and which change would make it more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.clinical.case import Case
from desktop.clinical.current import latest_first
from desktop.clinical.deidentify import Profile, Shared, Treatments, shared_by
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseLine, CaseQuery
from desktop.services.boards import Board
from desktop.services.deidentifying import Choices
from desktop.services.library import Library
from desktop.services.listing import list_cases

PARTS: Mapping[str, str] = {"age": "wider age bands", "years": "ten years together", "sex": "sex left out",
                                 "weight": "weight left out"}  # fmt: skip
"""The changes that say less, in words."""


def shared_in(board: Board, library: Library, case: Case, choices: Choices) -> Shared:
    """Count the children whose age band, years, sex, stage, groups, MYCN, site and weight band are the same.

    Only those of the same stage and groups are read: no change would bring others to them.
    """
    lines = {one.case_id: one for one in list_cases(board, CaseQuery()).lines}
    own = lines.get(case.id, CaseLine(case_id=case.id, number=case.number))
    alike = [one.case_id for one in lines.values() if _group(one) == _group(own) and one.case_id != case.id]
    with board.database.read() as work:
        cases = work.cases.load_many(alike)
    told = _pair(library.deidentify, case, own, choices)
    others = [_pair(library.deidentify, cases[key], lines[key], choices) for key in alike if key in cases]
    found = shared_by(*told, others)
    return replace(found, of=max(len(lines), 1) if case.id in lines else len(lines) + 1)


def shared_words(shared: Shared) -> str:
    """One or two sentences: how many, and the single change that raises it most."""
    children = f"{shared.of} {'child' if shared.of == 1 else 'children'} of the list"
    if shared.count == 1:
        told = (
            "1: unique. It is the only child of the list."
            if shared.of == 1
            else f"1: unique. No other of the {children} shares what the page shows."
        )
    else:
        told = f"{shared.count} of the {children} share what the page shows."
    best = shared.best
    if best is None:
        more = f"; all together {shared.together}" if shared.together > shared.count else ""
        return f"{told} No single change would make it more{more}." if shared.coarser else told
    others = [one for one in shared.coarser[1:] if one.count > shared.count]
    also = "".join(f", {PARTS[one.part]} {one.count}" for one in others)
    first = PARTS[best.part]
    return f"{told} {first[:1].upper()}{first[1:]} would make it {best.count}{also}."


def _group(line: CaseLine) -> tuple[str, tuple[str, ...]]:
    return line.stage, line.groups


def _pair(treatments: Treatments, case: Case, line: CaseLine, choices: Choices) -> tuple[Profile, Profile]:
    """What the page shows of a child under the choices, and the same with everything told more widely."""
    wide = replace(choices, wide_age=True, wide_years=True, without_sex=True, without_weight=True)
    return _profile(treatments, case, line, choices), _profile(treatments, case, line, wide)


def _profile(treatments: Treatments, case: Case, line: CaseLine, choices: Choices) -> Profile:
    days, diagnosed = case.age_at_diagnosis, case.diagnosed.value
    ages = treatments.bands["age_wide" if choices.wide_age else "age"]
    weights = [one.weight_kg.value for one in latest_first(case.performance) if one.weight_kg.value is not None]
    mycn = FIELDS["mycn"].read(case).value
    return Profile(
        age=ages.of(days) if days is not None and days >= 0 else "",
        years=treatments.years_of(diagnosed.year, wide=choices.wide_years) if diagnosed else "",
        sex="" if choices.without_sex else str(case.sex.value or ""),
        stage=line.stage,
        group=" ".join(line.groups),
        mycn=str(mycn or ""),
        site=str(case.primary_site.value or ""),
        weight=treatments.bands["weight"].of(weights[0]) if weights and not choices.without_weight else "",
    )


__all__ = ["PARTS", "shared_in", "shared_words"]
