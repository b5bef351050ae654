"""``timeline``: planned and actual dates of a child's treatment, or of a template."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import PlannedEvent, plan, read_timeline_facts
from desktop.commands.context import Context, read_document
from desktop.commands.parser import Command, json_option
from desktop.services.boards import Board
from desktop.services.cases import find_case
from desktop.services.files import write_whole
from desktop.services.plans import plan_case


def _arguments(parser: ArgumentParser) -> None:
    meant = parser.add_mutually_exclusive_group(required=True)
    meant.add_argument("case", metavar="CASE", nargs="?", help="case number, or mrn:VALUE")
    meant.add_argument("--facts", metavar="FILE", type=Path, help="template, start and actual dates as JSON")
    parser.add_argument("--ics", metavar="OUT.ics", type=Path, help="also write the days as a calendar file")
    parser.add_argument("--named", action="store_true", help="with --ics: the child's name in each title")
    json_option(parser)


def _run(context: Context, args: Namespace) -> int:
    library = context.library()
    if args.facts is not None:
        facts = read_timeline_facts(read_document(args.facts), library.templates)
        events = plan(library.templates[facts.template], facts.start, facts.actual)
        if args.ics is not None:
            from desktop.services.calendar_files import calendar_file, template_entries

            write_whole(args.ics, calendar_file(template_entries(facts.template, events)))
            context.tell(f"Calendar of {facts.template} written to {args.ics}.")
    else:
        from desktop.services.history import READ, note_view

        with context.open_to_look(args) as board:
            case = find_case(board, args.case)
            note_view(board, case.id, READ)
            # what is due or late is so on the day of the place where it is asked
            events = plan_case(library, case, date.today())  # noqa: DTZ011
            if args.ics is not None:
                _write(context, board, case, events, args)
    if args.json:
        context.json([event.document() for event in events])
    else:
        _say(context, events)
    return 0


def _write(context: Context, board: Board, case: Case, events: Sequence[PlannedEvent], args: Namespace) -> None:
    from desktop.services.calendar_files import calendar_file, plan_entries, save_plan_calendar

    days = plan_entries(case, events, named=args.named)
    if not days:
        raise UserError(f"Case {case.number} has no treatment plan, so no calendar was written; start a plan first.")
    if not save_plan_calendar(board, case, calendar_file(days), args.ics):
        context.tell("The board is open for reading only: that the calendar left it could not be written down.")
    context.tell(f"Calendar of case {case.number} written to {args.ics}.")


def _say(context: Context, events: Sequence[PlannedEvent]) -> None:
    for event in events:
        planned = day_words(event.planned) if event.planned else "no date"
        done = f"done {day_words(event.actual)}" if event.actual else event.status
        context.say(f"{event.id:<20} {planned:<12} {done:<18} {event.title}")
    if not events:
        context.tell("This child has no treatment plan.")


COMMANDS = (Command("timeline", "Planned and actual treatment dates.", _arguments, _run),)
