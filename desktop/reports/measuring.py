"""Measuring a block once for each way in which the page can have given way around it: most blocks stay as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from desktop.reports.blocks.layout import Cuttable, Desk, Note

M = TypeVar("M")
Cut = tuple[str, int]


class _Asked(Set[Cut]):
    """Which texts are cut; it remembers what was asked, so that the same answers give the same measures."""

    def __init__(self, cut: Set[Cut]) -> None:
        self._cut = cut
        self.answers: dict[Cut, bool] = {}

    def __contains__(self, one: object) -> bool:
        found = one in self._cut
        if isinstance(one, tuple):
            self.answers[one] = found
        return found

    def __iter__(self) -> Iterator[Cut]:
        return iter(self._cut)

    def __len__(self) -> int:
        return len(self._cut)


@dataclass(frozen=True, slots=True)
class _Measured(Generic[M]):
    """What came of measuring, and all that it depended on. ``subject`` is kept, so that nothing else gets its id."""

    subject: object
    made: M
    notes: tuple[Note, ...]
    cuttable: tuple[Cuttable, ...]
    leading: float
    details: bool
    answers: Mapping[Cut, bool]
    number: int
    note_pages: Mapping[int, int] = field(default_factory=dict)

    def fits(self, desk: Desk) -> bool:
        """Whether measuring again would come to the same."""
        squeeze = desk.squeeze
        alike = (self.leading, self.details) == (squeeze.leading, squeeze.details)
        numbered = not self.notes or (self.number == len(desk.notes) and self.note_pages == desk.note_pages)
        return alike and numbered and all((one in squeeze.cut) is told for one, told in self.answers.items())


def once(desk: Desk, subject: object, measure: Callable[[Desk], M]) -> M:
    """``measure`` by this desk, or what came of it before under the same conditions; notes and cuts included."""
    kept: list[_Measured[M]] = desk.faces.kept.setdefault(("measured", id(subject)), [])
    found = next((one for one in kept if one.fits(desk)), None)
    if found is None:
        asked = _Asked(desk.squeeze.cut)
        notes, cuttable, squeeze = len(desk.notes), len(desk.cuttable), desk.squeeze
        desk.squeeze = replace(squeeze, cut=asked)
        made = measure(desk)
        desk.squeeze = squeeze
        found = _Measured(
            subject, made, tuple(desk.notes[notes:]), tuple(desk.cuttable[cuttable:]), squeeze.leading,
            squeeze.details, asked.answers, notes, desk.note_pages,
        )  # fmt: skip
        kept.append(found)
    else:
        desk.notes += found.notes
        desk.cuttable += found.cuttable
    return found.made
