"""``handout``: the sheet for the family, in English or Spanish."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from desktop.commands.context import Context
from desktop.commands.parser import Command
from desktop.services.cases import find_case
from desktop.services.files import write_whole


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="case number, or mrn:VALUE")
    parser.add_argument("-o", "--output", metavar="OUT.pdf", type=Path, required=True, help="the PDF to write")
    parser.add_argument("--language", choices=("en", "es"), default="en", help="language of the sheet (default en)")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4", help="paper size (default a4)")


def _run(context: Context, args: Namespace) -> int:
    # loaded only when a sheet is asked for
    from desktop.clinical.handout.sheet import Language
    from desktop.services.handouts.pages import handout_page, page_to_print
    from desktop.services.printing import SAVED, hand_out

    with context.open_to_look(args) as board:
        case, library = find_case(board, args.case), context.library_of(board)
        today = date.today()  # noqa: DTZ011 - the page carries the day of the place where it is printed
        drawn = handout_page(board, library, case, language=Language(args.language), today=today, paper=args.paper)
        page = page_to_print(case, drawn, args.paper)
        hand_out(board, library, page, SAVED, lambda: write_whole(args.output, page.pdf))
    if drawn.is_draft:
        context.say("Nobody has approved the words for this family yet: the sheet is a draft, to be written by hand.")
    for told in drawn.beside:
        context.say(told)
    context.say(f"Sheet for the family of case {case.number} written to {args.output}.")
    return 0


COMMANDS = (Command("handout", "Write the sheet for the family as PDF.", _arguments, _run),)
