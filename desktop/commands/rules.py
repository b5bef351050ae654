"""Rules: ``assess``, ``stage``, ``histology``. With --facts they need no board and no passphrase."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from desktop.clinical.facts import FactValue, read_facts, read_staging_facts
from desktop.clinical.risk import RulePack
from desktop.clinical.risk.case_facts import facts_of
from desktop.commands.context import Context, read_document
from desktop.commands.parser import Command, json_option
from desktop.services.cases import find_case

Facts = Mapping[str, FactValue]


def _assess_arguments(parser: ArgumentParser) -> None:
    meant = parser.add_mutually_exclusive_group(required=True)
    meant.add_argument("case", metavar="CASE", nargs="?", help="case number, or mrn:VALUE")
    meant.add_argument("--facts", metavar="FILE", type=Path, help="a JSON facts object, or a list of them")
    parser.add_argument("--scheme", metavar="ID", action="append", help="only this scheme (repeatable)")
    json_option(parser)


def _assess(context: Context, args: Namespace) -> int:
    rules = context.library().rules
    chosen = rules.named(args.scheme) if args.scheme else tuple(scheme.id for scheme in rules.schemes)

    def answers(facts: Facts) -> object:
        return [rules.assess(facts, scheme).document() for scheme in chosen]

    if args.facts is not None:
        return _for_each(context, args, read_facts, answers)
    with context.open(args, write=False) as board:
        found = facts_of(find_case(board, args.case), rules)
    about_case = (*found.warnings, *found.notes)
    told = [rules.assess(found.facts, scheme) for scheme in chosen]
    return _print(context, args, [replace(one, warnings=(*one.warnings, *about_case)).document() for one in told])


def _stage_or_histology(parser: ArgumentParser) -> None:
    parser.add_argument("--facts", metavar="FILE", type=Path, required=True, help="a JSON facts object, or a list")
    json_option(parser)


def _stage(context: Context, args: Namespace) -> int:
    rules: RulePack = context.library().rules
    return _for_each(context, args, read_staging_facts, lambda facts: rules.stage(facts).document())


def _histology(context: Context, args: Namespace) -> int:
    rules: RulePack = context.library().rules
    return _for_each(context, args, read_facts, lambda facts: rules.histology(facts).document())


def _for_each(
    context: Context, args: Namespace, read: Callable[[object], Facts], answer: Callable[[Facts], object]
) -> int:
    """One answer for one facts object, a list of answers for a list."""
    document = read_document(args.facts)
    if isinstance(document, list):
        return _print(context, args, [answer(facts) for facts in [read(one) for one in document]])
    return _print(context, args, answer(read(document)))


def _print(context: Context, args: Namespace, document: object) -> int:
    if args.json:
        context.json(document)
        return 0
    answers = document if isinstance(document, list) else [document]
    for one in answers:
        for line in _lines(one):
            context.say(line)
    return 0


def _lines(answer: object, indent: str = "") -> list[str]:
    """An answer as plain lines: one a key; a list inside a list is set in."""
    if isinstance(answer, list):
        return [line for one in answer for line in _lines(one, indent)]
    if not isinstance(answer, dict):
        return [f"{indent}{answer}"]
    lines = []
    for key, value in answer.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{indent}{key}:", *(line for one in value for line in _lines(one, f"{indent}  "))]
        else:
            lines.append(f"{indent}{key}: {_words(value)}")
    return [*lines, ""] if not indent else lines


def _words(value: object) -> str:
    """A value in words: sentences and sets of facts each apart, yes and no, none for nothing."""
    if isinstance(value, list):
        parts = [" + ".join(part) if isinstance(part, list) else str(part) for part in value]
        return ("; " if any(" " in part for part in parts) else ", ").join(parts) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


COMMANDS = (
    Command("assess", "Risk groups still reachable, and what decides.", _assess_arguments, _assess),
    Command("stage", "INRGSS stage from its parts.", _stage_or_histology, _stage),
    Command("histology", "INPC class from category, grade, MKI and age.", _stage_or_histology, _histology),
)
