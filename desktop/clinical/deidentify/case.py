"""The de-identified case: a case of its own, made field by field from what is declared, so that nothing else is in it.

Days stand in the neutral calendar (``desktop.clinical.dates``): the day of diagnosis is 1 January 1850, so days and
spans between them stay true, every page tells them as days from diagnosis, and no date of it can be taken for a real
one. Bands and what is left out stand in the words of a silence (``left_out``), and the only identifier marks the child
as de-identified, because a record has no other place for either and must say it wherever it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from itertools import pairwise
from types import UnionType
from typing import Any, Union, cast, get_origin, get_type_hints
from uuid import UUID

from desktop.clinical.answers import LEFT_OUT, Answer, band_of, is_left_out, known, left_out, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import DAY_ZERO, PartialDate, neutral_day
from desktop.clinical.deidentify.treatments import Treatment, Treatments
from desktop.clinical.neutral_calendar import CODE_SYSTEM, last_day
from desktop.clinical.record.presentation import Performance
from desktop.clinical.vocabulary import Silence

_LETTERS = "23456789ABCDEFGHJKMNPQRTUVWXYZ"
"""Signs that nobody takes for another."""
_AGE, _WIDE = "age", "age_wide"

Known = Callable[[type, str, str], bool]
"""Whether a code is one that ships: class, field and code."""


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text of the record that somebody typed: where it stands (``case.symptoms[0].detail``) and what it says."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deidentified:
    """What leaves: the case, its code, and what was decided on the way.

    ``age``: the band in words, empty where no age was known; ``years``: those in which the diagnosis lies, together
    with others. ``origin_known``: whether there was a day of diagnosis to count from. ``plan_left_out``: the template
    of the plan is one of the board's own. ``texts`` are the free texts, all left out but the ``kept``. ``dropped``
    counts what the record holds and this does not, by treatment. ``today`` is the last day that the record tells of, as
    that of the document would give the diagnosis away, set beside the day it is sent; None where no day is told.
    """

    case: Case
    code: str
    age: str
    years: str
    origin_known: bool
    plan_left_out: bool
    texts: tuple[FreeText, ...]
    kept: int
    dropped: Mapping[Treatment, int]
    today: date | None


class _DropError(Exception):
    """A part that cannot be told without what was taken out of it."""


def deidentified(
    case: Case, treatments: Treatments, is_known: Known, *, today: date,
    kept: Mapping[str, str] | None = None, wide_age: bool = False, wide_years: bool = False, without_sex: bool = False,
    without_weight: bool = False,
) -> Deidentified:  # fmt: skip
    """Make the de-identified case. The same case, choices and day give the same value.

    What is told of a day after ``today`` has not happened. ``kept`` are texts that a person lets go out, by place, as
    they are to stand there. ``wide_age``, ``wide_years``, ``without_sex`` and ``without_weight`` say less, so that more
    children share what is said.

    Raises RuleFileError for a field without a treatment.
    """
    days = case.age_at_diagnosis
    ages = treatments.bands[_WIDE if wide_age else _AGE]
    origin = _origin(case)
    youngest = ages.span(days).start if days is not None and days >= 0 else 0
    maker = _Maker(treatments, is_known, origin, youngest, kept or {}, _keys_of(case))
    band = ages.of(days) if days is not None and days >= 0 else ""
    made = cast("Case", maker.part(case, "case"))
    band = band or band_of(made.age_days)
    age = left_out(band) if band or case.age_days.is_known or case.born.is_known else made.age_days
    made = replace(made, age_days=age, sex=left_out() if without_sex and made.sex.is_known else made.sex)
    if without_weight:
        made = replace(made, performance=tuple(map(_unweighed, made.performance)))
    digest = sha256(_told(made).encode()).digest()
    made = _with_keys(made, digest)
    code = _code(digest)
    diagnosed = case.diagnosed.value
    return Deidentified(
        case=replace(made, identifiers=_marks(digest, code)),
        code=code,
        age=band,
        years=treatments.years_of(diagnosed.year, wide=wide_years) if diagnosed else "",
        origin_known=diagnosed is not None and diagnosed.full is not None,
        plan_left_out=bool(case.plans) and not made.plans,
        texts=tuple(maker.texts),
        kept=maker.kept_count,
        dropped=dict(maker.dropped),
        today=last_day(made, neutral_day(today, origin) or date.max) or DAY_ZERO if origin else None,
    )


def _unweighed(one: Performance) -> Performance:
    weight = left_out() if is_left_out(one.weight_kg) else one.weight_kg
    return replace(one, weight_kg=weight, height_cm=left_out() if is_left_out(one.height_cm) else one.height_cm)


def _origin(case: Case) -> date | None:
    """The day that days count from: of diagnosis, or where that is not known the first day of a plan or a result.

    It is always a whole day of the child: days from the first of a year would be the days of the calendar themselves.
    """
    if case.diagnosed.value is not None and case.diagnosed.value.full is not None:
        return case.diagnosed.value.full
    starts = [one.start for one in case.plans]
    dated = [row.provenance.performed_on for row in _results(case) if row.provenance.performed_on]
    return min((*starts, *(one.full for one in dated if one.full is not None)), default=None)


def _results(case: Case) -> Iterator[Any]:
    for one in fields(case):
        value = getattr(case, one.name)
        if isinstance(value, tuple):
            yield from (row for row in value if hasattr(row, "provenance"))


def _keys_of(case: Case) -> Mapping[str, int]:
    """Every key of the case by its place in the order of the record: nothing else is left of it."""
    return {str(key): number for number, key in enumerate(dict.fromkeys(_ids(case)))}


def _ids(value: object) -> Iterator[UUID]:
    if isinstance(value, tuple):
        for one in value:
            yield from _ids(one)
    elif is_dataclass(value) and hasattr(value, "id"):
        yield value.id
        for name in (one.name for one in fields(value)):
            yield from _ids(getattr(value, name))


class _Maker:
    """Goes through a case once and makes each field by its treatment."""

    def __init__(
        self, treatments: Treatments, is_known: Known, origin: date | None, youngest: int,
        kept: Mapping[str, str], keys: Mapping[str, int],
    ) -> None:  # fmt: skip
        self._treatments, self._is_known = treatments, is_known
        self._origin, self._youngest, self._kept, self._keys = origin, youngest, kept, keys
        self.texts: list[FreeText] = []
        self.kept_count = 0
        self.dropped: dict[Treatment, int] = {}

    def part(self, value: Any, place: str) -> Any:
        """A part of the record with each of its fields treated. Raises _DropError where one that it needs is gone."""
        kind, hints = type(value), _hints(cast("Hashable", type(value)))
        return kind(
            **{one.name: self._field(kind, one.name, hints[one.name], getattr(value, one.name), place)
               for one in fields(value)}
        )  # fmt: skip

    def _field(self, kind: type, name: str, hint: Any, value: Any, place: str) -> Any:
        treatment, band = self._treatments.of(kind, name)
        where = f"{place}.{name}"
        if treatment is Treatment.INSIDE:
            return self._inside(value, where)
        if isinstance(value, Answer):
            return self._answer(kind, name, treatment, band, value, where)
        if value is None or value in ("", ()):
            return value
        made = self._value(kind, name, treatment, band, value, where)
        if made is not None:
            return made
        rest = self._without(hint, name, treatment)
        self._count(treatment)
        return rest

    def _inside(self, value: Any, where: str) -> Any:
        if not isinstance(value, tuple):
            return self.part(value, where)
        found = []
        for number, one in enumerate(value):
            try:
                found.append(self.part(one, f"{where}[{number}]"))
            except _DropError:
                self._count(Treatment.CODE)
        return tuple(found)

    def _answer(
        self, kind: type, name: str, treatment: Treatment, band: str, answer: Answer[Any], where: str
    ) -> Answer[Any]:
        """A silence keeps its reason and its day; what stands where a place would is left out."""
        if answer.silence is not None:
            if treatment is Treatment.DROP and answer.silence is Silence.NOT_ASKED:
                # what was left out must not be told from what was never asked: that would say that it is there
                return left_out()
            if is_left_out(answer) and self._treatments.is_band(band_of(answer)):
                return left_out(band_of(answer))
            if treatment is Treatment.DROP and (answer.on is not None or answer.where):
                self._count(treatment)
            return silent(answer.silence, self._partial(answer.on) if answer.on else None)
        made = self._value(kind, name, treatment, band, answer.value, where)
        if made is None:
            self._count(treatment)
            return left_out()
        return left_out(made) if treatment is Treatment.BAND else known(made)

    def _value(self, kind: type, name: str, treatment: Treatment, band: str, value: Any, where: str) -> Any:
        """The value that goes out; None for none."""
        match treatment:
            case Treatment.KEEP:
                return value
            case Treatment.CODE:
                return self._coded(kind, name, value)
            case Treatment.DAY:
                return self._partial(value) if isinstance(value, PartialDate) else self._day(value)
            case Treatment.BAND:
                return self._banded(band, value)
            case Treatment.REGION:
                return _region(self._treatments, value)
            case Treatment.LISTED:
                return value if is_listed(self._treatments, value) else self._scanned(value, where)
            case Treatment.SCAN:
                return self._scanned(value, where)
            case Treatment.KEY:
                return self._key(value)
            case Treatment.LINK:
                key = self._key(value)
                return str(key) if key is not None else None
            case Treatment.ZERO:
                return 0
            case Treatment.MARK:
                return LEFT_OUT
            case _:
                return None

    def _scanned(self, value: str, where: str) -> str | None:
        self.texts.append(FreeText(where, value))
        told = self._kept.get(where, "").strip()
        self.kept_count += bool(told)
        return told or None

    def _coded(self, kind: type, name: str, value: Any) -> Any:
        if isinstance(value, frozenset):
            return value if all(self._is_known(kind, name, str(one)) for one in value) else None
        return value if self._is_known(kind, name, str(value)) else None

    def _day(self, day: date) -> date | None:
        moved = neutral_day(day, self._origin) if self._origin is not None else None
        # what is longer ago than the youngest age of the band would narrow the band, and the birth itself end it
        return moved if moved is not None and (DAY_ZERO - moved).days <= self._youngest else None

    def _partial(self, when: PartialDate) -> PartialDate | None:
        """With the precision it was given: a month is that of its middle day; a year has no place among days."""
        if when.full is not None:
            moved = self._day(when.full)
            return PartialDate.of(moved) if moved else None
        if when.earliest == self._origin:
            return PartialDate(DAY_ZERO.year, DAY_ZERO.month if when.month else None)
        moved = self._day(when.earliest + (when.latest - when.earliest) // 2) if when.month else None
        return PartialDate(moved.year, moved.month) if moved else None

    def _banded(self, band: str, value: Any) -> str | None:
        number = value if isinstance(value, int | Decimal) else _kilometres(value)
        return self._treatments.bands[band].of(number) if number is not None and number >= 0 else None

    def _key(self, value: object) -> UUID | None:
        number = self._keys.get(str(value))
        return UUID(int=number) if number is not None else None

    def _without(self, hint: Any, name: str, treatment: Treatment) -> Any:
        """What stands for a value that goes: nothing, or that it is left out. Raises _DropError where neither can."""
        if get_origin(hint) is tuple:
            return ()
        if get_origin(hint) in (Union, UnionType):
            return None
        if hint is str and treatment is not Treatment.CODE:
            if treatment is Treatment.DROP:
                return ""
            # a reason or a mark counts by being there
            return f"reason {LEFT_OUT}" if name.endswith(("reason", "because")) else LEFT_OUT
        raise _DropError

    def _count(self, treatment: Treatment) -> None:
        self.dropped[treatment] = self.dropped.get(treatment, 0) + 1


@cache
def _hints(kind: Hashable) -> Mapping[str, Any]:
    return get_type_hints(cast("Any", kind))


def _region(treatments: Treatments, place: str) -> str | None:
    """The region of the country that stands last in a place, behind a comma or alone."""
    return treatments.regions.get(place.rpartition(",")[2].strip(" .").casefold())


def is_listed(treatments: Treatments, text: str, most_numbers: int = 1) -> bool:
    """Whether every word is a clinical one of the list, so that it names nobody; one short number may stand with it."""
    words = [one.strip(",;:.()") for one in text.casefold().split()]
    numbers = [one for one in words if one and one.replace(".", "", 1).replace(",", "", 1).isdigit()]
    short = all(len(one) <= _SHORT for one in numbers) and len(numbers) <= most_numbers
    rest = [one for one in words if one and one not in numbers]
    return bool(rest) and short and all(one in treatments.listed for one in rest)


_SHORT = 5


def _kilometres(text: str) -> Decimal | None:
    words = text.casefold().replace("km", " km ").split()
    found = [one for one, unit in pairwise(words) if unit == "km" and one.isdigit()]
    return Decimal(found[0]) if len(found) == 1 else None


def _told(value: Any) -> str:
    """A value in letters that are the same on every computer."""
    if isinstance(value, (tuple, list)):
        return f"[{','.join(map(_told, value))}]"
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(map(_told, value)))}}}"
    if is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__name__}({','.join(_told(getattr(value, one.name)) for one in fields(value))})"
    return str(value.value) if isinstance(value, Enum) else f"{type(value).__name__}:{value}"


def _new_key(digest: bytes, key: UUID) -> UUID:
    """A key that only this de-identified record has: of its own content and a place in it, and of nothing else."""
    return UUID(bytes=sha256(digest + key.bytes).digest()[:16], version=5)


def _with_keys(value: Any, digest: bytes) -> Any:
    """The same with the last keys in place of the numbers, links with them."""
    if isinstance(value, UUID):
        return _new_key(digest, value)
    if isinstance(value, tuple):
        return tuple(_with_keys(one, digest) for one in value)
    if isinstance(value, Answer):
        is_link = isinstance(value.value, str) and _is_number(value.value)
        return known(str(_new_key(digest, UUID(value.value)))) if is_link else value
    if is_dataclass(value) and not isinstance(value, (type, PartialDate)):
        changes = {one.name: _with_keys(getattr(value, one.name), digest) for one in fields(value)}
        return replace(value, **cast("Any", changes))
    return value


def _is_number(text: str) -> bool:
    """Whether a text is a key as the first pass leaves them: a small number."""
    return text.startswith("00000000-0000-0000-0000-")


def _code(digest: bytes) -> str:
    """A short code to speak of: ``K7-4QX2``."""
    signs = [_LETTERS[one % len(_LETTERS)] for one in digest[:6]]
    return f"{''.join(signs[:2])}-{''.join(signs[2:])}"


def _marks(digest: bytes, code: str) -> tuple[Identifier, ...]:
    return (Identifier(id=_new_key(digest, UUID(int=2**64)), system=CODE_SYSTEM, value=code),)
