"""Reading the file of a scoring method, with errors that name the file, the entry and the key."""

from __future__ import annotations

from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.scores.method import CutOff, Method, Segment, SegmentGrade
from desktop.clinical.toml_tables import Table
from desktop.clinical.vocabulary import Mycn, ScanTime

_KEYS = (*HEAD, "highest", "maximum", "skeletal_maximum", "without", "no_time", "zero_baseline")


def read_method(name: str, text: str) -> Method:
    """Read a method. Raises RuleFileError if the maxima that the sources give are not those of its segments."""
    file = open_file(name, text)
    file.only(*_KEYS, "segment", "grade", "cut_off")
    sources = Sources(file)
    found = Method(
        file=head(file, sources),
        highest=file.whole("highest", 1),
        segments=tuple(_segment(entry, sources) for entry in file.tables("segment", "id")),
        grades=tuple(_grade(entry, sources) for entry in file.tables("grade", "value")),
        cut_offs=tuple(_cut_off(entry, sources) for entry in file.tables("cut_off", "id")),
        without=file.text("without"),
        no_time=file.text("no_time"),
        zero_baseline=file.text("zero_baseline"),
    )
    if (found.maximum, found.skeletal_maximum) != (file.whole("maximum", 1), file.whole("skeletal_maximum", 1)):
        raise file.refuse('"maximum" and "skeletal_maximum" must be what the segments give')
    if [one.value for one in found.grades] != [*range(found.highest + 1)]:
        raise file.refuse(f'there must be one "grade" for each value from 0 to {found.highest}, in this order')
    return found


def _segment(entry: Table, sources: Sources) -> Segment:
    entry.only("id", "text", "also", "skeletal", "source", "status")
    return Segment(
        id=entry.text("id"),
        text=entry.text("text"),
        also=entry.words("also"),
        skeletal=entry.flag("skeletal"),
        cited=sources.cite(entry),
    )


def _grade(entry: Table, sources: Sources) -> SegmentGrade:
    entry.only("value", "text", "conflict", "source", "status")
    return SegmentGrade(
        value=entry.whole("value", 0),
        text=entry.text("text"),
        conflict=entry.words("conflict"),
        cited=sources.cite(entry),
    )


def _cut_off(entry: Table, sources: Sources) -> CutOff:
    entry.only("id", "time", "mycn", "above", "decides", "text", "source", "status")
    try:
        mycn = tuple(Mycn(one) for one in entry.names("mycn"))
    except ValueError as error:
        raise entry.refuse(f'"mycn" must hold any of {", ".join(Mycn)}') from error
    return CutOff(
        id=entry.text("id"),
        time=entry.code("time", ScanTime),
        mycn=mycn,
        above=entry.whole("above", 0),
        decides=entry.flag("decides"),
        text=entry.text("text"),
        cited=sources.cite(entry),
    )
