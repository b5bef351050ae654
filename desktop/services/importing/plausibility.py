"""What cannot be, and what is worth a second look: rules as data, checked on the row and on the child it makes."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.current import current, standing
from desktop.clinical.dates import DAY_ZERO, NEUTRAL_YEARS, PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.found import found_in
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.importing.fields import FIELDS, Field, Kind

_AGE_FACTS = ("age_days", "born", "diagnosed")
DERIVED = {"age_at_diagnosis": _AGE_FACTS, "age_off_by": _AGE_FACTS, "plan_dates": ("plan_start",), "today": ()}
"""Facts worked out for the rules, and what they rest on.

``age_at_diagnosis``: completed days, from the dates or as given. ``age_off_by``: by how many days the given age misses
what the dates allow (0: it fits; month or year alone allow a range). ``plan_dates``: the starts of treatment plans and
every day recorded in one. ``today``: the day of the import.
"""

CONTRADICTION = "contradiction"
"""The verdict on two facts that cannot both be right, where only a person can say which of them is wrong."""

_NOT_SAID = "not_said"
"""The comparison that asks whether anybody has said anything: a value or a reason why there is none ends it."""

_NUMERIC = {"at_least": operator.ge, "above": operator.gt, "at_most": operator.le, "below": operator.lt}
_ORDER: Mapping[str, Callable[[PartialDate, PartialDate], bool]] = {
    "after": lambda one, other: other.surely_before(one),
    "before": PartialDate.surely_before,
}
"""Certainly after, certainly before: also if month or day are not known. Of several dates, any."""


class Values(dict[str, Any]):
    """The facts of a case that count now, and those worked out from them; each looked up when a rule first asks.

    A fact that is not known is None. A set that is empty is known: looked for, none found.
    """

    def __init__(self, case: Case, today: PartialDate | None) -> None:
        super().__init__(today=today)
        self._case = case

    def __missing__(self, name: str) -> object:
        found = self[name] = _fact(self._case, name)
        return found

    def not_said(self, name: str) -> bool:
        """Whether nobody has answered a fact yet: there is neither a value nor a reason why there is none."""
        field = FIELDS[name]
        ones = standing(getattr(self._case, field.part)) if field.part else (self._case,)
        return all(getattr(one, field.attribute) == NOT_ASKED for one in ones)


def _fact(case: Case, name: str) -> object:
    if name == "age_at_diagnosis":
        return case.age_at_diagnosis
    if name == "age_off_by":
        return _age_off_by(case)
    if name == "plan_dates":
        return frozenset(PartialDate.of(day) for plan in case.plans for day in _days(plan)) or None
    field = FIELDS[name]
    if not field.part:
        own: object = getattr(case, field.attribute).value
        return own
    results = getattr(case, field.part)
    if not results:
        return None
    if field.series:
        # all results of a marker count, and none is the current one
        results = [one for one in results if one.marker == field.series]
    if field.provenance:
        return _known(getattr(one.provenance, field.attribute) for one in standing(results))
    if field.series:
        return _known(getattr(one, field.attribute).value for one in standing(results))
    value: object = current(results, lambda one: getattr(one, field.attribute)).answer.value
    return value


def _known(values: Iterable[object]) -> frozenset[object] | None:
    return frozenset(one for one in values if one is not None) or None


def _days(plan: TreatmentPlan) -> tuple[date, ...]:
    return plan.start, *plan.actual.values()


def _age_off_by(case: Case) -> int | None:
    born, diagnosed, age = case.born.value, case.diagnosed.value, case.age_days.value
    if born is None or diagnosed is None or age is None:
        return None
    least, most = (diagnosed.earliest - born.latest).days, (diagnosed.latest - born.earliest).days
    return max(least - age, age - most, 0)


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of one fact, or of any of several.

    A fact that is not known meets none but ``not_said``, which a fact meets that nobody has answered yet.
    """

    facts: tuple[str, ...]
    test: str
    limit: Any
    _meets: Callable[[Any, Values], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_meets", _comparison(self.test, self.limit))

    def can_be_met(self, facts: frozenset[str]) -> bool:
        """Whether it can be by a child of whom nothing but these facts is known: a comparison of two needs both."""
        if self.test == _NOT_SAID:
            return facts.isdisjoint(self.facts)
        looked_at = any(_rests_on(name, facts) for name in self.facts)
        return looked_at and (self.test not in _ORDER or _rests_on(self.limit, facts))

    def met_by(self, values: Values) -> str | None:
        """The first fact that meets it, or None."""
        if self.test == _NOT_SAID:
            return next((name for name in self.facts if values.not_said(name)), None)
        for name in self.facts:
            value = values[name]
            if value is not None and self._meets(value, values):
                return name
        return None


def _comparison(test: str, limit: Any) -> Callable[[Any, Values], bool]:
    """What a condition asks of a known value, made once: an import asks it of every row."""
    if test in _NUMERIC:
        compare = _NUMERIC[test]
        return lambda value, _: any(compare(one, limit) for one in _each(value))
    if test in _ORDER:
        order = _ORDER[test]
        return lambda value, values: _in_order(order, value, values[limit])
    if test == "before_year":
        return lambda value, values: bool(value.latest.year < limit and not _is_nobodys(value, values))
    if test == "known":
        return lambda _value, _: True
    if test == "none_found":
        return lambda value, _: bool(value == frozenset())
    if test == _NOT_SAID:
        return lambda _value, _: False
    wanted = frozenset(limit)
    if test == "is":
        return lambda value, _: not wanted.isdisjoint(_members(value))
    return lambda value, _: not wanted.issuperset(_members(value))


def _is_nobodys(value: PartialDate, values: Values) -> bool:
    """Whether a day counts from the diagnosis, as in a de-identified record, where the diagnosis itself is day 0."""
    diagnosed = values["diagnosed"]
    of_nobody = isinstance(diagnosed, PartialDate) and diagnosed.full == DAY_ZERO
    return of_nobody and value.year in NEUTRAL_YEARS


def _in_order(order: Callable[[PartialDate, PartialDate], bool], value: Any, other: object) -> bool:
    return isinstance(other, PartialDate) and any(order(one, other) for one in _each(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: when it finds a row, and the verdict.

    ``reject``: it cannot be. ``contradiction``: two facts cannot both be right; a row stays out, a form says so and
    saves. ``warn``: it is rare.

    ``rests_on`` are the facts that a column can have and that the rule looks at.
    """

    id: str
    verdict: str
    fact: str
    when: tuple[Condition, ...]
    reason: str
    source: str
    status: str
    rests_on: frozenset[str]

    def can_find(self, facts: frozenset[str]) -> bool:
        """Whether each of its conditions can be met by a child of whom nothing but these facts is known."""
        return all(condition.can_be_met(facts) for condition in self.when)

    def finds(self, values: Values) -> bool:
        """Whether all its conditions are met."""
        for condition in self.when:  # noqa: SIM110 - asked for each rule of each row
            if condition.met_by(values) is None:
                return False
        return True

    def told_at(self, values: Values) -> tuple[str, ...]:
        """The facts at which a finding is told, the best first: its own, or of several alike the one that meets it."""
        alike = next((one for one in self.when if self.fact in one.facts), None)
        met = alike.met_by(values) if alike else None
        return (met or self.fact, self.fact, *sorted(self.rests_on))


def _each(value: Any) -> Iterable[Any]:
    """The dates or numbers of all results that stand, or the one of the case itself."""
    return value if isinstance(value, frozenset) else (value,)


def _members(value: object) -> Iterable[object]:
    """What a set says was found, or the value itself; codes are text, so that they compare with the file's words."""
    ones = found_in(value) if isinstance(value, frozenset) else (value,)
    return [one if isinstance(one, bool | str) else str(one) for one in ones]


class RuleBook:
    """The rules of an import, by the facts that a row gives: most rows of a sheet give the same ones."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._about: dict[frozenset[str], tuple[Rule, ...]] = {}
        self._by_themselves: dict[frozenset[str], tuple[Rule, ...]] = {}

    def about(self, facts: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that look at any of these facts, in the order of the file."""
        if facts not in self._about:
            self._about[facts] = tuple(one for one in self._rules if not one.rests_on.isdisjoint(facts))
        return self._about[facts]

    def of_no_others(self, facts: frozenset[str]) -> tuple[Rule, ...]:
        """Those of them that can find a child of whom nothing but these facts is known."""
        if facts not in self._by_themselves:
            self._by_themselves[facts] = tuple(one for one in self.about(facts) if one.can_find(facts))
        return self._by_themselves[facts]


def parse_rules(name: str, body: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of a file. Raises RuleFileError naming the file and the rule."""
    return tuple(_rule(name, entry) for entry in body["rule"])


def _rule(name: str, entry: Mapping[str, Any]) -> Rule:
    at = f"{name}, rule {entry.get('id', '?')}"
    texts = {key: entry.get(key) for key in ("id", "verdict", "fact", "reason", "source", "status")}
    missing = [key for key, value in texts.items() if not isinstance(value, str) or not value]
    unknown = sorted(set(entry) - set(texts) - {"when"})
    if missing or unknown:
        raise RuleFileError(f"{at}: {f'{missing[0]} is missing' if missing else f'{unknown[0]} is not known'}.")
    if entry["verdict"] not in ("reject", CONTRADICTION, "warn"):
        raise RuleFileError(f"{at}: a verdict is reject, contradiction or warn.")
    when = tuple(_condition(at, one) for one in entry.get("when", []))
    if not when or entry["fact"] not in FIELDS:
        raise RuleFileError(f"{at}: {'it has no conditions' if not when else 'no such fact'}.")
    return Rule(**{key: str(value) for key, value in texts.items()}, when=when, rests_on=_base_facts(when))


def _rests_on(name: str, facts: frozenset[str]) -> bool:
    """Whether a fact can be known from these; some, like the day of the import, always are."""
    base = DERIVED.get(name, (name,))
    return not base or not facts.isdisjoint(base)


def _base_facts(when: tuple[Condition, ...]) -> frozenset[str]:
    """The facts that a column can have, of all that the conditions name."""
    names = {name for condition in when for name in condition.facts}
    names |= {condition.limit for condition in when if condition.test in _ORDER}
    return frozenset(base for name in names for base in DERIVED.get(name, (name,)))


def _condition(at: str, entry: Mapping[str, Any]) -> Condition:
    tests = [key for key in entry if key not in ("fact", "any_of")]
    facts = tuple(entry.get("any_of", [entry.get("fact")]))
    wrong = [name for name in facts if name not in DERIVED and not _can_be_asked(FIELDS.get(str(name)))]
    if (
        wrong
        or len(tests) != 1
        or tests[0] not in (*_NUMERIC, "is", "other_than", "known", "none_found", _NOT_SAID, "before_year", *_ORDER)
    ):
        raise RuleFileError(f"{at}: a condition has one known fact and one comparison, not {dict(entry)}.")
    limit = entry[tests[0]]
    if tests[0] in _ORDER and limit not in FIELDS and limit not in DERIVED:
        raise RuleFileError(f"{at}: there is no date {limit} to compare with.")
    return Condition(facts, tests[0], Decimal(str(limit)) if tests[0] in _NUMERIC else limit)


def _can_be_asked(field: Field | None) -> bool:
    """Whether a rule can look at a fact: it has an answer, or is the date of a result."""
    return field is not None and (not field.plain or (field.provenance and field.kind is Kind.DATE))
