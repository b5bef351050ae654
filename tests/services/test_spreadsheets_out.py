"""Every spreadsheet that leaves the program: no cell of it is a formula, whichever writer made it."""

from __future__ import annotations

import ast
import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import small_case

from db.audit_search import AuditQuery
from desktop.app import build_library
from desktop.clinical.answers import silent
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.rule_set import RuleSet
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.history import export_trail
from desktop.services.importing import rejected_csv
from desktop.services.importing.outcome import ImportReport, Rejection
from desktop.services.importing.template import template_text, template_workbook
from desktop.services.library import Library
from desktop.services.marker_chart import chart_of
from desktop.services.marker_export import results_csv
from desktop.services.markers import marker_lines
from desktop.services.rule_changes import ProposedRules, changes_csv, look_at
from desktop.services.rule_children import CaseChange, OtherChange
from desktop.services.rule_packs import adopt_first
from desktop.services.statistics import Count, Counted, export_statistics

ROOT = Path(__file__).parents[2]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
HOSTILE = [f"{start}cmd|'/c calc'!A1" for start in STARTS]


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def _rejected(_: Board, __: Library, ___: Path) -> bytes:
    faults = tuple(Rejection(number, one, one, one) for number, one in enumerate(HOSTILE))
    return rejected_csv(ImportReport(rejected=faults))


def _trail(board: Board, library: Library, place: Path) -> bytes:
    for number, name in enumerate(HOSTILE):
        case = new_case(board, library, replace(small_case(number), given_name=name))
        with board.database.work(board.person.id) as work:
            work.audit.add(name, "trial", case_id=case.id)
    export_trail(board, AuditQuery(), place / "trail.csv")
    return (place / "trail.csv").read_bytes()


def _changes(board: Board, library: Library, _: Path) -> bytes:
    children = tuple(
        CaseChange(
            case_id=small_case(number).id, number=number, name="Zztest", mrn="ZZ-1", binned=False, schemes=(),
            others=(OtherChange(title=one, before=one, after=one, why=(one,), regrouped=True),),
        )
        for number, one in enumerate(HOSTILE)
    )  # fmt: skip
    proposed = ProposedRules(tables=RuleSet(library.rule_texts), cases={}, origin="a trial")
    adopt_first(board, library)
    changes = look_at(board, library, proposed)
    return changes_csv(library.labels, replace(changes, changed=children))


def _template(_: Board, library: Library, __: Path) -> bytes:
    profile = next(one for one in library.profiles if one.id == "crestboard")
    columns = tuple(
        replace(column, headings=(hostile,)) for column, hostile in zip(profile.columns, HOSTILE, strict=False)
    )
    return template_text(replace(profile, columns=columns))


def _statistics(board: Board, _: Library, place: Path) -> bytes:
    counts = tuple(Count(words=one, children=1, of=1) for one in HOSTILE)
    export_statistics(board, [Counted(one, "", counts) for one in HOSTILE], place / "numbers.csv")
    return (place / "numbers.csv").read_bytes()


def _markers(board: Board, library: Library, _: Path) -> bytes:
    markers = tuple(
        MarkerResult(
            provenance=Provenance(laboratory=one, method=one, specimen=one),
            marker=Marker.VMA, unit=MarkerUnit.MG_G, value=silent(Silence.REQUESTED, None, one),
        )
        for one in HOSTILE
    )  # fmt: skip
    case = replace(small_case(), markers=markers)
    return results_csv(library, marker_lines(library, case), chart_of(library, case, (), date(2026, 11, 23)))


WRITERS: dict[str, Callable[[Board, Library, Path], bytes]] = {
    "desktop/services/importing/rejected.py": _rejected,
    "desktop/services/history.py": _trail,
    "desktop/services/rule_changes.py": _changes,
    "desktop/services/importing/template.py": _template,
    "desktop/services/statistics.py": _statistics,
    "desktop/services/chart_export.py": _markers,
}
"""Every file of the program that writes cells, and a spreadsheet of it made of hostile texts."""


def writes_cells(path: Path) -> bool:
    """Whether a file of the program uses a writer of CSV or of workbooks."""
    names = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    return bool(names & {"csv.writer", "csv.DictWriter", "xlsxwriter.Workbook"})


def test_no_writer_is_forgotten() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for layer in ("desktop", "db", "resources")
        for path in (ROOT / layer).rglob("*.py")
        if writes_cells(path)
    }
    assert found == set(WRITERS)


@pytest.mark.parametrize("name", WRITERS)
def test_no_cell_is_a_formula(board: Board, library: Library, tmp_path: Path, name: str) -> None:
    text = WRITERS[name](board, library, tmp_path).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert sum("calc" in cell for cell in cells) >= len(HOSTILE)
    assert [cell for cell in cells if cell.startswith(STARTS)] == []


def test_a_workbook_holds_texts_only(library: Library) -> None:
    for profile in library.profiles:
        hostile = tuple(replace(column, headings=(one,)) for column, one in zip(profile.columns, HOSTILE, strict=False))
        with zipfile.ZipFile(io.BytesIO(template_workbook(replace(profile, columns=hostile)))) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        assert not [name for name in parts if "externalLink" in name or "vba" in name.casefold()]
        sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not [text for text in sheets if b"<f>" in text or b"<f " in text or b"<hyperlink" in text]
