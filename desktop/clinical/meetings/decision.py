"""What the board decided about a child, confirmed and then frozen, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.meetings.codes import DecisionKind, Difference, Fate, Feasibility, Intent, NotDone


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of one meeting about one child, in the words of the board.

    ``presentation`` counts how often the child was before the board, this time included. ``stage`` and ``groups`` are
    what the meeting agreed on, in words, beside what the rules made of the facts. ``guide`` and ``guide_version`` name
    the guideline or protocol used; ``differs`` and ``differs_words`` say why the decision is another. ``where`` is to
    whom the child is referred, ``alternative`` what is done where it is not possible. ``told_by`` tells the family.
    The three answers about being asked are None-free: a question that nobody asked says so. Once ``confirmed_at`` is
    set nothing of it changes: what is added later are amendments.
    """

    id: UUID = field(default_factory=uuid4)
    case_id: UUID
    referral_id: UUID
    meeting_id: UUID
    version: int = 0
    presentation: int = 1
    question: str = ""
    asked_by: str = ""
    new_facts: str = ""
    stage: str = ""
    groups: str = ""
    kind: DecisionKind | None = None
    intent: Intent | None = None
    recommendation: str = ""
    guide: str = ""
    guide_version: str = ""
    differs: Difference | None = None
    differs_words: str = ""
    feasibility: Answer[Feasibility] = NOT_ASKED
    where: str = ""
    alternative: str = ""
    wish_considered: Answer[bool] = NOT_ASKED
    wish_words: str = ""
    trial_considered: Answer[bool] = NOT_ASKED
    genetics_considered: Answer[bool] = NOT_ASKED
    fertility_considered: Answer[bool] = NOT_ASKED
    palliative_considered: Answer[bool] = NOT_ASKED
    psychosocial_considered: Answer[bool] = NOT_ASKED
    told_by: str = ""
    tell_by: date | None = None
    key_worker: str = ""
    next_board: date | None = None
    next_trigger: str = ""
    reopens: str = ""
    read_back_at: datetime | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    case_version: int | None = None
    rules: str = ""

    @property
    def is_frozen(self) -> bool:
        """Whether the chair confirmed it."""
        return self.confirmed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsideredOption:
    """A way that was talked about, and why it was not taken (empty for the one that was)."""

    id: UUID = field(default_factory=uuid4)
    decision_id: UUID
    case_id: UUID
    place: int
    words: str
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """If a fact of the record turns out to be ``value`` then ``then``, else ``otherwise``; looked at by ``review_by``.

    ``fact`` is the code of a fact with one current answer (``mycn``), ``value`` the code that it is compared with.
    """

    id: UUID = field(default_factory=uuid4)
    decision_id: UUID
    case_id: UUID
    place: int
    fact: str
    value: str
    then: str
    otherwise: str = ""
    review_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that somebody has to do until a day. ``on_condition`` is the condition that must come true first.

    What became of it may be said after the decision is frozen: it is no part of what was decided.
    """

    id: UUID = field(default_factory=uuid4)
    decision_id: UUID
    case_id: UUID
    place: int
    words: str
    owner: str = ""
    due: date | None = None
    on_condition: UUID | None = None
    fate: Fate | None = None
    fate_on: date | None = None
    fate_why: NotDone | None = None
    fate_words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has said what became of it."""
        return self.fate is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """Who did not agree (an empty name: somebody who is not named), in their words, and what was answered."""

    id: UUID = field(default_factory=uuid4)
    decision_id: UUID
    case_id: UUID
    place: int
    name: str = ""
    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One fact that a decision stands on, as it was when it was frozen; ``value`` is empty where it was not known.

    ``source`` is the key of the row of the record that it was read from, None for what is worked out.
    """

    id: UUID = field(default_factory=uuid4)
    decision_id: UUID
    case_id: UUID
    place: int
    fact: str
    value: str = ""
    source: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A visible addition to a frozen decision: ``number`` counts them from 1; the frozen text stays as it is.

    It waits for the chair until ``confirmed_at`` is set; ``confirmed_by`` is the chair who then stands behind it.
    """

    id: UUID = field(default_factory=uuid4)
    decision_id: UUID
    case_id: UUID
    number: int
    at: datetime
    by: str
    words: str
    reason: str
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether the chair stands behind it."""
        return self.confirmed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowThrough:
    """What became of a decision as a whole, said on a day; ``number`` counts them from 1, and the last counts."""

    id: UUID = field(default_factory=uuid4)
    decision_id: UUID
    case_id: UUID
    number: int = 0
    told_on: date
    fate: Fate
    why: NotDone | None = None
    words: str = ""
    by: str = ""
