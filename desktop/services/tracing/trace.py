"""The trace of one scheme for one child, and of all schemes."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.case import Case
from desktop.clinical.risk import Assessment, Row, RuleStatus
from desktop.services.assessing import CaseAssessment, conflict_words
from desktop.services.library import Library
from desktop.services.tracing.origins import fact_traces, outside_traces
from desktop.services.tracing.parts import RowTrace, Trace
from desktop.services.tracing.ranking import open_facts
from desktop.services.tracing.seen import Seen, either

_DOUBTFUL = (RuleStatus.CONFLICT, RuleStatus.UNVERIFIED)


def trace_case(library: Library, case: Case, assessed: CaseAssessment) -> tuple[Trace, ...]:
    """One trace a scheme, in the order of the pack."""
    return tuple(trace_scheme(library, case, assessed, one) for one in assessed.assessments)


def trace_scheme(library: Library, case: Case, assessed: CaseAssessment, one: Assessment) -> Trace:
    """Why one scheme says what it says."""
    seen = Seen(library, assessed, one)
    covered = one.not_covered is None
    rows = seen.scheme.rows if covered else ()
    return Trace(
        scheme=one.scheme,
        title=seen.labels.words.get("scheme_title", {}).get(one.scheme) or seen.scheme.title,
        version=one.version,
        source=seen.scheme.source,
        answer=_groups(seen, one.groups) if covered else "Not covered",
        state="Settled" if one.settled else "Not settled" if covered else "No row for this child",
        not_covered=one.not_covered or "",
        conflict=conflict_words(one),
        facts=fact_traces(case, seen) if covered else outside_traces(case, seen),
        rows=tuple(_row(seen, row) for row in rows if row.id in one.rows),
        ruled_out=tuple(_row(seen, row) for row in rows if row.id not in one.rows),
        warnings=tuple(_warnings(seen)),
        open=open_facts(case, seen) if covered else (),
        sets=tuple(tuple(seen.labels.name(name) for name in names) for names in assessed.asking[one.scheme].sets),
    )


def _groups(seen: Seen, groups: tuple[str, ...]) -> str:
    words = either(seen.labels.word("group", one) for one in groups)
    return words[:1].upper() + words[1:]


def _row(seen: Seen, row: Row) -> RowTrace:
    notes = [f"Note {note.id}: {note.text}" for note in seen.scheme.notes if note.id in row.notes]
    status = row.cited.status.value
    words = seen.labels.words.get("evidence", {}).get(status, status)
    return RowTrace(
        id=row.id,
        groups=_groups(seen, row.then),
        text=row.text,
        conditions=seen.row_conditions(row),
        source=row.cited.source,
        evidence=f"{words[:1].upper()}{words[1:]}",
        doubtful=row.cited.status in _DOUBTFUL,
        remarks=tuple(one for one in (row.warning, row.conflict, *notes) if one),
    )


def _warnings(seen: Seen) -> Iterator[str]:
    """The warnings of the answer and of the facts, each once; those of a row stand with the row."""
    with_rows = {row.warning for row in seen.scheme.rows}
    case = seen.case
    about = (*case.facts.warnings, *case.facts.notes, *case.stage.warnings, *case.histology.warnings)
    told = (one for one in (*seen.one.warnings, *about) if one not in with_rows)
    yield from dict.fromkeys(map(seen.labels.told, told))
