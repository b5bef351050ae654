"""``respond`` and ``score``: response by published criteria, and scores of imaging. They need no board."""

from __future__ import annotations

from argparse import Namespace

from desktop.commands.answers import answer_each, facts_arguments
from desktop.commands.context import Context
from desktop.commands.parser import Command


def _respond(context: Context, args: Namespace) -> int:
    criteria = context.library().criteria
    return answer_each(context, args, criteria.read, lambda facts: criteria.respond(facts).document())


def _score(context: Context, args: Namespace) -> int:
    scores = context.library().scores
    return answer_each(context, args, scores.read, lambda facts: scores.score(facts).document())


COMMANDS = (
    Command("respond", "INRC response: each component, and overall.", facts_arguments, _respond),
    Command("score", "Curie and SIOPEN scores of an MIBG scan.", facts_arguments, _score),
)
