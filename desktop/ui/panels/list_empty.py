"""What the case list says instead of rows: an empty board, a filter that fits nobody, an empty bin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from desktop.clinical.rights import Right
from desktop.ui.desk import Desk
from desktop.ui.theme import Look
from desktop.ui.widgets.empty_state import EmptyState, Step

EMPTY_BOARD, EMPTY_FILTER, EMPTY_BIN = range(3)


def empty_states(
    look: Look, actions: tuple[QAction, QAction], clear: Callable[[], None], desk: Desk
) -> tuple[EmptyState, EmptyState, EmptyState]:
    """In the order of the constants."""
    return _board(look, actions, desk), _filter(look, clear), _bin(look)


def _board(look: Look, actions: tuple[QAction, QAction], desk: Desk) -> EmptyState:
    if desk.board.read_only:
        return EmptyState(look, "No cases yet", "This board is empty, and it is open for reading only.")
    if not (desk.may(Right.EDIT) and desk.may(Right.IMPORT)):
        return EmptyState(look, "No cases yet", "This board is empty, and your role is to look at it.")
    told = "This board is empty. Add the first child, or bring a list you already have."
    return EmptyState(look, "No cases yet", told, first_steps(actions, desk))


def first_steps(actions: tuple[QAction, QAction], desk: Desk) -> tuple[Step, ...]:
    """What brings the first child onto the board, for whoever may do both."""
    if desk.board.read_only or not (desk.may(Right.EDIT) and desk.may(Right.IMPORT)):
        return ()
    new, bring = actions
    told = "CSV or Excel; nothing is written until you have seen a preview"
    return (
        Step("add", "New case", "Type a referral; only one identifier is needed", new.trigger, "Ctrl+N"),
        Step("import", "Import a list", told, bring.trigger, "Ctrl+I"),
    )


def _filter(look: Look, clear: Callable[[], None]) -> EmptyState:
    step = Step("clear", "Clear filters", "Show all cases of the board again", clear, "Ctrl+Shift+F")
    return EmptyState(look, "No case matches", "Nothing on this board fits the search and filters.", (step,))


def _bin(look: Look) -> EmptyState:
    return EmptyState(look, "The bin is empty", "Cases that are deleted stay here and can be taken back.")
