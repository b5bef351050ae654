"""What is missing over all children: grouped by who must act, ranked by what decides the risk group, with its age."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels, within
from desktop.clinical.listing import LISTED_SCHEME, CaseQuery
from desktop.clinical.neutral_calendar import as_of
from desktop.clinical.rights import Right, require
from desktop.clinical.risk.case_facts import facts_of
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.asking import answer_of, asking
from desktop.services.boards import Board
from desktop.services.chase_entries import (
    NextGate,
    awaited_tests,
    consent_lines,
    decided_lines,
    due_lines,
    gate_lines,
    gate_of,
)
from desktop.services.chase_folding import with_tests
from desktop.services.chase_lines import (
    ASK,
    ELSEWHERE,
    NOWHERE,
    REPEAT,
    SOURCE,
    ChaseGroup,
    ChaseLine,
    Kind,
    Owned,
    Weight,
    group_order,
    line_for,
    line_order,
    same_places,
    silence_words,
)
from desktop.services.chase_silences import silent_lines
from desktop.services.library import Library
from desktop.services.lines import missing_facts, waiting_facts
from desktop.services.listing import list_cases
from desktop.services.meetings.to_do import confirmed
from desktop.services.uses import feeds

__all__ = [
    "ASK", "CHASED", "ELSEWHERE", "FAILED", "NOWHERE", "REPEAT", "SOURCE", "ChaseGroup", "ChaseLine", "Kind", "Weight",
    "chase_list", "chase_pdf", "hand_out_list", "kept_from_mail", "mail_text",
]  # fmt: skip

Progress = Callable[[int, int], None]

_PART = 200
_PLACED = (Silence.REQUESTED, Silence.UNKNOWN_AT_SOURCE)
"""Of these the place is who must act, and is not said twice."""
CHASED, FAILED = "Chase list", "Chase list did not go out after all"


def chase_list(board: Board, library: Library, today: date, progress: Progress | None = None) -> tuple[ChaseGroup, ...]:
    """The chase list of a day, from the cases as they are stored. Laboratories first, then what the team itself does.

    Of children in follow-up only what was requested and what is due is on it, and tests and entries of the record whose
    sample failed; of closed ones what was requested.
    ``progress`` is called with the children read and all of them; where it raises, nothing is given.
    """
    wanted = [one.case_id for one in list_cases(board, CaseQuery()).lines]
    found: dict[str, list[ChaseLine]] = {}
    for done in range(0, len(wanted), _PART):
        if progress is not None:
            progress(done, len(wanted))
        with board.database.read() as work:
            cases = work.cases.load_many(wanted[done : done + _PART])
            decided = confirmed(work, cases)
        for case in cases.values():
            of_board = decided_lines(library, case, decided.get(case.id, ()), today)
            for owner, line in (*_lines(library, case, today), *of_board):
                found.setdefault(owner, []).append(line)
    groups = [ChaseGroup(owner, tuple(sorted(lines, key=line_order))) for owner, lines in same_places(found).items()]
    return tuple(sorted(groups, key=group_order))


def kept_from_mail(group: ChaseGroup) -> int:
    """How many lines of a group no mail may have, such as what is asked about safeguarding."""
    return sum(line.confidential for line in group.lines)


def mail_text(labels: Labels, group: ChaseGroup, today: date) -> str:
    """One group as the text of a mail: hospital numbers and case numbers, no names, because mail is not private.

    What is confidential is left out, without a word that there is any.
    """
    whose = f"What it does to the risk group is by {labels.scheme(LISTED_SCHEME)}."
    told = [f"Still awaited on {day_words(today)}. {whose}", ""]
    for line in (one for one in group.lines if not one.confidential):
        who = f"Hospital no. {line.mrn} (case {line.number})" if line.mrn else f"Case {line.number}"
        told_age = line.since_words if line.silence is Silence.REQUESTED or line.dated else ""
        age = f", {told_age}" if told_age else ""
        told.append(f"- {who}: {within(line.name)}; {line.state}{age}; {line.weight_words}")
    return "\n".join(told) + "\n"


def chase_pdf(
    board: Board, library: Library, groups: Sequence[ChaseGroup], *, today: date, paper: str
) -> tuple[bytes, int]:
    """The list with boxes to tick, as a tagged PDF, and how many pages; nothing is stored."""
    # the PDF libraries are heavy, and most commands print nothing
    from desktop.reports.chase_list import ListGroup, ListLine, draw_list
    from desktop.reports.fonts import Fonts
    from desktop.services.papers.saying import held

    told = [
        ListGroup(
            head=group.owner,
            lines=tuple(
                ListLine(
                    who=f"{line.child or 'No name yet'}, {line.mrn or 'no hospital no.'}, case {line.number}",
                    what=line.name,
                    state=", ".join(one for one in (line.state, line.since_words) if one),
                    why=line.weight_words,
                    strong=line.weight.decides_group,
                )
                for line in group.lines
            ),
        )
        for group in groups
    ]
    foot = (
        f"{board.name}. Prepared by {board.person.name}, {day_words(today)}. {held(board)} "
        f"Ranked by {library.labels.scheme(LISTED_SCHEME)}, rules {library.rules.checksum[:8]}."
    )
    return draw_list(f"To chase, {day_words(today)}", told, foot, Fonts(**library.fonts), paper)


def hand_out_list(board: Board, groups: Sequence[ChaseGroup], pdf: bytes, give: Callable[[], object]) -> bool:
    """Write down that the list leaves the board, then ``give`` it; where that fails, that is written down too.

    False where the board is open for reading only: then nothing can be written down, and the person must be told.
    """
    require(board.person, Right.PRINT)
    if board.read_only:
        give()
        return False
    children = len({line.case_id for group in groups for line in group.lines})
    changes = {"children": (None, children), "digest": (None, hashlib.sha256(pdf).hexdigest())}
    with board.work(Right.PRINT) as work:
        work.audit.add(CHASED, "print", changes=changes)
    try:
        give()
    except UserError:
        with board.work(Right.PRINT) as work:
            work.audit.add(FAILED, "print", changes=changes)
        raise
    return True


def _lines(library: Library, case: Case, now: date) -> Iterator[Owned]:
    today = as_of(case, now)  # a child who came de-identified has waited since no day of ours
    weights, gate = _weights(library, case), gate_of(library, case, today)
    asked = gate.facts if gate is not None and gate.near else ()
    facts = []
    for fact in dict.fromkeys((*weights, *waiting_facts(case), *_open(case, tuple(weights)), *asked)):
        answer = answer_of(case, fact)
        weight, through = _weigh(library, weights, gate, fact)
        owner = _owner(answer, decides=weight.decides_group)
        if owner:
            facts.append((owner, _line(library, case, today, fact, answer, weight, through)))
    tests = tuple(awaited_tests(library, case, today, partial(_weigh, library, weights, gate)))
    beside = [
        *with_tests(library, case, facts, tests),
        *gate_lines(case, today, gate),
        *due_lines(library, case, today),
        *consent_lines(library, case, today),
    ]
    yield from beside
    yield from silent_lines(library, case, today, beside)


def _weights(library: Library, case: Case) -> dict[str, Weight]:
    """The facts that decide the group of an active child under the listed scheme."""
    if case.status is not CaseStatus.ACTIVE:
        return {}
    facts = facts_of(case, library.rules)
    found = asking(library.rules, case, facts, library.rules.assess(facts.facts, LISTED_SCHEME))
    alone = {one[0] for one in found.sets if len(one) == 1}
    return {fact: Weight.ALONE if fact in alone else Weight.HELPS for fact in found.deciding}


def _open(case: Case, deciding: Sequence[str]) -> tuple[str, ...]:
    return missing_facts(case, deciding)[len(deciding) :] if case.status is CaseStatus.ACTIVE else ()


def _owner(answer: Answer[object], *, decides: bool) -> str:
    """Who must act; empty where nobody is to: it is known, declined, or does not apply."""
    match answer.silence:
        case Silence.REQUESTED:
            return answer.where.strip() or NOWHERE
        case Silence.UNKNOWN_AT_SOURCE:
            return answer.where.strip() or SOURCE
        case Silence.SAMPLE_FAILED | Silence.INCONCLUSIVE:
            return REPEAT
        case Silence.NOT_ASKED:
            return ASK
        case Silence.NOT_AVAILABLE if decides:
            return ELSEWHERE
    return ""


def _weigh(
    library: Library, weights: Mapping[str, Weight], gate: NextGate | None, fact: str
) -> tuple[Weight, str]:  # fmt: skip
    """What a fact weighs for the group, else for the next gate; and the name of what it goes through."""
    if fact in weights:
        return weights[fact], ""
    through = next((one for one in feeds(library.rules, fact) if one in weights), "")
    if through:
        return Weight.THROUGH, library.labels.name(through)
    if gate is not None and fact in gate.facts:
        return Weight.GATE, gate.label
    return Weight.OTHER, ""


def _line(
    library: Library, case: Case, today: date, fact: str, answer: Answer[object], weight: Weight, through: str
) -> ChaseLine:
    told = replace(answer, where="") if answer.silence in _PLACED else answer
    return line_for(
        case, today, Kind.FACT, fact, library.labels.name(fact), silence_words(library.labels, told), weight,
        asked=answer.on, silence=answer.silence or Silence.NOT_ASKED, through=through,
    )  # fmt: skip
