"""What two packs of rules have in common and where they differ, table by table and row by row, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db.rule_packs import AdoptedTable
from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.risk import Row, RulePack, Scheme
from desktop.clinical.risk.rows import Conditions, Days
from desktop.services.library import Library
from desktop.services.rule_cells import cell_differences
from desktop.services.rule_packs import tables_of


@dataclass(frozen=True, slots=True)
class TableDifference:
    """One table that is new, gone or changed, and in words what is different in it."""

    id: str
    title: str
    words: tuple[str, ...]


def differences(
    labels: Labels, before: tuple[AdoptedTable, ...], old: Library | None, new: Library
) -> list[TableDifference]:
    """Every table that differs. ``old`` is None where this program cannot read the rules that were adopted."""
    earlier, later = {one.id: one for one in before}, {one.id: one for one in tables_of(new.tables)}
    rules, tables = (old.rules, old.tables) if old is not None else (None, None)
    found = []
    for key in dict.fromkeys((*later, *earlier)):
        was, now = earlier.get(key), later.get(key)
        if was is None and now is not None:
            found.append(TableDifference(key, now.title, (f"New: version {now.version}.",)))
        elif was is not None and now is None:
            found.append(
                TableDifference(key, was.title, (f"Not in these rules any more; it was version {was.version}.",))
            )
        elif was is not None and now is not None and was.checksum != now.checksum:
            schemes = scheme_of(rules, key), scheme_of(new.rules, key)
            rows = row_differences(labels, *schemes).values() if any(schemes) else ()
            cells = () if any(schemes) else cell_differences(tables, new.tables, key)
            words = (*_heads(was, now), *_lost_variants(*schemes), *rows, *cells)
            found.append(TableDifference(key, now.title, words))
    return found


def scheme_of(rules: RulePack | None, key: str) -> Scheme | None:
    """A scheme of a pack, if the pack has it."""
    return next((one for one in rules.schemes if one.id == key), None) if rules is not None else None


def row_differences(labels: Labels, old: Scheme | None, new: Scheme | None) -> dict[str, str]:
    """For each row that is not the same in both: what is different, in a sentence."""
    if old is None or new is None:
        return {}
    was, now = {row.id: row for row in old.rows}, {row.id: row for row in new.rows}
    found = {}
    for key in dict.fromkeys((*now, *was)):
        if key not in was:
            found[key] = f"Row {key} is new: {now[key].text} gives {_groups(labels, now[key])}."
        elif key not in now:
            found[key] = f"Row {key} is gone: {was[key].text} gave {_groups(labels, was[key])}."
        elif was[key] != now[key]:
            found[key] = f"Row {key}: {'; '.join(_row_words(labels, was[key], now[key]))}."
    return found


def _lost_variants(old: Scheme | None, new: Scheme | None) -> Iterator[str]:
    """Variants that the board works by and that the other table does not have."""
    known = {one.id for one in new.variants} if new is not None else set()
    for one in old.in_use if old is not None else ():
        if one.id not in known:
            yield f"The variant that the board works by is not in it: {one.title.rstrip('.')}."


def _heads(was: AdoptedTable, now: AdoptedTable) -> Iterator[str]:
    if was.version != now.version:
        yield f"Version {was.version} becomes {now.version}."
    else:
        yield f"Its text differs, although the version is {now.version} in both."
    if was.valid_from != now.valid_from:
        yield f"It holds from {day_words(now.valid_from)} (before: {day_words(was.valid_from)})."
    gone = [text for key, text in was.sources.items() if now.sources.get(key) != text]
    come = [text for key, text in now.sources.items() if was.sources.get(key) != text]
    yield from (f"Source no longer named: {text.rstrip('.')}." for text in gone)
    yield from (f"Source named anew: {text.rstrip('.')}." for text in come)


def _support(labels: Labels, row: Row) -> str:
    """How well the sources support a row, in words."""
    return labels.word("evidence", row.cited.status)


def _row_words(labels: Labels, was: Row, now: Row) -> Iterator[str]:
    if was.then != now.then:
        yield f"gives {_groups(labels, now)} instead of {_groups(labels, was)}"
    if (was.when, was.any_of) != (now.when, now.any_of):
        yield f"asks for {_asked(labels, now)}; asked for {_asked(labels, was)}"
    for name, before, after in (
        ("words", was.text, now.text),
        ("warning", was.warning, now.warning),
        ("conflict", was.conflict, now.conflict),
        ("source", was.cited.source, now.cited.source),
        ("support", _support(labels, was), _support(labels, now)),
    ):
        if before != after:
            yield f"{name} now “{before or 'none'}”, with these rules “{after or 'none'}”"
    if was.notes != now.notes:
        yield "other notes"


def _groups(labels: Labels, row: Row) -> str:
    return " or ".join(labels.word("group", one) for one in row.then)


def _asked(labels: Labels, row: Row) -> str:
    every = _conditions(labels, row.when)
    some = _conditions(labels, row.any_of)
    told = [*every, *([f"one of ({'; '.join(some)})"] if some else [])]
    return ", ".join(told) or "nothing"


def _conditions(labels: Labels, asked: Conditions) -> list[str]:
    return [f"{labels.words['fact'].get(name, name)} {_wanted(labels, name, one)}" for name, one in asked.items()]


def _wanted(labels: Labels, name: str, wanted: tuple[str | int, ...] | Days) -> str:
    if isinstance(wanted, Days):
        until = f" and below {wanted.below:,}" if wanted.below is not None else ""
        return f"from day {wanted.least:,}{until}"
    words = labels.words.get(name, {})
    codes = [str(one).lower() if isinstance(one, bool) else str(one) for one in wanted]
    return " or ".join(words.get(code, code) for code in codes)
