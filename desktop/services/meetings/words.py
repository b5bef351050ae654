"""Facts and values that decisions stand and hang on, in a clinician's words: what is kept is codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.clinical.dates import day_words
from desktop.clinical.editing import FIELDS, Kind
from desktop.clinical.labels import Labels, within
from desktop.clinical.meetings.basis import SCHEME, ChangedGround
from desktop.clinical.meetings.decision import Action, Condition
from desktop.clinical.meetings.waking import YES
from desktop.clinical.meetings.whole import WholeDecision

NOT_KNOWN = "not known"


def fact_words(labels: Labels, fact: str) -> str:
    """``MYCN``, ``Risk group by COG v2``; a fact that this program does not know by its code, spelled out."""
    if fact.startswith(SCHEME):
        return f"Risk group by {labels.scheme(fact.removeprefix(SCHEME))}"
    words = labels.words["fact"].get(fact) or labels.words["examined"].get(fact) or fact.replace("_", " ")
    return words[:1].upper() + words[1:]


def value_words(labels: Labels, fact: str, value: str) -> str:
    """``not amplified``, ``intermediate or high``; what is not known says so."""
    if not value:
        return NOT_KNOWN
    if fact.startswith(SCHEME):
        return " or ".join(labels.words["group"].get(one, one) for one in value.split())
    field = FIELDS.get(fact)
    if field is None:
        return value.replace("_", " ")
    if field.kind is Kind.YES_NO:
        return labels.value(fact if fact in labels.words else "yes_no", value == YES)
    if field.kind in {Kind.CODE, Kind.CODES}:
        return ", ".join(labels.words.get(fact, {}).get(one, one.replace("_", " ")) for one in value.split())
    return _day(value) if field.kind is Kind.DATE else value


def ground_words(labels: Labels, one: ChangedGround) -> str:
    """``MYCN: not amplified → amplified``."""
    before, now = (value_words(labels, one.fact, value) for value in (one.before, one.now))
    return f"{fact_words(labels, one.fact)}: {before} → {now}"


def changes_words(labels: Labels, changes: Sequence[ChangedGround]) -> str:
    """Facts first; then the groups, where schemes that went the same way are named together."""
    told = [ground_words(labels, one) for one in changes if not one.fact.startswith(SCHEME)]
    ways: dict[tuple[str, str], list[str]] = {}
    for one in changes:
        if one.fact.startswith(SCHEME):
            named = ways.setdefault((one.before, one.now), [])
            named.append(labels.scheme(one.fact.removeprefix(SCHEME)))
    for (before, now), schemes in ways.items():
        was, became = (value_words(labels, SCHEME, value) for value in (before, now))
        told.append(f"Risk group by {', '.join(schemes)}: {was} → {became}")
    return "; ".join(told)


def condition_words(labels: Labels, one: Condition) -> str:
    """``If MYCN is amplified: tandem transplant. Otherwise: single.``"""
    told = f"If {_asked(labels, one)}: {_ended(one.then)}"
    return f"{told} Otherwise: {_ended(one.otherwise)}" if one.otherwise else told


def hangs_on(labels: Labels, whole: WholeDecision, action: Action) -> str:
    """``only if MYCN is amplified``; empty for an action that is to be done whatever comes."""
    if action.on_condition is None:
        return ""
    found = next((one for one in whole.conditions if one.id == action.on_condition), None)
    return f"only if {_asked(labels, found)}" if found is not None else "only if its condition holds"


def _asked(labels: Labels, one: Condition) -> str:
    return f"{within(fact_words(labels, one.fact))} is {value_words(labels, one.fact, one.value)}"


def action_words(one: Action) -> str:
    """``Book theatre (Surgeon, by 01 Dec 2026)``."""
    who = ", ".join((*([one.owner] if one.owner else []), *([f"by {day_words(one.due)}"] if one.due else [])))
    return f"{one.words} ({who})" if who else one.words


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _day(value: str) -> str:
    try:
        return day_words(date.fromisoformat(value))
    except ValueError:
        return value
