"""What a decision must say before the chair can confirm it. A draft may lack all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop.clinical.meetings.decision import Decision

WORDS_FIRST = "Type the words of the decision first; then it is read back to the meeting."


def needed_to_confirm(decision: Decision, held_on: date) -> Mapping[str, str]:
    """The fields that keep a decision of the meeting of a day from being confirmed, each with what to do about it.

    Its words and its kind are what every list, letter and count of decisions goes by; what else nobody said is shown as
    not said. Source: the field study of meetings, section 4.3.
    """
    found: dict[str, str] = {}
    if not decision.recommendation.strip():
        found["recommendation"] = WORDS_FIRST
    if decision.kind is None:
        found["kind"] = "Choose the kind of the decision: without one it is not confirmed."
    if decision.next_board is not None and decision.next_board <= held_on:
        found["next_board"] = "Next board: the day is not after this meeting; type a later one, or none."
    return found
