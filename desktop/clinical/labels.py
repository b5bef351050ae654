"""Words for clinical codes, shared by screen, command line and print. The words are data; see ``resources/labels``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.answers import LEFT_OUT, Answer, band_of, is_left_out
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.found import found_in, is_whole
from desktop.clinical.vocabulary import REST_NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's words: ``word("mycn", "amplified")``. ``kind`` is the fact's name in the record."""

    words: Mapping[str, Mapping[str, str]]

    @classmethod
    def parse(cls, text: str) -> Labels:
        """Read a labels file. Raises RuleFileError if it is not TOML."""
        try:
            return cls(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"A file of labels cannot be read: {error}.") from error

    def word(self, kind: str, code: object) -> str:
        """The word of a code; True and False are ``true`` and ``false``. Raises KeyError for a code without words."""
        key = str(code).lower() if isinstance(code, bool) else str(code)
        return self.words[kind][key]

    def scheme(self, scheme_id: str) -> str:
        """What people call a risk scheme; a scheme without words of its own goes by its id."""
        return self.words["scheme"].get(scheme_id, scheme_id)

    def name(self, fact: str) -> str:
        """What people call a fact, for example ``DNA index`` for ``dna_index``."""
        return self.words["fact"][fact]

    def told(self, sentence: str) -> str:
        """A sentence about the facts of a case that begins with their codes, with their names in place of the codes."""
        codes, colon, rest = sentence.partition(": ")
        facts = codes.split(", ")
        if not colon or not {*facts} <= {*self.words["fact"]}:
            return sentence
        names = [self.words["form"].get(one) or self.name(one) for one in facts]
        return f"{', '.join(names)}: {rest}"

    def graded(self, reason: str) -> str:
        """A reason of a rule with how well it is supported in words: ``[INPC; two sources agree]``."""
        for code, words in self.words["evidence"].items():
            reason = reason.replace(f"; {code}]", f"; {words}]")
        return reason

    def answer(self, kind: str, answer: Answer[object]) -> str:
        """A value in words, or its typed silence with date and place."""
        if answer.silence is not None:
            return self.silence(answer)
        return self.value(kind, answer.value)

    def silence(self, answer: Answer[object]) -> str:
        """For example ``requested 18 Nov 2026, Demo Lab``; de-identified: its band, or that it is left out."""
        if is_left_out(answer):
            return band_of(answer) or LEFT_OUT
        told = self.words["silence"][str(answer.silence)]
        if answer.on is not None:
            told = f"{told} {answer.on.words()}"
        return f"{told}, {answer.where}" if answer.where else told

    def value(self, kind: str, value: object) -> str:
        """A known value in words: coded, counted, dated or plain text."""
        if isinstance(value, frozenset):
            ones = (*sorted(found_in(value), key=str), *(() if is_whole(value) else (REST_NOT_RECORDED,)))
            return ", ".join(self.value(kind, one) for one in ones) or self.words[kind]["none"]
        if isinstance(value, PartialDate):
            return value.words()
        if kind in self.words and not isinstance(value, Decimal):
            return self.word(kind, value)
        return str(value)


_OF_PERSONS = frozenset({"Beckwith-Wiedemann", "Costello", "Curie", "Horner", "Lansky", "Li-Fraumeni", "Noonan"})
"""What goes by the name of a person keeps its capital."""


def within(name: str) -> str:
    """A name inside a sentence: it begins small, unless it is an abbreviation, a person's, or has a figure in it."""
    first = name.partition(" ")[0]
    kept = name[:2].isupper() or first in _OF_PERSONS or any(letter.isdigit() for letter in first)
    return name if kept else name[:1].lower() + name[1:]
