"""``summary``: the one-page PDF for the meeting."""

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
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4", help="paper size (default a4)")


def _run(context: Context, args: Namespace) -> int:
    from desktop.services.summaries import summary_pdf  # what draws pages is loaded only when a page is asked for

    with context.open(args, write=False) as board:
        case = find_case(board, args.case)
        today = date.today()  # noqa: DTZ011 - the page carries the day of the place where it is printed
        content = summary_pdf(board, context.library_of(board), case, today=today, paper=args.paper)
    write_whole(args.output, content)
    context.say(f"Summary of case {case.number} written to {args.output}.")
    return 0


COMMANDS = (Command("summary", "Write the one-page summary of a child as PDF.", _arguments, _run),)
