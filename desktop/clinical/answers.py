"""Answers: a value, or a typed silence with its reason. A silence is never equal to a negative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Never, TypeVar

from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import Silence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T_co]):
    """Exactly one of a known ``value`` and a ``silence``.

    ``on`` and ``where`` belong to a silence: when and from whom the result was requested, or the day a sample
    failed. Rules see every silence as "unknown"; people see its words. Raises ValueError if both or neither is given.
    """

    value: T_co | None = None
    silence: Silence | None = None
    on: PartialDate | None = None
    where: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.silence is None):
            raise ValueError("an answer is either a value or a silence")
        if self.value is not None and (self.on is not None or self.where):
            raise ValueError("when and where belong to a silence")

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


def known(value: T) -> Answer[T]:
    """A known value."""
    return Answer(value=value)


def silent(reason: Silence, on: PartialDate | None = None, where: str = "") -> Answer[Never]:
    """A silence with its reason, and where it helps: the date and the place."""
    return Answer(silence=reason, on=on, where=where)


NOT_ASKED: Answer[Never] = silent(Silence.NOT_ASKED)
"""The default of every fact: nobody has asked yet."""

LEFT_OUT = "left out"


def left_out(band: str = "") -> Answer[Never]:
    """What a de-identified record does not say; ``band`` is what it says instead of the value, such as ``10–15 kg``.

    The format of records has no band: it stands where a silence says more, so that it travels with the record.
    """
    return silent(Silence.UNKNOWN_AT_SOURCE, None, f"{LEFT_OUT}: {band}" if band else LEFT_OUT)


def is_left_out(answer: Answer[object]) -> bool:
    """Whether an answer is one that a de-identified record does not say."""
    told = answer.where == LEFT_OUT or answer.where.startswith(f"{LEFT_OUT}: ")
    return answer.silence is Silence.UNKNOWN_AT_SOURCE and told


def band_of(answer: Answer[object]) -> str:
    """The band of an answer that is left out; empty where there is none."""
    return answer.where.removeprefix(LEFT_OUT).removeprefix(": ") if is_left_out(answer) else ""
