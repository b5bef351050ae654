"""What changed since a day, in a clinician's words and in the order of a child's page; and the same as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from db.entities import ATTACHMENT, CASE
from desktop.clinical.dates import day_words
from desktop.clinical.risk import Assessment
from desktop.services.changes_since import ChangesSince, Done, NetChange
from desktop.services.changes_since_groups import Regrouped
from desktop.services.history_words import HistoryWords, in_order, moment_words
from desktop.services.library import Library

NOTHING = "Nothing in the record changed."
NOT_THERE = "The case was entered on {day}, after that day: everything in it is new."
SAME_GROUPS = "The stage and every risk group are as they were."
BY_TODAYS = "both by today's rules{version}"
OTHER_RULES = "The board's rules changed meanwhile, so groups shown then may have differed: {told}."

_ORIGIN = ("performed_on", "laboratory")
_APPARATUS = frozenset(
    {"performed_on", "reported_on", "laboratory", "method", "specimen", "report_reference", "checked_by", "checked_at"}
)
"""Where a result comes from: told beside it, and as a change only where it was there and is another now."""
_NAMED: Mapping[str, str] = {
    "identifiers": "system", "marker_results": "marker", "plans": "template", "plan_events": "event",
    "plan_gates": "condition", "plan_choices": "choice",
    ATTACHMENT.table: "title",
}  # fmt: skip
"""The field by which people call a thing; entries of the record say theirs, and all others go by their kind."""
_OF_DOCUMENT = ("kind", "dated")
_IDENTITY = frozenset({(CASE.table, "family_name"), (CASE.table, "given_name"), ("identifiers", "value")})
_MEASURED = ("value", "upper_limit")
_OTHERS = "others"
_DONE = {Done.ADDED: "new", Done.REMOVED: "removed", Done.CHANGED: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One fact of what changed: its name, and before and after in words; ``before`` is empty where it is new.

    ``field`` is its name in the record; ``names`` says that its words name the child.
    """

    field: str
    fact: str
    before: str
    after: str
    names: bool = False

    @property
    def sentence(self) -> str:
        """``requested 18 Nov 2026 → amplified``; of what is new, what it says."""
        return f"{self.before} → {self.after}" if self.before else self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceLine:
    """One thing that changed: what it is called, ``new``, ``removed`` or nothing, and its facts.

    ``origin`` is the day and the laboratory of a result, ``who`` the person and the moment of the last change.
    ``private``: it belongs to a relative, and goes out only where somebody asks for it.
    """

    entity: str
    what: str
    done: str
    facts: tuple[FactLine, ...]
    origin: str
    who: str
    private: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its facts; a fact that the line is named after is not named again, and a number needs no name."""
        bare = self.entity == "identifiers"
        return tuple(
            one.sentence if bare or one.fact == self.what else f"{one.fact}: {one.sentence}" for one in self.facts
        )


@dataclass(frozen=True, slots=True)
class SinceSection:
    """What changed under one head of a child's page."""

    name: str
    lines: tuple[SinceLine, ...]


class SinceWords:
    """Words for one library."""

    def __init__(self, library: Library) -> None:
        self._labels, self._words, self._kinds = library.labels, HistoryWords(library), library.record.kinds
        self._sections = library.labels.words["history_section"]

    def sections(self, found: ChangesSince) -> tuple[SinceSection, ...]:
        """Everything that changed, by the sections of a child's page in their order."""
        order = list(dict.fromkeys(self._sections.values()))
        by_name: dict[str, list[SinceLine]] = {}
        for one in found.changes:
            line = self.line(one)
            # where everything is new it is said once
            by_name.setdefault(self.section(one.entity), []).append(line if found.entered is None else _unmarked(line))
        return tuple(SinceSection(name, tuple(by_name[name])) for name in order if name in by_name)

    def section(self, entity: str) -> str:
        """The head under which a kind stands; one that neither the labels nor its file place is among the others."""
        entry = self._kinds.get(entity)
        return self._sections.get(entity if entry is None else entry.place, self._sections[_OTHERS])

    def line(self, one: NetChange) -> SinceLine:
        """One change in words; a kind without words of its own goes by its name spelled out."""
        return SinceLine(
            entity=one.entity,
            what=self._what(one),
            done=_DONE[one.done],
            facts=tuple(self._facts(one)),
            origin=", ".join(self._value(one, name) for name in _ORIGIN if one.whole.get(name)),
            private=self._is_private(one.entity),
            who=f"{one.person or 'Nobody of this board'}, {moment_words(one.at)}" if one.at is not None else "",
        )

    def effects(self, groups: Regrouped) -> tuple[FactLine, ...]:
        """What it did to the stage and to each risk group that is another one now."""
        stage = [
            FactLine(field="", fact="Stage", before=groups.before or "not known", after=groups.after or "not known")
        ]
        return (
            *(stage if groups.restaged else ()),
            *(
                FactLine(
                    field=one.scheme,
                    fact=self._labels.scheme(one.scheme),
                    before=self.group(one.before),
                    after=self.group(one.after),
                )
                for one in groups.changed
            ),
        )

    def group(self, one: Assessment) -> str:
        """The groups that a scheme leaves: ``intermediate or high``."""
        if one.not_covered is not None:
            return "no row for this child"
        return " or ".join(self._labels.word("group", group) for group in one.groups) or "sources differ"

    def by_todays(self, groups: Regrouped) -> str:
        """By which rules both were worked out."""
        versions = {one.after.version for one in groups.schemes}
        return BY_TODAYS.format(version=f" ({versions.pop()})" if len(versions) == 1 else "")

    def cautions(self, found: ChangesSince) -> tuple[str, ...]:
        """What must be known before the changes are read: that the case is newer, that the rules changed."""
        told = []
        if found.entered is not None:
            told.append(NOT_THERE.format(day=day_words(found.entered.astimezone().date())))
        if found.rules:
            deeds = "; ".join(
                f"{self._words.action(one.action)} ({one.person or 'nobody of this board'}, {moment_words(one.at)})"
                for one in found.rules
            )
            told.append(OTHER_RULES.format(told=deeds))
        return tuple(told)

    def _what(self, one: NetChange) -> str:
        if one.entity == CASE.table:
            return self._words.fact(one.entity, next(iter(one.changes)))
        name = self._named(one)
        return _capital(self._value(one, name) if name else self._words.kind(one.entity))

    def _facts(self, one: NetChange) -> Iterator[FactLine]:
        names = sorted(one.changes, key=lambda name: in_order(one.entity, name))
        for name in names:
            before, after = one.changes[name]
            if one.done is Done.REMOVED and one.entity != ATTACHMENT.table:
                before, after = None, before
            if not self._is_said(one, name, before, alone=len(names) == 1):
                continue
            said = [self._measured(one, name, told) for told in (before, after)]
            is_new = before in (None, "") and one.done is not Done.CHANGED
            yield FactLine(
                field=name,
                fact=self._fact(one.entity, name),
                before="" if is_new else said[0],
                after=said[1],
                names=(one.entity, name) in _IDENTITY,
            )

    def _is_said(self, one: NetChange, name: str, before: object, *, alone: bool) -> bool:
        if one.entity == ATTACHMENT.table and (one.done is not Done.CHANGED or name == "deleted"):
            return name in _OF_DOCUMENT
        if one.done is Done.CHANGED:
            return alone or name not in _APPARATUS or before not in (None, "")
        unit = name == "unit" and any(one.whole.get(other) for other in _MEASURED)
        return name not in _APPARATUS and name != self._named(one) and not unit

    def kind(self, entity: str) -> str:
        """What a thing of this kind is called without saying which."""
        return _capital(self._words.kind(entity))

    def _is_private(self, entity: str) -> bool:
        return entity in self._kinds and self._kinds[entity].private

    def _named(self, one: NetChange) -> str:
        """The field by which people call a thing; none where it goes by its kind, or that field is silent."""
        entry = self._kinds.get(one.entity)
        name = _NAMED.get(one.entity, "") if entry is None else entry.named_by[0]
        told = one.whole.get(name)
        return name if told and not isinstance(told, Mapping) else ""

    def _fact(self, entity: str, name: str) -> str:
        """A field's name; of where a result comes from without the result, which stands above it."""
        return self._words.fact(entity, name).removesuffix(f" ({self._words.kind(entity)})")

    def _value(self, one: NetChange, name: str) -> str:
        return self._words.value(one.entity, name, one.whole.get(name))

    def _measured(self, one: NetChange, name: str, told: object) -> str:
        """A value with the unit that it was reported in."""
        said = self._words.value(one.entity, name, told)
        if told is None or told == "" or isinstance(told, Mapping):
            return said
        if one.entity in self._kinds:
            units = {field.name: field.unit for field in self._kinds[one.entity].fields}
            return f"{said} {units.get(name, '')}".rstrip()
        unit = one.whole.get("unit")
        with_unit = name in _MEASURED and unit and "unit" not in _changed(one)
        return f"{said} {self._words.value(one.entity, 'unit', unit)}" if with_unit else said


def _unmarked(line: SinceLine) -> SinceLine:
    return replace(line, done="")


def _changed(one: NetChange) -> Sequence[str]:
    return tuple(one.changes) if one.done is Done.CHANGED else ()


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
