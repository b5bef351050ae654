"""The words of a proof of the rules: a child on paper in words, what was expected, what it got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.clinical.labels import Labels
from desktop.clinical.proving import Proof, TableProof, WorkedCase
from desktop.ui.words import capital, counted, days_words, groups_words, joined

NOTHING = "none"
REFUSAL = "refusal"


def facts_words(labels: Labels, facts: Mapping[str, object]) -> str:
    """``Age 400 d; Stage M; MYCN not amplified``; what is not named is unknown."""
    return "; ".join(_facts(labels, facts)) or "Nothing is known."


def _facts(labels: Labels, facts: Mapping[str, object]) -> Iterator[str]:
    for name, value in facts.items():
        called = _short(labels, name)
        if isinstance(value, Mapping):
            yield f"{called}: {', '.join(_facts(labels, value))}"
        else:
            yield f"{called} {_value(labels, name, value)}"


def _short(labels: Labels, fact: str) -> str:
    """The shortest name that a fact has."""
    for kind in ("short", "form", "fact"):
        if fact in labels.words[kind]:
            return labels.words[kind][fact]
    return fact.replace("_", " ")


def _value(labels: Labels, name: str, value: object) -> str:
    if name == "age_days":
        return days_words(int(str(value)))
    if isinstance(value, list):
        return ", ".join(_value(labels, name, one) for one in value) or "none"
    if isinstance(value, bool) and (name in labels.words["short"] or name in labels.words["form"]):
        # a fact with a short name of its own is answered by yes or no: "Symptoms no"
        return labels.word("yes_no", value)
    key = str(value).lower() if isinstance(value, bool) else str(value)
    found = labels.words.get(name, {}).get(key)
    return found or (labels.word("yes_no", value) if isinstance(value, bool) else key)


def expected_words(labels: Labels, case: WorkedCase) -> str:
    """Everything that a case expects."""
    if case.refused:
        return f"{_part(labels, REFUSAL)}: “{case.refused}”"
    told = [_told(labels, part, value) for part, value in case.expect.items()]
    told += [f"{_part(labels, part)}: {_sayings(words)}" for part, words in case.says.items()]
    told += [f"{_part(labels, part)}: not {_sayings(words)}" for part, words in case.silent.items()]
    return _sentences(told)


def parts_words(labels: Labels, parts: Mapping[str, object]) -> str:
    """One side of a failure: only the parts that differ."""
    return _sentences([_told(labels, part, value) for part, value in parts.items()])


def _sentences(told: Sequence[str]) -> str:
    """Each part of an answer as a sentence of its own."""
    return " ".join(capital(one) if one.endswith((".", "”")) or len(told) == 1 else f"{capital(one)}." for one in told)


def _told(labels: Labels, part: str, value: object) -> str:
    """One part of an answer: groups by their names alone, a yes or no in words, others after what they are."""
    if isinstance(value, list) and any(isinstance(one, bool | Mapping) for one in value):
        # a case expected several things of this part
        told = [_answer(labels, part, one) if isinstance(one, Mapping) else _told(labels, part, one) for one in value]
        return ", ".join(told)
    if value is None and part in labels.words["answer_no"]:
        return labels.words["answer_no"][part]
    if value in (None, [], {}) and part in labels.words["answer_none"]:
        return labels.words["answer_none"][part]
    if isinstance(value, bool) and part in labels.words["answer_yes"]:
        return labels.words["answer_yes" if value else "answer_no"][part]
    if part == "groups" and value:
        return _answer(labels, part, value)
    return f"{_part(labels, part)}: {_answer(labels, part, value)}"


def _part(labels: Labels, part: str) -> str:
    return labels.words["answer_part"].get(part, part.replace("_", " "))


def _sayings(words: Sequence[str]) -> str:
    return joined([f"“{one}”" for one in words])


def _answer(labels: Labels, part: str, value: object) -> str:
    if isinstance(value, bool):
        return labels.word("yes_no", value)
    if value is None or value in ([], {}):
        return NOTHING
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_sayings([str(one) for one in words])}" for name, words in value.items())
    if isinstance(value, list):
        return _several(labels, part, value)
    return str(value)


def _several(labels: Labels, part: str, values: Sequence[object]) -> str:
    """Groups as people say them, facts by their names, sentences one after the other."""
    if part == "groups":
        return groups_words(labels, [str(one) for one in values]).lower()
    if any(isinstance(one, list) for one in values):
        sets = [one if isinstance(one, list) else [one] for one in values]
        return ", or ".join(" with ".join(_named(labels, name) for name in one) for one in sets)
    return (" " if any(" " in str(one) for one in values) else ", ").join(_named(labels, one) for one in values)


def _named(labels: Labels, name: object) -> str:
    return labels.words["fact"].get(str(name), str(name))


def verdict_words(proof: Proof) -> tuple[str, str]:
    """What a proof says, first in one statement, then what that means for whoever relies on the rules."""
    asked = proof.passed + proof.failed
    if not asked:
        return "Nothing was proved.", "No worked cases ship with these rules. Do not rely on them until some do."
    if not proof.failed:
        bare = [one.table.title for one in proof.tables if not one.cases]
        without = f" Nothing is proved of {joined(bare)}: no worked case ships for it." if bare else ""
        return (
            f"All {counted(asked, 'worked case')} passed.",
            f"The rules give the answers that were worked out by hand from the sources.{without}",
        )
    wrong = joined([one.table.title for one in proof.tables if one.failed])
    advice = (
        f"Do not rely on {wrong} until a proof of it passes. No case was changed. "
        "Tell whoever looks after Crestboard which cases failed; they are listed below."
    )
    return f"{proof.failed:,} of {counted(asked, 'worked case')} failed.", advice


def strays_words(strays: Sequence[tuple[str, int]]) -> str:
    """Worked cases that nobody could ask, by the table that is not there."""
    told = joined([f"{counted(count, 'worked case')} of {table}" for table, count in strays])
    return f"Not asked, because these rules do not have the table: {told}."


def result_words(one: TableProof) -> str:
    """How a table came off."""
    if not one.cases:
        return "Not proved: no cases"
    return f"{one.failed:,} failed" if one.failed else "Passed"


def known_words(labels: Labels, case: WorkedCase) -> str:
    """What a row has no room for: everything that is known of the child, and the source."""
    return f"Known: {facts_words(labels, case.facts)}\nSource: {case.source}"
