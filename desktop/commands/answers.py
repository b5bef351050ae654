"""Facts in, answers out: one answer for one facts object, a list for a list; as JSON or as plain lines."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop.commands.context import Context, read_document
from desktop.commands.parser import json_option

Facts = TypeVar("Facts")


def facts_arguments(parser: ArgumentParser) -> None:
    """The arguments of a command that only works from a facts file."""
    parser.add_argument("--facts", metavar="FILE", type=Path, required=True, help="a JSON facts object, or a list")
    json_option(parser)


def answer_each(
    context: Context, args: Namespace, read: Callable[[object], Facts], answer: Callable[[Facts], object]
) -> int:
    """One answer for one facts object, a list of answers for a list."""
    document = read_document(args.facts)
    if isinstance(document, list):
        return print_answer(context, args, [answer(facts) for facts in [read(one) for one in document]])
    return print_answer(context, args, answer(read(document)))


def print_answer(context: Context, args: Namespace, document: object) -> int:
    """Print one answer, or a list of them. Returns the exit code."""
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
