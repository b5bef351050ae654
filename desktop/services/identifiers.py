"""Numbers by which other systems know a child: a registry, a trial, another hospital. The hospital number is a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from desktop.clinical.case import Case, Identifier
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.library import Library

HOSPITAL = "mrn"

Told = tuple[UUID | None, str, str]
"""The key of a number that stands already (None: a new one), the system that gave it, and the number."""


def other_identifiers(case: Case) -> tuple[Identifier, ...]:
    """All numbers of a child but the hospital's own."""
    return tuple(one for one in case.identifiers if one.system != HOSPITAL)


def systems_in_use(board: Board) -> tuple[str, ...]:
    """The systems that numbers on this board come from, to be offered while one is typed."""
    with board.database.read() as work:
        found = {system for system, _ in work.cases.identifiers()}
    return tuple(sorted(found - {HOSPITAL}, key=str.casefold))


def set_identifiers(board: Board, library: Library, case: Case, told: Sequence[Told]) -> Case:
    """Keep exactly these numbers beside the hospital's own; what keeps its key stays the same number in the history.

    Raises UserError for one without its system or number, one that stands twice, one that is called like the hospital
    number, and one that another child of the board has.
    """
    kept = [_identifier(*one) for one in told]
    seen: set[tuple[str, str]] = set()
    for one in kept:
        if (one.system, one.value) in seen:
            raise UserError(f"{one.system} {one.value} stands here twice; take one of them away.")
        seen.add((one.system, one.value))
    own = tuple(one for one in case.identifiers if one.system == HOSPITAL)
    after = replace(case, identifiers=(*own, *kept))
    if after == case:
        return case
    return save_case(board, library, case, after, "Change of other numbers")


def _identifier(key: UUID | None, system: str, value: str) -> Identifier:
    system, value = " ".join(system.split()), " ".join(value.split())
    if not system or not value:
        raise UserError("A number needs both: where it comes from, and the number itself; or take its line away.")
    if system.casefold() == HOSPITAL:
        raise UserError("The hospital number has its own field in Presentation; name another system here.")
    return Identifier(id=key or uuid4(), system=system, value=value)
