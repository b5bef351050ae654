"""``summary``: the one-page PDF for the meeting."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from desktop.clinical.errors import UserError
from desktop.commands.context import Context
from desktop.commands.parser import Command
from desktop.services.cases import find_case
from desktop.services.files import write_whole


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


def _run(context: Context, args: Namespace) -> int:
    from desktop.services.carrying import Carry  # loaded only when a page is asked for
    from desktop.services.printing import SAVED, hand_out, page_of

    if not args.with_record and (args.with_relatives or args.with_confidential):
        raise UserError("Only a record can have these parts; nothing was written, add --with-record.")
    carry = Carry(args.with_relatives, args.with_confidential) if args.with_record else None

    with context.open_to_look(args) as board:
        case, library = find_case(board, args.case), context.library_of(board)
        today = date.today()  # noqa: DTZ011 - the page carries the day of the place where it is printed
        page = page_of(board, library, case, today=today, paper=args.paper, carry=carry)
        hand_out(board, library, page, SAVED, lambda: write_whole(args.output, page.pdf))
    context.say(f"Summary of case {case.number} written to {args.output}.")
    if page.carried is not None:
        context.say(page.carried.line)
    return 0


COMMANDS = (Command("summary", "Write the one-page summary of a child as PDF.", _arguments, _run),)
