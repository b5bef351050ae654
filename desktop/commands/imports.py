"""``import``: a spreadsheet's rows become cases."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from desktop.commands.context import Context
from desktop.commands.parser import Command, json_option
from desktop.services.files import write_whole
from desktop.services.importing import ImportReport, import_file, rejected_csv, write_template


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="CSV or XLSX; the first row is the heading")
    parser.add_argument("--profile", metavar="NAME", help="column profile; by default chosen from the headings")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    parser.add_argument("--report", metavar="OUT.csv", type=Path, help="write the rejected rows to this file")
    parser.add_argument("--template", metavar="OUT.xlsx", type=Path, help="write an empty sheet with every column")
    json_option(parser)


def _run(context: Context, args: Namespace) -> int:
    if args.template is not None:
        write_template(context.library().profiles, args.template)
        context.say(f"Empty template written to {args.template}.")
        if args.file is None:
            return 0
    if args.file is None:
        context.tell("crestboard import: a FILE is needed, or --template OUT.xlsx")
        return 2
    with context.open(args, write=not args.dry_run) as board:
        shelf, progress = context.library_of(board), _progress(context)
        report = import_file(board, shelf, args.file, profile=args.profile, dry_run=args.dry_run, progress=progress)
    if args.report is not None:
        write_whole(args.report, rejected_csv(report))
    if args.json:
        context.json(report.document())
    else:
        _say(context, args, report)
    return 0


def _progress(context: Context) -> Callable[[int, int], None]:
    """Say on standard error how far a long import has come, every tenth of it."""
    told = [0]

    def tell(done: int, total: int) -> None:
        tenth = done * 10 // total if total >= 10_000 else 0
        if tenth > told[0]:
            told[0] = tenth
            context.tell(f"{tenth * 10} % done")

    return tell


def _say(context: Context, args: Namespace, report: ImportReport) -> None:
    would = "would be " if args.dry_run else ""
    context.say(
        f"{report.rows} rows: {report.created} {would}created, {report.updated} {would}updated, "
        f"{report.unchanged} unchanged, {len(report.rejected)} rejected."
    )
    for one in report.rejected:
        context.say(f"  row {one.row}, {one.column}: {one.reason}")
    for line in report.warnings:
        context.say(f"  {line}")
    if report.ignored_columns:
        context.say(f"Columns not imported: {', '.join(report.ignored_columns)}.")


COMMANDS = (Command("import", "Import a CSV or XLSX file of children.", _arguments, _run),)
