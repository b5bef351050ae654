"""Reading the worked cases of one table, with errors that name the file, the case and the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk.reading import Sources, open_file
from desktop.clinical.toml_tables import Table

KIND = "cases"
_CASE = ("id", "text", "call", "by", "facts", "expect", "says", "silent", "refused", "source")
_COMPARED = ("expect", "says", "silent", "refused")
Parts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One child on paper: what is known, and what the table must answer.

    ``text`` is the child in clinical words. ``call`` says what is asked, ``by`` which table is asked. ``expect`` holds
    parts of the answer as they must be; there true or false stands for "there is such a sentence" or "there is none".
    ``says`` and ``silent`` hold words that a sentence of the answer must have, or that none may have. ``refused`` are
    words of the refusal, where these facts must not be answered at all.
    """

    id: str
    text: str
    call: str
    by: str
    facts: Mapping[str, object]
    expect: Mapping[str, object]
    says: Parts
    silent: Parts
    refused: str
    source: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The worked cases of one table. ``name`` is the file."""

    name: str
    table: str
    cases: tuple[WorkedCase, ...]


def read_case_file(name: str, text: str) -> CaseFile:
    """Read one file of worked cases. Raises RuleFileError that names the file, the case and the key."""
    file = open_file(name, text)
    file.only("kind", "table", "call", "sources", "case")
    if file.text("kind") != KIND:
        raise file.refuse(f'"kind" must be "{KIND}"')
    sources = Sources(file)
    cases = tuple(_case(file, entry, sources) for entry in file.tables("case", "id"))
    if not cases:
        raise file.refuse("there is no case; write each as [[case]]")
    _refuse_twice(file, [case.id for case in cases])
    return CaseFile(name, file.text("table"), cases)


def refuse(file: CaseFile, case: WorkedCase, problem: str) -> RuleFileError:
    """The error for one case of a file that was read before."""
    return RuleFileError(f'{file.name}, case "{case.id}": {problem}.')


def _case(file: Table, entry: Table, sources: Sources) -> WorkedCase:
    entry.only(*_CASE)
    if not any(entry.values.get(key) for key in _COMPARED):
        raise entry.refuse(f"nothing is expected; write one of {', '.join(_COMPARED)}")
    if "facts" not in entry.values:
        raise entry.refuse('"facts" is missing; write facts = {} where nothing is known')
    return WorkedCase(
        id=entry.text("id"),
        text=entry.text("text"),
        call=entry.text("call") if "call" in entry.values else file.text("call"),
        by=entry.text("by") if "by" in entry.values else file.text("table"),
        facts=_table(entry, "facts").values,
        expect=_table(entry, "expect").values,
        says=_parts(entry, "says"),
        silent=_parts(entry, "silent"),
        refused=entry.words("refused"),
        source=sources.words(entry),
    )


def _table(entry: Table, key: str) -> Table:
    return Table.of(f"{entry.where}, {key}", entry.values.get(key, {}))


def _parts(entry: Table, key: str) -> Parts:
    table = _table(entry, key)
    found = {one: table.names(one) for one in table.values}
    for one, parts in found.items():
        if not parts or not all(parts):
            raise table.refuse(f'"{one}" holds no words; write {one} = ["..."]')
    return found


def _refuse_twice(file: Table, ids: list[str]) -> None:
    for place, one in enumerate(ids):
        if one in ids[:place]:
            raise file.refuse(f'case "{one}" stands twice; give each case its own id')
