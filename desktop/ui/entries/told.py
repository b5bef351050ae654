"""What an entry says, as the screen shows it: fields with their words, silences with their icons, links by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_kinds import Asked, EntryField, EntryKind
from desktop.clinical.results import Result
from desktop.clinical.vocabulary import Silence
from desktop.services.entries import DOCUMENTS, GONE, GONE_DOCUMENT, answer, fact_words, links
from desktop.services.library import Library
from desktop.services.offers import Offer
from desktop.ui.forms.ways import PLAIN, Ways

Titles = Callable[[Case], Mapping[str, str]]
"""The documents of a case: their titles by key."""


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an entry in words. ``silence``: there is no value, and why."""

    label: str
    words: str
    silence: Silence | None = None


class Told:
    """The words of entries of one library; ``titles`` names the documents of a case."""

    def __init__(self, library: Library, titles: Titles) -> None:
        self.library, self._read_titles = library, titles
        self._read: tuple[Case, Mapping[str, str]] | None = None

    def look_anew(self) -> None:
        """Documents may have come or gone; their titles are read once for all entries of a list."""
        self._read = None

    def field(self, case: Case, field: EntryField, told: Answer[object]) -> str:
        """A field's answer in words."""
        titles = self._titles(case) if field.links == DOCUMENTS and told.is_known else {}
        return fact_words(self.library, case, field, told, titles)

    def parts(self, case: Case, kind: EntryKind, entry: Result, *, named: bool = True) -> tuple[Part, ...]:
        """Everything an entry says; without ``named`` what does not stand in its name already."""
        found = []
        for one in kind.fields:
            told = answer(entry, one)
            if told != NOT_ASKED and (named or one.name not in kind.named_by or not told.is_known):
                found.append(Part(one.label, self.field(case, one, told), told.silence))
        return tuple(found)

    def origin(self, kind: EntryKind, entry: Result, without: Sequence[str] = ()) -> tuple[Part, ...]:
        """Where it came from, as far as the kind asks for it."""
        found = []
        for name, label in kind.origin.items():
            value = getattr(entry.provenance, name)
            if value and name not in without:
                found.append(Part(label, value.words() if isinstance(value, PartialDate) else str(value)))
        return tuple(found)

    def ways(self, case: Case, field: EntryField) -> Ways:
        """How a field is typed: its choices with their other names, the entries a link may lead to, units."""
        if field.asked is Asked.LINK:
            gone = GONE_DOCUMENT if field.links == DOCUMENTS else GONE
            offers = tuple(Offer(key, words) for key, words in self._linked(case, field).items())
            return Ways(offers=lambda: offers, gone=gone)
        if field.choices:
            choices = tuple(
                Offer(one.code, one.words, one.also, one.code, one.group) for one in field.choices
            )  # fmt: skip
            ticking = "Tick all that apply. Nothing is recorded of what is not ticked."
            return Ways(offers=lambda: choices, ticking=ticking, found="", rest="")
        return Ways(unit=field.unit, units=field.units) if field.unit else PLAIN

    def _titles(self, case: Case) -> Mapping[str, str]:
        if self._read is None or self._read[0] is not case:
            self._read = (case, self._read_titles(case))
        return self._read[1]

    def _linked(self, case: Case, field: EntryField) -> Mapping[str, str]:
        return self._titles(case) if field.links == DOCUMENTS else links(self.library, case, field)
