"""The history in a clinician's words: what was done, which fact, before and after, by the labels and never by codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from textwrap import wrap
from typing import Any
from uuid import UUID

from db import entities
from db.audit import AuditEntry
from db.columns import Leaf
from db.entities import ENTITIES, PERSON, Entity
from db.tables import (
    assessments,
    boards,
    centre_services,
    own_templates,
    rule_adoptions,
    saved_views,
    signed_documents,
    signing_keys,
)
from desktop.clinical.answers import Answer
from desktop.clinical.case import Deletion
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.labels import within
from desktop.clinical.record.entry_kinds import Asked
from desktop.services.backups import ENTITY as BACKUP
from desktop.services.history import EXPORT, RECEIPT, VIEW
from desktop.services.library import Library
from desktop.services.meetings.deciding import OCCASION
from desktop.services.meetings.words import fact_words, value_words
from desktop.services.opening import BROKEN, UNLOCKING
from desktop.services.plan_titles import PlanTitles
from desktop.services.undoing import IMPORTED, REDONE, UNDONE

_BOARD_WORK = frozenset(one.table for one in entities.BOARD_WORK)

GROUPS: Mapping[str, frozenset[str]] = {
    "changes": frozenset({*ENTITIES, "attachments", UNDONE, REDONE}),
    "views": frozenset({VIEW}),
    "prints": frozenset({"print", assessments.name, signed_documents.name}),
    "files": frozenset({IMPORTED, EXPORT, RECEIPT}),
    "meetings": _BOARD_WORK,
    "backups": frozenset({BACKUP, boards.name}),
    "opening": frozenset({UNLOCKING, BROKEN}),
    "people": frozenset({PERSON.table, "recovery_key", signing_keys.name}),
    "rules": frozenset({rule_adoptions.name, centre_services.name, own_templates.name}),
    "views_of_list": frozenset({saved_views.name}),
}
"""What the history is filtered by: the kinds of entry in each group."""

OF_A_CASE = ("changes", "meetings", "views", "prints", "files")
"""The groups that the history of one case has."""

_LEAVES: Mapping[tuple[str, str], Leaf] = {
    (entity.table, leaf.name): leaf
    for entity in dict.fromkeys(
        (
            *ENTITIES.values(),
            *entities.BOARD_WORK,
            *(one for one in vars(entities).values() if isinstance(one, Entity)),
        )
    )
    for leaf in entity.leaves
}
_ORDER = {key: place for place, key in enumerate(_LEAVES)}
_ORIGIN = frozenset(
    {
        "performed_on", "reported_on", "laboratory", "method", "specimen", "report_reference", "checked_by",
        "checked_at", "supersedes", "chosen_because",
    }
)  # fmt: skip
_HIDDEN = frozenset(
    {
        "position", "plan_id", "entered_by", "entered_at", "added_by", "added_at", "step", "case_id", "meeting_id",
        "to_meeting_id", "referral_id", "decision_id", "on_condition", "source", "sheet_id", "offered_as",
    }
)  # fmt: skip
"""What says nothing to people: places in an order, keys, and who and when, which stand beside it anyway."""
_IN_ORDER = _BOARD_WORK - {entities.MEETING.table}
"""Of these kinds ``place`` is only where a row stands among its like; that of a meeting is a room."""
_WORDED = {
    "decision_actions.fate_why": "not_done",
    "follow_throughs.why": "not_done",
    "family_sentences.section": "sheet_section",
}
"""Fields whose words go by another name."""
_OF_EVENT = ("date of", "fixed day of", "leaving out", "taking up", "gate of")
_OF_CHOICE = "choice of"
"""Actions that end with the id of an event or a choice of a plan."""
_SLIP = frozenset({"why", "stopped_why"})
"""Fields that hold why something of a plan slipped."""
_LINKED = "link to another entry"


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One fact, and before and after in words. ``is_new``: nothing was there before."""

    fact: str
    before: str
    after: str
    is_new: bool

    @property
    def sentence(self) -> str:
        """``MYCN: not amplified → amplified``; of what is new, what it says."""
        return f"{self.fact}: {self.after}" if self.is_new else f"{self.fact}: {self.before} → {self.after}"


class HistoryWords:
    """Words for one library: labels, names of biomarkers, templates and services."""

    def __init__(self, library: Library) -> None:
        self._library, self._labels = library, library.all_labels

    def kind(self, entity: str) -> str:
        """What an entry is about, for example ``MYCN result``."""
        return self._labels.words["history_kind"].get(entity) or _plain(entity)

    def group(self, name: str) -> str:
        """What a group of kinds is called in a filter."""
        return self._labels.word("history_group", name)

    def action(self, action: str) -> str:
        """What was done."""
        head, _, last = action.rpartition(" ")
        if head.casefold().endswith(_OF_EVENT):
            action = f"{head} {within(self._plan_titles.told('event', last) or last)}"
        elif head.casefold().endswith(_OF_CHOICE):
            action = f"{head} {within(self._plan_titles.told('choice', last) or last)}"
        said = self._labels.words["history_action"].get(action)
        return said or next((f"{now}{action[len(was) :]}" for was, now in _DEEDS if action.startswith(was)), action)

    def fact(self, entity: str, name: str) -> str:
        """What a field is called; of where a result comes from, with the result."""
        own = self._labels.words["history_fact"]
        words = own.get(f"{entity}.{name}") or own.get(name) or self._labels.words["fact"].get(name)
        words = words or self._services.get(name) or _plain(name).capitalize()
        return f"{words} ({self.kind(entity)})" if name in _ORIGIN and entity in ENTITIES else words

    def value(self, entity: str, name: str, told: object) -> str:
        """A value as the history keeps it, in words; what cannot be understood stands as it is."""
        if told is None or told == "":
            return self._labels.word("history_value", "not_in_bin" if name == "deleted" else "nothing")
        if name in _LONG:
            # in pieces that a line can break between
            return " ".join(wrap(str(told), 8)[: None if name in _DIGESTS else 1])
        if (entity, name) == (assessments.name, "occasion"):
            # which decision it was is a key, which says nothing to people
            return str(told).partition(f"{OCCASION} ")[0] or self._labels.word("history_value", OCCASION)
        leaf = _LEAVES.get((entity, name))
        if leaf is None:
            return self._other(name, told)
        try:
            return self._decoded(self._spelled(entity, name), leaf.decode(*leaf.restore(told)))
        except (ValueError, KeyError, TypeError, AttributeError):
            return str(told)

    def _spelled(self, entity: str, name: str) -> str:
        """The name that the words of a fact go by: entries of different kinds have fields of the same name."""
        own = f"{entity}.{name}"
        if entity in _BOARD_WORK:
            return own if own in self._labels.words else _WORDED.get(own, name)
        kind = self._library.record.kinds.get(entity)
        if kind is None or name not in {one.name for one in kind.fields}:
            return name
        return _LINKED if kind.field(name).asked is Asked.LINK else f"{entity}.{name}"

    def is_told(self, name: str) -> bool:
        """Whether a field says anything to people."""
        return is_told(name)

    def changes(self, entry: AuditEntry) -> tuple[ChangeWords, ...]:
        """Every fact that an entry changed, in the order of the record."""
        return tuple(self._changes(entry))

    def codes(self, word: str) -> tuple[str, ...]:
        """The codes, kinds and deeds that people call by a word or a part of one, for finding them."""
        wanted, found = word.casefold(), list[str]()
        if len(wanted) < _LEAST:
            return ()
        for kind, words in self._labels.words.items():
            if kind in _SEARCHED or kind in _FACTS:
                found += [code for code, told in words.items() if wanted in str(told).casefold()]
        found = [one.rpartition(".")[2] for one in found if wanted not in one.casefold() and one not in _TRUTHS]
        return tuple(dict.fromkeys(found))[:_MOST]

    def _changes(self, entry: AuditEntry) -> Iterator[ChangeWords]:
        told = (one for one in entry.changes if is_told(one) and not (one == "place" and entry.entity in _IN_ORDER))
        names = sorted(told, key=lambda one: in_order(entry.entity, one))
        about = next((one for one in reversed(entry.changes.get("fact", ())) if isinstance(one, str)), "")
        for name in names:
            before, after = entry.changes[name]
            own = name in _BY_FACT and entry.entity in _BOARD_WORK
            say = partial(self._of_fact, about) if own else self.value
            yield ChangeWords(
                self.fact(entry.entity, name),
                say(entry.entity, name, before),
                say(entry.entity, name, after),
                before is None,
            )

    def _of_fact(self, about: str, entity: str, name: str, told: object) -> str:
        """The fact that a decision hangs or stands on, or a value of it."""
        if not isinstance(told, str) or (name == "fact" and not told):
            return self.value(entity, name, told)
        return fact_words(self._labels, told) if name == "fact" else value_words(self._labels, about, told)

    def _decoded(self, name: str, value: Any) -> str:
        labels = self._labels
        if isinstance(value, Answer):
            return self._decoded(name, value.value) if value.is_known else labels.silence(value)
        if isinstance(value, Deletion):
            return self._labels.word("history_value", "in_bin").format(reason=value.reason)
        if isinstance(value, datetime):
            return moment_words(value)
        if isinstance(value, PartialDate):
            return value.words()
        if isinstance(value, date):
            return day_words(value)
        if isinstance(value, UUID):
            return labels.word("history_value", "earlier_result")
        if isinstance(value, bool) and name not in labels.words:
            return labels.word("yes_no", value)
        if isinstance(value, frozenset) and not value:
            return labels.words[name]["none"]
        return self._named(name, value)

    def _named(self, name: str, value: Any) -> str:
        """A code whose words stand with biomarkers or templates, or in the labels."""
        if name == _LINKED:
            return self._labels.word("history_value", "linked_entry")
        if name == "marker":
            return self._library.markers.marker(value).name
        if name == "unit":
            return self._library.markers.units.units[value].words
        if name == "template":
            return self._library.shelf.title(str(value)) or str(value)
        if name in _SLIP:
            return self._labels.word("slip_reason", value)
        planned = self._plan_titles.told(name, str(value))
        if planned is not None:
            return planned
        if name == "kind" and str(value) in self._labels.words["attachment_kind"]:
            return self._labels.word("attachment_kind", value)
        return self._labels.words["history_value"].get(str(value)) or self._labels.value(name, value)

    def _other(self, name: str, told: object) -> str:
        """A value of an event, which has no record behind it."""
        if isinstance(told, bool):
            return self._labels.word("yes_no", told)
        if isinstance(told, Mapping):
            return ", ".join(f"{key} {str(value)[:_WORD]}" for key, value in told.items())
        if isinstance(told, Sequence) and not isinstance(told, str):
            return ", ".join(map(str, told)) or self._labels.word("history_value", "nothing")
        if isinstance(told, str) and name in _MOMENTS:
            return _moment_or_text(told)
        if name == "scheme":
            return self._labels.scheme(str(told))
        return self._labels.words["history_value"].get(str(told), str(told))

    @cached_property
    def _plan_titles(self) -> PlanTitles:
        return PlanTitles(tuple(self._library.shelf.every()))

    @cached_property
    def _services(self) -> Mapping[str, str]:
        return {one.id: f"{one.words[:1].upper()}{one.words[1:]}" for one in self._library.services.services}


def is_told(name: str) -> bool:
    """Whether a field says anything to people."""
    return name not in _HIDDEN


def in_order(entity: str, name: str) -> tuple[bool, int, str]:
    """Where a field stands among those of its kind: as in the record, and last what only a machine reads whole."""
    return name in _LONG, _ORDER.get((entity, name), len(_ORDER)), name


_SEARCHED = frozenset({"history_kind", "history_action", "history_fact", "fact", "silence"})
_FACTS = frozenset(name for _, name in _LEAVES)
_WORD = 16
_TRUTHS = frozenset({"true", "false"})
_BY_FACT = frozenset({"fact", "value"})
_LEAST, _MOST = 3, 40
"""A word shorter than the first is part of too many; more codes than the second tell nothing apart."""
_LONG = frozenset({"digest", "sha256", "record", "public", "checksum", "rules"})
"""What only a machine reads whole: it comes last, and of rules the beginning tells which they are."""
_DIGESTS = frozenset({"digest", "sha256", "record", "public"})
_DEEDS = (
    ("Change of ", "Changed "), ("Removal of ", "Removed "), ("New ", "Added the "), ("Date of ", "Dated "),
    ("Fixed day of ", "Fixed the day of "), ("Leaving out ", "Left out "),
    ("Taking up ", "Took up again "), ("Gate of ", "Changed the gate of "), ("Choice of ", "Chose the way: "),
    ("Merge of ", "Merged "), ("Move of ", "Moved "), ("Return of ", "Restored "),
    ("Undo ", "Undid the "), ("Redo ", "Redid the "), ("Import: ", "Imported: "),
)  # fmt: skip
"""Deeds that go on with what they are about, and how they are told."""
_MOMENTS = frozenset({"first", "last", "made"})


def moment_words(moment: datetime) -> str:
    """A moment by the clock of this computer: ``23 Nov 2026 10:42``."""
    here = moment.astimezone()
    return f"{day_words(here.date())} {here:%H:%M}"


def summary_words(words: HistoryWords, entries: Sequence[AuditEntry], of: int, most: int = 3, wanted: str = "") -> str:
    """The first changes of a step in one line, and how many more; those with what is looked for come first."""
    told = [one.sentence for entry in entries for one in words.changes(entry)]
    sought = wanted.casefold().split()
    told.sort(key=lambda sentence: -sum(one in sentence.casefold() for one in sought))
    shown = "; ".join(told[:most])
    if shown and of > len(entries):
        return f"{shown}; and more"
    return f"{shown}; and {len(told) - most} more" if len(told) > most else shown


def _moment_or_text(told: str) -> str:
    try:
        return moment_words(datetime.fromisoformat(told))
    except ValueError:
        return told


def _plain(code: str) -> str:
    return within(code.replace("_", " "))
