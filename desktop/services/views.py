"""A person's own views of the case list. Their names are free words, so they are kept on the board, encrypted."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.clinical.errors import UserError
from desktop.clinical.listing import SavedView
from desktop.services.boards import Board

MOST_VIEWS = 5

# how somebody looks at the list is their own: nothing of a child changes, so no role is asked for


def own_views(board: Board) -> tuple[SavedView, ...]:
    """The views of the person at the keyboard, the oldest first."""
    from db.view_list import views_of

    with board.database.glance() as connection:
        return tuple(views_of(connection, board.person.id))


def keep_view(board: Board, view: SavedView) -> tuple[SavedView, ...]:
    """Keep one more view; gives all. Raises UserError for a name that is taken, or where there is no room for more."""
    with board.own_work() as work:
        there = work.views.of(board.person.id)
        refuse_more(there)
        if view.name.casefold() in {one.name.casefold() for one in there}:
            raise UserError(f"There is a view {view.name} already; choose another name.")
        work.views.add(board.person.id, view)
    return own_views(board)


def refuse_more(views: Sequence[SavedView]) -> None:
    """Raise UserError where no further view has room."""
    if len(views) >= MOST_VIEWS:
        raise UserError(f"There are {MOST_VIEWS} views of your own already; remove one with Delete on its name first.")


def remove_view(board: Board, view: SavedView) -> tuple[SavedView, ...]:
    """Take a view away; gives those that are left."""
    with board.own_work() as work:
        work.views.remove(board.person.id, view)
    return own_views(board)


def take_over(board: Board, views: Sequence[SavedView]) -> None:
    """Store views in one transaction; those whose name the person has already are there."""
    with board.own_work() as work:
        taken = {one.name.casefold() for one in work.views.of(board.person.id)}
        for view in views:
            if view.name.casefold() not in taken:
                work.views.add(board.person.id, view)
                taken.add(view.name.casefold())
