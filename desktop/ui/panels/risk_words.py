"""The words of the risk panel: what a scheme says, what decides, the facts that its open rows rest on."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.clinical.facts import FactValue
from desktop.clinical.labels import Labels, within
from desktop.clinical.risk import Assessment, RulePack
from desktop.services.assessing import CaseAssessment
from desktop.ui.models.case_list_model import short_fact
from desktop.ui.words import capital, counted, days_words, groups_words, joined, risk_words


def standing(labels: Labels, one: Assessment) -> str:
    """The reachable groups in words, or that the scheme has no answer."""
    covered = one.not_covered is None
    return risk_words(labels, one.groups, conflict=one.only_sources_differ, not_covered=not covered)


def group_words(labels: Labels, one: Assessment) -> str:
    """The same at full length: where the sources differ, the groups that they give are named."""
    words = standing(labels, one)
    return f"{words}: {groups_words(labels, one.groups).lower()}" if one.only_sources_differ else words


def state_words(one: Assessment) -> str:
    """Whether it is settled; empty for a child that the scheme has no row for."""
    return "" if one.not_covered else "Settled." if one.settled else "Not settled."


def scheme_words(labels: Labels, rules: RulePack, one: Assessment) -> str:
    """``COG version 2, rules 1.0.0. Not settled.``"""
    title = labels.words.get("scheme_title", {}).get(one.scheme) or rules.scheme(one.scheme).title
    return f"{title}, rules {one.version}. {state_words(one)}".strip()


def deciding_words(labels: Labels, case: CaseAssessment, one: Assessment) -> str:
    """``SCA decides. Not settled.``"""
    if one.not_covered:
        return "No row for this child."
    told = (what_decides(labels, case, one), state_words(one), kept_open_words(labels, case, one))
    return " ".join(part for part in told if part)


def what_decides(labels: Labels, case: CaseAssessment, one: Assessment) -> str:
    """``SCA decides.``, which says, too, that it is open; empty where nothing does."""
    deciding = case.asking[one.scheme].deciding
    names = capital(joined([within(short_fact(labels, name)) for name in deciding]))
    return f"{names} {'decides' if len(deciding) == 1 else 'decide'}." if names else ""


def kept_open_words(labels: Labels, case: CaseAssessment, one: Assessment) -> str:
    """Why nothing settles it: what would is not applicable; empty where that is not the reason."""
    to_ask = case.asking[one.scheme]
    names = joined([within(short_fact(labels, name)) for name in to_ask.kept_open])
    verb = "is" if len(to_ask.kept_open) == 1 else "are"
    return f"No result settles it: {names} {verb} not applicable." if to_ask.has_no_way else ""


def scheme_note(one: Assessment) -> str:
    """At the end of a scheme's line: the row that fired, or how many rows are open."""
    if one.not_covered:
        return "no row"
    return "settled" if one.settled else counted(len(one.rows), "row")


def rests_on(labels: Labels, rules: RulePack, case: CaseAssessment, one: Assessment) -> str:
    """The known facts that the open rows ask for, in short words; a number stands for the class that it gives."""
    rows = [rules.scheme(one.scheme).row(row) for row in one.rows]
    asked = [name for row in rows for part in (row.when, row.any_of) for name in part]
    facts = case.facts.facts
    told = []
    for name in sorted(dict.fromkeys(asked), key=lambda name: _place(rules, one, name)):
        number = next((each.number for each in rules.measured if each.key == name and each.number in facts), name)
        if number in facts:
            told.append(_fact(labels, number, facts))
    return " · ".join(told)


def _place(rules: RulePack, one: Assessment, name: str) -> int:
    """The order of the scheme's own columns, with the age after the first, as people say it."""
    columns = rules.scheme(one.scheme).columns
    return columns.index(name) * 2 if name in columns else 1


def _fact(labels: Labels, name: str, facts: Mapping[str, FactValue]) -> str:
    value = facts[name]
    if name == "age_days":
        return days_words(int(str(value)))
    kind = name if name in labels.words else "yes_no" if isinstance(value, bool) else ""
    return f"{short_fact(labels, name)} {labels.value(kind, value)}"


def evidence_words(labels: Labels, status: str) -> str:
    """How well a row is supported, in words."""
    return capital(labels.words.get("evidence", {}).get(status, status))
