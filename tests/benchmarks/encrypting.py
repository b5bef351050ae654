"""What the encryption costs a person who waits: the same deeds on the same board with and without a key, in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from shutil import copytree
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.clinical.listing import CaseQuery
from desktop.services.boards import open_board
from desktop.services.importing import import_file
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import BIOLOGY
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, ratio, timed
from tests.benchmarks.importing import rows_of, write_csv
from tests.benchmarks.keyless import without_key
from tests.benchmarks.searching import key_presses
from tests.benchmarks.windows import Painted, at_rest, window_on

MOST = 1.4
DEEDS, IMPORTS, PART = 41, 9, 10
"""So many children opened and facts saved, so many lists brought in, each of a tenth of the board's rows."""

_PLAIN = b"SQLite format 3\0"


def encrypting(boards: Boards) -> Iterator[Figure]:
    """Medians; each deed is done on both boards before the next. The key is known: no passphrase is stretched."""
    bare = Boards(boards.folder / "keyless", boards.rows)
    bare.folder.mkdir(exist_ok=True)
    with without_key(bare.folder), ExitStack() as stack:
        _refuse_alike(boards.board(boards.rows), bare.board(boards.rows))
        yield from _imports(boards, bare)
        windows = []
        for one in (boards, bare):
            board = stack.enter_context(one.open(one.rows))
            windows.append(stack.enter_context(window_on(board, boards.library)))
            at_rest(windows[-1])

        def compared(name: str, what: str, deed: Callable[[MainWindow], Iterator[float]]) -> Figure:
            return _figure(name, what, *(deed(window) for window in windows))

        children = f"{boards.rows:,} children"
        yield compared("open", f"a case from Enter to painted, {children}", lambda one: _opened(one, boards))
        yield compared("save", f"a fact from Enter to “Saved” painted, {children}", lambda one: _saved(one, boards))
        for window in windows:
            window.back()
        yield compared("search", f"key press to repainted list, {children}", key_presses)


def _figure(name: str, what: str, ours: Iterator[float], bare: Iterator[float]) -> Figure:
    pairs = list(_in_turns(ours, bare))[1:]
    with_key, without = (median(times) for times in zip(*pairs, strict=True))
    return ratio(
        f"encrypted {name}", what, seconds=with_key, baseline="the same without a key", against=without, most=MOST
    )  # fmt: skip


def _in_turns(one: Iterator[float], other: Iterator[float]) -> Iterator[tuple[float, float]]:
    """Both go on step by step; each goes first as often as the other, or the second would find warm caches."""
    for number in count():
        try:
            if number % 2:
                second, first = next(other), next(one)
            else:
                first, second = next(one), next(other)
        except StopIteration:
            return
        yield first, second


def _imports(boards: Boards, bare: Boards) -> Iterator[Figure]:
    boards.library.load()
    rows = [*rows_of(max(boards.rows // PART, 1))]
    text = write_csv(boards.folder / "part.csv", rows)

    def brought(where: Boards) -> Iterator[float]:
        empty = where.folder / "empty.crestboard"
        where.empty(empty).close()
        for number in range(_fewer(IMPORTS, boards)):
            with open_board(Path(copytree(empty, where.folder / f"import-{number}.crestboard"))) as board:
                yield timed(lambda: import_file(board, boards.library, text))

    yield _figure("import", f"CSV of {len(rows):,} rows into an empty board", brought(boards), brought(bare))


def _opened(window: MainWindow, boards: Boards) -> Iterator[float]:
    """Each child once, from all over the list, so that the pages of most were not read before."""
    window.list.model.load(CaseQuery(sort="number"))
    page = Painted(window)
    deeds = _fewer(DEEDS, boards)
    for number in range(deeds):
        row = number * boards.rows // deeds
        window.list.table.setFocus()
        window.list.table.selectRow(row)
        QApplication.processEvents()
        for scheme in boards.library.rules.schemes:
            # or whoever comes second would find the answers about this child at hand
            scheme.forget()
        yield page.after(
            lambda: QTest.keyClick(window.list.table, Qt.Key.Key_Return), lambda: window.pages.currentIndex() == 1
        )
        window.back()
        QApplication.processEvents()


def _saved(window: MainWindow, boards: Boards) -> Iterator[float]:
    """The DNA index of the first child, another each time, typed and confirmed."""
    window.list.table.selectRow(0)
    QTest.keyClick(window.list.table, Qt.Key.Key_Return)
    window.go_section(BIOLOGY)
    editor = window.page.form(BIOLOGY).rows["dna_index"].value.focusProxy()
    assert isinstance(editor, QLineEdit)
    told: list[str] = []
    window.page.state.connect(lambda words, _tone: told.append(words))
    page = Painted(window)
    for number in range(_fewer(DEEDS, boards)):
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, f"1.{11 + number}")
        told.clear()
        yield page.after(
            lambda: QTest.keyClick(editor, Qt.Key.Key_Return), lambda: any(one.startswith("Saved") for one in told)
        )


def _fewer(count: int, boards: Boards) -> int:
    """On a small board, which only shows that all of this runs, a few will do."""
    return min(count, max(boards.rows // 8, 2))


def _refuse_alike(ours: Path, bare: Path) -> None:
    """The figures would say nothing if both were encrypted, or neither."""
    plain = [(folder / "board.sqlite3").read_bytes().startswith(_PLAIN) for folder in (ours, bare)]
    assert plain == [False, True], plain
