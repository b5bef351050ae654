"""Which result counts: the latest final one by the day it was performed, unless a person marked another.

Results that contradict each other are never merged; a sentence says which is used and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.results import Result

R = TypeVar("R", bound=Result)
V = TypeVar("V")


class Current(NamedTuple, Generic[R, V]):
    """The answer that counts, the result it stands in (None if there is none), and those that say otherwise."""

    answer: Answer[V]
    result: R | None
    contradicted_by: tuple[R, ...] = ()


def current(results: Sequence[R], fact: Callable[[R], Answer[V]]) -> Current[R, V]:
    """Choose among results that were not superseded; a known value always goes before a silence."""
    if not results:
        return Current(NOT_ASKED, None)
    if len(results) == 1:
        # the usual: one result says it, or is silent, and nothing can stand against it
        return Current(fact(results[0]), results[0])
    left = standing(results)
    if not left:
        return Current(NOT_ASKED, None)
    with_value = [one for one in left if fact(one).is_known]
    if not with_value:
        last = left[-1]
        told = [one for one in left if fact(one) != NOT_ASKED]
        chosen_silence = told[-1] if told else last
        return Current(fact(chosen_silence), chosen_silence)
    # reversed: where the dates are the same or lacking, the one that stands last
    chosen = max(reversed(with_value), key=_rank)
    others = tuple(one for one in with_value if fact(one).value != fact(chosen).value)
    return Current(fact(chosen), chosen, others)


def latest(results: Sequence[R], facts: Sequence[str]) -> R | None:
    """The latest of results whose facts belong together, among those that say anything of these facts."""
    told = [one for one in standing(results) if any(getattr(one, fact) != NOT_ASKED for fact in facts)]
    return max(reversed(told), key=_rank, default=None)


def standing(results: Sequence[R]) -> list[R]:
    """The results that no later one superseded."""
    if len(results) < 2:
        return list(results)
    replaced = {one.supersedes for one in results}
    return [one for one in results if one.id not in replaced]


def latest_first(rows: Sequence[R]) -> list[R]:
    """Entries that stand, the latest first; of two without a day, the one entered last."""
    last_first = standing(rows)[::-1]
    return sorted(last_first, key=lambda one: str(one.provenance.performed_on or ""), reverse=True)


def said_first(rows: Sequence[R], fact: str) -> tuple[Answer[Any], R | None]:
    """Of what a child has one entry of: the answer of the first that says anything of a fact, and that entry.

    Two cases that became one may have brought another entry; it stays whole, and is read where the first is silent.
    """
    found = ((getattr(one, fact), one) for one in rows)
    return next(((told, one) for told, one in found if told != NOT_ASKED), (NOT_ASKED, None))


def is_after(one: Result, other: Result) -> bool:
    """Whether the dates prove that one was performed after the other."""
    mine, theirs = one.provenance.performed_on, other.provenance.performed_on
    return mine is not None and theirs is not None and mine.earliest > theirs.latest


def _rank(result: Result) -> tuple[bool, str]:
    performed = result.provenance.performed_on
    return bool(result.chosen_because), str(performed) if performed else ""
