"""Chase lines for what entries of the record and laboratory markers wait for: one a request, or a failed sample.

What another line of the list says already is left out, so that nobody is asked for one result twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.record.examinations import Examination
from desktop.clinical.record.family import Screening
from desktop.clinical.record.people import Consent
from desktop.clinical.results import MarkerResult, Result
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.chase_lines import (
    NOWHERE,
    REPEAT,
    Kind,
    Owned,
    Weight,
    line_for,
    place_key,
    silence_words,
)
from desktop.services.entry_silences import MARKERS, SilentPart, silent_parts
from desktop.services.library import Library

_CHASED = (Silence.REQUESTED, Silence.SAMPLE_FAILED)
_TOLD_BY = {
    "examinations": ("outcome", "result"),
    "consents": ("given",),
    "follow_ups": ("outcome",),
    "screenings": ("outcome",),
}
"""The fields of an entry that a line of its own kind is about."""


def silent_lines(library: Library, case: Case, today: date, told: Sequence[Owned]) -> Iterator[Owned]:
    """What is awaited or failed beside the lines that were ``told``; of a closed case only what was requested."""
    wanted = _CHASED if case.status is not CaseStatus.CLOSED else _CHASED[:1]
    for part in silent_parts(library, case, wanted):
        left = _beside(part, told)
        if left is None:
            continue
        owned = _owned(library, case, today, left)
        if not _tested_for(library, case, left, owned, told):
            yield owned


def _owned(library: Library, case: Case, today: date, part: SilentPart) -> Owned:
    failed = part.answer.silence is Silence.SAMPLE_FAILED
    said = part.answer if failed else replace(part.answer, where="")
    kind = Kind.MARKER if part.table == MARKERS else Kind.ENTRY
    key = f"{kind.value}:{part.entry.id}:{part.fields[0]}"
    line = line_for(
        case, today, kind, key, part.name, silence_words(library.labels, said), Weight.OTHER,
        asked=part.answer.on, silence=part.answer.silence,
    )  # fmt: skip
    line = replace(line, confidential=part.confidential)
    return (REPEAT if failed else _place(library, part)), line


def _place(library: Library, part: SilentPart) -> str:
    """Whom the request went to: as it says itself, else as the entry says."""
    field = library.chasing.places.get(part.table, "")
    named = getattr(part.entry, field).value if field and field not in part.fields else ""
    places = (part.answer.where, named or "", part.entry.provenance.laboratory)
    return next((one.strip() for one in places if one.strip()), NOWHERE)


def _beside(part: SilentPart, told: Sequence[Owned]) -> SilentPart | None:
    """The part without the fields that another line is about for the same reason; None where none is left."""
    about = _told_by(part.entry)
    lines = (line for _, line in told if about and line.fact.startswith(about))
    if all(line.silence is not part.answer.silence for line in lines):
        return part
    kept = [place for place, field in enumerate(part.fields) if field not in _TOLD_BY[part.table]]
    fields = tuple(part.fields[place] for place in kept)
    labels = tuple(part.labels[place] for place in kept if part.labels)
    return replace(part, fields=fields, labels=labels) if fields else None


def _told_by(entry: Result) -> str:
    """How the key of the line begins that is about this entry already; empty where there can be none."""
    match entry:
        case Examination():
            return f"{Kind.TEST.value}:{entry.id}"
        case FollowUp():
            return f"{Kind.FOLLOW_UP.value}:{entry.id}"
        case Consent() if entry.purpose.value is not None:
            return f"{Kind.CONSENT.value}:{entry.purpose.value}"
        case Screening() if entry.test.value is not None and entry.provenance.performed_on is None:
            return f"{Kind.SCREENING.value}:{entry.test.value} "
    return ""


def _tested_for(library: Library, case: Case, part: SilentPart, owned: Owned, told: Sequence[Owned]) -> bool:
    """Whether a marker was requested with a test that is chased after: at the same place, on the same full day."""
    owner, mine = owned
    if not isinstance(part.entry, MarkerResult) or mine.asked is None or mine.asked.full is None:
        return False
    tests = library.chasing.markers.get(part.entry.marker.value, ())
    keys = {f"{Kind.TEST.value}:{one.id}" for one in standing(case.examinations) if one.test.value in tests}
    return any(
        line.fact in keys
        and (line.silence, line.asked) == (mine.silence, mine.asked)
        and place_key(other) == place_key(owner)
        for other, line in told
    )
