"""Duplicates in words: why two children look alike, what each case says, who said it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.duplicates import Pair, Sign
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels
from desktop.clinical.listing import CaseLine
from desktop.clinical.merging import PLAN
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.duplicates import Said, TwoCases, rows_moved
from desktop.services.library import Library
from desktop.ui.history.words import unbroken, who_of
from desktop.ui.words import capital, joined

_SIGNS: Mapping[Sign, str] = MappingProxyType(
    {
        Sign.IDENTIFIER: "same identifier but for spaces or noughts",
        Sign.NEAR_IDENTIFIER: "identifier with one character different",
        Sign.NAME: "same name",
        Sign.SWAPPED: "names the other way round",
        Sign.NEAR_NAME: "name nearly the same",
        Sign.BORN: "same date of birth",
        Sign.NEAR_BORN: "date of birth with two digits swapped",
    }
)
_NOTHING = "Nothing"


def _plan_words(library: Library, plan: TreatmentPlan) -> str:
    title = library.shelf.title(plan.template) or plan.template
    return f"{title}, from {day_words(plan.start)}"


def pair_row(pair: Pair, lines: Mapping[UUID, CaseLine]) -> tuple[str, ...]:
    """A pair as a row: both children, and why they look alike."""
    why = capital("; ".join(_SIGNS[sign] for sign in pair.signs))
    return child_line(lines[pair.first]), child_line(lines[pair.second]), why


def child_line(line: CaseLine) -> str:
    """A child by name, number, birth and case."""
    born = f"born {unbroken(line.born.words())}" if line.born else "no date of birth"
    return f"{line.name or 'No name'}, {line.mrn or 'no number'}, {born}, {unbroken(f'case {line.number}')}"


def crowd_words(crowds: Sequence[int]) -> str:
    """What was left out; empty where nothing was."""
    if not crowds:
        return ""
    return (
        f"Up to {crowds[0]:,} children share the same name, number or date of birth; so many are not compared with "
        "each other. Add what tells them apart, and look again."
    )


def fact_name(labels: Labels, name: str) -> str:
    """What people call a fact that a merge asks about."""
    if name == PLAN:
        return "Treatment plan in use"
    return labels.words["fact"].get(name) or capital(name.replace("_", " "))


def value_words(library: Library, name: str, value: object) -> str:
    """What a case says of a fact: its value, its silence with the reason, or that it says nothing."""
    labels = library.labels
    if isinstance(value, Answer):
        return capital(labels.answer(name, value))
    if isinstance(value, tuple):
        return "; ".join(_plan_words(library, one) for one in value if isinstance(one, TreatmentPlan)) or _NOTHING
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, Enum) and name in labels.words:
        return labels.word(name, value)
    return str(value)


def said_words(said: Said | None) -> str:
    """Who said it, and when: ``Zztest Coordinator, 12 Nov 2026``."""
    if said is None:
        return "Nobody of this board"
    return f"{who_of(said.person)}, {unbroken(day_words(said.at.astimezone().date()))}"


def moved_words(labels: Labels, two: TwoCases) -> str:
    """What comes over from the case that goes: ``Come over from case 7: MYCN result (2), document (3).``"""
    kinds = labels.words["history_kind"]
    told = [f"{kinds.get(kind) or kind.replace('_', ' ')} ({count:,})" for kind, count in rows_moved(two).items()]
    where = f"from case {two.other.number}"
    return f"Come over {where}: {joined(told)}." if told else f"No results and no documents come over {where}."


def both_words(library: Library, two: TwoCases) -> str:
    """Of what a child has one entry of, that both cases have one and what becomes of them; empty where none does."""
    titles = [
        kind.title
        for kind in library.record.kinds.values()
        if kind.single and getattr(two.kept, kind.table) and getattr(two.other, kind.table)
    ]
    if not titles:
        return ""
    return (
        f"Both cases have an entry of: {joined(titles)}. Both stay whole, each with its own day and author; the latest "
        "counts, and the other is shown beside it."
    )


def another_child_words(labels: Labels, kept: Case, other: Case) -> str:
    """That two cases differ in what does not change in a child; empty where they do not."""
    known = [(name, FIELDS[name].read(kept), FIELDS[name].read(other)) for name in ("sex", "born")]
    differ = [labels.name(name).lower() for name, one, two in known if one.is_known and two.is_known and one != two]
    if not differ:
        return ""
    return f"They differ in {' and '.join(differ)}: make sure that they are one child at all before you merge them."
