"""Every prognostic factor with its value or its silence for one child, and which schemes use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate, completed_days, counted_days
from desktop.clinical.editing import FIELDS
from desktop.clinical.options import Course
from desktop.clinical.prognosis import Factor
from desktop.clinical.risk import RuleStatus
from desktop.clinical.vocabulary import Marker
from desktop.services.ages import age_silence
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.services.markers import marker_lines, value_words
from desktop.services.uses import schemes_using, used_only_by

_AGE = "age_days"

NO_GROUP = "No group is made from this list."
"""Said beneath it, wherever it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorReading:
    """One factor in words: ``values`` are recorded or worked out, ``silences`` say why there are no others.

    ``used`` names the schemes, or says none.
    """

    id: str
    words: str
    values: str
    silences: str
    used: str
    remark: str
    source: str
    doubtful: bool

    @property
    def known(self) -> bool:
        """Whether at least one value is recorded."""
        return bool(self.values)

    @property
    def value(self) -> str:
        """All of it in one line."""
        return "; ".join(one for one in (self.values, self.silences) if one)

    @property
    def told(self) -> str:
        """What is said beneath the factor; one that no second source confirms names its own."""
        return f"{self.remark} {self.source}." if self.doubtful else self.remark


def prognostic_factors(library: Library, case: Case, assessed: CaseAssessment) -> tuple[FactorReading, ...]:
    """All factors in the order of their source, whether a scheme uses them or not."""
    return tuple(_reading(library, case, assessed, one) for one in library.prognosis.factors)


def factors_text(found: Sequence[FactorReading]) -> str:
    """The list as plain text, one factor a line and its remark beneath; it has no name and no number of the child."""
    lines = ["Prognostic factors, by NCI's summary for patients"]
    for one in found:
        lines.append(f"{one.words}: {one.value} ({one.used})")
        lines += [f"    {one.told}"] if one.told else []
    return "\n".join((*lines, NO_GROUP)) + "\n"


def _reading(library: Library, case: Case, assessed: CaseAssessment, one: Factor) -> FactorReading:
    told = [(name, *_fact(library, case, assessed, name)) for name in one.facts]
    told = [(library.labels.name(name), words, known) for name, words, known in told]
    told += [_marker(library, case, marker) for marker in one.markers]
    told += [_entries(library, case, one)] if one.entry else []
    told += _days(library, case, one) if one.since_diagnosis else []
    values = [words for _, words, known in told if known]
    silences = _silences([(name, words) for name, words, known in told if not known])
    group = _group(library, assessed) if one.group else ""
    status = library.labels.words.get("evidence", {}).get(one.cited.status.value, one.cited.status.value)
    return FactorReading(
        id=one.id,
        words=one.words,
        values="; ".join(values) or group,
        silences="; ".join(silences) or ("" if values or group else one.absent),
        used="the answer of the schemes" if one.group else _used(library, one.facts),
        remark=one.remark,
        source=f"{one.cited.source}, {status}",
        doubtful=one.cited.status is RuleStatus.UNVERIFIED,
    )


def _fact(library: Library, case: Case, assessed: CaseAssessment, name: str) -> tuple[str, bool]:
    """A fact in words, with its own name where a factor has several, and whether it has a value."""
    labels = library.labels
    if name == _AGE:
        days = assessed.facts.facts.get(_AGE)
        return (counted_days(int(str(days))), True) if days is not None else (age_silence(labels, case), False)
    answer = FIELDS[name].read(case)
    if answer.is_known:
        kind = name if name in labels.words else "yes_no" if isinstance(answer.value, bool) else ""
        return f"{labels.name(name)} {labels.answer(kind, answer)}", True
    worked_out = assessed.facts.facts.get(name) or _class(library, assessed, name)
    if worked_out is not None:
        return f"{labels.name(name)} {labels.value(name, worked_out)} (worked out)", True
    return labels.silence(answer), False


def _entries(library: Library, case: Case, one: Factor) -> tuple[str, str, bool]:
    """What entries say in one field, the latest first, each value once; else the silence."""
    table, _, name = one.entry.partition(".")
    rows = standing(getattr(case, table))[::-1]
    answers = [getattr(row, name) for row in rows]
    values = dict.fromkeys(library.all_labels.value(one.entry, each.value) for each in answers if each.is_known)
    label = library.all_labels.name(one.entry)
    if values:
        return label, ", ".join(values), True
    return label, library.labels.silence(answers[0] if answers else NOT_ASKED), False


def _days(library: Library, case: Case, one: Factor) -> list[tuple[str, str, bool]]:
    """The days from diagnosis to each such day; only of full dates, and of recurrent, not of refractory disease."""
    table, _, name = one.since_diagnosis.partition(".")
    rows = [row for row in standing(getattr(case, table)) if row.course.value != Course.REFRACTORY]
    label = library.all_labels.name(one.since_diagnosis) if rows else ""
    return [(label, *_counted(library, case, getattr(row, name))) for row in rows]


def _counted(library: Library, case: Case, day: Answer[PartialDate]) -> tuple[str, bool]:
    """One interval in words, and whether it could be counted."""
    diagnosed, found = case.diagnosed.value, day.value
    if found is None:
        return library.labels.silence(day), False
    count = completed_days(diagnosed, found) if diagnosed is not None else None
    if count is None or count < 0:
        return f"{found.words()}; days cannot be counted from these dates", False
    return f"{counted_days(count)}, {found.words()}", True


def _class(library: Library, assessed: CaseAssessment, name: str) -> object:
    """The class that follows from a measured number, or None."""
    facts = assessed.facts.facts
    measured = (one for one in library.rules.measured if one.key == name and one.number in facts)
    return next((one.classify(Decimal(str(facts[one.number]))) for one in measured), None)


def _group(library: Library, assessed: CaseAssessment) -> str:
    labels = library.labels
    told = []
    for one in assessed.assessments:
        groups = " or ".join(labels.word("group", group) for group in one.groups) or "no row"
        told.append(f"{labels.scheme(one.scheme)} {groups}")
    return "; ".join(told)


def _marker(library: Library, case: Case, marker: Marker) -> tuple[str, str, bool]:
    """The name of a laboratory marker, its latest value or else why there is none, and whether it has a value."""
    lines = [one for one in marker_lines(library, case) if one.result.marker is marker]
    line = next((one for one in lines if one.reading is not None), None)
    name = library.markers.marker(marker).name
    if line is None:
        return name, library.labels.silence(lines[0].result.value if lines else NOT_ASKED), False
    performed = line.result.provenance.performed_on
    return name, f"{name} {value_words(library, line)}{f', {performed.words()}' if performed else ''}", True


def _silences(told: Sequence[tuple[str, str]]) -> list[str]:
    """The facts without a value, those with the same silence together: never left out beside a value."""
    by_words: dict[str, list[str]] = {}
    for name, words in told:
        by_words.setdefault(words, []).append(name)
    return [f"{', '.join(names)}: {words}" for words, names in by_words.items()]


def _used(library: Library, facts: Sequence[str]) -> str:
    """Which schemes ask for it; of several facts those that none asks for are named."""
    rules, labels = library.rules, library.labels
    using = {fact: {one.id for one in schemes_using(rules, fact)} for fact in facts}
    in_order = [one.id for one in rules.schemes if any(one.id in ids for ids in using.values())]
    if not in_order:
        through = next((found for fact in facts if (found := used_only_by(rules, fact))), "")
        return f"no scheme uses it; {through} does" if through else "no scheme uses it"
    named = ", ".join(labels.scheme(one) for one in in_order)
    told = "used by all schemes" if len(in_order) == len(rules.schemes) else f"used by {named}"
    unused = [labels.name(fact) for fact, ids in using.items() if not ids]
    return f"{told}; no scheme uses {', '.join(unused)}" if unused else told
