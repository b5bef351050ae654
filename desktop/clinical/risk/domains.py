"""The facts that rules ask for: which values each can have, and what follows from one fact for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.risk.reading import HEAD, Sources, head
from desktop.clinical.risk.rows import Conditions, Days, RuleFile, Value
from desktop.clinical.toml_tables import Table

KINDS = ("code", "flag", "days", "number", "list")


@dataclass(frozen=True, slots=True)
class Key:
    """One fact. ``codes`` leads from every value that can be entered to the one that rules see.

    ``values`` are those that rules see; an unknown fact ranges over ``ranges``.
    """

    name: str
    kind: str
    values: tuple[Value, ...]
    ranges: tuple[Value, ...]
    codes: Mapping[Value, Value]
    staging: bool


@dataclass(frozen=True, slots=True)
class Assumed:
    """The value taken for a fact that is unknown, and the sentence that says so."""

    key: str
    value: Value
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A class that follows from a number: below, at or above a limit; near it there is a warning."""

    key: str
    number: str
    limit: Decimal
    below: Value
    at: Value
    above: Value
    near: tuple[Decimal, Decimal]
    near_warning: str
    disagreement: str

    def classify(self, number: Decimal) -> Value:
        """The class of a measured number."""
        if number == self.limit:
            return self.at
        return self.below if number < self.limit else self.above


@dataclass(frozen=True, slots=True)
class Total:
    """A fact that sums up yes/no parts: present if one is true, absent only if all are false."""

    key: str
    present: Value
    absent: Value
    parts: tuple[str, ...]
    disagreement: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A value that exists only below an age in days; ``sentence`` asks to restage above it."""

    key: str
    value: Value
    below: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Domains:
    """What the file of facts says. ``days`` is the name of the age; ``boundaries`` are days that warn.

    ``coarse`` names the groups that a group of a scheme which tells less apart stands for.
    """

    file: RuleFile
    groups: tuple[str, ...]
    keys: Mapping[str, Key]
    days: str
    assumed: tuple[Assumed, ...]
    measured: tuple[Measured, ...]
    totals: tuple[Total, ...]
    bounds: tuple[Bound, ...]
    boundaries: Mapping[int, str]
    coarse: Mapping[str, tuple[str, ...]]

    def check(self, entry: Table, asked: Conditions) -> Conditions:
        """Refuse conditions on facts or values that do not exist."""
        for name, wanted in asked.items():
            if isinstance(wanted, Days) != (name == self.days):
                raise entry.refuse(f'"{name}" is {"no age" if isinstance(wanted, Days) else "an age"}; correct the row')
            if not isinstance(wanted, Days):
                self.check_values(entry, name, wanted)
        return asked

    def check_values(self, entry: Table, name: str, values: Sequence[Value]) -> None:
        """Refuse a fact without codes, or a code that it does not have."""
        key = self.keys.get(name)
        if key is None or not key.values:
            raise entry.refuse(f'"{name}" is no fact with codes; use one of {", ".join(self.coded)}')
        for value in values:
            # a flag is no code and a code no flag, although Python has True equal to 1
            if value not in key.values or isinstance(value, bool) != (key.kind == "flag"):
                allowed = ", ".join(str(one) for one in key.values)
                raise entry.refuse(f'"{value}" is no value of "{name}" here; use one of {allowed}')

    @property
    def coded(self) -> tuple[str, ...]:
        """The names of all facts with codes."""
        return tuple(key.name for key in self.keys.values() if key.values)


def read_domains(file: Table) -> Domains:
    """Read the file of facts. Raises RuleFileError that names the entry and the key."""
    file.only(*HEAD, "groups", "key", "assumed", "measured", "total", "bound", "boundary", "coarse")
    sources = Sources(file)
    keys = {key.name: key for key in map(_key, file.tables("key", "name"))}
    days = [key.name for key in keys.values() if key.kind == "days"]
    if len(days) != 1:
        raise file.refuse('there must be exactly one [[key]] of kind "days"')
    found = Domains(
        file=head(file, sources),
        groups=file.names("groups"),
        keys=keys,
        days=days[0],
        assumed=tuple(_assumed(entry, sources) for entry in file.tables("assumed", "key")),
        measured=tuple(_measured(entry, sources) for entry in file.tables("measured", "key")),
        totals=tuple(_total(entry, sources) for entry in file.tables("total", "key")),
        bounds=tuple(_bound(entry, sources) for entry in file.tables("bound", "key")),
        boundaries=dict(_boundary(entry, sources) for entry in file.tables("boundary", "day")),
        coarse=dict(_coarse(entry, sources) for entry in file.tables("coarse", "group")),
    )
    _check_entries(file, found)
    return found


def _check_entries(file: Table, found: Domains) -> None:
    for group in (one for name, stands_for in found.coarse.items() for one in (name, *stands_for)):
        if group not in found.groups:
            raise file.refuse(f'"{group}" in [[coarse]] is no risk group; use one of {", ".join(found.groups)}')
    for assumed in found.assumed:
        found.check_values(file, assumed.key, [assumed.value])
    for bound in found.bounds:
        found.check_values(file, bound.key, [bound.value])
    for measured in found.measured:
        found.check_values(file, measured.key, [measured.below, measured.at, measured.above])
    for total in found.totals:
        found.check_values(file, total.key, [total.present, total.absent])
        for part in total.parts:
            found.check_values(file, part, [True, False])


def _key(entry: Table) -> Key:
    entry.only("name", "kind", "values", "same", "entered_only", "use")
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.refuse(f'"kind" is "{kind}"; use one of {", ".join(KINDS)}')
    values: tuple[Value, ...] = (False, True) if kind == "flag" else entry.names("values")
    if (kind == "code") != bool(entry.names("values")):
        raise entry.refuse('"values" must be given for kind "code", and for no other')
    same = Table.of(f"{entry.where}, same", entry.values.get("same", {}))
    codes: dict[Value, Value] = {value: value for value in values}
    codes.update({code: same.text(code) for code in same.values})
    only = entry.names("entered_only")
    if not {*codes.values(), *only} <= {*values}:
        raise entry.refuse('"same" and "entered_only" must name codes of "values"')
    ranges = tuple(value for value in values if value not in only)
    return Key(entry.text("name"), kind, values, ranges, codes, entry.words("use") == "stage")


def _assumed(entry: Table, sources: Sources) -> Assumed:
    entry.only("key", "value", "warning", "source", "status")
    sources.cite(entry)
    return Assumed(entry.text("key"), entry.text("value"), entry.text("warning"))


def _measured(entry: Table, sources: Sources) -> Measured:
    entry.only(
        "key", "from", "limit", "below", "at", "above", "near", "near_warning", "disagreement", "source", "status"
    )
    sources.cite(entry)
    near = Table.of(f"{entry.where}, near", entry.values.get("near"))
    near.only("least", "most")
    return Measured(
        key=entry.text("key"),
        number=entry.text("from"),
        limit=_number(entry, "limit"),
        below=entry.text("below"),
        at=entry.text("at"),
        above=entry.text("above"),
        near=(_number(near, "least"), _number(near, "most")),
        near_warning=entry.text("near_warning"),
        disagreement=entry.text("disagreement"),
    )


def _number(entry: Table, key: str) -> Decimal:
    value = entry.values.get(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise entry.refuse(f'"{key}" is missing or no number')
    return Decimal(value)


def _total(entry: Table, sources: Sources) -> Total:
    entry.only("key", "present", "absent", "parts", "disagreement", "source", "status")
    sources.cite(entry)
    words = entry.text("present"), entry.text("absent")
    return Total(entry.text("key"), *words, entry.names("parts"), entry.text("disagreement"))


def _bound(entry: Table, sources: Sources) -> Bound:
    entry.only("key", "value", "below_days", "sentence", "source", "status")
    sources.cite(entry)
    return Bound(entry.text("key"), entry.text("value"), entry.whole("below_days", 1), entry.text("sentence"))


def _boundary(entry: Table, sources: Sources) -> tuple[int, str]:
    entry.only("day", "warning", "source", "status")
    sources.cite(entry)
    return entry.whole("day", 0), entry.text("warning")


def _coarse(entry: Table, sources: Sources) -> tuple[str, tuple[str, ...]]:
    entry.only("group", "stands_for", "source", "status")
    sources.cite(entry)
    return entry.text("group"), entry.names("stands_for")
