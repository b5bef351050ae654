"""``prove``: the worked cases that ship with the rules, here and now. No board, no passphrase."""

from __future__ import annotations

import json
from argparse import Namespace

from desktop.clinical.proving import Failure, Proof
from desktop.commands.context import Context
from desktop.commands.parser import Command, json_option
from desktop.services.proving import prove_rules


def _prove(context: Context, args: Namespace) -> int:
    proof = prove_rules(context.library())
    if args.json:
        context.json(proof.document())
    else:
        for line in _lines(proof):
            context.say(line)
    return 1 if proof.failed else 0


def _lines(proof: Proof) -> list[str]:
    width = max(len(one.table.id) for one in proof.tables)
    lines = [
        f"{one.table.id:<{width}}  {one.table.version:<8}  {one.passed:>4} passed  {one.failed:>3} failed"
        for one in proof.tables
    ]
    for failure in proof.failures:
        lines += ["", *_failure(failure)]
    told = f"{proof.passed} worked cases passed, {proof.failed} failed."
    if proof.failed:
        wrong = ", ".join(dict.fromkeys(failure.table for failure in proof.failures))
        told += f" Do not rely on {wrong} until a proof of it passes."
    return [*lines, "", "These are the rules of this program; the rules of a board are proved in its window.", told]


def _failure(failure: Failure) -> list[str]:
    return [
        f"{failure.table}, {failure.case.id}: {failure.case.text}",
        f"  expected: {_plain(failure.expected)}",
        f"  got:      {_plain(failure.got)}",
        f"  source:   {failure.case.source}",
    ]


def _plain(parts: object) -> str:
    return json.dumps(parts, ensure_ascii=False, default=str)


COMMANDS = (Command("prove", "Run the clinical worked cases that ship with the rules.", json_option, _prove),)
