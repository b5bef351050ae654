"""What a scored scan says, in statements: sums, reading, and what the response criteria need of it."""

from __future__ import annotations

from desktop.clinical.scores import Score
from desktop.clinical.vocabulary import ScanTime
from desktop.services.library import Library
from desktop.services.scans import ScanView

Told = tuple[tuple[str, str], ...]
"""Heads and what stands under them."""
_NONE_BEFORE = "No scan by this method is known to be the one before."


def sums(view: ScanView) -> Told:
    """The sums now and before; while a segment has no value, how many have one."""
    if view.score is None:
        return (
            ("Total", f"{view.scored} of {len(view.lines)} segments scored; a sum needs all of them"),
            *_beyond(view),
        )
    told = [
        ("Total", _of(view.score.total, view.method.maximum, view.score_before.total if view.score_before else None))
    ]
    if view.method.skeletal_maximum != view.method.maximum:
        before = view.score_before.skeletal if view.score_before else None
        told.append(("Skeleton alone", _of(view.score.skeletal, view.method.skeletal_maximum, before)))
    return tuple(told)


def sum_line(library: Library, view: ScanView) -> str:
    """The sums in one line, with the word of the reading: ``Curie total 5 of 30; before 18. Favourable at this time.``

    The reading is only named where there is one; what it rests on stands with the sums in full.
    """
    method = view.method.file.title.partition(" ")[0]
    told = [f"{method} {head[:1].lower()}{head[1:]}: {words}" for head, words in sums(view)[:1]]
    told += [f"{head}: {words}" for head, words in sums(view)[1:]]
    if view.score is not None and view.score.reading is not None:
        told += [head for head, _ in reading(library, view)]
    return ". ".join(told) + "."


def reading(library: Library, view: ScanView) -> Told:
    """The reading, with the cut-off that it rests on, or why there is none."""
    if view.score is None:
        return ()
    head = {"adverse": "Adverse at this time", "favourable": "Favourable at this time"}
    return ((head.get(str(view.score.reading), "No reading"), library.labels.graded(view.score.reason)),)


def for_response(view: ScanView) -> Told:
    """The relative score of the skeleton, which the criteria of response ask for."""
    score: Score | None = view.score
    if score is None or view.before is None:
        return ()
    told = [("Skeleton, now / before", _ratio(view))]
    if score.relative is not None:
        told.append(("Relative score", f"{float(score.relative):.2f}"))
    told.append(("", "Same method and same technique on both scans. Curie and SIOPEN scores are never converted."))
    return tuple(told)


def title_of(library: Library, view: ScanView) -> str:
    """``18 Nov 2026, after induction``."""
    day = view.scan.provenance.performed_on
    return ", ".join(
        filter(None, (day.words() if day else "no date", occasion_words(library, view.scan.occasion.value)))
    )


def occasion_words(library: Library, code: str | None) -> str:
    """When a scan was done, in words; nothing where it is not known."""
    choice = library.record.kinds["scans"].field("occasion").choice(code or "")
    return choice.words if choice is not None else ""


def compared_words(library: Library, view: ScanView) -> str:
    """With which scan this one is compared."""
    if view.before is None:
        first = view.scan.occasion.value == ScanTime.DIAGNOSIS.value
        return "The scan at diagnosis: later ones are compared with it." if first else _NONE_BEFORE
    day = view.before.provenance.performed_on
    when = occasion_words(library, view.before.occasion.value)
    return f"Compared with {', '.join(filter(None, (when, day.words() if day else 'a scan without a date')))}."


def _beyond(view: ScanView) -> Told:
    """The values that the method does not have; the segments could be scored by another one."""
    found = ", ".join(f"{one.segment.text} {one.now.value}" for one in view.lines if one.beyond)
    highest = view.method.highest
    return (("Not usable", f"{found}: the highest of this method is {highest}; score it anew"),) if found else ()


def _of(now: int, most: int, before: int | None) -> str:
    return f"{now} of {most}" + (f"; before {before}" if before is not None else "")


def _ratio(view: ScanView) -> str:
    now = view.score.skeletal if view.score else 0
    before = str(view.score_before.skeletal) if view.score_before else "not fully scored"
    return f"{now} / {before}"
