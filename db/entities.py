"""What is stored: one declaration for each kind of thing. Columns, checks, encoding and decoding follow from it.

A new field of a clinical value needs no line here, only a migration; a new kind of result needs one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Any, get_origin, get_type_hints

from db.columns import UNASKED, Leaf, Values, leaf_of
from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case, Identifier
from desktop.clinical.handout.sheet import ClinicText, FamilySentence, FamilySheet
from desktop.clinical.meetings.decision import (
    Action,
    Amendment,
    Condition,
    ConsideredOption,
    Decision,
    Dissent,
    FollowThrough,
    Ground,
)
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.quorum import QuorumRule
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.person import Person
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.results import (
    AlkResult,
    CourseAtSource,
    MarkerResult,
    MycnResult,
    Pathology,
    PloidyResult,
    Provenance,
    ResponseAssessment,
    SegmentalResult,
    Staging,
    Surgery,
)
from desktop.clinical.treatment_plan import GateConfirmation, PlanChoice, PlanEvent, PlanPause, TreatmentPlan


class _Repeated:
    """Puts a group of fields into columns, and remembers the last: what is entered together comes from one place."""

    def __init__(self, kind: type[Any], prefix: str) -> None:
        self.leaves = _leaves(kind, prefix)
        self._last: tuple[Any, Values] = (None, ())

    def encode(self, value: Any) -> Values:
        """The columns of all fields of the group."""
        last, row = self._last
        if last is not value:
            row = tuple(chain.from_iterable(leaf.encode(getattr(value, leaf.name)) for leaf in self.leaves))
            self._last = (value, row)
        return row


def _encoders(kind: type[Any]) -> dict[str, Callable[[Any], Values]]:
    """For each field of a value that has columns in its row: what puts it there."""
    found: dict[str, Callable[[Any], Values]] = {}
    for name, hint in get_type_hints(kind).items():
        if hint is Provenance:
            found[name] = _Repeated(hint, f"{name}.").encode
        elif get_origin(hint) is not tuple:
            found[name] = leaf_of(name, hint).encode
    return found


def _leaves(kind: type[Any], prefix: str = "") -> list[Leaf]:
    """The fields of a value that are its own columns: tuples are other tables, provenance is taken apart."""
    found: list[Leaf] = []
    for name, hint in get_type_hints(kind).items():
        if get_origin(hint) is tuple:
            continue
        if isinstance(hint, type) and hint is Provenance:
            found += _leaves(hint, f"{name}.")
        else:
            found.append(leaf_of(prefix + name, hint))
    return found


def _slices(leaves: tuple[Leaf, ...], start: int) -> list[tuple[Leaf, int, int]]:
    """Where each leaf's columns stand in a row."""
    found = []
    for leaf in leaves:
        found.append((leaf, start, start + len(leaf.columns)))
        start += len(leaf.columns)
    return found


@dataclass(frozen=True, slots=True)
class Entity:
    """One table and the frozen value that a row of it is.

    ``attribute`` is the field of the parent that holds such values as a tuple; ``links`` are the columns that say
    where a row belongs and in which order. A row is the links, then the leaves in order; the one named ``id`` is
    the key. ``refers`` are fields that name a row of another table, each with that table.
    """

    table: str
    kind: type[Any]
    attribute: str = ""
    links: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    refers: Mapping[str, str] = field(default_factory=dict, hash=False)
    leaves: tuple[Leaf, ...] = field(init=False)
    columns: tuple[str, ...] = field(init=False)
    key: int = field(init=False)
    _read: Callable[[Any], Values] = field(init=False, repr=False)
    _encoders: tuple[Callable[[Any], Values], ...] = field(init=False, repr=False)
    _parts: tuple[tuple[Leaf, int, int], ...] = field(init=False, repr=False)
    _single: tuple[tuple[str, Callable[..., Any], int], ...] = field(init=False, repr=False, compare=False)
    _several: tuple[tuple[str, Callable[..., Any], slice], ...] = field(init=False, repr=False, compare=False)
    _inner: tuple[tuple[str, Callable[..., Any], int, slice], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        leaves = tuple(_leaves(self.kind))
        names = (column.name for leaf in leaves for column in leaf.columns)
        object.__setattr__(self, "leaves", leaves)
        object.__setattr__(self, "columns", (*self.links, *names))
        object.__setattr__(self, "key", self.columns.index("id"))
        encoders = _encoders(self.kind)
        object.__setattr__(self, "_read", attrgetter(*encoders))
        object.__setattr__(self, "_encoders", tuple(encoders.values()))
        parts = tuple(_slices(leaves, len(self.links)))
        object.__setattr__(self, "_parts", parts)
        own = [(leaf.name, leaf.decode, start, stop) for leaf, start, stop in parts if leaf.path == leaf.name]
        inner = [(leaf.name, leaf.decode, start, stop) for leaf, start, stop in parts if leaf.path != leaf.name]
        object.__setattr__(self, "_single", tuple((name, read, a) for name, read, a, b in own if b == a + 1))
        object.__setattr__(self, "_several", tuple((name, read, slice(a, b)) for name, read, a, b in own if b > a + 1))
        object.__setattr__(self, "_inner", tuple((name, read, a, slice(a, b)) for name, read, a, b in inner))

    def encode(self, value: Any, links: Values = ()) -> Values:
        """The row of a value."""
        read = zip(self._encoders, self._read(value), strict=True)
        parts = [UNASKED if one is NOT_ASKED else encode(one) for encode, one in read]
        return (*links, *chain.from_iterable(parts))

    def decode(self, row: Values, **children: Any) -> Any:
        """The value of a row; ``children`` are its tuples of other entities."""
        own: dict[str, Any] = children
        for name, decode, place in self._single:
            own[name] = decode(row[place])
        for name, decode, places in self._several:
            own[name] = decode(*row[places])
        provenance: dict[str, Any] = {}
        for name, decode, place, places in self._inner:
            if row[place] is not None and row[place] != "":
                provenance[name] = decode(*row[places])
        if provenance:
            own["provenance"] = Provenance(**provenance)
        return self.kind(**own)

    def changes(self, before: Values | None, after: Values | None) -> dict[str, list[object]]:
        """The fields that differ between two rows, each with before and after; a missing row has said nothing.

        Where a row of a part stands in its case is told too, so that the audit alone can put a removed row back; a
        position without a before means a new row, without an after a removed one.
        """
        changed: dict[str, list[object]] = {}
        for place, name in enumerate(self.links):
            old, new = None if before is None else before[place], None if after is None else after[place]
            if old != new and name != "case_id":
                changed[name] = [old, new]
        for leaf, start, stop in self._parts:
            old = leaf.nothing if before is None else before[start:stop]
            new = leaf.nothing if after is None else after[start:stop]
            if old != new and leaf.name not in UNAUDITED:
                changed[leaf.name] = [
                    None if before is None else leaf.plain(*old),
                    None if after is None else leaf.plain(*new),
                ]
        return changed

    def restored(self, row: Values | None, told: Mapping[str, object], key: str, case_id: str) -> Values:
        """A row with the fields as the audit tells them; without a row, the one that it tells of."""
        whole = self._nothing(key, case_id) if row is None else list(row)
        for place, name in enumerate(self.links):
            whole[place] = told.get(name, whole[place])
        for leaf, start, stop in self._parts:
            if leaf.name in told:
                whole[start:stop] = leaf.restore(told[leaf.name])
        return tuple(whole)

    def _nothing(self, key: str, case_id: str) -> list[Any]:
        row = [case_id if name == "case_id" else None for name in self.links]
        row += chain.from_iterable(leaf.nothing for leaf in self.leaves)
        row[self.key] = key
        return row


UNAUDITED = frozenset({"id", "version", "created_at", "changed_at"})
"""What every write changes by itself, and the key, which an audit entry names anyway."""

_PART = ("case_id", "position")

CASE = Entity("cases", Case, required=frozenset({"created_at", "changed_at"}))
PERSON = Entity("persons", Person, required=frozenset({"created_at", "changed_at"}))
PLAN = Entity("plans", TreatmentPlan, "plans", _PART)
_PLAN_PART = ("case_id", "plan_id", "position")
PLAN_PARTS = (
    Entity("plan_choices", PlanChoice, "choices", _PLAN_PART),
    Entity("plan_events", PlanEvent, "events", _PLAN_PART),
    Entity("plan_gates", GateConfirmation, "gates", _PLAN_PART),
    Entity("plan_pauses", PlanPause, "pauses", _PLAN_PART),
)
"""What belongs to a treatment plan."""

PARTS = (
    Entity("identifiers", Identifier, "identifiers", _PART),
    Entity("stagings", Staging, "stagings", _PART),
    Entity("pathology", Pathology, "pathology", _PART),
    Entity("mycn_results", MycnResult, "mycn", _PART),
    Entity("ploidy_results", PloidyResult, "ploidy", _PART),
    Entity("segmental_results", SegmentalResult, "segmental", _PART),
    Entity("alk_results", AlkResult, "alk", _PART),
    Entity("marker_results", MarkerResult, "markers", _PART),
    Entity("surgeries", Surgery, "surgery", _PART),
    Entity("responses", ResponseAssessment, "responses", _PART),
    Entity("courses_at_source", CourseAtSource, "course", _PART),
    *(Entity(name, kind, name, _PART) for name, kind in ENTRY_TYPES.items()),
    PLAN,
    *PLAN_PARTS,
)
"""What belongs to a case, in the order in which it is inserted; it is deleted in the opposite order."""

ENTITIES = {entity.table: entity for entity in (CASE, *PARTS)}
"""A case and its parts by the name of their table, which is what an audit entry names."""

ATTACHMENT = Entity("attachments", Attachment, links=("case_id",), required=frozenset({"added_at"}))
"""A document hangs on its case and is no part of it: it is never loaded with it."""

_ON_CASE = {"case_id": "cases"}
_ON_MEETING = {"meeting_id": "meetings"}
_ON_DECISION = {"decision_id": "decisions", **_ON_CASE}

MEETING = Entity("meetings", Meeting)
ATTENDANCE = Entity("attendances", Attendance, refers=_ON_MEETING)
CONFLICT = Entity("conflicts_of_interest", ConflictOfInterest, refers={**_ON_MEETING, **_ON_CASE})
REFERRAL = Entity("referrals", Referral, refers={**_ON_CASE, **_ON_MEETING})
DEFERRAL = Entity(
    "deferrals", Deferral, refers={"referral_id": "referrals", **_ON_CASE, **_ON_MEETING, "to_meeting_id": "meetings"}
)
DECISION = Entity("decisions", Decision, refers={**_ON_CASE, "referral_id": "referrals", **_ON_MEETING})
DECISION_PARTS = (
    Entity("decision_options", ConsideredOption, "options", refers=_ON_DECISION),
    Entity("decision_conditions", Condition, "conditions", refers=_ON_DECISION),
    Entity("decision_actions", Action, "actions", refers={**_ON_DECISION, "on_condition": "decision_conditions"}),
    Entity("dissents", Dissent, "dissents", refers=_ON_DECISION),
)
"""What is typed with a decision and frozen with it."""
GROUND = Entity("decision_grounds", Ground, refers=_ON_DECISION)
AMENDMENT = Entity("amendments", Amendment, refers=_ON_DECISION)
FOLLOW_THROUGH = Entity("follow_throughs", FollowThrough, refers=_ON_DECISION)
QUORUM_RULE = Entity("quorum_rules", QuorumRule)
FAMILY_SHEET = Entity("family_sheets", FamilySheet, refers={**_ON_CASE, **_ON_MEETING})
FAMILY_SENTENCE = Entity("family_sentences", FamilySentence, refers={"sheet_id": "family_sheets", **_ON_CASE})
CLINIC_TEXT = Entity("clinic_texts", ClinicText)

BOARD_WORK = (
    MEETING, ATTENDANCE, CONFLICT, REFERRAL, DEFERRAL, DECISION, *DECISION_PARTS, GROUND, AMENDMENT, FOLLOW_THROUGH,
    QUORUM_RULE, FAMILY_SHEET, FAMILY_SENTENCE, CLINIC_TEXT,
)  # fmt: skip
"""The work of the board: rows that stand alone, in an order in which each comes after those that it names."""

UNDOABLE = frozenset({*ENTITIES, ATTACHMENT.table, *(one.table for one in BOARD_WORK)})
"""Tables whose changes a person can undo."""
