"""A decision as it is read: on the page of a child, on the wall, and before the chair confirms it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from desktop.clinical.answers import Answer
from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.decision import Action, Amendment, Decision
from desktop.clinical.meetings.waking import ConditionNow, Woken
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.meetings.of_case import DecisionNow
from desktop.services.meetings.words import changes_words, condition_words
from desktop.ui.meetings.words import ordinal
from desktop.ui.statements import Statement
from desktop.ui.words import capital, clock_words

ASKED = (
    ("trial_considered", "a trial"), ("genetics_considered", "genetics"), ("fertility_considered", "fertility"),
    ("palliative_considered", "palliative care"), ("psychosocial_considered", "psychosocial help"),
)  # fmt: skip


def head_words(now: DecisionNow) -> str:
    """``26 Nov 2026, 3rd time before the board``."""
    return f"{day_words(now.meeting.day)}, {ordinal(now.whole.decision.presentation)} time before the board"


def confirmed_words(one: Decision) -> str:
    """Who confirmed it and when, or how far it is."""
    if one.confirmed_at is not None:
        return f"Confirmed by {one.confirmed_by}, {_moment(one.confirmed_at)}"
    return "Read back, not confirmed yet" if one.read_back_at is not None else "Not confirmed yet"


def amended_words(one: Amendment) -> str:
    """Which chair stands behind an amendment, or that it waits for one."""
    if one.confirmed_at is None:
        return "waits for the chair"
    return f"confirmed by {one.confirmed_by}, {_moment(one.confirmed_at)}"


def basis_words(labels: Labels, now: DecisionNow) -> str:
    """``MYCN: not amplified → amplified; Risk group by COG v2, INRG 2009: low → high``; empty where it still stands."""
    return changes_words(labels, now.changed)


def condition_state(labels: Labels, one: ConditionNow) -> str:
    """A condition with where it stands, and what holds now."""
    state = labels.word("woken", one.state)
    review = one.condition.review_by
    until = f", review by {day_words(review)}" if review and one.state in {Woken.WAITS, Woken.OVERDUE} else ""
    told = f"{condition_words(labels, one.condition)} ({capital(state)}{until})"
    return f"{told} Now: {one.applies}" if one.applies else told


def action_state(labels: Labels, one: Action) -> str:
    """``Open``, ``Done 01 Dec 2026``, ``Not done: the child was too ill``."""
    if one.fate is None:
        return "Open"
    on = f" {day_words(one.fate_on)}" if one.fate_on else ""
    why = f": {labels.word('not_done', one.fate_why)}" if one.fate_why else ""
    words = f"; {one.fate_words}" if one.fate_words else ""
    return f"{capital(labels.word('fate', one.fate))}{on}{why}{words}"


def decision_statements(labels: Labels, whole: WholeDecision) -> Iterator[Statement]:
    """All that was decided, in the order in which a board says it; what nobody said is left out but the family."""
    one = whole.decision
    yield Statement("Question", one.question)
    yield Statement("Decision", one.recommendation or "not typed yet", strong=True)
    kind = labels.word("decisions.kind", one.kind) if one.kind else ""
    yield from _said("Kind, intent", _joined(kind, labels.word("intent", one.intent) if one.intent else ""))
    yield from _said("New facts", one.new_facts)
    yield from _said("Agreed", _joined(f"stage {one.stage}" if one.stage else "", one.groups))
    yield from _said("Guideline", _joined(one.guide, one.guide_version))
    differs = labels.word("differs", one.differs) if one.differs else ""
    yield from _said("Differs", _joined(differs, one.differs_words))
    yield from _said("Considered", "; ".join(_option(each.words, each.why_not) for each in whole.options))
    yield from _said("Feasibility", _feasible(labels, one))
    yield from _said("Wish", _joined(_yes(one.wish_considered, "considered"), one.wish_words))
    asked = [words for name, words in ASKED if getattr(one, name).value is True]
    refused = [words for name, words in ASKED if getattr(one, name).value is False]
    yield from _said("Also asked", _joined(", ".join(asked), f"not: {', '.join(refused)}" if refused else ""))
    family = _joined(
        f"told by {one.told_by}" if one.told_by else "", f"by {day_words(one.tell_by)}" if one.tell_by else ""
    )
    yield Statement("Family", family or "nobody named who tells them")
    yield from _said("Key worker", one.key_worker)
    yield Statement(
        "Dissent", "; ".join(_dissent(each.name, each.words, each.answer) for each in whole.dissents) or "none"
    )
    board = day_words(one.next_board) if one.next_board else ""
    yield from _said("Next board", _joined(board, one.next_trigger))
    yield from _said("Reopens", one.reopens)


def _feasible(labels: Labels, one: Decision) -> str:
    if not one.feasibility.is_known:
        return ""
    other = f"instead: {one.alternative}" if one.alternative else ""
    return _joined(labels.word("feasibility", one.feasibility.value), one.where, other)


def _option(words: str, why_not: str) -> str:
    return f"{words} (not taken: {why_not})" if why_not else words


def _dissent(name: str, words: str, answer: str) -> str:
    told = f"{name or 'not named'}: {words}"
    return f"{told} (answered: {answer})" if answer else told


def _yes(answer: Answer[bool], words: str) -> str:
    return {True: words, False: f"not {words}"}.get(answer.value, "") if answer.value is not None else ""


def _said(name: str, words: str) -> Iterator[Statement]:
    if words:
        yield Statement(name, words)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _moment(moment: datetime) -> str:
    here = moment.astimezone()
    return f"{day_words(here.date())} {clock_words(here)}"
