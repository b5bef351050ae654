"""What a worked case expects against what came: only what differs, on both sides in words that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from desktop.clinical.proving.answers import Answer
from desktop.clinical.proving.case_file import CaseFile, WorkedCase, refuse

Difference = tuple[str, object, object]
"""The part of the answer, what was expected there, what came."""


def differences(file: CaseFile, case: WorkedCase, answer: Answer) -> Iterator[Difference]:
    """Where an answer is not what the case expects. Raises RuleFileError for a part that no answer has."""
    for part in (*case.expect, *case.says, *case.silent):
        if part not in answer:
            raise refuse(file, case, f'"{part}" is no part of the answer; use one of {", ".join(answer)}')
    for part, expected in case.expect.items():
        if not _same(expected, answer[part]):
            yield part, expected, answer[part]
    for part, wanted in case.says.items():
        missing = [words for words in wanted if not _said(words, answer[part])]
        if missing:
            yield part, {"says": missing}, answer[part]
    for part, unwanted in case.silent.items():
        heard = [words for words in unwanted if _said(words, answer[part])]
        if heard:
            yield part, {"does not say": heard}, answer[part]


def _same(expected: object, came: object) -> bool:
    """Equal; a sentence, or none, where only true or false was expected; sets of sets in any order."""
    if isinstance(expected, bool):
        return came is expected if isinstance(came, bool) else expected is bool(came)
    if isinstance(expected, list) and isinstance(came, list):
        if any(isinstance(one, list) for one in (*expected, *came)):
            return _sets(expected) == _sets(came)
        return len(expected) == len(came) and all(map(_same, expected, came))
    if isinstance(expected, int | Decimal) and isinstance(came, int | float | Decimal) and not isinstance(came, bool):
        return Decimal(str(came)) == expected
    return type(expected) is type(came) and expected == came


def _sets(lists: list[object]) -> frozenset[frozenset[object]]:
    return frozenset(frozenset(one) if isinstance(one, list) else frozenset([one]) for one in lists)


def _said(words: str, came: object) -> bool:
    sentences = came if isinstance(came, list) else [came]
    return any(isinstance(one, str) and words.casefold() in one.casefold() for one in sentences)


def by_part(found: list[Difference], side: int) -> Mapping[str, object]:
    """One side of the differences, for a document: 1 what was expected, 2 what came."""
    told: dict[str, list[object]] = {}
    for difference in found:
        told.setdefault(difference[0], []).append(difference[side])
    return {part: values[0] if len(values) == 1 or side == 2 else values for part, values in told.items()}
