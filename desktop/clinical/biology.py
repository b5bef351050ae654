"""The biology strip: the same seven facts in the same order on screen, in print and in the list of what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.current import current
from desktop.clinical.results import PloidyResult, Result, SegmentalResult
from desktop.clinical.vocabulary import Presence

_R = TypeVar("_R", bound=Result)

OTHER_REGIONS = ("loss_3p", "loss_4p", "gain_1q", "gain_2p", "gain_17q")


class StripCell(NamedTuple):
    """One fact of the strip: its name, the answer that counts, where it stands, and what contradicts it.

    ``fact`` names the answer's words (``dna_index`` where a number was measured); ``name`` is the cell's own name.
    """

    name: str
    fact: str
    answer: Answer[object]
    result: Result | None
    contradicted_by: tuple[Result, ...] = ()


def biology_strip(case: Case) -> tuple[StripCell, ...]:
    """Histology, MYCN, ploidy, 1p, 11q, segmental changes as a whole, ALK."""
    return tuple(make(case) for make in _CELLS.values())


def biology_cell(case: Case, name: str) -> StripCell | None:
    """The cell of the strip with this name; None where the strip has none."""
    make = _CELLS.get(name)
    return make(case) if make is not None else None


def _cell(name: str, results: Sequence[_R], fact: Callable[[_R], Answer[object]]) -> StripCell:
    found = current(results, fact)
    return StripCell(name, name, found.answer, found.result, tuple(found.contradicted_by))


def _ploidy(results: Sequence[PloidyResult]) -> StripCell:
    """One result is chosen; within it the class that the laboratory gave goes before the index, as for the rules."""
    told = current(results, _told)
    result, against = told.result, tuple(told.contradicted_by)
    if result is not None and result.ploidy.is_known:
        return StripCell("ploidy", "ploidy", result.ploidy, result, against)
    measured = result is not None and result.dna_index.is_known
    return StripCell("ploidy", "dna_index" if measured else "ploidy", told.answer, result, against)


def _told(result: PloidyResult) -> Answer[object]:
    """What results are compared by: the index where there is one, and a value before a silence."""
    answers: tuple[Answer[object], ...] = (result.dna_index, result.ploidy)
    return max(answers, key=lambda answer: (answer.is_known, answer.silence != "not_asked"))


def _sca(result: SegmentalResult) -> Answer[Presence]:
    """The overall call; where only regions were reported, one loss or gain makes it present."""
    if result.sca.is_known:
        return result.sca
    regions = [result.loss_1p, result.loss_11q, *(getattr(result, name) for name in OTHER_REGIONS)]
    if any(answer.value for answer in regions):
        return Answer(value=Presence.PRESENT)
    if all(answer.is_known for answer in regions):
        return Answer(value=Presence.ABSENT)
    return result.sca


_CELLS: Mapping[str, Callable[[Case], StripCell]] = {
    "histology": lambda case: _cell("histology", case.pathology, lambda one: one.histology),
    "mycn": lambda case: _cell("mycn", case.mycn, lambda one: one.mycn),
    "ploidy": lambda case: _ploidy(case.ploidy),
    "loss_1p": lambda case: _cell("loss_1p", case.segmental, lambda one: one.loss_1p),
    "loss_11q": lambda case: _cell("loss_11q", case.segmental, lambda one: one.loss_11q),
    "sca": lambda case: _cell("sca", case.segmental, _sca),
    "alk": lambda case: _cell("alk", case.alk, lambda one: one.alk),
}
"""The cells of the strip by their names, in its order."""
