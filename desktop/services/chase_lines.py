"""What a line of the chase list is: what is waited for, of which child, who must act, and what it holds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, counted_days
from desktop.clinical.labels import Labels, within
from desktop.clinical.vocabulary import Silence

GATE, DUE = "Your team: to confirm or record", "Your team: due or overdue"
REPEAT, ASK = "Your team: repeat the test", "Your team: not asked yet"
ELSEWHERE = "Your team: ask elsewhere"
DECIDED = "Your team: decided by the board, nobody named"
SOURCE, NOWHERE = "The sending hospital", "Requested, place not recorded"
OWN = (GATE, DUE, DECIDED, REPEAT, ASK, ELSEWHERE)
"""What the team itself does, in this order; all others are places."""


class Weight(IntEnum):
    """What an answer does: settles the group of the listed scheme alone, helps to, is part of a fact that does
    (a region of the segmental changes, the DNA index of ploidy); else decides the next gate of the treatment plan,
    has a day on which it is due, or none of these."""

    ALONE = 0
    HELPS = 1
    THROUGH = 2
    GATE = 3
    DUE = 4
    OTHER = 5

    @property
    def decides_group(self) -> bool:
        """Whether the risk group hangs on it."""
        return self <= Weight.THROUGH


class Kind(StrEnum):
    """What a line is about: a fact of the rules; beside them an entry, a laboratory marker or a date of the record."""

    FACT = "fact"
    TEST = "test"
    GATE = "gate"
    FOLLOW_UP = "follow_up"
    SCREENING = "screening"
    CONSENT = "consent"
    ENTRY = "entry"
    MARKER = "marker"
    ACTION = "action"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """One thing that somebody has to bring. ``asked`` is when it was requested, failed or is due, ``days`` since.

    ``fact`` is its key: the fact's name, or kind and key of an entry. ``name`` is what it is called, ``state`` how it
    stands in words, ``silence`` why a value is missing. ``through`` names the deciding fact that this one is part of
    or that the report of a test gives, or the gate that it holds up. ``answers`` are the facts that wait for this test.
    ``confidential``: a mail says nothing of it.
    """

    case_id: UUID
    number: int
    child: str
    mrn: str
    fact: str
    name: str
    weight: Weight
    state: str
    silence: Silence | None = None
    kind: Kind = Kind.FACT
    asked: PartialDate | None = None
    days: int | None = None
    board_on: PartialDate | None = None
    through: str = ""
    answers: tuple[str, ...] = ()
    confidential: bool = False

    @property
    def weight_words(self) -> str:
        """What it does to the group or the plan, in words."""
        return {
            Weight.ALONE: "settles the group on its own",
            Weight.HELPS: "decides the group with others",
            Weight.THROUGH: f"decides through {within(self.through)}",
            Weight.GATE: f"decides the next gate, {self.through}" if self.through else "is the next gate itself",
            Weight.DUE: "has its day; does not decide the group",
            Weight.OTHER: "does not decide the group",
        }[self.weight]

    @property
    def age_words(self) -> str:
        """For how long it has been waited for, or how late it is; empty where no full day is recorded."""
        if self.days is None or self.days < (1 if self.dated else 0):
            return ""
        return f"{counted_days(self.days)}{' late' if self.dated else ''}"

    @property
    def dated(self) -> bool:
        """Whether ``asked`` is the day on which it is due."""
        return self.kind in {Kind.GATE, Kind.FOLLOW_UP, Kind.SCREENING, Kind.ACTION, Kind.REVIEW}

    @property
    def since_words(self) -> str:
        """The same within a sentence: ``18 days ago``, ``12 days late``."""
        return self.age_words if self.dated or not self.age_words else f"{self.age_words} ago"


@dataclass(frozen=True, slots=True)
class ChaseGroup:
    """Everything that one place, or the team itself, has to bring; what decides most comes first."""

    owner: str
    lines: tuple[ChaseLine, ...]

    @property
    def own(self) -> bool:
        """Whether it is the team itself that must act."""
        return self.owner in OWN


Owned = tuple[str, ChaseLine]
"""Who must act, and the line."""


def line_for(
    case: Case, today: date, kind: Kind, key: str, name: str, state: str, weight: Weight,
    *, asked: PartialDate | None = None, silence: Silence | None = None, through: str = "",
) -> ChaseLine:  # fmt: skip
    """A line about a child; how long ago is counted from a full day."""
    since = asked.full if asked is not None else None
    # a meeting that is over is none that anything has to be there for
    meeting = case.board_on.value if case.board_on.value and case.board_on.value.latest >= today else None
    return ChaseLine(
        case_id=case.id,
        number=case.number,
        child=case.name,
        mrn=case.mrn,
        fact=key,
        name=name,
        weight=weight,
        silence=silence,
        state=state,
        kind=kind,
        asked=asked,
        days=(today - since).days if since is not None else None,
        board_on=meeting,
        through=through,
    )


def silence_words(labels: Labels, answer: Answer[object]) -> str:
    """What has to be done first and why there is no answer: ``needs a new sample; sample failed 1 Nov 2026``."""
    return f"{step_words(labels, answer.silence)}{labels.silence(answer)}"


def step_words(labels: Labels, silence: Silence | None) -> str:
    """What has to be done before there can be an answer, to be said before why there is none; mostly nothing.

    It goes before, because the age of the silence is said after.
    """
    step = labels.words["silence_step"].get(str(silence), "")
    return f"{step}; " if step else ""


def place_key(place: str) -> str:
    """What two ways of writing one place have in common."""
    return " ".join(place.casefold().split())


def same_places(found: dict[str, list[ChaseLine]]) -> dict[str, list[ChaseLine]]:
    """Places that are written alike but for capitals and spaces are one; it is called as it was written first."""
    names: dict[str, str] = {}
    merged: dict[str, list[ChaseLine]] = {}
    for owner, lines in found.items():
        name = names.setdefault(place_key(owner), owner)
        merged.setdefault(name, []).extend(lines)
    return merged


def line_order(line: ChaseLine) -> tuple[object, ...]:
    """What decides first; of what is due the earliest day; then the nearest meeting, then the longest wait."""
    due = line.asked.earliest if line.weight is Weight.DUE and line.asked is not None else date.max
    meeting = line.board_on.earliest if line.board_on is not None else date.max
    return (line.weight, due, meeting, -(line.days if line.days is not None else -1), line.number, line.name)


def group_order(group: ChaseGroup) -> tuple[object, ...]:
    """Places first; among them those that hold up most decisions, then most gates; then the team's own, in order."""
    if group.own:
        return (1, OWN.index(group.owner), 0, 0, "")
    deciding = sum(line.weight.decides_group for line in group.lines)
    gates = sum(line.weight is Weight.GATE for line in group.lines)
    return (0, -deciding, -gates, -len(group.lines), group.owner.casefold())
