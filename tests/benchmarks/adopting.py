"""Other rules on a full board: looking at what they change, accepting them, and opening the board by them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from desktop.clinical.rule_set import RuleSet
from desktop.services.boards import Board
from desktop.services.cases import refresh_lines
from desktop.services.library import Library
from desktop.services.rule_changes import ProposedRules, accept, look_at
from desktop.services.rule_packs import adopt_first, board_library
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute, ratio, timed
from tests.benchmarks.windows import at_rest, window_on

OPENED = 3


def adopting(boards: Boards) -> Iterator[Figure]:
    """Against working out the same list anew, which a person waits for already; and opening against opening."""
    with boards.open(boards.rows) as board:
        adopt_first(board, boards.library)
        make_old(board)
        anew = timed(lambda: refresh_lines(board, board_library(board, boards.library)))
    shipped = _opening(boards, boards.library)
    baseline = f"the list of {boards.rows:,} worked out anew"
    for name, proposed, most in (
        ("one risk table", _others(boards.library, "risk/cog-v2.toml"), 2.0),
        ("every table", _others(boards.library, *boards.library.rule_texts), 8.0),
    ):
        with boards.open(boards.rows) as board:
            own = board_library(board, boards.library)
            looked = timed(lambda: look_at(board, own, proposed))  # noqa: B023 - called at once
        told = f"what other rules change, {name}"
        yield ratio(f"preview, {name}", told, seconds=looked, baseline=baseline, against=anew, most=most)
    with boards.open(boards.rows) as board:
        own = board_library(board, boards.library)
        changes = look_at(board, own, proposed)
        taken = timed(lambda: accept(board, own, changes, "a trial"))
    yield ratio("adopt", "adopting them, list and all", seconds=taken, baseline=baseline, against=anew, most=1.5)
    adopted = _opening(boards, boards.library)
    yield ratio(
        "open adopted", "the board from opening to rest, by its own rules", seconds=adopted,
        baseline="by the program's", against=shipped, most=1.5,
    )  # fmt: skip
    yield absolute("open adopted, time", "the same", seconds=adopted, most=None)


def make_old(board: Board) -> None:
    """As earlier rules left the list."""
    with board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql("UPDATE case_index SET rules = 'earlier'")


def _opening(boards: Boards, library: Library) -> float:
    """Opening the board, painting its list, and all that is loaded after."""

    def opened() -> None:
        with boards.open(boards.rows) as board, window_on(board, board_library(board, library)) as window:
            at_rest(window)

    opened()
    return median(timed(opened) for _ in range(OPENED))


def _others(library: Library, *names: str) -> ProposedRules:
    """The same rules in other files, some of them with another text, so that they have to be asked."""
    texts = {name: f"{text}\n# another\n" if name in names else text for name, text in library.rule_texts.items()}
    return ProposedRules(tables=RuleSet(texts), cases=library.case_texts, origin="a trial")
