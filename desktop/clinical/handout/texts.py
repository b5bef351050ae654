"""The words of the sheet in one language, as data: sentences with the facts they are tied to, words, questions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.errors import RuleFileError
from desktop.clinical.handout.sheet import Language, Section
from desktop.clinical.plain_letters import without_accents
from desktop.clinical.toml_tables import Table

Facts = Mapping[str, Sequence[str]]
"""What is known of a child for its family, as codes: nothing stands here that is not known."""

MOST_WORDS = 10
"""So many words are explained on a sheet at most."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_FIELD = re.compile(r"\{(\w+)\}")
_GIVEN = frozenset({"name", "met"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may be offered: for which part, of which facts, and while they have which codes.

    ``tells`` names what it gives away beside these facts, by the codes of ``FamilyRules.told``.
    """

    id: str
    section: Section
    text: str
    facts: tuple[str, ...]
    when: Mapping[str, frozenset[str]]
    source: tuple[str, ...]
    tells: tuple[str, ...] = ()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Every fact that it says something of, or is offered by."""
        return tuple(dict.fromkeys((*self.facts, *self.when)))

    def fits(self, facts: Facts) -> bool:
        """Whether every fact that it asks for has one of its codes."""
        return all(set(facts.get(name, ())) & codes for name, codes in self.when.items())


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence that the facts allow, in words."""

    key: str
    section: Section
    words: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A hard word and what it means."""

    id: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a family may want to ask."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class StepWords:
    """What one step of treatment is called on the strip."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutTexts:
    """Everything the sheet says in one language.

    ``names`` are words that give a thing away where a person writes them, by the codes of ``FamilyRules.told``.
    """

    language: Language
    tag: str
    version: str
    months: tuple[str, ...]
    dates: Mapping[str, str]
    words: Mapping[str, str]
    facts: Mapping[str, Mapping[str, str]]
    sentences: tuple[Sentence, ...]
    names: Mapping[str, tuple[str, ...]]
    explained: tuple[Explained, ...]
    questions: tuple[Question, ...]
    steps: Mapping[int, StepWords]
    sources: Mapping[str, str]

    def day(self, day: date, *, near: bool = False) -> str:
        """``8 December 2026``; ``near``, where the year is clear, ``8 December``."""
        form = self.dates["day_near" if near else "day"]
        # a date is never torn at the end of a line
        return form.format(day=day.day, month=self.months[day.month - 1], year=day.year).replace(" ", "\u00a0")

    def offered(self, facts: Facts, name: str, met: date) -> tuple[Offered, ...]:
        """The sentences that these facts allow, in the order of the sheet."""
        given = {"name": name, "met": self.day(met, near=True)}
        return tuple(
            Offered(one.id, one.section, self._filled(one.text, facts, given), one.rests_on)
            for one in self.sentences
            if one.fits(facts)
        )

    def asked(self, name: str) -> tuple[Question, ...]:
        """The questions to pick from, with the child's name."""
        return tuple(Question(one.id, one.text.replace("{name}", name)) for one in self.questions)

    def explains(self, texts: Sequence[str]) -> tuple[Explained, ...]:
        """The hard words that stand in some texts, in the order of the list, at most ten."""
        said = " ".join(texts).casefold()
        return tuple(one for one in self.explained if one.word.casefold() in said)[:MOST_WORDS]

    def named_in(self, text: str) -> tuple[str, ...]:
        """The things that words of a person's own give away: a word of theirs begins with one of the names."""
        said = _alike(plain_words(text))
        found = (code for code, names in self.names.items() if any(_begins(_alike(one), said) for one in names))
        return tuple(found)

    def _filled(self, text: str, facts: Facts, given: Mapping[str, str]) -> str:
        return _FIELD.sub(lambda found: given.get(found[1]) or self._told(found[1], facts.get(found[1], ())), text)

    def _told(self, fact: str, codes: Sequence[str]) -> str:
        """Codes in words, each once, joined as the language joins them."""
        known = dict.fromkeys(self.facts[fact][code] for code in codes if code in self.facts[fact])
        *first, last = known or ("",)
        return f"{', '.join(first)} {self._and(last)} {last}" if first else last

    def _and(self, last: str) -> str:
        """The word that joins the last of several: in Spanish another one before its own sound."""
        sounds = self.dates.get("and_else_before", "").split()
        return self.dates["and_else"] if sounds and last.startswith(tuple(sounds)) else self.dates["and"]


def _alike(text: str) -> str:
    """As words are looked for: without accents and capitals, however a hyphen was typed."""
    return without_accents(text).casefold()


def _begins(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}", said) is not None


def plain_words(text: str) -> str:
    """Without the signs that make a word bold: for reading aloud and for measuring."""
    return _BOLD.sub(r"\1", text)


def bold_parts(text: str) -> Iterator[tuple[str, bool]]:
    """A text in parts, each with whether it is bold."""
    for place, part in enumerate(_BOLD.split(text)):
        if part:
            yield part, place % 2 == 1


def parse_handout(name: str, text: str) -> HandoutTexts:
    """Read a language's file. Raises RuleFileError naming the row: an unknown section, fact, source or placeholder."""
    try:
        whole = Table(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{name} cannot be read as TOML: {error}.") from error
    whole.only("kind", "id", "version", "language", "tag", "sources", "dates", "words", "fact", "tells", "sentence",
               "word", "question", "step")  # fmt: skip
    sources = _texts(whole, "sources")
    facts = {key: dict(value) for key, value in _mapping(whole, "fact").items() if isinstance(value, dict)}
    dates = _mapping(whole, "dates")
    return HandoutTexts(
        language=whole.code("language", Language),
        tag=whole.text("tag"),
        version=whole.text("version"),
        months=_months(whole, dates),
        dates={key: str(value) for key, value in dates.items() if key != "months"},
        words={key: str(value) for key, value in _mapping(whole, "words").items()},
        facts=facts,
        sentences=tuple(_sentence(row, facts, sources) for row in whole.tables("sentence", "id")),
        names={code: _listed(whole, code, one) for code, one in _mapping(whole, "tells").items()},
        explained=tuple(_explained(row, sources) for row in whole.tables("word", "id")),
        questions=tuple(_question(row, sources) for row in whole.tables("question", "id")),
        steps={int(row.text("number")): StepWords(row.text("title"), row.text("text"))
               for row in whole.tables("step", "number")},
        sources=sources,
    )  # fmt: skip


def _months(whole: Table, dates: Mapping[str, object]) -> tuple[str, ...]:
    names = dates.get("months")
    if not isinstance(names, list) or len(names) != 12:
        raise whole.refuse('"months" in [dates] has the names of twelve months')
    return tuple(map(str, names))


def _mapping(whole: Table, key: str) -> Mapping[str, object]:
    value = whole.values.get(key)
    if not isinstance(value, dict):
        raise whole.refuse(f"[{key}] is missing")
    return value


def _listed(whole: Table, code: str, names: object) -> tuple[str, ...]:
    if not isinstance(names, list) or not names or not all(isinstance(one, str) and one.strip() for one in names):
        raise whole.refuse(f'"{code}" in [tells] is a list of words')
    return tuple(names)


def _texts(whole: Table, key: str) -> dict[str, str]:
    return {name: str(value) for name, value in _mapping(whole, key).items()}


def _sentence(row: Table, facts: Mapping[str, Mapping[str, str]], sources: Mapping[str, str]) -> Sentence:
    row.only("id", "section", "text", "facts", "when", "tells", "source")
    when = row.values.get("when", {})
    if not isinstance(when, dict):
        raise row.refuse('"when" is a table of facts, each with its codes')
    unknown = set(_FIELD.findall(row.text("text"))) - _GIVEN - facts.keys()
    if unknown:
        raise row.refuse(f"{{{min(unknown)}}} has no words in [fact.{min(unknown)}]")
    return Sentence(
        id=row.text("id"),
        section=row.code("section", Section),
        text=row.text("text"),
        facts=row.names("facts") if row.values.get("facts") else (),
        when={name: frozenset(map(str, codes)) for name, codes in when.items()},
        source=row.source(sources),
        tells=row.names("tells"),
    )


def _explained(row: Table, sources: Mapping[str, str]) -> Explained:
    row.only("id", "word", "meaning", "source")
    row.source(sources)
    return Explained(row.text("id"), row.text("word"), row.text("meaning"))


def _question(row: Table, sources: Mapping[str, str]) -> Question:
    row.only("id", "text", "source")
    row.source(sources)
    return Question(row.text("id"), row.text("text"))
