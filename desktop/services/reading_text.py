"""Further reading in words: how a code was read, what is doubtful, and a part of it as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.labels import Labels
from desktop.clinical.reading import FurtherReading, Read
from desktop.clinical.risk import RuleStatus
from desktop.clinical.risk.rows import Cited

_READ = {
    Read.SEEN: "read in the source",
    Read.DERIVED: "unverified: follows from its neighbours, not read",
    Read.KNOWN: "unverified: to be looked up",
}


def told_read(read: Read) -> str:
    """How a code was read, in words."""
    return _READ[read]


def sourced(source: str, read: Read) -> str:
    """A source of a code, and that the code was not read there, where that is so: a doubt about the source's part."""
    return source if read is Read.SEEN else f"{source}; {_READ[read]}"


def cited_words(labels: Labels, cited: Cited) -> str:
    """What is doubtful about a row; empty where nothing is."""
    doubtful = cited.status in (RuleStatus.UNVERIFIED, RuleStatus.CONFLICT)
    return labels.word("evidence", cited.status.value) if doubtful else ""


def reading_text(labels: Labels, reading: FurtherReading, part: str) -> str:
    """One part (``pages``, ``notes``, ``codes``) as plain text with the credit that its source asks for."""
    told = {"pages": _pages, "notes": _notes, "codes": _codes}[part](labels, reading)
    foot = (reading.contact, *reading.remarks, reading.credit, reading.citation) if part != "codes" else ()
    return "\n".join((*told, *(["", *foot] if foot else []))) + "\n"


def _pages(labels: Labels, reading: FurtherReading) -> Iterator[str]:
    yield reading.attribution
    for topic in reading.topics:
        yield from ("", topic.title)
        for one in topic.pages:
            beside = "; ".join(words for words in (one.remark, cited_words(labels, one.cited)) if words)
            yield f"- {one.words}{f' ({beside})' if beside else ''}"


def _notes(labels: Labels, reading: FurtherReading) -> Iterator[str]:
    yield reading.note_attribution
    for one in reading.notes:
        doubt = cited_words(labels, one.cited)
        yield from ("", one.title, f"{one.words}{f' [{doubt}]' if doubt else ''}")


def _codes(_labels: Labels, reading: FurtherReading) -> Iterator[str]:
    yield reading.code_attribution
    for one in reading.codes:
        yield f"- {one.words}: {one.system} {one.code} ({told_read(one.read)}; {one.source})"
