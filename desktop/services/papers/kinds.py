"""Every kind of document that leaves the board, and of each whether there is one without whose it is.

It is decided here and nowhere else: a kind cannot be made without saying what becomes of it. Tests plant identifiers
in every text of a child and of the meetings, and look for them in every kind that says that it names nobody.
"""

from __future__ import annotations

from enum import Enum, StrEnum

HELD = "Contains patient data; do not pass on."


class Naming(Enum):
    """Whether a kind of document names anybody.

    HAS_FORM: it does, and can be had de-identified as well. NOBODY: it names nobody as it is. ALWAYS: naming people is
    what it is for, so it is never de-identified, and says that it contains patient data (all but the sheet that is a
    family's own).
    """

    HAS_FORM = "also de-identified"
    NOBODY = "names nobody"
    ALWAYS = "always names people"


_FORM, _NOBODY, _ALWAYS = Naming.HAS_FORM, Naming.NOBODY, Naming.ALWAYS


class DocumentKind(StrEnum):
    """A kind of document, as the history calls it, with its ``naming`` and the reason for that."""

    naming: Naming
    why: str

    def __new__(cls, value: str, naming: Naming, why: str) -> DocumentKind:
        """A kind with all that is to be decided about it."""
        made = str.__new__(cls, value)
        made._value_, made.naming, made.why = value, naming, why
        return made

    SUMMARY = "summary", _FORM, "a second centre may judge the case without knowing whose it is"
    LARGE_PRINT = "summary in large print", _FORM, "it says what the summary says"
    PACKET = "second-opinion packet", _FORM, "a second centre may judge the case without knowing whose it is"
    END_OF_TREATMENT = "end-of-treatment summary", _FORM, "exposures and what they lead to can be judged by themselves"
    YEAR = "statistics of the year", _NOBODY, "it counts, and what is free words or a name is not counted by its words"
    RECORD = "record", _ALWAYS, "everything that is recorded, for people who treat the child; the packet has a form"
    HANDOUT = "handout", _ALWAYS, "it speaks to one family about their child"
    PACK = "pack", _ALWAYS, "the board must know whom it speaks about, and who is there"
    OUTCOMES = "outcomes", _ALWAYS, "it says who decided what about whom, and who has to do what"
    LETTER = "letter", _ALWAYS, "it is to a doctor about a patient of theirs"
    NOTICE = "deferral notice", _ALWAYS, "somebody is to bring a finding of a child"
    ATTENDANCE = "attendance sheet", _ALWAYS, "it is signed by those who are there"
    RECALL = "recall list", _ALWAYS, "it says by name who holds which paper"
    CHASE = "chase list", _ALWAYS, "findings are asked for by name and number"
    DUE = "due list", _ALWAYS, "appointments are made for children by name"
