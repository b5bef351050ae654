"""A list of children as CSV and as a workbook, against writing the same rows without any checks."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from xlsxwriter import Workbook

from db.database import driver_of
from desktop.services.boards import Board
from desktop.services.importing import import_file
from desktop.services.importing.reading import read_file
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, ratio, timed

HEADINGS = (
    "mrn", "family_name", "given_name", "sex", "born", "diagnosed", "inrgss", "mycn", "histology", "grade", "ploidy",
    "sca",
)  # fmt: skip
# written by an import; what a new board has of its own is left out
TABLES = ("cases", "identifiers", "stagings", "pathology", "mycn_results", "ploidy_results", "segmental_results",
          "case_index", "audit")  # fmt: skip


def importing(boards: Boards) -> Iterator[Figure]:
    """Each into an empty board of its own, with rules and profiles that are read already, as in a window."""
    boards.library.load()
    rows = [*rows_of(boards.rows)]
    text, book = write_csv(boards.folder / "list.csv", rows), _xlsx(boards.folder / "list.xlsx", rows)
    with boards.empty(boards.folder / "csv.crestboard") as board:
        begun = _stored(board)
        of_csv = timed(lambda: _brought(boards, board, text))
        stored = {name: rows[len(begun[name]) :] for name, rows in _stored(board).items()}
        people = _stored(board, ("persons",))
    with boards.empty(boards.folder / "bulk.crestboard") as board:
        _bulk(board, text, people)
        bulk = timed(lambda: _bulk(board, text, stored))
    with boards.empty(boards.folder / "xlsx.crestboard") as board:
        of_xlsx = timed(lambda: _brought(boards, board, book))
    reading = timed(lambda: read_file(book))
    count = f"{boards.rows:,} rows"
    yield ratio("import csv", f"CSV of {count}", seconds=of_csv, baseline="bulk, unchecked", against=bulk, most=3)
    yield ratio("import xlsx", f"XLSX of {count}, less its reading", seconds=of_xlsx - reading, baseline="CSV",
                against=of_csv, most=2)  # fmt: skip


def rows_of(count: int) -> Iterator[tuple[str, ...]]:
    dice = Random(20261124)
    for number in range(count):
        day, month = dice.randrange(1, 28), dice.randrange(1, 13)
        yield (
            f"ZZ-{number + 1:07d}", f"Zztest{number + 1}", "Alpha", dice.choice(("female", "male")),
            f"2024-{month:02d}-{day:02d}", f"2025-{dice.randrange(1, 13):02d}-{day:02d}",
            dice.choice(("L1", "L2", "M", "MS", "")), dice.choice(("amplified", "not amplified", "")),
            dice.choice(("favourable", "unfavourable", "")),
            dice.choice(("undifferentiated", "poorly_differentiated", "differentiating", "")),
            dice.choice(("diploid", "hyperdiploid", "")), dice.choice(("present", "absent", "")),
        )  # fmt: skip


def write_csv(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def _xlsx(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Children")
        for number, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
    return path


def _brought(boards: Boards, board: Board, path: Path) -> None:
    report = import_file(board, boards.library, path)
    assert report.created == report.rows - len(report.rejected) > 0.9 * boards.rows, report


def _stored(board: Board, names: Sequence[str] = TABLES) -> dict[str, list[tuple[Any, ...]]]:
    with board.database.read() as work:
        driver = driver_of(work.connection)
        return {name: driver.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() for name in names}


def _bulk(board: Board, text: Path, stored: dict[str, list[tuple[Any, ...]]]) -> None:
    """The file read by the standard library, and every row written as it is, encrypted, in one transaction."""
    with text.open(encoding="utf-8", newline="") as file:
        list(csv.reader(file))
    with board.database.work(board.person.id) as work:
        driver = driver_of(work.connection)
        for name, rows in stored.items():
            marks = ", ".join("?" * len(rows[0]))
            driver.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
