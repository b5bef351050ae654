"""Tests on measurements: true, false, or not known because a measurement is missing. Unknown is never negative."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

Measured: TypeAlias = Mapping[str, Decimal | bool | str]
"""The measurements of one component by key; what is not in it is not known."""

Holds: TypeAlias = bool | None
"""Whether a test holds; None is not known."""

Number: TypeAlias = Fraction | float
"""Exact; only a rise from nothing is a float, without end."""


class Quantity(StrEnum):
    """What a test looks at. A change is counted from the smallest of the values that are known."""

    MEASURE = "measure"
    RISE = "rise"
    RISE_PERCENT = "rise_percent"
    FALL_PERCENT = "fall_percent"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The limits of a number; a limit that is not set does not count."""

    at_least: Fraction | None = None
    above: Fraction | None = None
    at_most: Fraction | None = None
    below: Fraction | None = None

    def hold(self, number: Number) -> bool:
        """Whether a number keeps within all limits; compared exactly, never after rounding."""
        return (
            (self.at_least is None or number >= self.at_least)
            and (self.above is None or number > self.above)
            and (self.at_most is None or number <= self.at_most)
            and (self.below is None or number < self.below)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTest:
    """A measured number, or its change from an earlier one.

    ``told`` shows the number in a reason, in the place of ``{}``; ``unknown`` is what the test counts as where a
    measurement is missing.
    """

    id: str
    quantity: Quantity
    since: tuple[str, ...]
    now: str
    bounds: Bounds
    unknown: Holds = None
    told: str = ""

    def number(self, measured: Measured) -> Number | None:
        """The number itself, or None where a measurement is missing or the change has no meaning (from zero)."""
        now = _number(measured, self.now)
        if self.quantity is Quantity.MEASURE or now is None:
            return now
        known = [one for one in (_number(measured, key) for key in self.since) if one is not None]
        return _change(self.quantity, min(known), now) if known else None

    def holds(self, measured: Measured) -> Holds:
        """Whether the number keeps within its limits."""
        number = self.number(measured)
        return self.unknown if number is None else self.bounds.hold(number)

    def missing(self, measured: Measured) -> Iterator[str]:
        """The measurements without which the number is not known."""
        if self.now not in measured:
            yield self.now
        if self.since and not any(key in measured for key in self.since):
            yield self.since[0]
        elif self.holds(measured) is None and self.now in measured:
            yield f"{self.since[0]} above 0"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagTest:
    """A yes or no."""

    id: str
    key: str
    wanted: bool
    unknown: Holds = None

    def holds(self, measured: Measured) -> Holds:
        """Whether the answer is the wanted one."""
        return measured[self.key] is self.wanted if self.key in measured else self.unknown

    def missing(self, measured: Measured) -> Iterator[str]:
        """The answer, where it was not given."""
        if self.key not in measured:
            yield self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTest:
    """Whether any of some measurements was given at all. ``needed``: without one of them the answer is not known."""

    id: str
    keys: tuple[str, ...]
    needed: bool

    def holds(self, measured: Measured) -> Holds:
        """True as soon as one was given."""
        return any(key in measured for key in self.keys) or (None if self.needed else False)

    def missing(self, measured: Measured) -> Iterator[str]:
        """The alternatives, in one phrase."""
        if self.holds(measured) is None:
            yield " or ".join(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTest:
    """Always the same answer: a reading that some source has and another has not."""

    id: str
    answer: bool

    def holds(self, measured: Measured) -> Holds:  # noqa: ARG002 - as every test
        """The answer."""
        return self.answer

    def missing(self, measured: Measured) -> Iterator[str]:  # noqa: ARG002 - as every test
        """Nothing is needed."""
        return iter(())


Test: TypeAlias = NumberTest | FlagTest | GivenTest | FixedTest


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Several tests together: all must hold, at least one of ``any_of``, none of ``none``. Empty parts ask nothing."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The tests it asks for."""
        return (*self.all_of, *self.any_of, *self.none_of)


class Findings:
    """What the tests of one component show of one child.

    ``read_as`` puts another test in the place of one, as another source reads it.
    """

    def __init__(
        self,
        tests: Mapping[str, Test],
        combined: Mapping[str, Condition],
        measured: Measured,
        read_as: Mapping[str, str] | None = None,
    ) -> None:
        self._tests, self._combined, self.measured = tests, combined, measured
        self._read_as = read_as or {}
        self._found: dict[str, Holds] = {}

    def test(self, name: str) -> Holds:
        """Whether one test holds."""
        name = self._read_as.get(name, name)
        if name not in self._found:
            combined = self._combined.get(name)
            self._found[name] = self.holds(combined) if combined is not None else self._tests[name].holds(self.measured)
        return self._found[name]

    def holds(self, condition: Condition) -> Holds:
        """Whether a condition holds: false as soon as a part is, true only when all are known to hold."""
        parts = [self.test(name) for name in condition.all_of]
        parts += [_not(self.test(name)) for name in condition.none_of]
        if condition.any_of:
            parts.append(_any([self.test(name) for name in condition.any_of]))
        return _not(_any([_not(one) for one in parts]))

    def missing(self, condition: Condition) -> Iterator[str]:
        """The measurements for whose lack a condition is not known."""
        for name in (self._read_as.get(one, one) for one in condition.names):
            if self.test(name) is not None:
                continue
            if name in self._combined:
                yield from self.missing(self._combined[name])
            else:
                yield from self._tests[name].missing(self.measured)

    def told(self, condition: Condition) -> Iterator[str]:
        """The numbers that made a condition hold, in words."""
        for name in (self._read_as.get(one, one) for one in (*condition.all_of, *condition.any_of)):
            if self.test(name) is not True:
                continue
            test = self._tests.get(name)
            if test is None:
                yield from self.told(self._combined[name])
            elif isinstance(test, NumberTest) and test.told:
                yield test.told.replace("{}", _words(test.number(self.measured)))


def _number(measured: Measured, key: str) -> Fraction | None:
    value = measured.get(key)
    return Fraction(value) if isinstance(value, Decimal) else None


def _change(quantity: Quantity, since: Fraction, now: Fraction) -> Number | None:
    match quantity:
        case Quantity.RISE:
            return now - since
        case Quantity.RISE_PERCENT:
            return (now - since) * 100 / since if since else (math.inf if now else Fraction(0))
        case Quantity.FALL_PERCENT:
            return (since - now) * 100 / since if since else None
        case _:
            return now / since if since else None


def _not(holds: Holds) -> Holds:
    return None if holds is None else not holds


def _any(parts: list[Holds]) -> Holds:
    return True if True in parts else (None if None in parts else False)


def _words(number: Number | None) -> str:
    """A number for people: at most two decimals, and said if there are more."""
    if not isinstance(number, Fraction):
        return "without end (from zero)"
    hundredths = Fraction(int(number * 100), 100)
    shown = f"{float(hundredths):.2f}".rstrip("0").rstrip(".")
    return shown if hundredths == number else f"{shown}..."
