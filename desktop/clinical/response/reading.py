"""Reading a criteria file, with errors that name the file, the entry and the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from desktop.clinical.response.components import read_component
from desktop.clinical.response.conditions import Condition
from desktop.clinical.response.criteria import Cell, Component, CriteriaFile, Gap, Graded, Outside, Remark
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.toml_tables import Table

_KEYS = (*HEAD, "kept", "unknown", "absent", "grade", "component", "matrix", "gap", "caution", "outside")


def read_criteria(name: str, text: str) -> CriteriaFile:
    """Read criteria. Raises RuleFileError unless every combination of grades has exactly one result."""
    file = open_file(name, text)
    file.only(*_KEYS)
    sources = Sources(file)
    grades = {one.code: one for one in (_graded(entry, sources) for entry in file.tables("grade", "code"))}
    components = [read_component(entry, sources, grades) for entry in file.tables("component", "id")]
    gaps = {one.id: one for one in (_gap(entry, sources, components) for entry in file.tables("gap", "id"))}
    return CriteriaFile(
        file=head(file, sources),
        grades=grades,
        components={one.id: one for one in components},
        matrix=_matrix(file, components, grades, gaps),
        gaps=gaps,
        cautions=tuple(_caution(entry, sources, grades) for entry in file.tables("caution", "text")),
        outside=tuple(_outside(entry, sources) for entry in file.tables("outside", "keys")),
        kept=file.words("kept"),
        unknown=file.words("unknown"),
        absent=file.words("absent"),
    )


def _graded(entry: Table, sources: Sources) -> Graded:
    entry.only("code", "text", "rule", "source", "status")
    return Graded(code=entry.text("code"), text=entry.text("text"), rule=entry.words("rule"), cited=sources.cite(entry))


def _gap(entry: Table, sources: Sources, components: Iterable[Component]) -> Gap:
    entry.only("id", "text", "settled", "ask", "source", "status")
    settled = entry.names("settled")
    known = {(one.id, test) for one in components for test in one.tests}
    if settled and settled not in known:
        raise entry.refuse('"settled" must name a component and one of its tests')
    return Gap(
        id=entry.text("id"),
        text=entry.text("text"),
        settled=(settled[0], settled[1]) if settled else None,
        ask=entry.words("ask"),
        cited=sources.cite(entry),
    )


def _matrix(
    file: Table, components: list[Component], grades: Mapping[str, Graded], gaps: Mapping[str, Gap]
) -> dict[tuple[str, ...], Cell]:
    cells: dict[tuple[str, ...], Cell] = {}
    for entry in file.tables("matrix", "when"):
        entry.only("when", "then")
        then = Table.of(f"{entry.where}, then", entry.values.get("then", {}))
        for last in then.values:
            place = (*entry.names("when"), last)
            if place in cells:
                raise entry.refuse(f"the combination {', '.join(place)} stands twice")
            cells[place] = _cell(then, last, grades, gaps)
    wanted = set(product(*(one.grades for one in components))) if components else set()
    if set(cells) != wanted:
        off = sorted(set(cells) ^ wanted)[0]
        raise file.refuse(f"the matrix needs one result for each combination of grades; see {', '.join(off)}")
    return cells


def _cell(then: Table, key: str, grades: Mapping[str, Graded], gaps: Mapping[str, Gap]) -> Cell:
    """``SD?G1`` is the default SD in the gap G1."""
    grade, _, gap = then.text(key).partition("?")
    if grade not in grades or (gap and gap not in gaps):
        raise then.refuse(f'"{key}" is "{then.text(key)}"; use a grade, or a grade, "?" and a gap of this file')
    return Cell(grade, gap or None)


def _caution(entry: Table, sources: Sources, grades: Mapping[str, Graded]) -> Remark:
    entry.only("grades", "text", "source", "status")
    if not entry.names("grades") or not {*entry.names("grades")} <= {*grades}:
        raise entry.refuse(f'"grades" must name grades of this file: {", ".join(grades)}')
    return Remark(grades=entry.names("grades"), when=Condition(), text=entry.text("text"), cited=sources.cite(entry))


def _outside(entry: Table, sources: Sources) -> Outside:
    entry.only("keys", "sentence", "source", "status")
    return Outside(keys=entry.names("keys"), sentence=entry.text("sentence"), cited=sources.cite(entry))
