"""The biomarkers of the page: the latest result of each, against its own laboratory's limit."""

from __future__ import annotations

from itertools import groupby

from desktop.reports.content import TextBlock
from desktop.reports.phrases import Phrase, head, plain, silence
from desktop.services.markers import MarkerLine, marker_lines, times_told, value_words
from desktop.services.pages.case_page import CasePage, Said


def markers(page: CasePage) -> tuple[TextBlock, ...]:
    """One statement a marker; the earlier results are counted. Without any, the row of pathology says so."""
    lines = marker_lines(page.library, page.case)
    if not lines:
        return ()
    told: list[Said] = [_latest(page, list(ones)) for _, ones in groupby(lines, key=lambda one: one.name)]
    return (TextBlock(label="Biomarkers", paragraphs=(page.gathered(*told),)),)


def _latest(page: CasePage, lines: list[MarkerLine]) -> Phrase:
    """What is on its way stands first, then the latest value."""
    values = [one for one in lines if one.reading is not None]
    waits = [one for one in lines if one.reading is None]
    first = values[0] if values else waits[0]
    name = (head(first.name), plain(" "))
    if not values:
        return (*name, silence(value_words(page.library, first)))
    times, performed = times_told(first), first.result.provenance.performed_on
    against = f"{times} own limit" if times else "own limit not recorded"
    parts = [value_words(page.library, first), against, performed.words() if performed else ""]
    earlier = f" (+{len(values) - 1} earlier)" if len(values) > 1 else ""
    also = f"; {value_words(page.library, waits[0])}" if waits else ""
    return (*name, plain(f"{', '.join(filter(None, parts))}{earlier}{also}"))
