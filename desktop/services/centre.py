"""The centre's resources: what is and what is not available here, said by the persons of the board and audited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.clinical.centre import Centre
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right

if TYPE_CHECKING:
    from desktop.services.boards import Board
    from desktop.services.library import Library

_MOST = 200


def get_centre(board: Board) -> Centre:
    """What was said of this board's centre."""
    with board.database.read() as work:
        return work.centre.get()


def absent_here(board: Board, library: Library) -> tuple[str, ...]:
    """What is not available here, in words, for the page; empty where nobody said anything."""
    return get_centre(board).absent(library.services)


def say_available(board: Board, library: Library, service: str, available: bool | None) -> Centre:
    """Say whether the centre has a test or treatment; None takes the answer back. Raises UserError if unknown."""
    if all(service != one.id for one in library.services.services):
        raise UserError(f"There is no test or treatment {service} on the list; nothing was changed.")
    with board.work(Right.CENTRE) as work:
        work.centre.set_available(service, available)
        return work.centre.get()


def say_other(board: Board, words: str) -> Centre:
    """Say in free words what else is not available here. Raises UserError if it is too long for the page's line."""
    told = " ".join(words.split())
    if len(told) > _MOST:
        raise UserError(f"The line has room for {_MOST} characters, this has {len(told)}; nothing was changed.")
    with board.work(Right.CENTRE) as work:
        work.centre.set_other(told)
        return work.centre.get()
