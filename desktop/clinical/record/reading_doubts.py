"""Reading what is worth a second look in the files of ``resources/record``: the rows ``[[entry.doubt]]``, the days,
and what sources say of a choice: the rows ``[[entry.hint]]``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.entry_doubts import DAYS_OF_ORIGIN, OF_THE_CHILD, EntryDays, EntryDoubt, EntryHint
from desktop.clinical.record.entry_kinds import Asked, EntryField
from desktop.clinical.toml_tables import Table

_TESTS = ("before", "above", "steps", "missing", "other_than")


def read_number(one: Table, key: str) -> Decimal | None:
    """A number, written as text so that it stays as it is written; None where the key is absent."""
    if key not in one.values:
        return None
    try:
        return Decimal(one.text(key))
    except InvalidOperation as error:
        raise one.refuse(f'"{key}" must be a number in quotes, as {key} = "10"') from error


def read_doubts(
    entry: Table, asked: Sequence[EntryField], origin: Mapping[str, str], sources: Mapping[str, str]
) -> tuple[EntryDoubt, ...]:
    """The rules of one kind of entry. Raises RuleFileError for a name or a value that the kind does not have."""
    return tuple(_doubt(one, asked, _days(asked, origin), sources) for one in entry.tables("doubt", "at"))


def read_days(entry: Table, asked: Sequence[EntryField], origin: Mapping[str, str]) -> EntryDays:
    """Which days of a kind may lie ahead or before the birth. Raises RuleFileError for what is no day of it."""
    one = Table.of(f"{entry.where}, days", entry.values.get("days", {}))
    one.only("planned", "before_birth", "before_birth_when")
    found = {key: frozenset(one.names(key)) for key in ("planned", "before_birth")}
    for key, names in found.items():
        if not names <= _days(asked, origin):
            raise one.refuse(f'"{key}" must name days of the entry')
    return EntryDays(**found, before_birth_when=_conditions(one, "before_birth_when", asked))


def read_hints(entry: Table, asked: Sequence[EntryField], sources: Mapping[str, str]) -> tuple[EntryHint, ...]:
    """The hints of one kind of entry. Raises RuleFileError for a field or a code that the kind does not have."""
    return tuple(_hint(one, {each.name: each for each in asked}, sources) for one in entry.tables("hint", "at"))


def _hint(one: Table, asked: Mapping[str, EntryField], sources: Mapping[str, str]) -> EntryHint:
    one.only("at", "value", "look", "among", "asks", "yes", "no", "none", "earlier", "source")
    at, look, asks = one.text("at"), one.text("look"), one.words("asks")
    for key, name, codes in (("at", at, (one.text("value"),)), ("look", look, one.names("among"))):
        if name not in asked or not codes or not all(asked[name].choice(code) for code in codes):
            raise one.refuse(f'"{key}" must name a field of the entry, with codes that it has')
    if asks and (asks not in asked or asked[asks].asked is not Asked.YES_NO):
        raise one.refuse('"asks" must name a field of the entry that is answered with yes or no')
    if bool(asks) != ("no" in one.values):
        raise one.refuse('a hint has "no" where it has "asks", and nowhere else')
    return EntryHint(
        at=at,
        value=one.text("value"),
        look=look,
        among=frozenset(one.names("among")),
        asks=asks,
        yes=one.text("yes"),
        no=one.words("no"),
        none=one.text("none"),
        earlier=one.flag("earlier"),
        sources=tuple(sources[key] for key in one.source(sources)),
    )


def _doubt(one: Table, asked: Sequence[EntryField], days: frozenset[str], sources: Mapping[str, str]) -> EntryDoubt:
    one.only("at", "words", "when", "source", *_TESTS)
    at, before = one.text("at"), one.words("before")
    if sum(key in one.values for key in _TESTS) != 1:
        raise one.refuse(f"a doubt has one of {', '.join(_TESTS)}")
    wanted = days if before else frozenset(each.name for each in asked)
    if at not in wanted:
        raise one.refuse(f'"at" must name {"a day" if before else "a field"} of the entry')
    if before and before not in days | OF_THE_CHILD and not _is_day_behind_link(before, asked):
        raise one.refuse('"before" must name a day of the entry, "born", "diagnosed", or "link.day"')
    steps = read_number(one, "steps")
    if steps is not None and steps <= 0:
        raise one.refuse('"steps" must be above 0')
    return EntryDoubt(
        at=at,
        words=one.text("words"),
        before=before,
        above=read_number(one, "above"),
        steps=steps,
        missing=one.flag("missing"),
        other_than=_codes(one, asked) if "other_than" in one.values else frozenset(),
        when=_conditions(one, "when", asked),
        sources=tuple(sources[key] for key in one.source(sources)),
    )


def _codes(one: Table, asked: Sequence[EntryField]) -> frozenset[str]:
    """The codes that a field may have without a doubt: at least one, each of them one of the field's own."""
    found, field = one.names("other_than"), next(each for each in asked if each.name == one.text("at"))
    if not found or not all(field.choice(code) for code in found):
        raise one.refuse('"other_than" must hold codes of the field')
    return frozenset(found)


def _days(asked: Sequence[EntryField], origin: Mapping[str, str]) -> frozenset[str]:
    named = {each.name for each in asked if each.asked is Asked.DATE}
    return frozenset(named | {part for part in DAYS_OF_ORIGIN if part in origin})


def _is_day_behind_link(before: str, asked: Sequence[EntryField]) -> bool:
    link, _, name = before.partition(".")
    leads = next((each.links for each in asked if each.name == link and each.asked is Asked.LINK), "")
    kind = ENTRY_TYPES.get(leads)
    return kind is not None and name in {*DAYS_OF_ORIGIN, *(each.name for each in fields(kind))}


def _conditions(one: Table, key: str, asked: Sequence[EntryField]) -> Mapping[str, object]:
    """What other fields must say: yes or no, one of their codes, or any of several codes."""
    told = Table.of(f"{one.where}, {key}", one.values.get(key, {})).values
    known = {each.name: each for each in asked}
    for name, value in told.items():
        several = value if isinstance(value, list) and value else [value]
        field = known.get(name)
        if field is None or not all(_can_say(field, each) for each in several):
            raise one.refuse(f'"{key}" must name fields of the entry with a value that they can have')
    return MappingProxyType({name: tuple(one) if isinstance(one, list) else one for name, one in told.items()})


def _can_say(field: EntryField, value: object) -> bool:
    return isinstance(value, bool) if field.asked is Asked.YES_NO else field.choice(str(value)) is not None
