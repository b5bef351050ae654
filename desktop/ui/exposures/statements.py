"""What a total is made of, what a check rests on, and the arithmetic for checking, as names and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.services.exposures import LedgerLine
from desktop.services.surface import LabelLine, SurfaceCheck
from desktop.services.watching import WatchLine
from desktop.ui.statements import Statement
from desktop.ui.words import capital

NO_SURFACE = "Not worked out: it needs a weight and a height of the record."


def made_of(line: LedgerLine) -> tuple[Statement, ...]:
    """Every entry with how it stands in the total."""
    roles = dict.fromkeys(role for role, _ in line.operands)
    told = [listed(role, [words for each, words in line.operands if each == role]) for role in roles]
    return tuple(told) or (Statement("", "No amount of it is entered."),)


def rests_on(line: WatchLine) -> tuple[Statement, ...]:
    """Why the child is watched, what the totals lead to, what the source says row by row, and the source."""
    told = [listed("Because of", [capital(one) for one in line.why])]
    if line.by_dose:
        told += [
            Statement("By dose", capital(line.dose_words)),
            listed("Rests on", [capital(one) for one in line.rests_on]),
            listed("The source", line.rows),
        ]
    if line.risk.remark:
        told.append(Statement("Remark", line.risk.remark))
    return (*told, Statement("Source", f"{line.source}; {line.status}"))


def arithmetic(check: SurfaceCheck) -> tuple[Statement, ...]:
    """The surface with its operands and formula, then each label."""
    told = [Statement(one.name, capital(one.words)) for one in check.operands]
    told += [Statement("Body surface", check.surface or NO_SURFACE), Statement("Formula", check.formula)]
    return (*told, *(one for label in check.labels for one in _label(label)))


def listed(name: str, items: Sequence[str]) -> Statement:
    """One value, or several beneath each other."""
    if len(items) < 2:
        return Statement(name, "".join(items))
    return Statement(name, f"•\u00a0{items[0]}", items=tuple(items[1:]))


def _label(line: LabelLine) -> Iterator[Statement]:
    yield Statement(line.title, capital(line.band), items=line.notes)
    yield listed("Dose as entered", line.entered or ["No dose of it is entered."])
    yield Statement("To be worked out anew", capital(line.recheck), caution=line.overdue)
    yield Statement("Source", line.source)
