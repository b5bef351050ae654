"""Further reading as data: pages by topic, notes in words for explaining, codes of stage and risk; no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.clinical.dates import PartialDate
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table

_WORDS = ("attribution", "note_attribution", "code_attribution", "credit", "citation", "contact")


class Read(StrEnum):
    """How a code was read: in the source; not at all, as it follows from its neighbours; or to be looked up."""

    SEEN = "seen"
    DERIVED = "derived"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Page:
    """One page by its title; ``id`` is empty where the fact base gives none."""

    id: str
    words: str
    remark: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Topic:
    """Pages about one thing."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing in words for people who explain it."""

    id: str
    title: str
    words: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class StandardCode:
    """A code of a code system for a stage, a risk group or a response."""

    words: str
    system: str
    code: str
    read: Read
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherReading:
    """All of it, with what its owner asks for: attribution before, credit, citation and remarks beneath."""

    file: RuleFile
    attribution: str
    note_attribution: str
    code_attribution: str
    credit: str
    citation: str
    contact: str
    remarks: tuple[str, ...]
    topics: tuple[Topic, ...]
    notes: tuple[Note, ...]
    codes: tuple[StandardCode, ...]


def parse_reading(name: str, text: str) -> FurtherReading:
    """Read the file. Raises RuleFileError that names the row and the key."""
    file = open_file(name, text)
    file.only(*HEAD, *_WORDS, "updated", "accessed", "remarks", "topic", "note", "code")
    sources = Sources(file)
    # month first, as the citation that NCI asks for has its days
    days = {key: f"{_day(file, key):%m/%d/%Y}" for key in ("updated", "accessed")}
    words = {key: file.text(key) for key in _WORDS if key != "citation"}
    return FurtherReading(
        file=head(file, sources),
        citation=file.text("citation").format(**days),
        remarks=(*file.names("remarks"), _dated(file)),
        topics=tuple(_topic(one, sources) for one in file.tables("topic", "id")),
        notes=tuple(_note(one, sources) for one in file.tables("note", "id")),
        codes=tuple(_code(one, sources) for one in file.tables("code", "words")),
        **words,
    )


def _topic(one: Table, sources: Sources) -> Topic:
    one.only("id", "title", "page")
    pages = tuple(_page(each, sources) for each in one.tables("page", "words"))
    if not pages:
        raise one.refuse("a topic has at least one [[topic.page]]")
    return Topic(one.text("title"), pages)


def _page(one: Table, sources: Sources) -> Page:
    one.only("id", "words", "remark", "source", "status")
    return Page(one.words("id"), one.text("words"), one.words("remark"), sources.cite(one))


def _note(one: Table, sources: Sources) -> Note:
    one.only("id", "title", "words", "source", "status")
    return Note(one.text("id"), one.text("title"), one.text("words"), sources.cite(one))


def _code(one: Table, sources: Sources) -> StandardCode:
    one.only("words", "system", "code", "read", "carries", "source")
    read = one.code("read", Read)
    return StandardCode(one.text("words"), one.text("system"), one.text("code"), read, sources.words(one))


def _day(file: Table, key: str) -> date:
    value = file.values.get(key)
    if not isinstance(value, date):
        raise file.refuse(f'"{key}" is missing or no date; write {key} = 2024-10-23')
    return value


def _dated(file: Table) -> str:
    told = [PartialDate.of(_day(file, key)).words() for key in ("updated", "accessed")]
    return f"Updated {told[0]}, read {told[1]}."
