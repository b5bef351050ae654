"""What the family was told of a child's record, thing by thing, and what of its sheet is withheld until it is told.

The answer is no unless somebody wrote down that it was told, on which day and by whom; and what was told is what the
record said on that day. The sheet leaves out the rest without a word; only the reviewer sees what and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.current import latest_first, standing
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.handout.disclosed import disclosed
from desktop.clinical.handout.facts import DECISION, OF_THE_GROUP, PLAN, ToldRule
from desktop.clinical.handout.sheet import OWN, FamilySentence, Language, Section
from desktop.clinical.handout.texts import Facts
from desktop.clinical.labels import within
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.record.people import Disclosure
from desktop.clinical.results import Provenance
from desktop.services.boards import Board
from desktop.services.entries import entry_line, put_entries
from desktop.services.handouts.facts import family_facts
from desktop.services.library import Library
from desktop.services.meetings.deciding import decisions_of
from desktop.services.plans import begun_template, current_plan

TABLE = "disclosures"
DIAGNOSIS, THE_PLAN = "diagnosis", "plan"
"""The things that parts of the sheet tell of by themselves: what it names to read more, and what happens when."""


class Knows(StrEnum):
    """How a thing stands: ``CHANGED`` was told and is another one now, ``NOTHING`` has nothing in the record yet."""

    TOLD = "told"
    NOT_TOLD = "not_told"
    WAITS = "waits"
    CHANGED = "changed"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of the record: what the record says of it now, and the entry of the family that counts.

    ``held``: the record has something of it, even where a sheet would not say it any more or not yet.
    """

    code: str
    words: str
    now: str
    held: bool
    state: Knows
    entry: Disclosure | None = None

    @property
    def is_told(self) -> bool:
        """Whether the family was told just this."""
        return self.state is Knows.TOLD

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell. An illness has a name, whether or not the record has it yet."""
        return self.state is Knows.NOTHING and not self.held and self.code != DIAGNOSIS

    @property
    def said(self) -> str:
        """How it stands, for those who look the sheet through; never for the sheet."""
        by = self._by()
        if self.state is Knows.TOLD:
            return f"told{by}"
        if self.state is Knows.WAITS:
            return f"not to be told yet{by}"
        if self.state is Knows.CHANGED and self.entry is not None:
            then = f"{self.entry.as_told.value}" if self.entry.as_told.value else "it is not written down what"
            return f"told{by}: {then}; the record says: {self.now or 'nothing of it'}"
        return "not told" if self.state is Knows.NOT_TOLD else "nothing recorded"

    def _by(self) -> str:
        if self.entry is None:
            return ""
        day, who = self.entry.provenance.performed_on, self.entry.told_by.value or ""
        parts = (day.words() if day is not None else "", f"by {who}" if who and self.state is not Knows.WAITS else who)
        told = ", ".join(filter(None, parts))
        return f" {told}" if told else ""


Things = Mapping[str, Thing]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that was chosen and stays off the sheet, with what the family must be told first."""

    sentence: FamilySentence
    things: tuple[Thing, ...]


def things_of(board: Board, library: Library, case: Case, meeting: Meeting) -> Things:
    """Every thing that a family is told or not, in the order of the rules."""
    # which words a list needs is the same in every language: a test compares them
    facts = family_facts(library, case, library.handout(Language.ENGLISH))
    values = _Values(board, library, case, meeting, facts)
    head = library.record.kinds[TABLE].field("what")
    words = {one.code: one.words for one in head.choices}
    told = disclosed(case.disclosures)
    return {
        code: _thing(code, words[code], values.words(rule), told.get(code), held=values.holds(rule))
        for code, rule in library.family_rules.told.items()
    }


def tells_of(library: Library, sentence: FamilySentence, language: Language) -> tuple[str, ...]:
    """What a sentence gives away: by the facts that it rests on; own words by their section and by what they name."""
    rules, texts = library.family_rules, library.handout(language)
    if sentence.offered_as == OWN:
        return rules.with_needs((*rules.own_in(sentence.section), *texts.named_in(sentence.words)))
    if sentence.section is Section.ASK:
        return ()
    found = next((one for one in texts.sentences if one.id == sentence.offered_as), None)
    return rules.with_needs((*rules.tell_of(found.rests_on), *found.tells)) if found is not None else ()


def untold(library: Library, things: Things, sentence: FamilySentence, language: Language) -> tuple[Thing, ...]:
    """What the family must be told before a sentence may stand on its sheet."""
    found = [things[code] for code in tells_of(library, sentence, language)]
    # own words may name what the record has nothing of, such as a test that nobody did: that gives nothing away
    own = sentence.offered_as == OWN
    return tuple(one for one in found if not one.is_told and not (own and one.is_empty))


def told_words(library: Library, things: Things, sentence: FamilySentence, language: Language) -> str:
    """What of a sentence the family was told, for those who choose it; empty where it gives nothing away."""
    told = [things[code] for code in tells_of(library, sentence, language) if things[code].is_told]
    return f"Told to the family: {named(told)}." if told else ""


def why_withheld(missing: Sequence[Thing]) -> Iterator[str]:
    """Why something is withheld, for those who choose it: what was never told, then what stands otherwise."""
    never = [one for one in missing if one.state in (Knows.NOT_TOLD, Knows.NOTHING)]
    if never:
        yield f"Not told yet: {named(never)}."
    yield from (f"{one.words}: {one.said}." for one in missing if one not in never)


def withheld_of(
    library: Library, things: Things, sentences: Sequence[FamilySentence], language: Language
) -> tuple[Withheld, ...]:
    """The sentences that stay off the sheet, each with why."""
    found = ((one, untold(library, things, one, language)) for one in sentences)
    return tuple(Withheld(one, missing) for one, missing in found if missing)


def say_told(
    board: Board, library: Library, case: Case, things: Sequence[Thing], *, on: PartialDate | None, by: str, today: date
) -> Case:
    """Write down that the family was told these things as they are now, as one step. Raises UserError without a day or
    a person, or for a day that has not come."""
    if on is None or not by.strip():
        raise UserError("The day and the person who told the family are needed; nothing was stored.")
    kind = library.record.kinds[TABLE]
    entries = [
        Disclosure(
            id=board.new_key(),
            provenance=Provenance(performed_on=on),
            supersedes=_undated_no(one),
            what=known(one.code),
            told=known(True),
            as_told=known(one.now) if one.now else Disclosure().as_told,
            told_by=known(by.strip()),
        )
        for one in things
    ]
    if not entries:
        raise UserError("Nothing is chosen that was told; nothing was stored.")
    return put_entries(board, library, case, kind, entries, today, "Told to the family")


def _undated_no(thing: Thing) -> UUID | None:
    """An agreement to wait that has no day holds until something stands in its place."""
    entry = thing.entry
    undated = entry is not None and thing.state is Knows.WAITS and entry.provenance.performed_on is None
    return entry.id if entry is not None and undated else None


def _thing(code: str, words: str, now: str, entry: Disclosure | None, *, held: bool) -> Thing:
    held = held or bool(now)
    return Thing(code=code, words=words, now=now, held=held, state=_state(entry, now, held=held), entry=entry)


def _state(entry: Disclosure | None, now: str, *, held: bool) -> Knows:
    if entry is None:
        return Knows.NOT_TOLD if held else Knows.NOTHING
    if entry.told.value is None:
        return Knows.NOT_TOLD
    if not entry.told.value:
        return Knows.WAITS
    return Knows.TOLD if not now or _alike(entry.as_told.value or "", now) else Knows.CHANGED


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


class _Values:
    """What the record says of each thing, in words that are the same for the same value."""

    def __init__(self, board: Board, library: Library, case: Case, meeting: Meeting, facts: Facts) -> None:
        self._board, self._library, self._case = board, library, case
        self._meeting, self._facts = meeting, facts

    def words(self, rule: ToldRule) -> str:
        """The value of a thing; empty where the record has nothing of it."""
        special: Mapping[str, Callable[[], str]] = {DECISION: self._decision, PLAN: self._plan}
        if rule.of:
            return special[rule.of]()
        coded = [name for name in rule.facts if name in self._library.labels.words]
        found = [self._fact(name, self._facts.get(name, ())) for name in coded]
        found += [self._recorded(name) for name in rule.record]
        found += [words for table in rule.entries for words in self._entries(table)]
        return "; ".join(filter(None, found))

    def holds(self, rule: ToldRule) -> bool:
        """Whether the record has something of a thing that no sentence says now: after a relapse the stage is as much
        news to a family as before. A group there always is, and where sources differ more than one."""
        recorded = [FIELDS[name].read(self._case).is_known for name in rule.facts if name in FIELDS]
        return any(recorded) or not {*rule.facts}.isdisjoint(OF_THE_GROUP)

    def _fact(self, name: str, codes: Sequence[str]) -> str:
        return ", ".join(self._library.labels.word(name, one) for one in codes)

    def _recorded(self, name: str) -> str:
        answer = FIELDS[name].read(self._case)
        labels = self._library.labels
        return f"{labels.name(name)} {labels.answer(name, answer)}" if answer.is_known else ""

    def _entries(self, table: str) -> Iterator[str]:
        kind = self._library.record.kinds[table]
        for one in latest_first(standing(getattr(self._case, table))):
            yield entry_line(self._library, self._case, kind, one).whole

    def _decision(self) -> str:
        """The meeting, and the last amendment of its decision, whether or not a chair has confirmed it by now."""
        found = decisions_of(self._board, self._case.id)
        whole = next((one for one in found if one.decision.meeting_id == self._meeting.id), None)
        last = max((one.number for one in whole.amendments), default=0) if whole is not None else 0
        day = f"board of {day_words(self._meeting.day)}"
        return f"{day} with amendment {last}" if last else day

    def _plan(self) -> str:
        chosen = current_plan(self._case)
        if chosen is None:
            return ""
        template = begun_template(self._library, chosen)
        return template.title if template is not None else chosen.template


def named(things: Sequence[Thing]) -> str:
    """``risk group, MYCN and plan of treatment``."""
    words = [within(one.words) for one in things]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
