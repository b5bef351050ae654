"""The laboratory markers of a child: entering, changing and taking away a result, and what each says.

Every result is judged against its own laboratory's limit. Where that is not recorded, printed limits of other
laboratories are told side by side, each with its source, and none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.clinical.biomarkers import Against, MarkerReading, Placed
from desktop.clinical.biomarkers.entries import Cut, Side
from desktop.clinical.biomarkers.reading import Standing, shown, times_words
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, completed_years
from desktop.clinical.errors import UserError
from desktop.clinical.results import MarkerResult
from desktop.clinical.risk.rows import Cited
from desktop.clinical.vocabulary import Marker, Silence
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.library import Library

_ORDER = tuple(Marker)
_STANDING = {Standing.WITHIN: "not above", Standing.AT: "at the limit", Standing.ABOVE: "above"}
_SIDES = {Side.BELOW: "<", Side.UP_TO: "up to"}
_BEYOND = {Side.OVER: "Above", Side.FROM: "From", Side.AT: "Beyond"}
_YES = {True: "yes", False: "no", None: "exactly there"}

TO_READ = "To read it"
"""The head over what disturbs a result, and how it is to be read."""


@dataclass(frozen=True, slots=True)
class MarkerLine:
    """One result with what it says: its name, and its reading where there is a value."""

    result: MarkerResult
    name: str
    unit: str
    reading: MarkerReading | None

    @property
    def day(self) -> date | None:
        """The whole day on which the sample was taken."""
        performed = self.result.provenance.performed_on
        return performed.full if performed else None

    @property
    def mark(self) -> int:
        """Which mark a chart draws: one for each marker, whichever others the child has."""
        return _ORDER.index(self.result.marker)

    @property
    def measured(self) -> tuple[str, str, str, str]:
        """What must be the same before two results may be joined: unit, laboratory, method and kind of sample."""
        origin = self.result.provenance
        return self.result.unit, origin.laboratory, origin.method, origin.specimen

    @property
    def times(self) -> Decimal | None:
        """How many times the laboratory's own limit; None without a value or a limit."""
        return self.reading.own.times if self.reading and self.reading.own else None


def marker_lines(library: Library, case: Case) -> tuple[MarkerLine, ...]:
    """Every result that stands, marker by marker in their fixed order, the latest first."""
    replaced = {one.supersedes for one in case.markers}
    left = [(place, one) for place, one in enumerate(case.markers) if one.id not in replaced]
    left.sort(key=lambda pair: (_when(pair[1]), pair[0]), reverse=True)
    left.sort(key=lambda pair: _ORDER.index(pair[1].marker))
    return tuple(_line(library, case, one) for _, one in left)


def put_marker(board: Board, library: Library, case: Case, result: MarkerResult, today: date) -> Case:
    """Store a result: a new one, or in the place of the one with its key. Raises UserError for what cannot be."""
    _refuse(library, case, result, today)
    name = library.markers.marker(result.marker).name
    known = any(one.id == result.id for one in case.markers)
    markers = (
        tuple(result if one.id == result.id else one for one in case.markers) if known else (*case.markers, result)
    )
    action = f"Change of a {name} result" if known else f"New {name} result"
    return save_case(board, library, case, replace(case, markers=markers), action)


def put_markers(
    board: Board, library: Library, case: Case, results: Sequence[MarkerResult], today: date, action: str
) -> Case:
    """Store new results as one step. Raises UserError for the first that cannot be; then none is stored."""
    for one in results:
        _refuse(library, case, one, today)
    return save_case(board, library, case, replace(case, markers=(*case.markers, *results)), action)


def why_refused(library: Library, born: PartialDate | None, result: MarkerResult, today: date) -> str:
    """Why a result of a child born on that day cannot be stored; empty if it can."""
    try:
        _refuse_for(library, born, result, today)
    except UserError as error:
        return str(error)
    return ""


def remove_marker(board: Board, library: Library, case: Case, key: UUID) -> Case:
    """Take a result off the record; undo and history keep it. Raises UserError if it is not there or was replaced."""
    gone = next((one for one in case.markers if one.id == key), None)
    if gone is None:
        raise UserError("That result is not in this case any more; look at the list again.")
    if any(one.supersedes == key for one in case.markers):
        raise UserError("A corrected result stands in its place; take that one away first.")
    name = library.markers.marker(gone.marker).name
    left = tuple(one for one in case.markers if one.id != key)
    return save_case(board, library, case, replace(case, markers=left), f"Removal of a {name} result")


def value_words(library: Library, line: MarkerLine) -> str:
    """The value with its unit as it was reported, or why there is none."""
    value = line.result.value
    return f"{value.value:,f} {line.unit}" if value.is_known else library.labels.silence(value)


def times_told(line: MarkerLine) -> str:
    """The multiple of the laboratory's own limit, or nothing."""
    return times_words(line.times) if line.times is not None else ""


def explain(library: Library, line: MarkerLine) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a result says, sentences under heads: limits, bins, cut-offs, and how to read it."""
    reading = line.reading
    told: list[tuple[str, tuple[str, ...]]] = [("Result", (_value_in_units(library, line),))]
    if reading is not None:
        told += _limits(library, line, reading)
        studies = [_placed(library, one) for one in reading.scales]
        studies += [_cut(library, cut, beyond) for cut, beyond in reading.cuts]
        told.append(("Outcome studies", tuple(studies)))
    # where there is no value nothing is said of its age
    years = reading.years if reading is not None else None
    notes = (note for note in library.markers.notes if note.is_for(line.result.marker, years))
    told.append((TO_READ, tuple(f"{note.text} {_cited(library, note.cited)}" for note in notes)))
    return tuple((head, sentences) for head, sentences in told if sentences)


def _line(library: Library, case: Case, result: MarkerResult) -> MarkerLine:
    rules = library.markers
    reading = None
    if result.value.value is not None:
        reading = rules.read(
            result.marker, result.value.value, result.unit, own_limit=result.upper_limit.value, years=_age(case, result)
        )
    return MarkerLine(result, rules.marker(result.marker).name, rules.units.units[result.unit].words, reading)


def _when(result: MarkerResult) -> str:
    """What is on its way stands before what was measured; a result without a day stands last."""
    if not result.value.is_known:
        return f"9999 {result.value.on or ''}"
    return str(result.provenance.performed_on or "")


def _age(case: Case, result: MarkerResult) -> int | None:
    born, performed = case.born.value, result.provenance.performed_on
    return completed_years(born, performed) if born and performed else None


def _refuse(library: Library, case: Case, result: MarkerResult, today: date) -> None:
    _refuse_for(library, case.born.value, result, today)


def _refuse_for(library: Library, born: PartialDate | None, result: MarkerResult, today: date) -> None:
    marker = library.markers.marker(result.marker)
    if result.unit not in marker.units:
        units = ", ".join(library.markers.units.units[one].words for one in marker.units)
        raise UserError(f"{marker.name} is not reported in that unit; use one of {units}.")
    limit = result.upper_limit.value
    if limit is not None and limit <= 0:
        raise UserError("An upper limit is above 0; correct it, or say why there is none.")
    if result.value.silence is Silence.NOT_ASKED:
        raise UserError("Nothing is said of this result yet; type it, or say why there is none.")
    performed = result.provenance.performed_on
    if performed is not None and performed.earliest > today:
        raise UserError("The day of the sample is in the future; correct it.")
    if performed is not None and born is not None and performed.latest < born.earliest:
        raise UserError("The day of the sample is before the birth; correct one of the two.")


def _value_in_units(library: Library, line: MarkerLine) -> str:
    """The value as reported, and in the units that people compare."""
    value = line.result.value.value
    told = f"{line.name} {value_words(library, line)}"
    if value is None:
        return told
    rules = library.markers
    others = [
        (rules.convert(value, line.result.marker, line.result.unit, unit), rules.units.units[unit].words)
        for unit in rules.marker(line.result.marker).shown_in
        if unit != line.result.unit
    ]
    same = ", ".join(f"{shown(number)} {words}" for number, words in others if number is not None)
    return f"{told} = {same}" if same else told


def _limits(library: Library, line: MarkerLine, reading: MarkerReading) -> list[tuple[str, tuple[str, ...]]]:
    if reading.own is not None:
        own = reading.own
        return [("Own limit", (f"{own.limit} {line.unit}: {times_words(own.times)}, {_STANDING[own.standing]}.",))]
    told: list[tuple[str, tuple[str, ...]]] = [
        ("Own limit", (f"{_capital(library.labels.silence(line.result.upper_limit))}; not judged.",))
    ]
    if library.markers.limits_for(line.result.marker):
        told.append(("Published, not your laboratory's", tuple(_published(library, reading))))
    return told


def _published(library: Library, reading: MarkerReading) -> Iterator[str]:
    if reading.years is None:
        yield "Printed by age, and the age on the day of the sample is not known."
    elif not reading.published:
        yield f"None for {_years(reading.years)} in a unit like this."
    else:
        agree = "" if reading.published_agree else " They differ, and none is chosen."
        yield f"For {_years(reading.years)}.{agree}"
        yield from (_against(library, one) for one in reading.published)


def _against(library: Library, one: Against) -> str:
    published = one.published
    assert published is not None  # noqa: S101 - these are printed limits; this tells the type checker
    unit = library.markers.units.units[one.unit].words
    return (
        f"{published.cited.source}: {_SIDES[published.side]} {one.limit} {unit}: {times_words(one.times)}, "
        f"{_STANDING[one.standing]} ({_evidence(library, published.cited)})."
    )


def _placed(library: Library, one: Placed) -> str:
    scale = one.scale
    where = "between two of its bins, which are printed in whole numbers"
    if one.bin is not None:
        most = f" to {one.bin.most}" if one.bin.most is not None else " or more"
        band = f"{one.bin.least}{most}" if one.bin.most != one.bin.least else f"{one.bin.least}"
        where = f"{one.bin.grade} bin ({band}), {scale.outcome} {one.bin.figure}"
    return f"{_capital(scale.population)}: {where}. {_cited(library, scale.cited)}"


def _cut(library: Library, cut: Cut, beyond: bool | None) -> str:
    unit = library.markers.units.units[cut.unit].words
    asked = f"{_BEYOND[cut.side]} {cut.limit} {unit} ({cut.population}; {cut.words})"
    return f"{asked}: {_YES[beyond]}. {_cited(library, cut.cited)}"


def _cited(library: Library, cited: Cited) -> str:
    return f"[{cited.source}; {_evidence(library, cited)}]"


def _evidence(library: Library, cited: Cited) -> str:
    return library.labels.word("evidence", cited.status)


def _years(years: int) -> str:
    return "the first year of life" if years == 0 else f"{years} year{'s' if years > 1 else ''} of age"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
