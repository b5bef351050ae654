"""What a scoring method is made of: segments, grades of a segment, cut-offs; each with its source and status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.vocabulary import Mycn, ScanTime


class Verdict(StrEnum):
    """What a score says about the outlook, by a cut-off."""

    FAVOURABLE = "favourable"
    ADVERSE = "adverse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One part of the body that is graded; ``also`` is another wording of it."""

    id: str
    text: str
    also: str
    skeletal: bool
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentGrade:
    """What one value of a segment means; ``conflict`` says where sources word it differently."""

    value: int
    text: str
    conflict: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A score above ``above`` is adverse, any other favourable, at one time and for some results of MYCN (empty: any).

    One that does not ``decide`` is told beside the reading and never makes it.
    """

    id: str
    time: ScanTime
    mycn: tuple[Mycn, ...]
    above: int
    decides: bool
    text: str
    cited: Cited

    def valid(self, time: ScanTime, mycn: Mycn | None) -> bool:
        """Whether it may be valid; while MYCN is not known, it may."""
        return time is self.time and (mycn is None or not self.mycn or mycn in self.mycn)

    def verdict(self, total: int) -> Verdict:
        """What it says of a score."""
        return Verdict.ADVERSE if total > self.above else Verdict.FAVOURABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A scoring method as its file has it.

    ``no_time`` is said where the time of the scan is not known, ``without`` by time where no cut-off is valid,
    ``zero_baseline`` where a change cannot be counted.
    """

    file: RuleFile
    highest: int
    segments: tuple[Segment, ...]
    grades: tuple[SegmentGrade, ...]
    cut_offs: tuple[CutOff, ...]
    without: str
    no_time: str
    zero_baseline: str

    @property
    def id(self) -> str:
        """The key of the method in facts."""
        return self.file.id

    @property
    def maximum(self) -> int:
        """The highest total."""
        return self.highest * len(self.segments)

    @property
    def skeletal_maximum(self) -> int:
        """The highest skeletal score."""
        return self.highest * sum(one.skeletal for one in self.segments)

    def total(self, values: Sequence[int]) -> int:
        """The absolute score."""
        return sum(values)

    def skeletal(self, values: Sequence[int]) -> int:
        """The score of the skeleton alone."""
        return sum(value for one, value in zip(self.segments, values, strict=True) if one.skeletal)
