"""Why the schemes put one child into different groups, in words: every pair that disagrees, and nothing said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.clinical.dates import counted_days
from desktop.clinical.facts import FactValue
from desktop.clinical.labels import Labels, within
from desktop.clinical.risk.disagreement import Disagreement
from desktop.services.assessing import CaseAssessment


@dataclass(frozen=True, slots=True)
class _Told:
    """One reason, the schemes on its one side, and those on the other."""

    one: Disagreement
    asks: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def reason(self) -> Hashable:
        """What is the same in pairs that are told in one sentence."""
        return self.one.open, self.one.fact, self.one.value, self.one.other, self.one.alone


_Key = Callable[[_Told], Hashable]


def differing_sentences(labels: Labels, case: CaseAssessment) -> tuple[str, ...]:
    """For example ``COG v2 looks at resection (complete), INRG 2009 does not: with “incomplete” they would agree.``

    Pairs that differ for one reason share a sentence.
    """
    # a scheme that stands against several others is named once, after them
    often = Counter(name for one in case.disagreements if not one.asks for name in one.schemes)
    told = [_pair(one, often) for one in case.disagreements]
    told = [
        _Told(same[0].one, same[0].asks, tuple(name for one in same for name in one.others))
        for same in _together(told, lambda one: (one.reason, one.asks))
    ]
    told = [
        _Told(same[0].one, tuple(name for one in same for name in one.asks), same[0].others)
        for same in _together(told, lambda one: (one.reason, one.others))
    ]
    return tuple(_sentence(labels, one) for one in told)


def facts_behind(labels: Labels, case: CaseAssessment, scheme: str) -> list[str]:
    """The facts over which the others differ from one scheme."""
    told = (one.fact for one in case.disagreements if scheme in one.schemes)
    return [_fact(labels, one) for one in dict.fromkeys(told) if one is not None]


def pairs_beside(labels: Labels, case: CaseAssessment, scheme: str) -> str:
    """The pairs without one scheme: ``COG v1 ≠ SIOPEN HR (age); NCCN 2026 ≠ INRG 2009 (11q)``.

    Each pair is named: that two of the others differ does not say that they differ from a third.
    """
    left = {one.schemes: _fact(labels, one.fact) for one in case.disagreements if scheme not in one.schemes}
    told: dict[tuple[tuple[str, str], ...], list[str]] = {}
    while left:
        often = Counter(name for pair in left for name in pair)
        names = dict.fromkeys(name for pair in left for name in pair)
        named = max(names, key=lambda name: often[name])
        mine = {pair: fact for pair, fact in left.items() if named in pair}
        partners = tuple(sorted((pair[named == pair[0]], fact) for pair, fact in mine.items()))
        told.setdefault(partners, []).append(named)
        left = {pair: fact for pair, fact in left.items() if pair not in mine}
    return "; ".join(
        f"{', '.join(map(labels.scheme, ones))} ≠\u00a0{_partners(labels, partners)}" for partners, ones in told.items()
    )


def _partners(labels: Labels, partners: Sequence[tuple[str, str]]) -> str:
    """``INRG 2009, SIOPEN HR over age`` where one fact is behind them all, else each with its own."""
    facts = {fact for _, fact in partners}
    if len(facts) == 1:
        fact = facts.pop()
        return ", ".join(labels.scheme(one) for one, _ in partners) + (f" over {fact}" if fact else "")
    # those without a fact last, so that no bracket seems to speak of them too
    names = [
        f"{labels.scheme(one)} ({fact})" if fact else labels.scheme(one)
        for one, fact in sorted(partners, key=lambda partner: not partner[1])
    ]
    return ", ".join(names)


def _pair(one: Disagreement, often: Mapping[str, int]) -> _Told:
    asks = one.asks or min(one.schemes, key=lambda scheme: often[scheme])
    return _Told(one, (asks,), tuple(scheme for scheme in one.schemes if scheme != asks))


def _together(told: Iterable[_Told], key: _Key) -> list[list[_Told]]:
    found: dict[Hashable, list[_Told]] = {}
    for one in told:
        found.setdefault(key(one), []).append(one)
    return list(found.values())


def _sentence(labels: Labels, told: _Told) -> str:
    one = told.one
    words = labels.word("differing", _kind(one)).format(
        asks=_named(labels, told.asks),
        other=_named(labels, told.others),
        fact=_fact(labels, one.fact),
        value=_value(labels, one.fact, one.value),
        changed=_changed(labels, one),
        does=_verb(labels, "does", told.others),
        **{verb: _verb(labels, verb, told.asks) for verb in ("look", "weigh", "differ", "share")},
    )
    return f"{words[:1].upper()}{words[1:]}."


def _fact(labels: Labels, fact: str | None) -> str:
    return within(labels.words["short"].get(fact) or labels.name(fact)) if fact is not None else ""


def _verb(labels: Labels, verb: str, schemes: Sequence[str]) -> str:
    one, several = labels.word("differing_verb", verb).split(", ")
    return one if len(schemes) == 1 else several


def _kind(one: Disagreement) -> str:
    if one.open or one.fact is None:
        return "open" if one.open else "none"
    if one.other is None:
        return "alone" if one.alone else "row"
    return "alone_with" if one.alone else "limits"


def _changed(labels: Labels, one: Disagreement) -> str:
    """``at 546 days``, ``with “incomplete”``: what the fact would have to be."""
    if one.other is None:
        return ""
    how = "at_age" if _is_count(one.other) else "with"
    return labels.word("differing", how).format(value=_value(labels, one.fact, one.other))


def _named(labels: Labels, schemes: Sequence[str]) -> str:
    return _joined([labels.scheme(one) for one in schemes])


def _joined(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _is_count(value: FactValue | None) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _value(labels: Labels, fact: str | None, value: FactValue | None) -> str:
    if value is None or fact is None:
        return ""
    if _is_count(value):
        return counted_days(int(str(value)))
    kind = fact if fact in labels.words else "yes_no" if isinstance(value, bool) else ""
    return labels.value(kind, value)
