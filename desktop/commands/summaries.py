"""``summary``: the one-page PDF for the meeting."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clinical.errors import UserError
from desktop.commands.context import Context
from desktop.commands.parser import Command
from desktop.services.cases import find_case
from desktop.services.files import write_whole

if TYPE_CHECKING:
    from desktop.clinical.case import Case
    from desktop.services.boards import Board
    from desktop.services.deidentifying import Choices
    from desktop.services.library import Library
    from desktop.services.printing import Page


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="case number, or mrn:VALUE")
    parser.add_argument("-o", "--output", metavar="OUT.pdf", type=Path, required=True, help="the PDF to write")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4", help="paper size (default a4)")
    parser.add_argument("--with-record", action="store_true", help="put the record inside, as PDF/A-3 (not encrypted)")
    parser.add_argument(
        "--with-relatives", action="store_true", help="with --with-record: what is known of relatives as well"
    )
    parser.add_argument(
        "--with-confidential", action="store_true", help="with --with-record: what is marked as confidential as well"
    )

    parser.add_argument("--deidentified", action="store_true", help="without whose it is; free texts are left out")
    coarser_option(parser)


def coarser_option(parser: ArgumentParser) -> None:
    """The ``--coarser`` switch of de-identified documents."""
    parser.add_argument("--coarser", choices=("age", "years", "sex", "weight"), nargs="+", default=[],
                        help="with --deidentified: wider age bands, ten years together, no sex, no weight")  # fmt: skip


def coarser_choices(args: Namespace) -> Choices:
    """The choices that the switches make. Raises UserError where they are given without ``--deidentified``."""
    from desktop.services.deidentifying import Choices

    if args.coarser and not args.deidentified:
        raise UserError("--coarser belongs to --deidentified; nothing was written, give both.")
    return Choices.coarsened(args.coarser)


def _run(context: Context, args: Namespace) -> int:
    from desktop.services.printing import SAVED, hand_out  # loaded only when a page is asked for

    with context.open_to_look(args) as board:
        case, library = find_case(board, args.case), context.library_of(board)
        today = date.today()  # noqa: DTZ011 - the page carries the day of the place where it is printed
        page = _page(board, library, case, args, today)
        _say_what_goes(context, page)
        hand_out(board, library, page, SAVED, lambda: write_whole(args.output, page.pdf))
    context.say(f"Summary of case {case.number} written to {args.output}.")
    if page.carried is not None:
        context.say(page.carried.line)
    return 0


def _say_what_goes(context: Context, page: Page) -> None:
    """Before a de-identified page goes out: how many children share what it shows, and what was left out of it."""
    if page.shared is None:
        return
    from desktop.services.sharing import shared_words

    context.tell(shared_words(page.shared))
    hits = "1 hit" if page.noted["hits"] == 1 else f"{page.noted['hits']} hits"
    context.tell(f"Free texts left out: {page.noted['texts']}, with {hits} of names, days, ages, numbers or places.")


def _page(board: Board, library: Library, case: Case, args: Namespace, today: date) -> Page:
    from desktop.services.carrying import Carry
    from desktop.services.printing import deidentified_page, page_of

    choices, more = coarser_choices(args), args.with_relatives or args.with_confidential
    if more and not args.with_record:
        raise UserError("Only a record can have these parts; nothing was written, add --with-record.")
    if more and args.deidentified:
        raise UserError("A de-identified record never has these parts; nothing was written, leave them out.")
    if args.deidentified:
        return deidentified_page(
            board, library, case, today=today, paper=args.paper, choices=choices, carry=args.with_record
        )
    carry = Carry(args.with_relatives, args.with_confidential) if args.with_record else None
    return page_of(board, library, case, today=today, paper=args.paper, carry=carry)


COMMANDS = (Command("summary", "Write the one-page summary of a child as PDF.", _arguments, _run),)
