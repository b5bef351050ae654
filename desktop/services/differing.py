"""Why two schemes put one child into different groups, in words."""

from __future__ import annotations

from desktop.clinical.facts import FactValue
from desktop.clinical.labels import Labels
from desktop.clinical.risk.disagreement import Disagreement
from desktop.services.assessing import CaseAssessment


def differing_words(labels: Labels, case: CaseAssessment, one: Disagreement) -> str:
    """For example ``COG v2 goes by resection (complete), INRG 2009 does not; incomplete would make it high too``."""
    if one.fact is None:
        return labels.word("differing", "none")
    silent = next(scheme for scheme in one.schemes if scheme != one.asks)
    how = "alone" if one.alone else "row"
    if one.other is not None:
        how = "alone_with" if one.alone else "limits"
    return labels.word("differing", how).format(
        asks=labels.scheme(one.asks),
        other=labels.scheme(silent),
        fact=_fact(labels, one.fact),
        value=_value(labels, one.fact, one.value),
        changed=_value(labels, one.fact, one.other),
        group=" or ".join(labels.word("group", group) for group in _groups(case, silent)),
    )


def _groups(case: CaseAssessment, scheme: str) -> tuple[str, ...]:
    return next(one.groups for one in case.assessments if one.scheme == scheme)


def _fact(labels: Labels, fact: str) -> str:
    name = labels.words["short"].get(fact) or labels.name(fact)
    return name if name[:2].isupper() or any(letter.isdigit() for letter in name) else name[:1].lower() + name[1:]


def _value(labels: Labels, fact: str, value: FactValue | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value} days"
    kind = fact if fact in labels.words else "yes_no" if isinstance(value, bool) else ""
    return labels.value(kind, value)
