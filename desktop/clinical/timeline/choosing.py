"""Choices of a template: which of its rows are part of the plan once every choice is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from desktop.clinical.errors import UserError
from desktop.clinical.timeline.rows import Choice, When


def holds(when: When, made: Mapping[str, str]) -> bool:
    """Whether a row is part of the plan with the options chosen."""
    return all(made[choice] in options for choice, options in when)


def settled(template: str, choices: Sequence[Choice], given: Mapping[str, str]) -> dict[str, str]:
    """An option for every choice, the default where none is given.

    Raises UserError for a choice or an option that the template does not have.
    """
    known = {one.id: one for one in choices}
    for choice, option in given.items():
        if choice not in known:
            raise UserError(f'The plan "{template}" has no choice "{choice}"; {_named("choice", list(known))}.')
        options = [one.id for one in known[choice].options]
        if option not in options:
            told = _named("option", options)
            raise UserError(f'The choice "{choice}" of the plan "{template}" has no option "{option}"; {told}.')
    return {one.id: given.get(one.id, one.default) for one in choices}


def _named(kind: str, ids: Sequence[str]) -> str:
    return f"use {', '.join(ids)}" if ids else f"there is no {kind} in it"


def combinations(choices: Sequence[Choice]) -> Iterator[dict[str, str]]:
    """Every way of making all choices; one, empty, where there is nothing to choose."""
    ids = [one.id for one in choices]
    for options in product(*([option.id for option in one.options] for one in choices)):
        yield dict(zip(ids, options, strict=True))
