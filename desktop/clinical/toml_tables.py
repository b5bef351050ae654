"""Reading one table of a rule or template file, with errors that name the file, the row and the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from desktop.clinical.errors import RuleFileError

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file. ``where`` names it for people, for example ``..., event "C3"``.

    ``checksum`` is that of the whole file's text; empty for a table within it.
    """

    where: str
    values: Mapping[str, object]
    checksum: str = ""

    @classmethod
    def of(cls, where: str, value: object) -> Table:
        """A table, or a refusal if the file has something else in its place."""
        if not isinstance(value, dict):
            raise RuleFileError(f"{where}: this must be a table of keys and values.")
        return cls(where, value)

    def refuse(self, problem: str) -> RuleFileError:
        """The error for this table; ``problem`` says what is wrong and how to mend it."""
        return RuleFileError(f"{self.where}: {problem}.")

    def only(self, *keys: str) -> None:
        """Refuse keys that nobody reads: a misspelt key would be dropped in silence."""
        for key in self.values:
            if key not in keys:
                raise self.refuse(f'"{key}" is no key of this row; use one of {", ".join(keys)}')

    def text(self, key: str) -> str:
        """A text that must be there and say something."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f'"{key}" is missing or no text; write {key} = "..."')
        return value

    def words(self, key: str) -> str:
        """A text that may be absent; then empty."""
        return self.text(key) if key in self.values else ""

    def code(self, key: str, kind: type[Code]) -> Code:
        """One of the codes of ``kind``."""
        value = self.text(key)
        try:
            return kind(value)
        except ValueError as error:
            known = ", ".join(f'"{one}"' for one in kind)
            raise self.refuse(f'"{key}" is "{value}"; use one of {known}') from error

    def whole(self, key: str, least: int) -> int:
        """A whole number, ``least`` or more. It must be there: a silent 0 would put the event on the anchor's day."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.refuse(f'"{key}" is missing or no whole number of {least} or more')
        return value

    def optional_whole(self, key: str, least: int) -> int | None:
        """A whole number, or None where the key is absent."""
        return self.whole(key, least) if key in self.values else None

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(f'"{key}" must be true or false')
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.refuse(f'"{key}" must be a list of texts, as {key} = ["..."]')
        texts = tuple(one for one in value if isinstance(one, str))
        if len(texts) < len(value):
            raise self.refuse(f'"{key}" must hold texts only')
        return texts

    def days(self, key: str) -> tuple[int, int]:
        """First and last day of a course, as ``[1, 21]``."""
        value = self.values.get(key)
        if not isinstance(value, list) or len(value) != 2 or not all(type(one) is int for one in value):
            raise self.refuse(f'"{key}" must be the first and the last day, as {key} = [1, 21]')
        first, last = value
        if last < first:
            raise self.refuse(f'"{key}" ends before it begins')
        return first, last

    def tables(self, key: str, name: str) -> tuple[Table, ...]:
        """The rows below ``key``; each is named by its ``name`` key, else by its place."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.refuse(f'"{key}" must be a list of rows, each written as [[{key}]]')
        return tuple(_row(self.where, key, name, place, one) for place, one in enumerate(value, start=1))

    def source(self, known: Mapping[str, str]) -> tuple[str, ...]:
        """The keys of the sources: at least one, each of them in the file's ``[sources]``."""
        keys = self.names("source")
        if not keys:
            raise self.refuse('"source" is missing; name at least one key of [sources]')
        for key in keys:
            if key not in known:
                raise self.refuse(f'"source" names "{key}", which is not in [sources]')
        return keys


def _row(where: str, key: str, name: str, place: int, value: object) -> Table:
    called = value.get(name) if isinstance(value, dict) else None
    label = f'{key} "{called}"' if isinstance(called, str) else f"{key} {place}"
    return Table.of(f"{where}, {label}", value)
