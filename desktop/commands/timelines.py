"""``timeline``: planned and actual dates of a child's treatment, or of a template."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from desktop.clinical.dates import day_words
from desktop.clinical.timeline import PlannedEvent, plan, read_timeline_facts
from desktop.commands.context import Context, read_document
from desktop.commands.parser import Command, json_option
from desktop.services.cases import find_case
from desktop.services.plans import plan_case


def _arguments(parser: ArgumentParser) -> None:
    meant = parser.add_mutually_exclusive_group(required=True)
    meant.add_argument("case", metavar="CASE", nargs="?", help="case number, or mrn:VALUE")
    meant.add_argument("--facts", metavar="FILE", type=Path, help="template, start and actual dates as JSON")
    json_option(parser)


def _run(context: Context, args: Namespace) -> int:
    library = context.library()
    if args.facts is not None:
        facts = read_timeline_facts(read_document(args.facts), library.templates)
        events = plan(library.templates[facts.template], facts.start, facts.actual)
    else:
        from desktop.services.history import READ, note_view

        with context.open_to_look(args) as board:
            case = find_case(board, args.case)
            note_view(board, case.id, READ)
            events = plan_case(library, case)
    if args.json:
        context.json([event.document() for event in events])
    else:
        _say(context, events)
    return 0


def _say(context: Context, events: Sequence[PlannedEvent]) -> None:
    for event in events:
        planned = day_words(event.planned) if event.planned else "no date"
        done = f"done {day_words(event.actual)}" if event.actual else event.status
        context.say(f"{event.id:<20} {planned:<12} {done:<18} {event.title}")
    if not events:
        context.tell("This child has no treatment plan.")


COMMANDS = (Command("timeline", "Planned and actual treatment dates.", _arguments, _run),)
