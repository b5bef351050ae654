"""What templates call the things of a plan, for an entry of the history that does not say of which template it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from desktop.clinical.timeline import Template
from desktop.clinical.timeline.rows import Event

_KINDS = {
    "event": "event", "first_event": "event", "condition": "condition", "choice": "choice", "option": "option"
}  # fmt: skip
"""Which fields of a plan hold the id of what."""


class PlanTitles:
    """Only what all templates agree on is said; where they do not, the short title, else the id itself."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self._templates = templates

    def told(self, field: str, value: str) -> str | None:
        """The title of an id that a field of a plan holds; None for any other field."""
        kind = _KINDS.get(field)
        return None if kind is None else self._titles[kind].get(value, value)

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        return {
            "event": _agreed((one.id, one.title, one.brief) for one in self._events()),
            "condition": _agreed((gate.id, gate.title, gate.title) for one in self._events() for gate in one.gate),
            "choice": _agreed(
                (one.id, one.title, one.title) for template in self._templates for one in template.choices
            ),
            "option": _agreed(
                (option.id, option.title, option.title)
                for template in self._templates
                for one in template.choices
                for option in one.options
            ),
        }

    def _events(self) -> Iterator[Event]:
        for template in self._templates:
            yield from template.events


def _agreed(told: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    titles: dict[str, set[str]] = {}
    briefs: dict[str, set[str]] = {}
    for one, title, brief in told:
        titles.setdefault(one, set()).add(title)
        briefs.setdefault(one, set()).add(brief)
    return {one: _only(titles[one]) or _only(briefs[one]) or one for one in titles}


def _only(words: set[str]) -> str:
    return next(iter(words)) if len(words) == 1 else ""
