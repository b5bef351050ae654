"""Demonstration boards: children who do not exist, covering every stage, risk group, phase and kind of gap.

The children and their year of meetings are data (``resources/demonstration``). The same seed gives the same children,
keys included, whatever day it is: their dates hang on a fixed day of that file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, cast
from uuid import UUID

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS, RESPONSE_FACTS, RESULT_TYPES, Kind
from desktop.clinical.errors import UserError
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.results import MarkerResult, Provenance, ResponseAssessment
from desktop.clinical.rights import Right
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import CaseStatus, Marker, MarkerUnit, Sex, Silence
from desktop.services.boards import Board, create_board
from desktop.services.cases import store
from desktop.services.demo_entries import DescribedEntries, linked
from desktop.services.demo_meetings import first_seen, hold_year
from desktop.services.library import Library
from desktop.services.planning import with_event
from desktop.services.plans import plan_case
from desktop.services.rule_packs import adopt_first
from desktop.services.sealing import make_signing_key

PERSON = "Zztest Coordinator"
MOST = 10_000


def make_demonstration(folder: Path, library: Library, *, cases: int = 24, seed: int = 1, met: bool = True) -> Board:
    """Create a demonstration board, filled. It opens by itself, without a passphrase, and says what it is.

    ``met``: with a year of meetings behind it and two to come.
    """
    if not 1 <= cases <= MOST:
        raise UserError(f"A demonstration board has 1 to {MOST} children; nothing was created.")
    made = create_board(folder, name="Demonstration", person_name=PERSON, passphrase="", demonstration=True)
    adopt_first(made.board, library)
    make_signing_key(made.board, b"demonstration")
    children = list(demonstration_cases(library, cases, seed))
    book = tomllib.loads(library.demonstration)
    first, others = children[: len(book["child"])], children[len(book["child"]) :]
    with made.board.work(Right.EDIT) as work:
        begun = [*first_seen(first, book), *others] if met else children
        store(work, library, [(None, child) for child in begun], "Demonstration data")
        if not met:
            return made.board
        dice = Random(f"{seed}/meetings")  # noqa: S311 - made-up meetings, not secrets
        hold_year(made.board, work, library, first, book, dice)
    return made.board


def demonstration_cases(library: Library, count: int, seed: int) -> Iterator[Case]:
    """``count`` synthetic children; after the last described one the list starts again with other dates and numbers."""
    book = tomllib.loads(library.demonstration)
    children = book["child"]
    for index in range(count):
        dice = Random(f"{seed}/{index}")  # noqa: S311 - made-up children, not secrets
        child = _Child(book, children[index % len(children)], index, len(children), dice)
        yield _with_own_keys(library, child.case(library), dice)


class _Child:
    """Turns one description into a case; ``dice`` move dates by some days."""

    def __init__(self, book: Mapping[str, Any], told: Mapping[str, Any], index: int, described: int, dice: Random):
        self._told = told
        self._family = book["family"]
        self._index = index
        self._round = index // described
        self._origins = book["results"]
        self._marker_origins = book["markers"]
        self._today = book["anchor"] - timedelta(days=dice.randrange(0, 6) + 30 * self._round)
        self._specimen = told.get("diagnosed", 0) + dice.randrange(1, 4)

    def case(self, library: Library) -> Case:
        case = self._with_board(self._with_facts(self._identity()))
        dated: dict[str, Any] = {name: self._dated(name, getattr(case, name)) for name in RESULT_TYPES}
        dated["responses"] = (*self._responses_before(), *dated["responses"])
        case = replace(case, **dated, markers=tuple(self._marker(one) for one in self._told.get("markers", ())))
        return self._with_plan(library, self._with_entries(library, case))

    def _with_entries(self, library: Library, case: Case) -> Case:
        """What the record holds beside the facts; days count from diagnosis."""
        told = self._told.get("entries", {})
        if not told:
            return case
        diagnosed = self._told["diagnosed"]
        described = DescribedEntries(
            library.record, self._told.get("given", "without a name"), PERSON, lambda day: self._day(diagnosed + day)
        )
        return described.write(case, told)

    def _identity(self) -> Case:
        told = self._told
        named = told.get("identified", True)
        suffix = f" {self._round + 1}" if self._round else ""
        case = Case(
            demonstration=True,
            family_name=self._family if named else "",
            given_name=f"{told['given']}{suffix}" if named else "",
            identifiers=(Identifier(system="mrn", value=f"TEST-{self._index + 1:04d}"),),
            sex=known(Sex(told["sex"])),
            status=CaseStatus(told.get("status", "active")),
        )
        if not told.get("dates", True):
            return replace(case, age_days=known(told["age_days"]))
        diagnosed = self._day(told["diagnosed"])
        born = diagnosed - timedelta(days=told["age_days"])
        return replace(case, born=known(PartialDate.of(born)), diagnosed=known(PartialDate.of(diagnosed)))

    def _with_facts(self, case: Case) -> Case:
        for name, value in self._told.get("facts", {}).items():
            case = FIELDS[name].write(case, known(_typed(name, value)))
        for name, (reason, *rest) in self._told.get("silences", {}).items():
            case = FIELDS[name].write(case, self._silence(reason, *rest))
        return case

    def _with_board(self, case: Case) -> Case:
        """The meeting the child is on next; whole weeks are taken off, so that it stays on its weekday."""
        meeting = self._told.get("board")
        if meeting is None:
            return case
        day = meeting - timedelta(days=28 * self._round)
        return replace(case, board_on=known(PartialDate.of(day)))

    def _silence(self, reason: str, day: int | None = None, where: str = "") -> Answer[object]:
        on = PartialDate.of(self._day(day)) if day is not None else None
        return silent(Silence(reason), on, where)

    def _dated(self, name: str, results: tuple[Any, ...]) -> tuple[Any, ...]:
        """Each result from the laboratory that does such tests, by its method, some days after the specimen.

        A response has a day of its own, and it is assessed where the child is. A result that has come to nothing yet
        comes from nowhere: its silences say when and where.
        """
        if self._told.get("diagnosed") is None:
            return results
        if name == "responses":
            return tuple(replace(one, provenance=self._entered(self._told["responded"])) for one in results)
        return tuple(replace(one, provenance=self._origin(name, one)) for one in results)

    def _responses_before(self) -> tuple[ResponseAssessment, ...]:
        """Assessments before the one that the facts tell of, each on a day of its own."""
        return tuple(self._assessed(one) for one in self._told.get("responses_before", ()))

    def _assessed(self, told: Mapping[str, Any]) -> ResponseAssessment:
        grades: dict[str, Any] = {name: known(_typed(name, told[name])) for name in RESPONSE_FACTS if name in told}
        return ResponseAssessment(provenance=self._entered(told["day"]), **grades)

    def _origin(self, name: str, result: object) -> Provenance:
        usual = self._origins[name]
        performed = self._specimen + usual["result"]
        reported = performed + usual["report"]
        if not any(one.is_known for one in _answers(result)):
            told = [one.on.earliest for one in _answers(result) if one.on is not None]
            return self._entered_on(max(told, default=self._day(performed)))
        return replace(
            self._entered_on(self._day(reported + 1)),
            performed_on=PartialDate.of(self._day(performed)),
            reported_on=PartialDate.of(self._day(reported)),
            laboratory=usual["laboratory"],
            method=self._told.get("methods", {}).get(name, usual["method"]),
        )

    def _entered(self, performed: int) -> Provenance:
        """Where an assessment of this day comes from: entered on the day after."""
        return replace(self._entered_on(self._day(performed + 1)), performed_on=PartialDate.of(self._day(performed)))

    def _entered_on(self, day: date) -> Provenance:
        return Provenance(entered_by=PERSON, entered_at=datetime.combine(day, time(9), UTC))

    def _marker(self, told: Mapping[str, Any]) -> MarkerResult:
        """A laboratory result on a day of the story, or its silence; its limit as far as the report prints one."""
        day = PartialDate.of(self._day(told["day"]))
        value: Answer[Decimal] = known(Decimal(told["value"])) if "value" in told else self._awaited(told, day)
        limit: Answer[Decimal] = known(Decimal(told["limit"])) if "limit" in told else NOT_ASKED
        usual = self._marker_origins[told["marker"]]
        origin = Provenance(entered_by=PERSON, entered_at=datetime.combine(self._day(told["day"]), time(15), UTC))
        if value.is_known:
            origin = replace(origin, performed_on=day, laboratory=usual["laboratory"], method=usual["method"])
        return MarkerResult(
            provenance=origin,
            marker=Marker(told["marker"]),
            unit=MarkerUnit(told["unit"]),
            value=value,
            upper_limit=limit,
        )

    def _awaited(self, told: Mapping[str, Any], day: PartialDate) -> Answer[Decimal]:
        return silent(Silence(told["silence"]), day, told.get("where", ""))

    def _with_plan(self, library: Library, case: Case) -> Case:
        told = self._told.get("plan")
        if told is None:
            return case
        template = library.templates[told["template"]]
        begun = TreatmentPlan(template=template.id, template_version=template.version, start=self._day(told["start"]))
        case = replace(case, plans=(begun,))
        slips = told.get("slips", {})
        for event in [one.id for one in plan_case(library, case)]:
            planned = next(one.planned for one in plan_case(library, case) if one.id == event)
            if planned is not None:
                cause, late = slips.get(event, ("", 0))
                case = with_event(library, case, event, planned + timedelta(days=late), cause)
            if event == told["done"]:
                break
        return case

    def _day(self, offset: int) -> date:
        return cast("date", self._today + timedelta(days=offset))


def _answers(result: object) -> tuple[Answer[object], ...]:
    held = (getattr(result, one.name) for one in fields(cast("Any", result)))
    return tuple(one for one in held if isinstance(one, Answer))


def _typed(name: str, value: object) -> object:
    """A described value as the record's own type."""
    field = FIELDS[name]
    if field.kind is Kind.CODES:
        codes = cast("list[str]", value)
        by_code = {str(option): option for option in field.options}
        return frozenset(by_code.get(code, code) for code in codes)
    if field.kind is Kind.CODE:
        return next(option for option in field.options if option == value)
    return Decimal(cast("str", value)) if field.kind is Kind.MEASURE else value


def _with_own_keys(library: Library, case: Case, dice: Random) -> Case:
    """The case with every key drawn from the seed, so that two boards of one seed agree in all; links follow."""
    keys: dict[UUID, UUID] = {}
    made = cast("Case", _keyed(case, dice, keys))
    held = {table: rows for table in ENTRY_TYPES if (rows := getattr(made, table))}
    return replace(made, **linked(held, library.record, keys)) if held else made


def _keyed(value: Any, dice: Random, keys: dict[UUID, UUID]) -> Any:
    if isinstance(value, tuple):
        return tuple(_keyed(one, dice, keys) for one in value)
    if isinstance(value, (Case, Identifier, TreatmentPlan, PlanEvent)) or _is_result(value):
        inner = {one.name: _keyed(getattr(value, one.name), dice, keys) for one in fields(value) if one.name != "id"}
        keys[value.id] = UUID(int=dice.getrandbits(128), version=4)
        return replace(value, id=keys[value.id], **inner)
    return value


def _is_result(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type) and hasattr(value, "provenance")
