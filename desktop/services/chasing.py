"""What is missing over all children: grouped by who must act, ranked by what decides the risk group, with its age."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, counted_days, day_words
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels, within
from desktop.clinical.listing import LISTED_SCHEME, CaseQuery
from desktop.clinical.rights import Right, require
from desktop.clinical.risk.case_facts import facts_of
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.asking import answer_of, asking
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.lines import missing_facts, waiting_facts
from desktop.services.listing import list_cases
from desktop.services.uses import feeds

Progress = Callable[[int, int], None]

_PART = 200
ASK, REPEAT = "Your team: not asked yet", "Your team: repeat the test"
ELSEWHERE = "Your team: ask elsewhere"
SOURCE, NOWHERE = "The sending hospital", "Requested, place not recorded"
_OWN = (REPEAT, ASK, ELSEWHERE)
_PLACED = (Silence.REQUESTED, Silence.UNKNOWN_AT_SOURCE)
"""Of these the place is who must act, and is not said twice."""
CHASED, FAILED = "Chase list", "Chase list did not go out after all"


class Weight(IntEnum):
    """What an answer does to the group of the listed scheme: settles it alone, helps to, is part of a fact that does
    (a region of the segmental changes, the DNA index of ploidy), or does not decide it."""

    ALONE = 0
    HELPS = 1
    THROUGH = 2
    OTHER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """One fact of one child that somebody has to bring. ``asked`` is when it was requested or failed, ``days`` since.

    ``name`` is the fact's name, ``state`` its silence in words, ``through`` the name of the deciding fact that this
    one is part of.
    """

    case_id: UUID
    number: int
    child: str
    mrn: str
    fact: str
    name: str
    weight: Weight
    silence: Silence
    state: str
    asked: PartialDate | None
    days: int | None
    board_on: PartialDate | None
    through: str = ""

    @property
    def weight_words(self) -> str:
        """What it does to the group, in words."""
        return {
            Weight.ALONE: "settles the group on its own",
            Weight.HELPS: "decides the group with others",
            Weight.THROUGH: f"decides through {within(self.through)}",
            Weight.OTHER: "does not decide the group",
        }[self.weight]

    @property
    def age_words(self) -> str:
        """For how long it has been waited for; empty where no full day is recorded."""
        return counted_days(self.days) if self.days is not None and self.days >= 0 else ""


@dataclass(frozen=True, slots=True)
class ChaseGroup:
    """Everything that one place, or the team itself, has to bring; what decides most comes first."""

    owner: str
    lines: tuple[ChaseLine, ...]

    @property
    def own(self) -> bool:
        """Whether it is the team itself that must act."""
        return self.owner in _OWN


def chase_list(board: Board, library: Library, today: date, progress: Progress | None = None) -> tuple[ChaseGroup, ...]:
    """The chase list of a day, from the cases as they are stored. Laboratories first, then what the team itself does.

    Of children in follow-up or closed only what was requested is on it. ``progress`` is called with the children read
    and all of them; where it raises, nothing is given.
    """
    wanted = [one.case_id for one in list_cases(board, CaseQuery()).lines if one.missing or one.waiting]
    found: dict[str, list[ChaseLine]] = {}
    for done in range(0, len(wanted), _PART):
        if progress is not None:
            progress(done, len(wanted))
        with board.database.read() as work:
            cases = work.cases.load_many(wanted[done : done + _PART])
        for case in cases.values():
            for owner, line in _lines(library, case, today):
                found.setdefault(owner, []).append(line)
    groups = [ChaseGroup(owner, tuple(sorted(lines, key=_order))) for owner, lines in _same_places(found).items()]
    return tuple(sorted(groups, key=_group_order))


def mail_text(labels: Labels, group: ChaseGroup, today: date) -> str:
    """One group as the text of a mail: hospital numbers and case numbers, no names, because mail is not private."""
    whose = f"What it does to the risk group is by {labels.scheme(LISTED_SCHEME)}."
    told = [f"Still awaited on {day_words(today)}. {whose}", ""]
    for line in group.lines:
        who = f"Hospital no. {line.mrn} (case {line.number})" if line.mrn else f"Case {line.number}"
        age = f", {line.age_words} ago" if line.age_words and line.silence is Silence.REQUESTED else ""
        told.append(f"- {who}: {within(line.name)}; {line.state}{age}; {line.weight_words}")
    return "\n".join(told) + "\n"


def chase_pdf(
    board: Board, library: Library, groups: Sequence[ChaseGroup], *, today: date, paper: str
) -> tuple[bytes, int]:
    """The list with boxes to tick, as a tagged PDF, and how many pages; nothing is stored."""
    # the PDF libraries are heavy, and most commands print nothing
    from desktop.reports.chase_list import ListGroup, ListLine, draw_list
    from desktop.reports.fonts import Fonts

    told = [
        ListGroup(
            head=group.owner,
            lines=tuple(
                ListLine(
                    who=f"{line.child or 'No name yet'}, {line.mrn or 'no hospital no.'}, case {line.number}",
                    what=line.name,
                    state=f"{line.state}{f', {line.age_words} ago' if line.age_words else ''}",
                    why=line.weight_words,
                    strong=line.weight is not Weight.OTHER,
                )
                for line in group.lines
            ),
        )
        for group in groups
    ]
    foot = (
        f"{board.name}. Prepared by {board.person.name}, {day_words(today)}. "
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


def _lines(library: Library, case: Case, today: date) -> Iterator[tuple[str, ChaseLine]]:
    weights = _weights(library, case)
    for fact in dict.fromkeys((*weights, *waiting_facts(case), *_open(case, tuple(weights)))):
        answer = answer_of(case, fact)
        decides = fact in weights or any(one in weights for one in feeds(library.rules, fact))
        owner = _owner(answer, decides=decides)
        if owner:
            yield owner, _line(library, case, today, fact, weights)


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


def _line(library: Library, case: Case, today: date, fact: str, weights: Mapping[str, Weight]) -> ChaseLine:
    answer = answer_of(case, fact)
    through = next((one for one in feeds(library.rules, fact) if one in weights), "")
    weight = weights.get(fact, Weight.THROUGH if through else Weight.OTHER)
    since = answer.on.full if answer.on is not None else None
    return ChaseLine(
        case_id=case.id,
        number=case.number,
        child=case.name,
        mrn=case.mrn,
        fact=fact,
        name=library.labels.name(fact),
        weight=weight,
        silence=answer.silence or Silence.NOT_ASKED,
        state=library.labels.silence(replace(answer, where="") if answer.silence in _PLACED else answer),
        asked=answer.on,
        days=(today - since).days if since is not None else None,
        board_on=case.board_on.value,
        through=library.labels.name(through) if through else "",
    )


def _same_places(found: dict[str, list[ChaseLine]]) -> dict[str, list[ChaseLine]]:
    """Places that are written alike but for capitals and spaces are one; it is called as it was written first."""
    names: dict[str, str] = {}
    merged: dict[str, list[ChaseLine]] = {}
    for owner, lines in found.items():
        name = names.setdefault(" ".join(owner.casefold().split()), owner)
        merged.setdefault(name, []).extend(lines)
    return merged


def _order(line: ChaseLine) -> tuple[object, ...]:
    """What decides first, then the child whose meeting is nearest, then what has been waited for longest."""
    meeting = line.board_on.earliest if line.board_on is not None else date.max
    return (line.weight, meeting, -(line.days if line.days is not None else -1), line.number, line.name)


def _group_order(group: ChaseGroup) -> tuple[object, ...]:
    """Places first; among them those that hold up most decisions; then the team's own, in a fixed order."""
    if group.own:
        return (1, _OWN.index(group.owner), 0, "")
    deciding = sum(line.weight is not Weight.OTHER for line in group.lines)
    return (0, -deciding, -len(group.lines), group.owner.casefold())
