"""Rules: ``assess``, ``stage``, ``histology``. With --facts they need no board and no passphrase."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop.clinical.facts import FactValue, read_facts, read_staging_facts
from desktop.clinical.risk import RulePack
from desktop.commands.answers import answer_each, facts_arguments, print_answer
from desktop.commands.context import Context
from desktop.commands.parser import Command, json_option
from desktop.services.assessing import checked_facts
from desktop.services.cases import find_case

Facts = Mapping[str, FactValue]


def _assess_arguments(parser: ArgumentParser) -> None:
    meant = parser.add_mutually_exclusive_group(required=True)
    meant.add_argument("case", metavar="CASE", nargs="?", help="case number, or mrn:VALUE")
    meant.add_argument("--facts", metavar="FILE", type=Path, help="a JSON facts object, or a list of them")
    parser.add_argument("--scheme", metavar="ID", action="append", help="only this scheme (repeatable)")
    json_option(parser)


def _assess(context: Context, args: Namespace) -> int:
    if args.case is not None:
        return _assess_case(context, args)
    rules = context.library().rules
    chosen = _chosen(rules, args)

    def answers(facts: Facts) -> object:
        return [rules.assess(facts, scheme).document() for scheme in chosen]

    return answer_each(context, args, read_facts, answers)


def _assess_case(context: Context, args: Namespace) -> int:
    """A stored child, by the rules that its board has adopted."""
    from desktop.services.history import READ, note_view

    with context.open_to_look(args) as board:
        library = context.library_of(board)
        rules = library.rules
        chosen = _chosen(rules, args)
        case = find_case(board, args.case)
        note_view(board, case.id, READ)
        found = checked_facts(library, case)
    about_case = (*found.warnings, *found.notes)
    told = [rules.assess(found.facts, scheme) for scheme in chosen]
    return print_answer(context, args, [replace(one, warnings=(*one.warnings, *about_case)).document() for one in told])


def _chosen(rules: RulePack, args: Namespace) -> tuple[str, ...]:
    return rules.named(args.scheme) if args.scheme else tuple(scheme.id for scheme in rules.schemes)


def _stage(context: Context, args: Namespace) -> int:
    rules: RulePack = context.library().rules
    return answer_each(context, args, read_staging_facts, lambda facts: rules.stage(facts).document())


def _histology(context: Context, args: Namespace) -> int:
    rules: RulePack = context.library().rules
    return answer_each(context, args, read_facts, lambda facts: rules.histology(facts).document())


COMMANDS = (
    Command("assess", "Risk groups still reachable, and what decides.", _assess_arguments, _assess),
    Command("stage", "INRGSS stage from its parts.", facts_arguments, _stage),
    Command("histology", "INPC class from category, grade, MKI and age.", facts_arguments, _histology),
)
