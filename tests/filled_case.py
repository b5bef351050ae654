"""Children who do not exist, every field of every part filled by its type, so that later fields are in by themselves.

``filled_case(seed)`` is the same child for the same seed. What a type cannot say, such as which units a marker is
reported in, stands in ``MEANT``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from random import Random
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from desktop.app import build_library
from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_kinds import Asked, EntryKind
from desktop.clinical.results import MarkerResult, Result
from desktop.clinical.timeline import joined
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.library import Library
from desktop.services.records import OF_THIS_BOARD

FIRST, DAYS = date(2024, 1, 1), 1000
TEXTS = (
    "Zztest", "Zztest Laboratory", "Zztest, Ångström | second", "Zztest “quoted” \\ \"plain\"", "Zztest\nsecond line",
    "Zztest 診断", "ZZ-26/0042; A", "Zztest \U0001f9ec <b>& 100 %</b>", " Zztest with blanks ", "=Zztest()",
)  # fmt: skip


def filled_case(seed: int, *, gaps: bool = True) -> Case:
    """A child in whom every field is filled; with ``gaps`` some answers are silences, and some fields say nothing."""
    return cast("Case", _Filler(Random(seed), gaps=gaps).filled(Case))


def filled_attachment(seed: int) -> Attachment:
    """What a record says of a document."""
    made = cast("Attachment", _Filler(Random(f"document {seed}"), gaps=False).filled(Attachment))
    return replace(made, sha256=f"{seed % 2**256:064x}", size=seed % 4096 + 1)


@cache
def _library() -> Library:
    return build_library()


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


class _Filler:
    def __init__(self, dice: Random, *, gaps: bool) -> None:
        self.dice, self.gaps = dice, gaps

    def filled(self, kind: type[Any]) -> Any:
        """A dataclass with all its fields; what belongs to a board is as in a case that none has stored."""
        hints = _hints(kind)
        names = [one.name for one in fields(kind) if kind not in (Case, Attachment) or one.name not in OF_THIS_BOARD]
        made = kind(**{name: self.value(hints[name], name) for name in names})
        if kind in MEANT:
            return MEANT[kind](self, made)
        return _coded(self, made) if kind in ENTRIES else made

    def value(self, hint: Any, name: str) -> Any:
        """A value of a type, for a field of this name."""
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Answer:
            return self.silence() if self.is_gap() else known(self.value(parts[0], name))
        if origin is frozenset:
            return self.some(parts[0], name)
        if origin is tuple:
            return self.several(parts[0], name)
        if origin in (Union, UnionType):
            (inner,) = (part for part in parts if part is not type(None))
            return None if name == "supersedes" or self.is_gap() else self.value(inner, name)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.dice.choice(list(hint))
        return SCALARS[hint](self) if hint in SCALARS else self.filled(hint)

    def is_gap(self) -> bool:
        return self.gaps and self.dice.random() < 0.3

    def silence(self) -> Answer[Any]:
        reason, said = self.dice.choice(list(Silence)), self.dice.random() < 0.5
        return silent(reason, self.partial() if said else None, self.text() if self.dice.random() < 0.5 else "")

    def several(self, kind: Any, name: str) -> tuple[Any, ...]:
        """One to three things; the second of several results corrects the first."""
        ones = [self.value(kind, name) for _ in range(self.dice.randint(1, 3))]
        if len(ones) > 1 and hasattr(ones[0], "supersedes"):
            ones[1] = replace(ones[1], supersedes=ones[0].id)
        return tuple(ones)

    def some(self, kind: Any, name: str) -> frozenset[Any]:
        """A few members; codes that are data are those that the labels know."""
        known_codes = sorted(set(_library().labels.words.get(name, ())) - {"none"}) if kind is str else []
        pool = known_codes or [self.value(kind, name) for _ in range(3)]
        return frozenset(self.dice.sample(pool, self.dice.randint(0, min(3, len(pool)))))

    def text(self) -> str:
        return self.dice.choice(TEXTS)

    def day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange(DAYS))

    def partial(self) -> PartialDate:
        day, parts = self.day(), self.dice.randint(1, 3)
        return PartialDate(*(day.year, day.month, day.day)[:parts])

    def number(self) -> Decimal:
        return Decimal(self.dice.randint(1, 9999)).scaleb(-self.dice.randint(2, 3))

    def moment(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.dice.randrange(20_000_000))

    def key(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)


SCALARS: Mapping[Any, Callable[[_Filler], Any]] = {
    str: _Filler.text,
    bool: lambda filler: filler.dice.random() < 0.5,
    int: lambda filler: filler.dice.randint(1, 900),
    Decimal: _Filler.number,
    UUID: _Filler.key,
    PartialDate: _Filler.partial,
    date: _Filler.day,
    datetime: _Filler.moment,
}


def _named(filler: _Filler, case: Case) -> Case:
    """A name that nobody has, and no identifier twice."""
    numbers = tuple(
        replace(one, system="mrn" if not place else f"registry {place}", value=f"ZZ-{filler.dice.getrandbits(40)}")
        for place, one in enumerate(case.identifiers)
    )
    case = replace(case, family_name="Zztest", given_name=f"Alpha {filler.dice.randrange(99)}", identifiers=numbers)
    linked = {kind.table: _linked(filler, case, kind) for kind in _library().record.kinds.values()}
    return replace(case, **cast("Any", linked))


def _linked(filler: _Filler, case: Case, kind: EntryKind) -> tuple[Result, ...]:
    """Entries whose links lead to something else of the case; documents hang on the case, so any key is one."""
    found = []
    for entry in getattr(case, kind.table):
        changes = {}
        for one in kind.fields:
            if one.asked is Asked.LINK and getattr(entry, one.name).is_known:
                there = [other.id for other in getattr(case, one.links, ())] or [filler.key()]
                changes[one.name] = known(str(filler.dice.choice(there)))
        found.append(replace(entry, **cast("Any", changes)))
    return tuple(found)


def _coded(filler: _Filler, entry: Result) -> Result:
    """An entry with codes of the lists of its fields, and counts that the fields have room for."""
    changes: dict[str, Answer[Any]] = {}
    for one in ENTRIES[type(entry)].fields:
        told, codes = getattr(entry, one.name), [each.code for each in one.choices]
        if told.is_known and one.asked is Asked.CODE:
            changes[one.name] = known(filler.dice.choice(codes))
        elif told.is_known and one.asked is Asked.CODES:
            changes[one.name] = known(frozenset(filler.dice.sample(codes, min(2, len(codes)))))
        elif told.is_known and one.fact.at_most is not None:
            changes[one.name] = known(type(told.value)(one.fact.at_most))
    return replace(entry, **cast("Any", changes))


def _planned(filler: _Filler, plan: TreatmentPlan) -> TreatmentPlan:
    """A template that there is, and choices, events and conditions that it has, each once."""
    dice = filler.dice
    template = _library().templates[dice.choice(_with_choices())]
    ways = dice.sample(template.choices, min(len(plan.choices), len(template.choices)))
    choices = tuple(
        replace(told, choice=way.id, option=dice.choice(way.options).id)
        for told, way in zip(plan.choices, ways, strict=False)
    )
    made = template.chosen({one.choice: one.option for one in choices})
    first = dice.choice([one.id for one in made.events[: len(made.events) // 2 + 1]])
    part = joined(made, first)
    ids = dice.sample([one.id for one in part.events], min(len(plan.events), len(part.events)))
    conditions = [(event.id, one.id) for event in part.events for one in event.gate]
    asked = dice.sample(conditions, min(len(plan.gates), len(conditions)))
    return replace(
        plan,
        template=template.id,
        template_version=template.version,
        first_event=first if plan.first_event else "",
        choices=choices,
        events=tuple(replace(one, event=event) for one, event in zip(plan.events, ids, strict=False)),
        gates=tuple(
            replace(one, event=event, condition=name) for one, (event, name) in zip(plan.gates, asked, strict=False)
        ),
    )


def _with_choices() -> list[str]:
    """Templates that leave a way open and have gates in both halves."""
    templates = _library().templates.values()
    return sorted(one.id for one in templates if one.choices and any(event.gate for event in one.events[-8:]))


def _measured(filler: _Filler, result: MarkerResult) -> MarkerResult:
    """A unit in which the marker is reported."""
    units = _library().markers.marker(result.marker).units
    return replace(result, marker=Marker(result.marker), unit=MarkerUnit(filler.dice.choice(units)))


ENTRIES: Mapping[type[Any], EntryKind] = {one.type: one for one in _library().record.kinds.values()}
"""The kinds of entry, whose codes are data, by the class of one."""

MEANT: dict[type[Any], Callable[[_Filler, Any], Any]] = {
    Case: _named,
    TreatmentPlan: _planned,
    MarkerResult: _measured,
}
"""What a type cannot say of a value, by its class: takes the one that was made by type, and gives one that can be."""


def every_field(value: object) -> set[tuple[str, str]]:
    """Class and name of every field that says something in a value and in all of its parts."""
    if isinstance(value, (tuple, frozenset)):
        return {pair for one in value for pair in every_field(one)}
    if not is_dataclass(value) or isinstance(value, (type, PartialDate, Answer)):
        return set()
    own = {one.name: getattr(value, one.name) for one in fields(value)}
    said = {(type(value).__name__, name) for name, one in own.items() if one not in (None, "", ())}
    return said | {pair for one in own.values() for pair in every_field(one)}
