"""All scoring methods that ship, ready to score scans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from desktop.clinical.risk.rows import RuleFile
from desktop.clinical.scores.answer import Score
from desktop.clinical.scores.facts import ScoreFacts, read_score_facts
from desktop.clinical.scores.method import CutOff, Method, Verdict
from desktop.clinical.scores.reading import read_method


class ScorePack:
    """Scoring methods by their id."""

    def __init__(self, methods: Sequence[Method]) -> None:
        self.methods = {one.id: one for one in methods}

    @classmethod
    def load(cls, texts: Mapping[str, str]) -> ScorePack:
        """Parse file names and texts. Raises RuleFileError that names file, entry and key."""
        return cls([read_method(name, texts[name]) for name in sorted(texts)])

    @property
    def files(self) -> tuple[RuleFile, ...]:
        """Id and version of each file."""
        return tuple(one.file for one in self.methods.values())

    def read(self, document: object) -> ScoreFacts:
        """Read one facts object. Raises UserError that names the key, the segment or the value."""
        return read_score_facts(document, self.methods)

    def score(self, facts: ScoreFacts) -> Score:
        """The sums, the change from baseline, and the reading."""
        method = self.methods[facts.method]
        total = method.total(facts.now)
        reading, why = _read(method, facts, total)
        relative, about = _relative(method, facts)
        return Score(
            method=method.id,
            total=total,
            skeletal=method.skeletal(facts.now),
            relative=relative,
            reading=reading,
            reason=" ".join([why, *about]),
        )


def _relative(method: Method, facts: ScoreFacts) -> tuple[Fraction | None, list[str]]:
    if facts.baseline is None:
        return None, ["No baseline was given, so there is no relative score."]
    before = method.skeletal(facts.baseline)
    if before == 0:
        return None, [method.zero_baseline]
    return Fraction(method.skeletal(facts.now), before), []


def _read(method: Method, facts: ScoreFacts, total: int) -> tuple[Verdict | None, str]:
    """A reading only where every cut-off that decides says the same; the others are told beside it."""
    if facts.time is None:
        return None, method.no_time
    valid = [one for one in method.cut_offs if one.valid(facts.time, facts.mycn)]
    deciding = [one for one in valid if one.decides]
    if not deciding:
        return None, method.without
    verdicts = {one.verdict(total) for one in deciding}
    reading = verdicts.pop() if len(verdicts) == 1 else None
    told = deciding if reading is None else [one for one in valid if one.decides or one.verdict(total) is not reading]
    return reading, " ".join(_words(reading, told, total))


def _words(reading: Verdict | None, told: Sequence[CutOff], total: int) -> Iterator[str]:
    if reading is None:
        yield f"The cut-offs that may be valid disagree on a score of {total}, so there is no reading:"
    for one in told:
        verdict = one.verdict(total)
        side = f"{total} is above {one.above}" if verdict is Verdict.ADVERSE else f"{total} is not above {one.above}"
        beside = "" if one.decides else "Another cohort, for comparison: "
        yield f"{beside}{one.text}; {side}: {verdict} [{one.cited.source}; {one.cited.status}]."
