"""Cases: ``list``, ``show``, ``export`` and ``receive``."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.listing import CaseLine, CaseQuery
from desktop.commands.context import Context
from desktop.commands.parser import Command, json_option
from desktop.commands.summaries import coarser_choices, coarser_option
from desktop.services.cases import find_case
from desktop.services.listing import list_cases

if TYPE_CHECKING:
    from desktop.clinical.case import Case
    from desktop.services.boards import Board
    from desktop.services.deidentifying import Choices
    from desktop.services.library import Library

WHERE_KEYS = ("stage", "group", "phase", "status", "missing")


def _where(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or key not in WHERE_KEYS:
        raise ArgumentTypeError(f"{text!r} is not KEY=VALUE with a key of {', '.join(WHERE_KEYS)}")
    return key, value


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--search", metavar="TEXT", default="", help="words in name or identifier")
    parser.add_argument("--where", metavar="KEY=VALUE", type=_where, nargs="+", action="extend", default=[],
                        help=f"only these; keys: {', '.join(WHERE_KEYS)}")  # fmt: skip
    json_option(parser)


def _list(context: Context, args: Namespace) -> int:
    query = CaseQuery(text=args.search, where=tuple(args.where))
    with context.open(args, write=False) as board:
        found = list_cases(board, query)
    if args.json:
        context.json([line_document(line) for line in found.lines])
        return 0
    labels = context.library().labels
    for line in found.lines:
        context.say(_line(line, labels))
    context.tell(f"{found.total} cases.")
    return 0


def line_document(line: CaseLine) -> dict[str, object]:
    """One line of ``list --json``; dates carry their precision, an unknown text is null."""
    return {
        "number": line.number,
        "mrn": line.mrn,
        "name": line.name,
        "age_days": line.age_days,
        "diagnosed": str(line.diagnosed) if line.diagnosed else None,
        "stage": line.stage or None,
        "groups": list(line.groups),
        "phase": line.phase or None,
        "status": line.status,
    }


def _line(line: CaseLine, labels: Labels) -> str:
    groups = " or ".join(labels.word("group", group) for group in line.groups) or "not covered"
    if line.conflict:
        groups = f"{groups} (sources differ)"
    child = line.name or "(no name)"
    stage = line.stage or "stage not known"
    return f"{line.number:>5}  {line.mrn:<16}  {child:<24}  {stage:<16}  {groups:<32}  {line.phase}".rstrip()


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="case number, or mrn:VALUE")
    parser.add_argument("--json", action="store_true", required=True, help="print the record")


def _show(context: Context, args: Namespace) -> int:
    from desktop.services.attachments import list_attachments
    from desktop.services.history import note_given_out
    from desktop.services.records import record_of

    with context.open_to_look(args) as board:
        case = find_case(board, args.case)
        note_given_out(board, case.id)
        context.json(record_of(case, list_attachments(board, case.id)))
    return 0


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="case number, or mrn:VALUE")
    parser.add_argument("-o", "--output", metavar="OUT.json", type=Path, required=True, help="the file to write")
    parser.add_argument("--deidentified", action="store_true", help="without whose it is; free texts are left out")
    coarser_option(parser)


def _export(context: Context, args: Namespace) -> int:
    from desktop.services.record_files import export_record

    choices = coarser_choices(args)
    with context.open_to_look(args) as board:
        case = find_case(board, args.case)
        if args.deidentified:
            return _export_deidentified(context, board, case, args.output, choices)
        export_record(board, case.id, args.output)
    context.say(f"Record of case {case.number} written to {args.output}; it is not encrypted there.")
    return 0


def _export_deidentified(context: Context, board: Board, case: Case, path: Path, choices: Choices) -> int:
    from desktop.services.deidentified_records import export_deidentified
    from desktop.services.sharing import shared_in, shared_words

    library, today = context.library_of(board), date.today()  # noqa: DTZ011 - the day of the place
    context.tell(shared_words(shared_in(board, library, case, choices)))
    export_deidentified(board, library, case, path, today=today, choices=choices)
    context.say(f"De-identified record of case {case.number} written to {path}; its days count from diagnosis.")
    return 0


def _receive_arguments(parser: ArgumentParser) -> None:
    told = "a record as `export` writes it (JSON), or a PDF that carries one"
    parser.add_argument("file", metavar="FILE", type=Path, help=told)
    told = "the child is here: take in what is new, unless both tell something differently"
    parser.add_argument("--merge", action="store_true", help=told)


def _receive(context: Context, args: Namespace) -> int:
    from desktop.services.receiving import receive_record

    with context.open(args, write=True) as board:
        library = context.library_of(board)
        if args.merge:
            return _take_in(context, board, library, args.file)
        case, seen = receive_record(board, library, args.file)
    child = ", a demonstration child" if case.demonstration else ""
    context.say(f"Case {case.number} received{child}; results: {seen.results}.")
    for line in (seen.signed_words, seen.not_in_it, *(f"  {one.title}" for one in seen.documents)):
        if line:
            context.say(line)
    for reason in seen.doubts:
        context.tell(f"Please check: {reason}")
    return 0


def _take_in(context: Context, board: Board, library: Library, path: Path) -> int:
    """What is new comes in; what is told differently is a person's to choose, with both sides in sight."""
    from desktop.services.taking_in import look_to_take_in, take_in

    taking = look_to_take_in(board, library, path)
    number, found = taking.kept.number, taking.comparison
    if found.choices:
        raise UserError(
            f"Case {number} and the record tell {len(found.choices)} facts or entries differently; nothing was "
            "changed, choose in the window (File, Receive a record)."
        )
    if found.brings_nothing:
        context.say(f"Everything in the record is in case {number}; nothing was changed.")
        return 0
    take_in(board, library, taking, {})
    new, more = sum(found.added.values()), len(found.filled) + sum(found.completed.values())
    context.say(f"Record taken into case {number}: {new} new entries, {more} completed. Nothing was overwritten.")
    if taking.seen.signed_words:
        context.say(taking.seen.signed_words)
    return 0


COMMANDS = (
    Command("list", "List the children of the board.", _list_arguments, _list),
    Command("show", "Print one whole record.", _show_arguments, _show),
    Command("export", "Write one whole record to a file.", _export_arguments, _export),
    Command("receive", "Receive a record, as a new case or into the case of the child.", _receive_arguments, _receive),
)
