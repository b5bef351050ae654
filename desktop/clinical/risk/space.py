"""A set of states as the bits of one integer.

A state gives every axis one value. With mixed-radix numbering the states that have a certain value on one axis form
a regular pattern of bits (a mask), so that narrowing down is one AND, and forgetting an axis a few shifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.clinical.risk.rows import Value


class Space:
    """All combinations of the values of some axes. The first axis varies fastest."""

    __slots__ = ("_parts", "_strides", "everything", "masks", "values")

    def __init__(self, axes: Mapping[str, Sequence[Value]]) -> None:
        self.values: dict[str, tuple[Value, ...]] = {name: tuple(values) for name, values in axes.items()}
        self._strides: dict[str, int] = {}
        size = 1
        for name, values in self.values.items():
            self._strides[name] = size
            size *= len(values)
        self.everything = (1 << size) - 1
        self.masks: dict[str, dict[Value, int]] = {name: self._masks(name) for name in self.values}
        self._parts = {name: self._shifted(name) for name in self.values}

    def _masks(self, name: str) -> dict[Value, int]:
        stride, count = self._strides[name], len(self.values[name])
        # a 1 at the start of every period, stretched to one run of bits for each value
        starts = self.everything // ((1 << stride * count) - 1)
        run = ((1 << stride) - 1) * starts
        return {value: run << (place * stride) for place, value in enumerate(self.values[name])}

    def _shifted(self, name: str) -> tuple[tuple[int, int], ...]:
        """Each value's mask on an axis, and how far its states stand from those of the first value."""
        return tuple((mask, place * self._strides[name]) for place, mask in enumerate(self.masks[name].values()))

    def one_of(self, name: str, values: Iterable[Value]) -> int:
        """The states with any of these values on one axis."""
        found = 0
        for value in values:
            found |= self.masks[name][value]
        return found

    def moved(self, states: int, name: str, source: Value, target: Value) -> int:
        """The states that have ``source`` on one axis, with ``target`` there instead."""
        places = self.values[name]
        shift = (places.index(target) - places.index(source)) * self._strides[name]
        part = states & self.masks[name][source]
        return part << shift if shift >= 0 else part >> -shift

    def forget(self, states: int, name: str) -> int:
        """The states with one axis forgotten: what differs on it alone becomes the same."""
        found = 0
        for mask, distance in self._parts[name]:
            found |= (states & mask) >> distance
        return found

    def describe(self, states: int) -> str:
        """One of the states in words, for error messages: the lowest."""
        lowest = states & -states
        return ", ".join(
            f"{name} {str(value).lower() if isinstance(value, bool) else value}"
            for name, values in self.values.items()
            for value in values
            if lowest & self.masks[name][value]
        )
