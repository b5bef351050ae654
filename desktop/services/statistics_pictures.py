"""Which numbers of the statistics are drawn, and as what bars: the same numbers as in the tables, none counted anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.services.counting import Count, Counted
from desktop.services.statistics import GROUP, PHASE, STAGE, YEAR
from desktop.services.statistics_records import REFERRAL, REFERRAL_SUMS
from desktop.services.statistics_silences import MISSING

REASONS = "Missing results, by reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One chart of bars. ``counted`` says what a number is of; ``note`` what must be said of the whole.

    ``view``: where the children behind its bars are told, if no bar has them itself.
    """

    table: Counted
    counted: str = "children"
    note: str = ""
    view: str = ""


def pictures_of(tables: Sequence[Counted]) -> tuple[Picture, ...]:
    """By year, stage, group and phase, the days to the board, and what is missing by kind of silence."""
    by_title = {one.title.partition(" by ")[0] if one.title.startswith(GROUP) else one.title: one for one in tables}
    plain = [Picture(table=by_title[one]) for one in (YEAR, STAGE, GROUP, PHASE) if one in by_title]
    found = (*plain, *_referral(by_title.get(REFERRAL)), *_reasons(by_title.get(MISSING)))
    return tuple(one for one in found if one.table.counts)


def _referral(table: Counted | None) -> Iterator[Picture]:
    """The bands alone are bars; the median is said, as it counts the same children once more."""
    if table is not None:
        sums = [one for one in table.counts if one.words.startswith(REFERRAL_SUMS)]
        bars = tuple(one for one in table.counts if one not in sums)
        yield Picture(table=Counted(table.title, table.of, bars), note=". ".join(one.words for one in sums))


def _reasons(table: Counted | None) -> Iterator[Picture]:
    """Every fact that an active child lacks, counted under the one reason that it has."""
    if table is None:
        return
    sums = [sum(one.parts[place] for one in table.counts) for place in range(len(table.columns))]
    counts = tuple(
        Count(words=words, children=number, of=sum(sums))
        for words, number in zip(table.columns, sums, strict=True)
        if number
    )
    yield Picture(
        table=Counted(REASONS, "of all results that active children lack", counts), counted="results", view=table.title
    )
