"""The coded values of the board's work. The member's value is the code that is stored and never changes meaning.

Which disciplines belong to a quorum, and the words for every code, are data in ``resources``. Source of what a
decision must say: the field study of meetings, section 4.3.
"""

from __future__ import annotations

from enum import StrEnum


class Urgency(StrEnum):
    """How soon the board must speak about a child."""

    EMERGENCY = "emergency"
    SOON = "soon"
    ROUTINE = "routine"


class Purpose(StrEnum):
    """Whether a child is discussed, or listed and noted because an agreed standard of care already answers."""

    DISCUSS = "discuss"
    NOTE = "note"


class ReferralEnd(StrEnum):
    """How a referral came to its end; until then it waits or stands on an agenda."""

    DISCUSSED = "discussed"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"


class Presence(StrEnum):
    """How a person took part in a meeting."""

    PRESENT = "present"
    REMOTE = "remote"
    COVER = "cover"
    ABSENT = "absent"


class DecisionKind(StrEnum):
    """What a decision is about."""

    DIAGNOSTICS = "diagnostics"
    TREATMENT = "treatment"
    SURGERY = "surgery"
    RADIOTHERAPY = "radiotherapy"
    TRANSPLANT = "transplant"
    OBSERVATION = "observation"
    FOLLOW_UP = "follow_up"
    SUPPORTIVE = "supportive"
    OTHER = "other"


class Intent(StrEnum):
    """What a decision is meant to reach."""

    CURE = "cure"
    CONTROL = "control"
    COMFORT = "comfort"
    CLARIFY = "clarify"


class Feasibility(StrEnum):
    """Whether what is recommended can be done at this centre."""

    HERE = "here"
    BY_REFERRAL = "by_referral"
    NOT_POSSIBLE = "not_possible"


class Difference(StrEnum):
    """Why a decision differs from the guideline or protocol that it names."""

    PATIENT_WISH = "patient_wish"
    COMORBIDITY = "comorbidity"
    TOXICITY = "toxicity"
    NOT_AVAILABLE = "not_available"
    DISEASE_COURSE = "disease_course"
    TRIAL = "trial"
    NO_SOURCE_FITS = "no_source_fits"
    OTHER = "other"


class Fate(StrEnum):
    """What became of a decision or an action."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


class NotDone(StrEnum):
    """Why something that was decided was not done, or not all of it."""

    PATIENT_WISH = "patient_wish"
    NOT_AVAILABLE = "not_available"
    CHILD_TOO_ILL = "child_too_ill"
    NEW_INFORMATION = "new_information"
    CONDITION_NOT_MET = "condition_not_met"
    LOST_TO_FOLLOW_UP = "lost_to_follow_up"
    DIED = "died"
    OTHER = "other"
