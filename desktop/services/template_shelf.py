"""The treatment templates of a board: those that ship, and every version of those that its team wrote.

A plan of an own template is laid out by exactly the version that it was begun with; a shipped one is there in one
version only, that of this program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from desktop.clinical.errors import RuleFileError
from desktop.clinical.timeline import Template
from desktop.services.parsed import Parsed


class OwnText(NamedTuple):
    """One version of a template of the board as it is stored; those of one template stand newest first."""

    id: str
    version: str
    text: str
    withdrawn: bool


def shipped_templates(texts: Mapping[str, str]) -> Mapping[str, Template]:
    """By their id, which is the name of their file; each is read when it is first asked for."""
    return Parsed(texts, lambda one: Template.parse(texts[one], f"protocols/{one}.toml"))


class TemplateShelf:
    """Own versions are read when they are asked for; what this program cannot read is not offered for new plans."""

    def __init__(self, texts: Mapping[str, str], shipped: Mapping[str, Template], own: Sequence[OwnText]) -> None:
        self._texts, self._shipped = texts, shipped
        self._own = {(one.id, one.version): one for one in own}
        self._read = Parsed(map(_key, self._own), self._parsed)

    @cached_property
    def offered(self) -> Mapping[str, Template]:
        """What a new plan can begin with, by its id: the board's own in their newest version, if not withdrawn."""
        own = {one.id: one.version for one in self._newest.values() if not one.withdrawn and self._sound(one)}
        ids = [*self._shipped, *own]
        return Parsed(ids, lambda one: self._read[_key((one, own[one]))] if one in own else self._shipped[one])

    def begun(self, template: str, version: str) -> Template | None:
        """The template of a plan that was begun with this version; None where the board does not have it.

        Raises RuleFileError for an own one that this program cannot read.
        """
        if template in self._shipped:
            return self._shipped[template]
        return self._read[_key((template, version))] if (template, version) in self._own else None

    def title(self, template: str) -> str | None:
        """What a template is called, by its newest version; None where the board does not have it."""
        if template in self._shipped:
            return self._shipped[template].title
        newest = self._newest.get(template)
        return self._read[_key(newest[:2])].title if newest is not None and self._sound(newest) else None

    def text(self, template: str, version: str = "") -> str | None:
        """The file of a template: the newest version of an own one unless another is named; None without any."""
        if template in self._shipped:
            return self._texts[template]
        found = self._own.get((template, version)) if version else self._newest.get(template)
        return None if found is None else found.text

    def is_own(self, template: str) -> bool:
        """Whether the board's team wrote it."""
        return template in self._newest

    def every(self) -> Iterator[Template]:
        """All that can be read, every version of them: what a plan of the board may stand on."""
        yield from self._shipped.values()
        yield from (self._read[_key(one[:2])] for one in self._own.values() if self._sound(one))

    @cached_property
    def _newest(self) -> Mapping[str, OwnText]:
        found: dict[str, OwnText] = {}
        for one in self._own.values():
            found.setdefault(one.id, one)
        return found

    def _sound(self, one: OwnText) -> bool:
        try:
            return bool(self._read[_key(one[:2])])
        except RuleFileError:
            return False

    def _parsed(self, key: str) -> Template:
        template, _, version = key.partition(" ")
        return Template.parse(self._own[template, version].text, f"{template}.toml")


def _key(own: tuple[str, str]) -> str:
    return " ".join(own)
