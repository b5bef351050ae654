"""``meetings``, ``pack`` and ``outcomes``: the board's meetings and their papers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clinical.meetings.meeting import Meeting
from desktop.commands.context import Context
from desktop.commands.parser import Command, json_option
from desktop.services.files import write_whole
from desktop.services.library import Library
from desktop.services.meetings.planning import find_meeting, meetings

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.boards import Board
    from desktop.services.papers.documents import Document

    _Make = Callable[[Board, Library, Meeting, date], Document]


def _list(context: Context, args: Namespace) -> int:
    from desktop.services.meetings.agenda import agenda_of

    with context.open(args, write=False) as board:
        library = context.library()
        found = [(one, agenda_of(board, library, one)) for one in meetings(board)]
    if args.json:
        context.json(
            [
                _told(one, children=len(agenda.items), put_off=len(agenda.put_off), minutes=agenda.minutes)
                for one, agenda in found
            ]
        )
        return 0
    for one, agenda in found:
        count = f"{len(agenda.items)} children"
        context.say(
            f"{one.number:>5}  {one.day}  {one.begins:<5}  {one.place:<24}  {count:<12}  {_state(one)}".rstrip()
        )
    context.tell(f"{len(found)} meetings.")
    return 0


def _state(meeting: Meeting) -> str:
    return "cancelled" if meeting.cancelled else "closed" if meeting.closed_at else "planned"


def _told(meeting: Meeting, *, children: int, put_off: int, minutes: int) -> dict[str, object]:
    return {
        "number": meeting.number, "day": str(meeting.day), "begins": meeting.begins or None,
        "place": meeting.place or None, "chair": meeting.chair or None, "status": _state(meeting),
        "children": children, "put_off": put_off, "minutes": minutes,
    }  # fmt: skip


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="MEETING", help="the number that `meetings` prints")
    parser.add_argument("-o", "--output", metavar="OUT.pdf", type=Path, required=True, help="the PDF to write")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4", help="paper size (default a4)")
    parser.add_argument("--recipient", metavar="NAME", default="", help="for whom it is, for the history")


def _pack(context: Context, args: Namespace) -> int:
    from desktop.services.papers.cover import Copy
    from desktop.services.papers.pack import pack

    def make(board: Board, library: Library, meeting: Meeting, today: date) -> Document:
        return pack(board, library, meeting, today=today, paper=args.paper, copy=Copy(recipient=args.recipient))

    return _write(context, args, make)


def _outcomes(context: Context, args: Namespace) -> int:
    from desktop.services.papers.outcomes import outcomes

    def make(board: Board, library: Library, meeting: Meeting, today: date) -> Document:
        return outcomes(board, library, meeting, today=today, paper=args.paper)

    return _write(context, args, make)


def _write(context: Context, args: Namespace, make: _Make) -> int:
    from desktop.services.papers.documents import SAVED, hand_out  # loaded only when a paper is asked for
    from desktop.services.papers.recall import changed_words, holder_words
    from desktop.services.papers.register import old_copies

    with context.open_to_look(args) as board:
        meeting, library = find_meeting(board, args.meeting), context.library_of(board)
        today = date.today()  # noqa: DTZ011 - a paper carries the day of the place where it is printed
        made = make(board, library, meeting, today)
        old = old_copies(board, made)
        hand_out(board, made, SAVED, lambda: write_whole(args.output, made.content), recipient=args.recipient)
    context.say(f"{made.words} written to {args.output}: {made.pages} pages.")
    if old:
        told = f"changed since: {changed_words(old)}. Held by {holder_words(old)}."
        context.tell(f"An earlier copy does not hold any more; {told}")
    return 0


COMMANDS = (
    Command("meetings", "List the meetings of the board.", json_option, _list),
    Command("pack", "Write the pack of a meeting as PDF.", _arguments, _pack),
    Command("outcomes", "Write the outcomes of a meeting as PDF.", _arguments, _outcomes),
)
